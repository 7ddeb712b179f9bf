//! A version of the rule book that waits: proposed by one manager, to be signed by more. It is in force nowhere.

use super::{Signed, Version};
use crate::{signature::POLICY, workflow::signed::of_member};

/// Where it waits.
pub const PENDING: &str = ".wxops/pending.toml";

impl Version {
    /// Whether this version, which waits, would be the next after `newest`.
    pub fn would_follow(&self, newest: &Version) -> bool {
        let (own, before) = (&self.header, &newest.header);
        own.version == before.version + 1
            && own.prev.as_deref() == Some(newest.digest.as_str())
            && (&own.repo, own.sandbox) == (&before.repo, before.sandbox)
    }

    /// The signatures among `candidates` that count under this version: each of another manager of the one before.
    pub fn counting(&self, before: &Version, candidates: impl IntoIterator<Item = Signed>) -> Vec<Signed> {
        let told = self.unsigned();
        let mut counting: Vec<Signed> = Vec::new();
        for signed in candidates {
            let key = signed.signature.proves(POLICY, told.as_bytes());
            let own = key.and_then(|key| of_member(&key, &signed.by, &before.team)).is_ok();
            let twice = counting.iter().any(|other| other.by == signed.by);
            if own && !twice && before.team.has_role(&signed.by, "manager") {
                counting.push(signed);
            }
        }
        counting
    }
}
