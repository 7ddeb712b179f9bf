//! Signatures in process against `ssh-keygen -Y verify`: both accept the same, and both refuse the same.

#![allow(clippy::disallowed_methods, reason = "a test makes keys and starts the program it is compared with")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod sandbox;

use std::{
    fs,
    path::PathBuf,
    process::{Command, Stdio},
};

use sandbox::keys::ssh_is_there;
use ssh_key::{
    Algorithm, HashAlg, LineEnding, SshSig,
    public::{Ed25519PublicKey, KeyData, SkEcdsaSha2NistP256, SkEd25519},
};
use wxops::signature::{Key, POLICY, RECORD, Signature};

const TOLD: &[u8] = "format = \"wxops-record-v1\"\nby = \"wangfang\"\n".as_bytes();

/// A folder with keys, and whoever is allowed to sign.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Desk {
        Desk(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Makes a key; gives its public line.
    fn key(&self, name: &str, kind: &[&str]) -> String {
        let mut made = Command::new("ssh-keygen");
        made.args(["-q", "-N", "", "-C", "", "-f"]).arg(self.path(name)).arg("-t").args(kind);
        assert!(made.status().unwrap().success());
        fs::read_to_string(self.path(name).with_extension("pub")).unwrap().trim().to_owned()
    }

    fn sign(&self, key: &str, namespace: &str, message: &[u8]) -> String {
        fs::write(self.path("message"), message).unwrap();
        let mut sign = Command::new("ssh-keygen");
        sign.args(["-q", "-Y", "sign", "-n", namespace, "-f"]).arg(self.path(key)).stdin(Stdio::null());
        let done = sign.stdin(fs::File::open(self.path("message")).unwrap()).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    }

    /// What OpenSSH says.
    fn theirs(&self, public: &str, armor: &str, namespace: &str, message: &[u8]) -> bool {
        let [allowed, signature, told] = ["allowed", "signature", "told"].map(|name| self.path(name));
        fs::write(&allowed, format!("wangfang {public}\n")).unwrap();
        fs::write(&signature, armor).unwrap();
        fs::write(&told, message).unwrap();
        let mut verify = Command::new("ssh-keygen");
        verify.args(["-Y", "verify", "-I", "wangfang", "-n", namespace]).arg("-f").arg(&allowed);
        let verify = verify.arg("-s").arg(&signature).stdin(fs::File::open(&told).unwrap());
        verify.output().unwrap().status.success()
    }
}

/// What wxops says.
fn ours(public: &str, armor: &str, namespace: &str, message: &[u8]) -> bool {
    let key = Key::read(public).unwrap();
    let proved = Signature::read(armor).and_then(|signature| signature.proves(namespace, message));
    proved.is_ok_and(|proved| proved == key)
}

/// Both are asked, and agree.
fn agreed(desk: &Desk, what: &str, public: &str, armor: &str, namespace: &str, message: &[u8]) -> bool {
    let (own, their) =
        (ours(public, armor, namespace, message), desk.theirs(public, armor, namespace, message));
    assert_eq!(own, their, "{what}: wxops says {own}, ssh-keygen {their}\n{armor}");
    own
}

/// The armor with one bit of what is in it turned.
fn turned(armor: &str, bit: usize) -> String {
    let pem = armor.lines().filter(|line| !line.starts_with('-')).collect::<String>();
    let mut bytes = base64(&pem);
    let bit = bit % (bytes.len() * 8);
    bytes[bit / 8] ^= 1 << (bit % 8);
    armored(&bytes)
}

const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(text: &str) -> Vec<u8> {
    let (mut bytes, mut bits, mut count) = (vec![], 0u32, 0);
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        bits = bits << 6 | u32::try_from(LETTERS.iter().position(|own| *own == letter).unwrap()).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    bytes
}

fn armored(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three
            .iter()
            .chain([0, 0].iter())
            .take(3)
            .fold(0usize, |bits, byte| bits << 8 | usize::from(*byte));
        for n in 0..4 {
            text.push(if n <= three.len() { char::from(LETTERS[bits >> (18 - 6 * n) & 63]) } else { '=' });
        }
    }
    let lines: Vec<&str> =
        text.as_bytes().chunks(70).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN SSH SIGNATURE-----\n{}\n-----END SSH SIGNATURE-----\n", lines.join("\n"))
}

fn tried(desk: &Desk, what: &str, public: &str, other: &str, armor: &str) {
    let says = |what: &str, key: &str, armor: &str, namespace: &str, message: &[u8]| {
        agreed(desk, what, key, armor, namespace, message)
    };
    assert!(says(what, public, armor, RECORD, TOLD), "{what}");
    assert_eq!(
        armored(&base64(&armor.lines().filter(|line| !line.starts_with('-')).collect::<String>())),
        armor
    );
    assert!(!says(&format!("{what}: another key"), other, armor, RECORD, TOLD));
    assert!(!says(&format!("{what}: another namespace"), public, armor, POLICY, TOLD));
    assert!(!says(&format!("{what}: another message"), public, armor, RECORD, b"x"));
    assert!(!says(&format!("{what}: nothing"), public, armor, RECORD, b""));
    let half: String = armor.lines().take(3).flat_map(|line| [line, "\n"]).collect();
    assert!(!says(&format!("{what}: cut off"), public, &half, RECORD, TOLD));
    let ended = format!("{half}-----END SSH SIGNATURE-----\n");
    assert!(!says(&format!("{what}: cut out"), public, &ended, RECORD, TOLD));
    for bit in (0..armor.len() * 6).step_by(151) {
        assert!(
            !says(&format!("{what}: bit {bit}"), public, &turned(armor, bit), RECORD, TOLD),
            "{what}: {bit}"
        );
    }
}

#[test]
fn every_kind_of_key_is_judged_as_openssh_judges_it() {
    if !ssh_is_there() {
        return;
    }
    let desk = Desk::new();
    let other = desk.key("other", &["ed25519"]);
    for (what, kind) in [
        ("ed25519", &["ed25519"][..]),
        ("rsa of 2048 bits", &["rsa", "-b", "2048"]),
        ("rsa of 3072 bits", &["rsa", "-b", "3072"]),
        ("ecdsa", &["ecdsa", "-b", "256"]),
    ] {
        let public = desk.key(what, kind);
        let armor = desk.sign(what, RECORD, TOLD);
        tried(&desk, what, &public, &other, &armor);
    }
}

/// Keys in hardware: what a key of that kind would answer, made here in software.
#[test]
fn keys_in_hardware_are_judged_as_openssh_judges_them() {
    use ssh_key::private::{EcdsaKeypair, Ed25519Keypair};
    if !ssh_is_there() {
        return;
    }
    let desk = Desk::new();
    let other = desk.key("other", &["ed25519"]);
    let own = Ed25519Keypair::from_seed(&[7; 32]);
    let sk = KeyData::SkEd25519(SkEd25519::new(Ed25519PublicKey(own.public.0), "ssh:"));
    let told = SshSig::signed_data(RECORD, HashAlg::Sha512, TOLD).unwrap();
    let answer = |signs: &dyn Fn(&[u8]) -> Vec<u8>, kind: Algorithm| {
        let touched = [1, 0, 0, 0, 9]; // the person was there; the ninth signature
        let data = [&sha256(b"ssh:")[..], &touched, &sha256(&told)].concat();
        ssh_key::Signature::new(kind, [&signs(&data)[..], &touched].concat()).unwrap()
    };
    let ed25519 = answer(
        &|data| signature::Signer::<ssh_key::Signature>::sign(&own, data).as_bytes().to_vec(),
        Algorithm::SkEd25519,
    );
    let armor =
        SshSig::new(sk.clone(), RECORD, HashAlg::Sha512, ed25519).unwrap().to_pem(LineEnding::LF).unwrap();
    let public = ssh_key::PublicKey::from(sk).to_openssh().unwrap();
    assert!(Key::read(&public).unwrap().is_hardware());
    tried(&desk, "sk-ssh-ed25519", &public, &other, &armor);

    // One in 256 keys is a byte shorter than the library reads; the next one is not.
    let pair = (0..8).find_map(|n| {
        let name = format!("p256-{n}");
        desk.key(&name, &["ecdsa", "-b", "256"]);
        ssh_key::PrivateKey::from_openssh(fs::read(desk.path(&name)).unwrap()).ok()
    });
    let pair = pair.unwrap();
    let pair: &EcdsaKeypair = pair.key_data().ecdsa().unwrap();
    let ssh_key::public::EcdsaPublicKey::NistP256(point) = ssh_key::public::EcdsaPublicKey::from(pair) else {
        panic!("another curve")
    };
    let sk = KeyData::SkEcdsaSha2NistP256(SkEcdsaSha2NistP256::new(point, "ssh:"));
    let ecdsa = answer(
        &|data| signature::Signer::<ssh_key::Signature>::sign(pair, data).as_bytes().to_vec(),
        Algorithm::SkEcdsaSha2NistP256,
    );
    let length = ecdsa.as_bytes().len();
    let armor =
        SshSig::new(sk.clone(), RECORD, HashAlg::Sha512, ecdsa).unwrap().to_pem(LineEnding::LF).unwrap();
    // The library writes flags and counter of this kind into the string before them; OpenSSH puts them behind it.
    let mut bytes = base64(&armor.lines().filter(|line| !line.starts_with('-')).collect::<String>());
    let at = bytes.len() - length - 4;
    bytes.splice(at..at + 4, u32::try_from(length - 5).unwrap().to_be_bytes());
    let armor = armored(&bytes);
    tried(&desk, "sk-ecdsa", &ssh_key::PublicKey::from(sk).to_openssh().unwrap(), &other, &armor);
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).to_vec()
}

#[test]
fn keys_that_cannot_be_used_are_refused_with_the_reason() {
    if !ssh_is_there() {
        return;
    }
    let desk = Desk::new();
    let told = |line: &str| Key::read(line).map(|key| key.fingerprint()).map_err(|refusal| refusal.code);
    assert_eq!(told(&desk.key("small", &["rsa", "-b", "1024"])), Err("bad_key"));
    assert_eq!(told(&desk.key("p384", &["ecdsa", "-b", "384"])), Err("bad_key"));
    assert_eq!(told("ssh-ed25519 AAAA"), Err("bad_key"));
    assert_eq!(told(""), Err("bad_key"));
    let public = desk.key("good", &["ed25519"]);
    assert_eq!(told(&fs::read_to_string(desk.path("good")).unwrap()), Err("private_key"));
    let mut listed = Command::new("ssh-keygen");
    let listed = listed.arg("-lf").arg(desk.path("good.pub")).output().unwrap().stdout;
    let fingerprint = told(&public).unwrap();
    assert_eq!(String::from_utf8_lossy(&listed).split(' ').nth(1), Some(fingerprint.as_str()));
    let key = Key::read(&format!("{public} wang@office\n")).unwrap();
    assert_eq!((key.line(), key.is_hardware()), (public, false));
}

#[test]
fn one_signature_has_one_text() {
    if !ssh_is_there() {
        return;
    }
    let desk = Desk::new();
    desk.key("own", &["ed25519"]);
    let armor = desk.sign("own", RECORD, TOLD);
    assert!(Signature::read(&armor).is_ok());
    for other in [
        armor.replace('\n', "\r\n"),
        armor.trim_end().to_owned(),
        format!("{armor}\n"),
        format!("\n{armor}"),
        armor.replacen("U1NI", "U1NI\n", 1),
    ] {
        assert_eq!(Signature::read(&other).unwrap_err().code, "signature_invalid", "{other:?}");
    }
    let mut named = Signature::read(&armor).unwrap();
    named.key = "SHA256:".to_owned() + &"A".repeat(43);
    assert_eq!(named.proves(RECORD, TOLD).unwrap_err().code, "signature_invalid");
}
