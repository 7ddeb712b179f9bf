//! The rule of arrival: a record is accepted where it comes in if the version of the rule book that it names *and* the newest
//! one there both allow it. Else whoever lost a role, a key or their place could go on acting by the book of yesterday.

use super::{
    chain::Filed,
    judge::judge,
    policy::{
        PolicyChain,
        closing::{Brief, closing},
    },
    record::Record,
    signed::holds_under,
    state::State,
};
use crate::{
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// Where a record comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Arrival {
    /// The newest version where it was not yet; 0 where there was none
    pub known: u32,
    /// The newest version where it is
    pub newest: u32,
}

/// Whether a record that stands in a chain, and is legal there, may come in.
///
/// A version that comes in beside it and closes it by name vouches that the record was there before: then the version
/// before that one is asked instead. That it names the record its digest tells ([`closing`](super::policy::closing)).
pub fn allowed(before: Option<&State>, filed: &Filed, arrival: Arrival, policy: &PolicyChain) -> Result<()> {
    let closes = closing(policy, &Brief::of(filed));
    let asked = match closes {
        Some(number) if number > arrival.known && number <= arrival.newest => number - 1,
        _ => arrival.newest,
    };
    by_version(before, filed, asked, policy)
        .map_err(|why| moved_on(&filed.record, asked, Some(&why), policy))?;
    match closes {
        Some(number) if number <= arrival.known => Err(moved_on(&filed.record, number, None, policy)),
        _ => Ok(()),
    }
}

/// Whether a version allows a record that names an older one.
fn by_version(before: Option<&State>, filed: &Filed, number: u32, policy: &PolicyChain) -> Result<()> {
    let Some(version) = policy.version(number).filter(|_| number > filed.record.policy) else {
        return Ok(());
    };
    let record = Record { policy: number, ..filed.record.clone() };
    judge(before, &Filed { id: filed.id.clone(), record }, policy)?;
    holds_under(&filed.record, version)
}

/// `why` is what the version says against it; without one it has closed the older records of this member or key.
fn moved_on(record: &Record, number: u32, why: Option<&Refusal>, policy: &PolicyChain) -> Refusal {
    let (own, action, slug) = (record.policy, record.action.name(), &record.slug);
    let (label, name) = (record.action.label(), policy.newest().team.name(&record.by));
    let (zh, en) = (label.zh, label.en);
    let message = say!(
        "{name}的“{zh}”按第 {own} 版规则办，并进来时已是第 {number} 版，按它不行",
        "{name} acted ({en}) by version {own} of the rule book; where it comes in, version {number} is in force, and does not allow it"
    );
    let refusal = Refusal::findings("rules_moved_on", message);
    let refusal = match why {
        Some(why) => refusal.detail(why.message.clone()),
        None => refusal.detail(say!(
            "第 {number} 版封存了此前的记录，不能再添",
            "version {number} closed the records before it, and none is added to them"
        )),
    };
    let refusal = match record.path() {
        Some(path) => refusal.at(path),
        None => refusal,
    };
    let refusal = refusal.help(say!(
        "撤掉这一步，并入目标分支的最新版本，再由按新规则可以办的人重做：`wxops {action} {slug}`",
        "drop this act, merge the newest target branch, and let somebody whom the new rules allow act again: `wxops {action} {slug}`"
    ));
    why.iter()
        .flat_map(|why| &why.help)
        .cloned()
        .fold(refusal, |refusal: Refusal, help: Text| refusal.help(help))
}
