//! Keys of the people in memory, always the same for the same name, and what they sign.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use sha2::Digest as _;
use ssh_key::{HashAlg, LineEnding, PrivateKey, private::Ed25519Keypair};
use wxops::signature::Signature;

/// The key of this name; it is made once.
fn key(name: &str) -> PrivateKey {
    static MADE: Mutex<BTreeMap<String, PrivateKey>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let make = || {
        let seed: [u8; 32] = sha2::Sha256::digest(name.as_bytes()).into();
        PrivateKey::new(Ed25519Keypair::from_seed(&seed).into(), "").unwrap()
    };
    made.entry(name.to_owned()).or_insert_with(make).clone()
}

/// Its line in the rule book.
pub fn line(name: &str) -> String {
    key(name).public_key().to_openssh().unwrap()
}

/// Its fingerprint.
pub fn print(name: &str) -> String {
    key(name).public_key().fingerprint(HashAlg::Sha256).to_string()
}

/// What `ssh-keygen -Y sign` would make with it.
pub fn sign(name: &str, namespace: &str, told: &str) -> Signature {
    let made = key(name).sign(namespace, HashAlg::Sha512, told.as_bytes()).unwrap();
    Signature::read(&made.to_pem(LineEnding::LF).unwrap()).unwrap()
}
