//! A public SSH key, as the rule book names it: kind and base64, no comment.

use ssh_key::{
    HashAlg, PublicKey,
    public::{EcdsaPublicKey, KeyData},
};

use crate::{
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// How long an RSA key must and may be.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    public: PublicKey,
}

impl Key {
    /// Reads a line of a public key file: kind, base64, and a comment that says nothing here.
    pub fn read(line: &str) -> Result<Key> {
        if line.contains("PRIVATE KEY") {
            return Err(Refusal::usage(
                "private_key",
                say!("这是私钥，只能留在本人的电脑里", "this is the private key, which stays with its owner"),
            )
            .help(say!("用旁边以 `.pub` 结尾的那个文件", "take the file beside it that ends in `.pub`")));
        }
        let public = PublicKey::from_openssh(line.trim())
            .map_err(|_| unfit(say!("不是一行 SSH 公钥", "it is no line of a public SSH key")))?;
        Key::of(public.key_data().clone())
    }

    /// A key that wxops can prove signatures of; any other is refused.
    pub(super) fn of(data: KeyData) -> Result<Key> {
        let bits = match &data {
            KeyData::Rsa(rsa) => rsa.n.as_positive_bytes().map(|n| n.len() * 8),
            _ => None,
        };
        match &data {
            KeyData::Ed25519(_)
            | KeyData::SkEd25519(_)
            | KeyData::SkEcdsaSha2NistP256(_)
            | KeyData::Ecdsa(EcdsaPublicKey::NistP256(_)) => {}
            KeyData::Rsa(_) if bits.is_some_and(|bits| RSA_BITS.contains(&bits)) => {}
            KeyData::Rsa(_) => {
                let (bits, least, most) = (bits.unwrap_or_default(), RSA_BITS.start(), RSA_BITS.end());
                return Err(unfit(say!(
                    "RSA 密钥有 {bits} 位，须在 {least} 至 {most} 位之间",
                    "an RSA key has {least} to {most} bits, and this one has {bits}"
                )));
            }
            other => {
                let algorithm = other.algorithm();
                return Err(unfit(say!("不支持 {algorithm} 这一种", "{algorithm} is not supported")));
            }
        }
        Ok(Key { public: PublicKey::from(data) })
    }

    /// The line of the rule book: kind and base64.
    pub fn line(&self) -> String {
        self.public.to_openssh().unwrap_or_default()
    }

    /// The fingerprint that `ssh-keygen -l` prints, `SHA256:…`.
    pub fn fingerprint(&self) -> String {
        self.public.fingerprint(HashAlg::Sha256).to_string()
    }

    /// Whether the key lives in a piece of hardware that wants to be touched.
    pub fn is_hardware(&self) -> bool {
        matches!(self.public.key_data(), KeyData::SkEd25519(_) | KeyData::SkEcdsaSha2NistP256(_))
    }

    pub(super) fn public(&self) -> &PublicKey {
        &self.public
    }
}

fn unfit(why: Text) -> Refusal {
    let Text { zh, en } = why;
    Refusal::usage("bad_key", say!("这把公钥不能用：{zh}", "the key cannot be used: {en}")).help(say!(
        "新做一把：`ssh-keygen -t ed25519`，公钥在以 `.pub` 结尾的文件里",
        "make a new one: `ssh-keygen -t ed25519`; the public key is in the file that ends in `.pub`"
    ))
}
