//! Level `signed`: a version of the rule book holds by the signatures of managers of the version before.

use std::collections::BTreeSet;

use super::{Version, closing::Closing};
use crate::{
    refusal::{Refusal, Result},
    say, signature,
    text::Text,
    workflow::{
        signed::of_member,
        team::{Level, Team},
    },
};

/// Whether a version with these rules, after one with those, is signed by managers of the one before: also the one
/// that raises the level, with the keys that were listed until then.
pub fn needs_signatures(before: &Team, after: &Team) -> bool {
    before.level.max(after.level) == Level::Signed
}

/// Whether enough managers of the version before have signed, the level has not fallen, and what the version takes
/// away is closed.
pub(super) fn adoption(before: &Version, version: &Version) -> Result<()> {
    let number = version.header.version;
    let refuse = |message: Text| Err(Refusal::unusable("policy_chain", message));
    level_stays(&before.team, &version.team)?;
    if Closing::between(&before.team, &version.team).is_some() != version.header.closes.is_some() {
        return refuse(say!(
            "第 {number} 版收走了权限或改了级别，须封存此前的记录（`closes`），反之不该有",
            "version {number} must close older records (`closes`) if it takes something away, and else must not"
        ));
    }
    let told = version.unsigned();
    let mut managers = BTreeSet::new();
    for signed in &version.signatures {
        let key = signed.signature.proves(signature::POLICY, told.as_bytes())?;
        of_member(&key, &signed.by, &before.team)?;
        if !before.team.has_role(&signed.by, "manager") || !managers.insert(signed.by.as_str()) {
            let by = before.team.name(&signed.by);
            return refuse(say!(
                "第 {number} 版有{by}的签名：不是运营主管，或者签了两次",
                "version {number} is signed by {by}, who is no manager or signed twice"
            ));
        }
    }
    let (enough, needed) = (managers.len(), before.team.threshold);
    let told = version.header.adopted.iter().all(|id| managers.contains(id.as_str()));
    if enough >= needed && told {
        return Ok(());
    }
    refuse(say!(
        "第 {number} 版须有前一版 {needed} 位运营主管的签名，有效的只有 {enough} 位",
        "version {number} must be signed by {needed} managers of the version before; {enough} count"
    ))
}

/// A level that was raised stays: what is signed today must not be worth less tomorrow.
pub(super) fn level_stays(before: &Team, after: &Team) -> Result<()> {
    if after.level >= before.level {
        return Ok(());
    }
    Err(Refusal::not_now(
        "level_falls",
        say!(
            "级别只升不降：已经是签名核验（signed）",
            "a level is never lowered, and this folder is at `signed`"
        ),
    ))
}
