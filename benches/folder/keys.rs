//! Keys of the folder's people, always the same, and what they sign.

use std::path::Path;

use ssh_key::{HashAlg, LineEnding, PrivateKey, private::Ed25519Keypair};
use wxops::{
    signature::Signature,
    workflow::team::{
        Level,
        text::{with_keys, with_level},
    },
};

const PEOPLE: [&str; 3] = ["lina", "wangfang", "zhangming"];

fn key(who: &str) -> PrivateKey {
    let n = PEOPLE.iter().position(|own| *own == who).unwrap();
    PrivateKey::new(Ed25519Keypair::from_seed(&[u8::try_from(n).unwrap() + 1; 32]).into(), "").unwrap()
}

/// The rule book at level `signed`, with a key for everybody.
pub(crate) fn listed(team: &str) -> String {
    let raised = with_level(team, Level::Signed).unwrap();
    let line = |who: &str| key(who).public_key().to_openssh().unwrap();
    PEOPLE.iter().fold(raised, |text, who| with_keys(&text, who, &[line(who)]).unwrap())
}

/// Writes a private key where `ssh-keygen` takes it.
pub(crate) fn put(who: &str, file: &Path) {
    let written = key(who).to_openssh(LineEnding::LF).unwrap();
    std::fs::write(file, written.as_bytes()).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _; // it reads no key that others can read
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    std::fs::write(file.with_extension("pub"), key(who).public_key().to_openssh().unwrap()).unwrap();
}

/// What `ssh-keygen -Y sign` would make.
pub(crate) fn sign(who: &str, namespace: &str, told: &str) -> Signature {
    let made = key(who).sign(namespace, HashAlg::Sha512, told.as_bytes()).unwrap();
    Signature::read(&made.to_pem(LineEnding::LF).unwrap()).unwrap()
}
