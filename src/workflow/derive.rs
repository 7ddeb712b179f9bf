//! From records to a state: each step is judged, then takes effect.

use std::collections::BTreeSet;

use super::{
    action::Action,
    chain::{Filed, Step, arranged, order},
    fork,
    judge::judge,
    lane,
    policy::PolicyChain,
    record::Record,
    second_hand, signed,
    state::{Asked, Decided, Live, State, Submitted, Underway},
    status::Status,
    urgent::Urgent,
};
use crate::refusal::{Refusal, Result};

/// Derives the state from all records of an article. Everything on the way was legal, or the first thing that
/// was not is refused. Gives the steps in their order with it.
pub fn derive(records: Vec<Filed>, policy: &PolicyChain) -> Result<(State, Vec<Step>)> {
    let steps = order(records)?;
    let mut state = None;
    for step in &steps {
        let taken = held(state.as_ref(), step, policy);
        state = Some(taken.map_err(|refusal| blamed(refusal, state.as_ref(), step, policy))?);
    }
    let nothing = || Refusal::findings("no_records", crate::say!("没有流转记录", "there are no records"));
    state.map(|state| (state, steps)).ok_or_else(nothing)
}

/// Where an article stands whose records fork, for the act that heals it: between the branches. For any other act, and where
/// none heals it, the fork is refused as ever.
pub fn derive_for(action: Action, records: Vec<Filed>, policy: &PolicyChain) -> Result<(State, bool)> {
    let (steps, open) = arranged(records);
    let mut state = None;
    for step in &steps {
        let taken = held(state.as_ref(), step, policy);
        state = Some(taken.map_err(|refusal| blamed(refusal, state.as_ref(), step, policy))?);
    }
    let nothing = || Refusal::findings("no_records", crate::say!("没有流转记录", "there are no records"));
    let Some((refusal, fork)) = open else { return state.map(|state| (state, false)).ok_or_else(nothing) };
    if refusal.code != "records_fork" || !fork::HEALING.contains(&action) {
        return Err(refusal);
    }
    fork.iter().try_for_each(|filed| signed::holds(&filed.record, policy))?;
    match fork::between(state.as_ref(), &fork::in_order(fork, state.as_ref()), policy) {
        Ok((_, between)) if fork::heals(state.as_ref(), &between, action) => Ok((between, true)),
        _ => Err(refusal),
    }
}

/// What each record of a step met: for all the same state, but in a fork.
pub fn met(before: Option<&State>, step: &Step, policy: &PolicyChain) -> Vec<Option<State>> {
    let parted = fork::parts(step).and_then(|(fork, _)| fork::between(before, fork, policy).ok());
    match parted {
        Some((met, between)) => met.into_iter().chain([Some(between)]).collect(),
        None => step.iter().map(|_| before.cloned()).collect(),
    }
}

/// Names the record of a step that was refused, so that a proof says which one.
fn blamed(refusal: Refusal, before: Option<&State>, step: &Step, policy: &PolicyChain) -> Refusal {
    let met = met(before, step, policy);
    let guilty = step.iter().zip(&met).find(|(filed, met)| judge(met.as_ref(), filed, policy).is_err());
    match guilty.and_then(|(filed, _)| filed.record.path()) {
        Some(path) if refusal.path.is_none() => refusal.at(path),
        _ => refusal,
    }
}

/// One step of long ago: its records are proved as their versions ask, then it is taken.
pub fn held(before: Option<&State>, step: &Step, policy: &PolicyChain) -> Result<State> {
    step.iter().try_for_each(|filed| signed::holds(&filed.record, policy))?;
    take(before, step, policy)
}

/// One step: every record of it is judged against the same state, then they take effect together. Among
/// decisions made side by side a rejection outweighs a request for changes, and that an approval.
pub fn take(before: Option<&State>, step: &Step, policy: &PolicyChain) -> Result<State> {
    if let Some((fork, heal)) = fork::parts(step) {
        let (_, between) = fork::between(before, fork, policy)?;
        if !fork::heals(before, &between, heal.record.action) {
            return Err(fork::not_healed(fork));
        }
        return take(Some(&between), &vec![heal.clone()], policy);
    }
    for filed in step {
        judge(before, filed, policy)?;
    }
    // The last of equal ones, so that the outcome does not depend on more than the set.
    let Some(heaviest) = step.iter().max_by_key(|filed| weight(filed.record.action)) else {
        return Err(Refusal::findings("no_records", crate::say!("没有流转记录", "there are no records")));
    };
    let mut after = together(before, step, heaviest, policy);
    let alone = |filed: &Filed| {
        let state = together(before, std::slice::from_ref(filed), filed, policy);
        (state.status, state.stage)
    };
    if let [first, others @ ..] = step.as_slice()
        && !others.is_empty()
    {
        let left = alone(first);
        let moved = left != (after.status, after.stage.clone());
        after.merged = Some(left).filter(|left| moved && others.iter().all(|other| alone(other) == *left));
    }
    second_hand::apart(&after)?;
    after.heads = step.iter().map(|filed| filed.id.clone()).collect();
    after.policy = step.iter().map(|filed| filed.record.policy).fold(after.policy, u32::max);
    Ok(after)
}

/// The state after records of one step, before it is known what follows them.
fn together(before: Option<&State>, step: &[Filed], heaviest: &Filed, policy: &PolicyChain) -> State {
    let mut after = begin(before, heaviest);
    after.merged = None;
    for filed in step {
        note(&mut after, filed, policy);
    }
    effect(&mut after, heaviest, policy);
    after
}

/// What a decision weighs among those made side by side.
pub(super) fn weight(action: Action) -> u8 {
    match action {
        Action::Reject => 2,
        Action::RequestChanges => 1,
        _ => 0,
    }
}

/// The state that a record starts from: the one before, or an empty one for the first record.
fn begin(before: Option<&State>, filed: &Filed) -> State {
    let record = &filed.record;
    before.cloned().unwrap_or_else(|| State {
        id: record.article.clone(),
        slug: record.slug.clone(),
        status: Status::Draft,
        stage: None,
        revision: record.revision,
        owner: record.by.clone(),
        publish_at: None,
        content: record.content.clone(),
        underway: None,
        live: None,
        writers: BTreeSet::new(),
        submission: None,
        second_hand: vec![],
        debts: vec![],
        opinions: vec![],
        first_out: None,
        filed: None,
        heads: vec![],
        policy: record.policy,
        gone: false,
        since: record.at,
        merged: None,
    })
}

/// What every record of a step adds: decisions and opinions.
fn note(state: &mut State, filed: &Filed, policy: &PolicyChain) {
    let record = &filed.record;
    let stage = record.stage.clone().unwrap_or_default();
    let team = policy.version(record.policy).map(|version| version.team.on(record.at));
    let seats = team.zip(state.stage.as_ref()).map(|(team, stage)| team.seats(record.decider(), stage));
    if let Some(submitted) = state.submission.as_mut().filter(|_| record.action.is_decision()) {
        if record.action == Action::Approve {
            submitted.page.clone_from(&record.says.page);
        }
        if !record.says.edits.is_empty() {
            submitted.content = record.content.clone();
            submitted.accepted = None;
        }
        submitted.decisions.push(Decided {
            stage: stage.clone(),
            by: record.decider().to_owned(),
            typed_by: record.says.second_hand.as_ref().map(|_| record.by.clone()),
            action: record.action,
            denied: false,
            content: record.content.clone(),
            before: state.content.clone(),
            edits: record.says.edits.clone(),
            seats: seats.unwrap_or_default(),
        });
    }
    state.opinions.extend(record.says.opinions.iter().enumerate().map(|(n, opinion)| Asked {
        record: filed.id.clone(),
        n: n + 1,
        by: record.decider().to_owned(),
        stage: stage.clone(),
        opinion: opinion.clone(),
        answer: None,
    }));
    second_hand::note(state, filed);
}

/// What the heaviest record of a step does.
fn effect(state: &mut State, filed: &Filed, policy: &PolicyChain) {
    let record = &filed.record;
    let says = &record.says;
    if record.action == Action::Correct {
        state.revision = record.revision;
        state.writers = BTreeSet::from([state.owner.clone()]);
        state.opinions.clear();
    }
    state.slug.clone_from(&record.slug);
    state.content = record.content.clone();
    state.since = record.at;
    if record.action.makes_writer() {
        state.writers.insert(record.by.clone());
    }
    if !keeps_its_time(record.action) {
        state.publish_at = None;
    }
    if matches!(record.action, Action::PublishFailed | Action::Publish) {
        state.underway = None;
    }
    second_hand::effect(state, record);
    lane::effect(state, filed, policy);
    match record.action {
        Action::New | Action::Import | Action::Correct | Action::Withdraw => {
            to(state, Status::Draft);
            if let Some(submitted) = &mut state.submission {
                submitted.urgent = None; // its haste goes with it
            }
        }
        Action::SelfCheck => to(state, Status::Checked),
        Action::Submit => submit(state, filed, policy),
        Action::Approve if !says.edits.is_empty() => state.status = Status::Edited,
        Action::Approve => forward(state),
        Action::ApprovePage => {
            if let Some(submitted) = &mut state.submission {
                submitted.page.clone_from(&says.page);
            }
        }
        Action::Skip => {
            lane::skip(state, filed);
            forward(state);
        }
        Action::Accept => {
            if let Some(submitted) = &mut state.submission {
                submitted.accepted = Some(record.by.clone());
            }
            forward(state);
        }
        Action::Decline => {
            state.status = Status::ChangesRequested;
            if let Some(submitted) = &mut state.submission {
                submitted.content = record.content.clone();
            }
        }
        Action::RequestChanges => state.status = Status::ChangesRequested,
        Action::Reject => to(state, Status::Rejected),
        Action::Schedule => {
            to(state, Status::Scheduled);
            state.publish_at = says.schedule;
        }
        Action::Unschedule => to(state, Status::Approved),
        Action::PublishStarted => {
            to(state, Status::Publishing);
            let (by, since) = (record.by.clone(), record.at);
            state.underway = says.sending.clone().map(|sending| Underway { by, since, sending });
        }
        Action::PublishFailed => {
            to(state, if state.publish_at.is_some() { Status::Scheduled } else { Status::Approved });
        }
        Action::Publish => publish(state, filed),
        Action::Retract => {
            to(state, Status::Retracted);
            state.live = None;
        }
        Action::Archive => {
            to(state, Status::Archived);
            state.filed = Some(record.at);
        }
        Action::Assign => {
            if let Some(owner) = &says.assign {
                state.owner.clone_from(owner);
                state.writers.insert(owner.clone());
            }
        }
        Action::Answer => {
            for answer in &says.answers {
                let asked = state.opinions.iter_mut().find(|a| a.record == answer.record && a.n == answer.n);
                if let Some(asked) = asked {
                    asked.answer = Some((answer.answer, answer.text.clone()));
                }
            }
        }
        Action::Rename | Action::Countersign | Action::LateReview => {}
        Action::Deny => deny(state, record),
        Action::Discard => state.gone = true,
    }
}

/// An act after which an article still has the time that it has.
fn keeps_its_time(action: Action) -> bool {
    use Action::{
        Answer, ApprovePage, Assign, Countersign, Deny, LateReview, PublishFailed, PublishStarted, Rename,
    };
    let moves_nothing = [ApprovePage, Assign, Answer, Rename, Countersign, Deny, LateReview];
    moves_nothing.contains(&action) || matches!(action, PublishStarted | PublishFailed)
}

/// On to the first stage that did not approve this very content; approved when there is none.
fn forward(state: &mut State) {
    let waits = state.submission.as_ref().and_then(|submitted| submitted.waits_for(&state.content)).cloned();
    match waits {
        Some(stage) => {
            state.status = Status::InReview;
            state.stage = Some(stage);
        }
        None => to(state, Status::Approved),
    }
}

/// A denied approval goes back like changes that its stage requests, and the others with it, unless it is out.
fn deny(state: &mut State, record: &Record) {
    let Some(stage) = second_hand::voided(state, record).map(|consent| consent.stage.clone()) else { return };
    let stages = state.submission.as_ref().map(|submitted| submitted.stages.as_slice()).unwrap_or_default();
    state.stage = stages.iter().find(|own| own.id == stage).cloned();
    state.status = Status::ChangesRequested;
    state.publish_at = None;
    let revision = state.revision;
    state.second_hand.retain(|consent| consent.revision != revision); // no lane opens over such an approval
}

fn to(state: &mut State, status: Status) {
    state.status = status;
    state.stage = None;
}

fn submit(state: &mut State, filed: &Filed, policy: &PolicyChain) {
    let record = &filed.record;
    let (Some(says), Some(version)) = (&record.says.submission, policy.version(record.policy)) else {
        return;
    };
    let urgent = record.says.emergency.clone().zip(version.team.urgent.as_ref());
    let urgent = urgent.map(|(said, rules)| Urgent {
        reason: said.reason,
        told: said.told,
        within_hours: rules.within_hours,
    });
    let stages = version.team.stages_for(&says.category, urgent.is_some());
    state.status = Status::InReview;
    state.stage = stages.first().cloned();
    state.submission = Some(Submitted {
        record: filed.id.clone(),
        content: record.content.clone(),
        page: record.says.page.clone(),
        category: says.category.clone(),
        writers: says.writers.clone(),
        urgent,
        policy: record.policy,
        stages,
        decisions: vec![],
        accepted: None,
        skipped: None,
    });
}

fn publish(state: &mut State, filed: &Filed) {
    to(state, Status::Published);
    if let Some(receipt) = &filed.record.says.receipt {
        state.first_out.get_or_insert(receipt.at);
        state.live = Some(Live {
            revision: state.revision,
            content: state.content.clone(),
            url: receipt.url.clone(),
            at: receipt.at,
        });
    }
}
