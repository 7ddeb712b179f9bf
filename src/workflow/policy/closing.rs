//! What a version of the rule book closes: older records to which none may be added any more.
//!
//! Whoever lost a key or left could otherwise go on making records that name an older version. So the version that
//! takes something away names the digest of the records of that member or key that are there; `verify` compares.

use std::collections::BTreeSet;

use super::PolicyChain;
use crate::{
    article::digest::Digest,
    refusal::{Refusal, Result},
    say,
    workflow::{
        chain::Filed,
        policy::Version,
        team::{Level, Team},
    },
};

/// Which older records a version closes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Closing {
    /// All: it raises the level, and records without a signature end here
    All,
    /// Those of members who left or lost a role, and those signed with keys that were taken away
    Of {
        /// Ids of members
        members: BTreeSet<String>,
        /// Fingerprints of keys
        keys: BTreeSet<String>,
    },
}

/// What of a record counts here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Brief {
    /// The record's id
    pub id: Digest,
    /// Its member
    pub by: String,
    /// The version that it names
    pub policy: u32,
    /// The fingerprint of the key that signed it
    pub key: Option<String>,
}

impl Brief {
    /// The brief of a record.
    pub fn of(filed: &Filed) -> Brief {
        let record = &filed.record;
        let key = record.signature.as_ref().map(|signature| signature.key.clone());
        Brief { id: filed.id.clone(), by: record.by.clone(), policy: record.policy, key }
    }
}

impl Closing {
    /// What a change of the rules closes, if anything.
    pub fn between(before: &Team, after: &Team) -> Option<Closing> {
        if after.level == Level::Declared {
            return None;
        }
        if before.level == Level::Declared {
            return Some(Closing::All);
        }
        let (mut members, mut keys) = (BTreeSet::new(), BTreeSet::new());
        for id in before.members.keys() {
            let roles = |team: &Team| team.members.get(id).map(|own| own.roles.clone()).unwrap_or_default();
            let after_roles = roles(after);
            let lost = roles(before).iter().any(|role| !after_roles.contains(role));
            if lost || !after.members.contains_key(id) {
                members.insert(id.clone());
            }
            let kept = after.keys_of(id);
            let gone = before.keys_of(id).into_iter().filter(|key| !kept.contains(key));
            keys.extend(gone.map(|key| key.fingerprint()));
        }
        if members.is_empty() && keys.is_empty() { None } else { Some(Closing::Of { members, keys }) }
    }

    fn takes(&self, brief: &Brief) -> bool {
        match self {
            Closing::All => true,
            Closing::Of { members, keys } => {
                members.contains(&brief.by) || brief.key.as_ref().is_some_and(|key| keys.contains(key))
            }
        }
    }

    /// The digest of the records that version `number` closes, out of all there are.
    pub fn digest(&self, number: u32, records: &[Brief]) -> Digest {
        let closed = records.iter().filter(|brief| brief.policy < number && self.takes(brief));
        let ids: BTreeSet<&Digest> = closed.map(|brief| &brief.id).collect();
        let mut told = b"wxops-closes-v1\0".to_vec();
        for id in ids {
            told.extend(id.as_str().as_bytes());
            told.push(0);
        }
        Digest::of(&told)
    }
}

/// Whether each version closes the very records that are there.
pub fn closed(policy: &PolicyChain, records: &[Brief]) -> Vec<Refusal> {
    closed_after(0, policy, records)
}

/// The same for the versions after one.
pub fn closed_after(number: u32, policy: &PolicyChain, records: &[Brief]) -> Vec<Refusal> {
    let newer = pairs(policy).filter(|(_, version)| version.header.version > number);
    newer.filter_map(|(before, version)| one(before, version, records).err()).collect()
}

/// Whether any version after one closes records.
pub fn closes_after(number: u32, policy: &PolicyChain) -> bool {
    pairs(policy).any(|(_, version)| version.header.version > number && version.header.closes.is_some())
}

/// The first version that closes a record, if one does.
pub fn closing(policy: &PolicyChain, brief: &Brief) -> Option<u32> {
    let mut later = pairs(policy).filter(|(_, version)| version.header.version > brief.policy);
    let takes = |(before, version): &(&Version, &Version)| {
        Closing::between(&before.team, &version.team).is_some_and(|closing| closing.takes(brief))
    };
    later.find(takes).map(|(_, version)| version.header.version)
}

/// Each version with the one before.
fn pairs(policy: &PolicyChain) -> impl Iterator<Item = (&Version, &Version)> {
    policy.versions().iter().zip(policy.versions().iter().skip(1))
}

fn one(before: &Version, version: &Version, records: &[Brief]) -> Result<()> {
    let Some(closing) = Closing::between(&before.team, &version.team) else { return Ok(()) };
    let number = version.header.version;
    if version.header.closes.as_deref() == Some(closing.digest(number, records).as_str()) {
        return Ok(());
    }
    let message = match &closing {
        Closing::All => say!(
            "第 {number} 版升为签名核验，封存了此前的记录；此后多了或少了旧的记录",
            "version {number} raised the level and closed the records before it; older ones were added or are gone"
        ),
        Closing::Of { members, keys } => {
            let all = members.iter().map(|id| before.team.name(id)).chain(keys.iter().map(String::as_str));
            let crate::text::Text { zh, en } = crate::text::names(all);
            say!(
                "第 {number} 版封存了 {zh} 此前的记录；此后多了或少了旧的记录",
                "version {number} closed the records of {en}; older ones were added or are gone"
            )
        }
    };
    let refusal = Refusal::findings("records_closed", message).at(Version::path(number));
    Err(refusal
        .help(say!(
            "看是哪次提交带来的：`git log --stat -- .wxops/records`",
            "see which commit brought them: `git log --stat -- .wxops/records`"
        ))
        .help(say!(
            "是自己人在别处同时办的：撤掉那次提交，在最新版本上重做这一步",
            "if a member made one elsewhere meanwhile: drop that commit and repeat the act on the newest version"
        )))
}
