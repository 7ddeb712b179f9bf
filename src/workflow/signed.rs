//! Level `signed`: a record holds by a signature of the member that it names, under the version that it names.

use super::{
    policy::{PolicyChain, Version},
    record::Record,
    team::{Level, Team},
};
use crate::{
    refusal::{Refusal, Result},
    say,
    signature::{self, Key, Signature},
};

/// Whether a record is proved as its version of the rule book asks. Records of versions at level `declared` stay
/// what they are: names as typed. They cannot come after a signed one, since versions never fall along a chain.
pub fn holds(record: &Record, policy: &PolicyChain) -> Result<()> {
    match policy.version(record.policy) {
        Some(version) => holds_under(record, version),
        None => Ok(()), // `judge` refuses it
    }
}

/// The same under another version than the one that it names.
pub(super) fn holds_under(record: &Record, version: &Version) -> Result<()> {
    let held = proved(record.signature.as_ref(), &record.unsigned(), &record.by, version);
    held.map_err(|refusal| match record.path() {
        Some(path) => refusal.at(path),
        None => refusal,
    })
}

/// Whether words are proved as a version asks: by a signature of this member, or at level `declared` by none.
pub(super) fn proved(signature: Option<&Signature>, told: &str, by: &str, version: &Version) -> Result<()> {
    let number = version.header.version;
    match (version.team.level, signature) {
        (Level::Declared, None) => Ok(()),
        (Level::Declared, Some(_)) => Err(Refusal::findings(
            "record_illegal",
            say!(
                "第 {number} 版是自报身份的，记录不该有签名",
                "version {number} is at level declared, and its records carry no signature"
            ),
        )),
        (Level::Signed, None) => Err(Refusal::findings(
            "signature_missing",
            say!(
                "第 {number} 版起每条记录都要签名，这条没有",
                "from version {number} on each record is signed, and this one is not"
            ),
        )),
        (Level::Signed, Some(signature)) => signature
            .proves(signature::RECORD, told.as_bytes())
            .and_then(|key| of_member(&key, by, &version.team)),
    }
}

/// Whether a key is one of a member's.
pub fn of_member(key: &Key, member: &str, team: &Team) -> Result<()> {
    let owner = team.owner_of(key);
    if owner == Some(member) {
        return Ok(());
    }
    let (print, name) = (key.fingerprint(), team.name(member));
    let message = match owner.map(|owner| team.name(owner)) {
        Some(owner) => {
            say!(
                "签名的密钥是{owner}的，不是{name}的：{print}",
                "it is signed by {owner}, not by {name}: {print}"
            )
        }
        None => say!("签名的密钥不是{name}的：{print}", "the key that signed is none of {name}'s: {print}"),
    };
    Err(Refusal::findings("signature_foreign", message))
}
