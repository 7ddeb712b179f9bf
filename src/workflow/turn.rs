//! Whose turn it is: the people an article waits for, and the act it waits for.

use super::{
    action::Action,
    state::State,
    status::Status,
    team::{Stage, Team},
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
            if !team.has_role(&state.owner, "writer") {
                // The owner left: a manager hands the article over.
                return Some(Turn { action: Action::Assign, people: with_role(team, "manager") });
            }
            (action, vec![state.owner.clone()])
        }
        Status::InReview => (Action::Approve, deciders(state, team).map(ToOwned::to_owned).collect()),
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

/// The people who can decide the stage that an article waits for, by id: they hold its role, wrote nothing of
/// it, and decided no other stage of this submission.
pub fn deciders<'t>(state: &'t State, team: &'t Team) -> impl Iterator<Item = &'t str> {
    let waits = state.stage.as_ref().zip(state.submission.as_ref());
    waits.into_iter().flat_map(move |(stage, submitted)| {
        let decided = move |id: &str| submitted.decisions.iter().any(|d| d.by == id && d.stage != stage.id);
        let wrote = move |id: &str| submitted.writers.iter().any(|writer| writer == id);
        team.able(&stage.role).filter(move |id| !wrote(id) && !decided(id))
    })
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
        true if team.has_role(&state.owner, "writer") => vec![state.owner.clone()],
        true => with_role(team, "writer"),
    }
}

fn with_role(team: &Team, role: &str) -> Vec<String> {
    team.able(role).map(ToOwned::to_owned).collect()
}
