//! SSH signatures: what `ssh-keygen -Y sign` makes, proved here in process. Values only; `signer` makes them.
//!
//! A signature stands in a file as `ssh-keygen` wrote it, between its two marks, and in no other form. Each kind of
//! file has a namespace of its own, so a signature made for something else, a commit or a login, counts for nothing.

mod key;

pub use key::Key;

use ssh_key::{Algorithm, SshSig};

use crate::{
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// The namespace of a record's signature.
pub const RECORD: &str = "wxops-record-v1";

/// The namespace of a signature under a version of the rule book.
pub const POLICY: &str = "wxops-policy-v1";

/// A signature, as files hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The key's fingerprint, `SHA256:…`
    pub key: String,
    /// What `ssh-keygen -Y sign` wrote
    pub ssh: String,
}

impl Signature {
    /// A signature as `ssh-keygen` wrote it, with the fingerprint of the key that it names.
    pub fn read(armor: &str) -> Result<Signature> {
        let key = Key::of(parse(armor)?.public_key().clone())?.fingerprint();
        Ok(Signature { key, ssh: armor.to_owned() })
    }

    /// Whether this is a signature over `message` in `namespace`; gives the key that made it. Whose key that is, is
    /// for the rule book to say.
    pub fn proves(&self, namespace: &str, message: &[u8]) -> Result<Key> {
        let sig = parse(&self.ssh)?;
        let unfit = |_| invalid(say!("这种密钥不算数", "keys of that kind do not count"));
        let key = Key::of(sig.public_key().clone()).map_err(unfit)?;
        if key.fingerprint() != self.key {
            return Err(invalid(say!(
                "写着的密钥不是签名的那一把",
                "the key it names is not the one that signed"
            )));
        }
        if sig.namespace() != namespace {
            let found = crate::text::escaped(sig.namespace());
            return Err(invalid(say!(
                "签名的用途是 `{found}`，不是 `{namespace}`",
                "it was made for `{found}`, not for `{namespace}`"
            )));
        }
        let proved = key.public().verify(namespace, message, &sig);
        proved.map_err(|_| invalid(say!("签的不是这份内容", "it was not made over these bytes")))?;
        Ok(key)
    }
}

/// Reads a signature strictly: one text for one signature.
fn parse(armor: &str) -> Result<SshSig> {
    let unreadable = || invalid(say!("读不懂", "it cannot be read"));
    let sig = SshSig::from_pem(armor).map_err(|_| unreadable())?;
    let fits = match (sig.public_key().algorithm(), sig.algorithm()) {
        (Algorithm::Rsa { .. }, Algorithm::Rsa { hash }) => hash.is_some(), // never SHA-1
        (key, signature) => key == signature,
    };
    if fits && sig.reserved().is_empty() && is_written(armor) { Ok(sig) } else { Err(unreadable()) }
}

/// Whether the lines are those that `ssh-keygen` writes: 70 letters each, and fewer in the last.
fn is_written(armor: &str) -> bool {
    let body = armor
        .strip_prefix("-----BEGIN SSH SIGNATURE-----\n")
        .and_then(|rest| rest.strip_suffix("\n-----END SSH SIGNATURE-----\n"));
    let Some(body) = body else { return false };
    let lines: Vec<&str> = body.split('\n').collect();
    let Some((last, full)) = lines.split_last() else { return false };
    full.iter().all(|line| line.len() == 70) && (1..=70).contains(&last.len())
}

fn invalid(why: Text) -> Refusal {
    let Text { zh, en } = why;
    Refusal::findings("signature_invalid", say!("签名无效：{zh}", "the signature does not hold: {en}"))
}
