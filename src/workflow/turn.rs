//! Whose turn it is: the people an article waits for, and the act it waits for.

use std::cmp::Reverse;

use super::{
    action::Action,
    chain::{Filed, Step},
    derive::weight,
    joint,
    lane::{Debt, payers},
    state::State,
    status::Status,
    team::{Stage, Team},
    who,
};
use crate::moment::Moment;

/// What an article waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The act
    pub action: Action,
    /// Who can do it, by id; nobody if the team has nobody for it
    pub people: Vec<String>,
}

/// Whose turn it is by the rule book of today. Nothing for an article that waits for no act: it is out, filed,
/// refused, or its time has not come.
pub fn turn(state: &State, team: &Team, now: Moment) -> Option<Turn> {
    let (action, people) = match state.status {
        _ if state.gone => return None,
        Status::Draft | Status::Checked | Status::ChangesRequested => {
            let answers = state.status == Status::ChangesRequested && !state.unanswered().is_empty();
            let action = if answers { Action::Answer } else { Action::Submit };
            if !team.able("writer").any(|id| id == state.owner) {
                // The owner left, or cannot sign: a manager hands the article over.
                return Some(Turn { action: Action::Assign, people: with_role(team, "manager") });
            }
            (action, vec![state.owner.clone()])
        }
        Status::InReview => {
            (Action::Approve, deciders(state, team).into_iter().map(ToOwned::to_owned).collect())
        }
        Status::Edited => {
            let people: Vec<String> = who::accepters(state, team).map(ToOwned::to_owned).collect();
            match people.contains(&state.owner) {
                true => (Action::Accept, vec![state.owner.clone()]),
                false if people.is_empty() => (Action::Assign, with_role(team, "manager")),
                false => (Action::Accept, people),
            }
        }
        Status::Approved | Status::Publishing | Status::Scheduled if late(state, now).next().is_some() => {
            (Action::Countersign, late(state, now).map(ToOwned::to_owned).collect())
        }
        Status::Approved | Status::Publishing | Status::Scheduled if owing(state, now).is_some() => {
            let people = owing(state, now).into_iter().flat_map(|debt| payers(debt, state, team));
            (Action::LateReview, people.map(ToOwned::to_owned).collect())
        }
        Status::Approved | Status::Publishing => (Action::Publish, publishers(state, team)),
        Status::Scheduled if state.publish_at.is_some_and(|at| at <= now) => {
            (Action::Publish, publishers(state, team))
        }
        Status::Scheduled | Status::Published | Status::Rejected | Status::Retracted | Status::Archived => {
            return None;
        }
    };
    Some(Turn { action, people })
}

/// The record that made it the turn of whoever an article waits for. A new name, an answer, and a new owner while
/// others are at work hand nothing on. Of decisions made side by side it is the first of the heaviest.
pub fn handed_on<'s>(state: &State, steps: &'s [Step]) -> Option<&'s Filed> {
    let with_owner = matches!(state.status, Status::Draft | Status::Checked | Status::ChangesRequested);
    let hands_on = |filed: &Filed| match filed.record.action {
        Action::Rename | Action::Answer | Action::Countersign | Action::LateReview => false,
        Action::Assign | Action::Deny => with_owner,
        Action::Approve => !signs(state, filed),
        _ => true,
    };
    let step = steps.iter().rfind(|step| step.iter().all(hands_on))?;
    step.iter().max_by_key(|filed| (weight(filed.record.action), Reverse(filed.record.at)))
}

/// A signature of a joint stage that still waits for others.
fn signs(state: &State, filed: &Filed) -> bool {
    let record = &filed.record;
    let here = joint::signatures(state).and(state.stage.as_ref());
    here.is_some_and(|stage| record.stage.as_ref() == Some(&stage.id))
        && record.content == state.content
        && record.says.edits.is_empty()
}

/// Since when an article waits: since it was handed on, or its slot came.
pub fn waiting_since(state: &State, steps: &[Step]) -> Moment {
    let handed_on = handed_on(state, steps).map(|filed| filed.record.at);
    let slot = state.publish_at.filter(|_| state.status == Status::Scheduled);
    slot.or(handed_on).unwrap_or(state.since)
}

/// The people who can decide the stage that an article waits for, by id: they hold its role, wrote nothing of
/// it, and decided no other stage of this submission; in a joint stage those whose signature is missing. Where edits are
/// to be confirmed it is those who approved the text before them, if they still can.
pub fn deciders<'t>(state: &'t State, team: &'t Team) -> Vec<&'t str> {
    let able: Vec<&str> = able(state, team).filter(|id| joint::adds(state, team, id)).collect();
    let again = |id: &str| state.approved_before(Some(id)).is_some();
    let seats = |id: &str| state.stage.iter().flat_map(|stage| team.seats(id, stage)).collect::<Vec<_>>();
    let shared = |id: &str, other: &str| {
        let roles = seats(other);
        seats(id).iter().any(|seat| roles.iter().any(|own| own.role == seat.role))
    };
    let first = |id: &str| again(id) || !able.iter().any(|other| again(other) && shared(id, other));
    able.iter().copied().filter(|id| first(id)).collect()
}

fn able<'t>(state: &'t State, team: &'t Team) -> impl Iterator<Item = &'t str> {
    let waits = state.stage.as_ref().zip(state.submission.as_ref());
    waits.into_iter().flat_map(move |(stage, submitted)| {
        let taken = move |id: &str| submitted.is_taken(id, &stage.id);
        team.deciders(stage).filter(move |id| !state.wrote(id) && !taken(id))
    })
}

/// Those without whose word a text does not go out: an approval that was typed for them is overdue.
fn late(state: &State, now: Moment) -> impl Iterator<Item = &str> {
    let consents = state.second_hand.iter().filter(move |consent| consent.revision == state.revision);
    consents.filter(move |consent| consent.is_overdue(now)).map(|consent| consent.member.as_str())
}

/// A review of this text that is overdue.
fn owing(state: &State, now: Moment) -> Option<&Debt> {
    state.owed_review().filter(|debt| debt.revision == state.revision && debt.is_overdue(now))
}

/// The stage of a submission by its id, as it was when it was submitted.
pub fn stage_of<'s>(state: &'s State, id: &str) -> Option<&'s Stage> {
    state.submission.iter().flat_map(|submitted| &submitted.stages).find(|stage| stage.id == id)
}

/// Who sees to it that an approved article goes out: the publishers; in a team without, its owner, else the writers.
fn publishers(state: &State, team: &Team) -> Vec<String> {
    let publishers = with_role(team, "publisher");
    match publishers.is_empty() {
        false => publishers,
        true if team.able("writer").any(|id| id == state.owner) => vec![state.owner.clone()],
        true => with_role(team, "writer"),
    }
}

fn with_role(team: &Team, role: &str) -> Vec<String> {
    team.able(role).map(ToOwned::to_owned).collect()
}
