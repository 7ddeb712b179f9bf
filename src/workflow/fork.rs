//! A fork that reached the main branch, and the record that heals it: the one act that names all its heads.
//!
//! Two people acted at once, each rightly on their own branch, and a merge kept both. Nobody is believed over the other:
//! `withdraw` takes the submission back, whatever either side decided of it. Where one side published, readers have it
//! already, and no act beside it makes that undone: `correct` opens the next revision. Two publications, or two slugs or
//! owners, are healed by no record: there one side drops its commit.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    action::Action,
    chain::{Filed, Step},
    derive::take,
    judge::row,
    lane::Debt,
    policy::PolicyChain,
    second_hand::Consent,
    state::State,
    status::Status,
};
use crate::{
    article::digest::Digest,
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// The acts that heal a fork.
pub const HEALING: [Action; 2] = [Action::Withdraw, Action::Correct];

/// The records of a fork and behind them the one that heals it, as one step; what follows that one is left in `rest`. `heads`
/// is what was newest where the fork begins.
pub(super) fn healed(rest: &mut Vec<Filed>, heads: &[Digest]) -> Option<Step> {
    let names = |filed: &&Filed| HEALING.contains(&filed.record.action) && filed.record.prev.len() > 1;
    let found = rest.iter().filter(names).find_map(|heal| {
        let later = behind(&heal.id, rest);
        let fork: Vec<&Filed> =
            rest.iter().filter(|own| own.id != heal.id && !later.contains(&own.id)).collect();
        let sorted = sorted(&fork, heads)?;
        (tips(&fork) == heal.record.prev.iter().collect()).then(|| (heal.id.clone(), sorted))
    });
    let (heal, mut order) = found?;
    order.push(heal);
    let at = |filed: &Filed| order.iter().position(|id| *id == filed.id);
    let mut step: Step = rest.extract_if(.., |filed| at(filed).is_some()).collect();
    step.sort_by_key(&at);
    Some(step)
}

/// The records that somebody wrote after one, themselves or through others.
fn behind(id: &Digest, records: &[Filed]) -> BTreeSet<Digest> {
    let mut behind = BTreeSet::from([id.clone()]);
    loop {
        let follows = |own: &&Filed| own.record.prev.iter().any(|prev| behind.contains(prev));
        let more: Vec<Digest> = records.iter().filter(follows).map(|own| own.id.clone()).collect();
        let before = behind.len();
        behind.extend(more);
        if behind.len() == before {
            behind.remove(id);
            return behind;
        }
    }
}

/// The records that no other one names.
fn tips<'a>(fork: &[&'a Filed]) -> BTreeSet<&'a Digest> {
    let named: BTreeSet<&Digest> = fork.iter().flat_map(|own| &own.record.prev).collect();
    fork.iter().map(|own| &own.id).filter(|id| !named.contains(id)).collect()
}

/// Ids so that each stands behind those it names; nothing if one names what is neither here nor where the fork begins.
fn sorted(fork: &[&Filed], heads: &[Digest]) -> Option<Vec<Digest>> {
    let mut order: Vec<Digest> = Vec::new();
    while order.len() < fork.len() {
        let is_next = |own: &&&Filed| {
            let prev = &own.record.prev;
            !order.contains(&own.id) && (*prev == heads || prev.iter().all(|id| order.contains(id)))
        };
        let next = fork.iter().find(is_next)?.id.clone();
        order.push(next);
    }
    Some(order)
}

/// The records of a fork, each behind those it names.
pub(super) fn in_order(mut fork: Vec<Filed>, before: Option<&State>) -> Vec<Filed> {
    let heads = before.map(|state| state.heads.as_slice()).unwrap_or_default();
    let order = sorted(&fork.iter().collect::<Vec<_>>(), heads).unwrap_or_default();
    fork.sort_by_key(|own| order.iter().position(|id| *id == own.id));
    fork
}

/// The records of a step that is a healed fork, and the one that heals it. Nothing for any other step.
pub(super) fn parts(step: &[Filed]) -> Option<(&[Filed], &Filed)> {
    let (heal, fork) = step.split_last()?;
    let inside = |prev: &Digest| fork.iter().any(|own| own.id == *prev);
    let prev = &heal.record.prev;
    (prev.len() > 1 && prev.iter().all(inside)).then_some((fork, heal))
}

/// What each record of a fork met, in their order, and where the article stands between its branches: what the one that
/// heals it meets. Each branch must be legal by itself.
pub(super) fn between(
    before: Option<&State>,
    fork: &[Filed],
    policy: &PolicyChain,
) -> Result<(Vec<Option<State>>, State)> {
    let heads = before.map(|state| state.heads.clone()).unwrap_or_default();
    let mut known: BTreeMap<Vec<Digest>, Option<State>> = BTreeMap::from([(heads, before.cloned())]);
    let mut met = Vec::new();
    for filed in fork {
        let prev = &filed.record.prev;
        if !known.contains_key(prev) {
            let step: Step = fork.iter().filter(|own| prev.contains(&own.id)).cloned().collect();
            let from = step.first().and_then(|own| known.get(&own.record.prev)).cloned().flatten();
            let together =
                step.iter().all(|own| step.first().is_some_and(|one| one.record.prev == own.record.prev));
            if !together {
                return Err(not_healed(fork));
            }
            known.insert(prev.clone(), Some(take(from.as_ref(), &step, policy)?));
        }
        met.push(known.get(prev).cloned().flatten());
    }
    let all: Vec<&Filed> = fork.iter().collect();
    let tips = tips(&all);
    let mut ends = Vec::new();
    for (filed, before) in fork.iter().zip(&met).filter(|(filed, _)| tips.contains(&filed.id)) {
        ends.push(take(before.as_ref(), &vec![filed.clone()], policy)?);
    }
    let state = joined(before, ends).ok_or_else(|| not_healed(fork))?;
    Ok((met, State { heads: tips.into_iter().cloned().collect(), ..state }))
}

/// The state between branches: that of the one which published, or else of the one that came furthest, with the opinions
/// and writers of all.
fn joined(before: Option<&State>, ends: Vec<State>) -> Option<State> {
    let first = ends.first()?;
    let alike = |own: &State| {
        (&own.slug, &own.owner, own.revision, own.gone, own.filed)
            == (&first.slug, &first.owner, first.revision, false, first.filed)
    };
    // What is on its way may be out: that is nothing to be taken back.
    if !ends.iter().all(alike) || ends.iter().any(|own| own.status == Status::Publishing) {
        return None;
    }
    let live = before.and_then(|state| state.live.as_ref());
    let out: Vec<&State> = ends.iter().filter(|own| own.live.as_ref() != live).collect();
    let base = match out.as_slice() {
        // Who may take a rejection back is asked even where the other branch went further.
        [] => ends
            .iter()
            .filter(|own| row(Some(own), Action::Withdraw).is_ok())
            .max_by_key(|own| (own.status == Status::Rejected, own.since))?,
        [one] => one,
        _ => return None,
    };
    let mut state = State { merged: None, ..base.clone() };
    for own in &ends {
        state.policy = state.policy.max(own.policy);
        state.writers.extend(own.writers.iter().cloned());
        for said in own.second_hand.iter().filter(|said| said.answer.is_some()) {
            let open = |known: &&mut Consent| known.record == said.record && known.answer.is_none();
            if let Some(known) = state.second_hand.iter_mut().find(open) {
                known.answer.clone_from(&said.answer);
            }
        }
        for said in own.debts.iter().filter(|said| !said.is_open()) {
            let open = |known: &&mut Debt| known.record == said.record && known.is_open();
            if let Some(known) = state.debts.iter_mut().find(open) {
                known.paid.clone_from(&said.paid);
            }
        }
        for asked in &own.opinions {
            let known =
                state.opinions.iter_mut().find(|known| (&known.record, known.n) == (&asked.record, asked.n));
            match known {
                Some(known) if known.answer.is_none() => known.answer.clone_from(&asked.answer),
                Some(_) => {}
                None => state.opinions.push(asked.clone()),
            }
        }
    }
    Some(state)
}

/// Whether an act heals a fork that left the article in this state: `correct` where a branch published, `withdraw` else.
pub(super) fn heals(before: Option<&State>, between: &State, action: Action) -> bool {
    let published = between.live.as_ref() != before.and_then(|state| state.live.as_ref());
    action == if published { Action::Correct } else { Action::Withdraw }
}

/// A fork that no record heals.
pub(super) fn not_healed(fork: &[Filed]) -> Refusal {
    let names: Vec<String> = fork.iter().map(|filed| format!("`{}`", filed.record.name())).collect();
    let Text { zh, en } = crate::text::names(names);
    Refusal::findings("records_fork", say!("流转记录分了岔：{zh}", "the records fork: {en}")).help(say!(
        "后做的一方撤掉自己的那次提交，在最新版本上重做这一步",
        "whoever acted later drops that commit and repeats the act on the newest version"
    ))
}

/// How a fork is healed where it is: the command, if these records can be healed by one.
pub(super) fn way_out(fork: &[Filed]) -> Option<Text> {
    use Action::{Archive, Assign, Correct, Discard, Import, New, Rename, Retract};
    let slug = &fork.first()?.record.slug;
    let count = |action: Action| fork.iter().filter(|own| own.record.action == action).count();
    if [New, Import, Rename, Assign, Discard, Archive, Retract, Correct]
        .into_iter()
        .any(|action| count(action) > 0)
    {
        return None;
    }
    let settled = count(Action::Publish) + count(Action::PublishFailed);
    if count(Action::PublishStarted) > settled {
        return None;
    }
    match count(Action::Publish) {
        0 => Some(say!(
            "已经合到一起的：`wxops withdraw {slug} --reason 理由` 撤回送审，两边的审核都作废",
            "where both are merged already: `wxops withdraw {slug} --reason REASON` takes the submission back, and both reviews lapse"
        )),
        1 => Some(say!(
            "一边已经发布：`wxops correct {slug} --reason 理由 --how edit` 开更正稿",
            "one side published: `wxops correct {slug} --reason REASON --how edit` opens a correction"
        )),
        _ => None,
    }
}
