//! What can happen to an article next, act by act: who may, and why somebody may not. `why` and `show` read it.

use super::{
    action::Action,
    judge, lane, second_hand,
    state::State,
    team::Team,
    transitions::{From, TRANSITIONS, Who},
    who,
};
use crate::{
    refusal::{Refusal, Result},
    say,
};

/// One act, looked at from where an article stands.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// The act
    pub action: Action,
    /// Everybody in the team who may do it now, by id
    pub people: Vec<String>,
    /// Why it cannot be done now by anybody
    pub closed: Option<Refusal>,
}

/// Every act that an article can meet, in the order of a life. `co_writers` are those its text names.
pub fn outlook(state: &State, co_writers: &[String], team: &Team) -> Vec<Outlook> {
    let begins = |action| TRANSITIONS.iter().any(|row| row.action == action && row.from == From::Nothing);
    let acts = Action::ALL.into_iter().filter(|action| !begins(*action));
    acts.map(|action| {
        let may = |id: &&String| may(state, co_writers, action, id, team).is_ok();
        let closed = fits(state, action).err();
        let people =
            if closed.is_none() { team.members.keys().filter(may).cloned().collect() } else { vec![] };
        Outlook { action, people, closed }
    })
    .collect()
}

/// Whether one person may do an act now, as far as it can be told without doing it.
pub fn may(state: &State, co_writers: &[String], action: Action, by: &str, team: &Team) -> Result<()> {
    fits(state, action)?;
    let row = judge::row(Some(state), begun_by(state, action))?;
    who::may(row, Some(state), by, team)?;
    if row.who == Who::WriterOfIt { who::writer_of_it(state, co_writers, by, team) } else { Ok(()) }
}

/// Whether an act fits where the article stands, whoever does it.
fn fits(state: &State, action: Action) -> Result<()> {
    judge::row(Some(state), begun_by(state, action)).map_err(|refusal| {
        // A submission that finds no row is refused as one, not as its self-check.
        judge::row(Some(state), action).err().unwrap_or(refusal)
    })?;
    match action {
        Action::Answer if state.opinions.is_empty() => Err(nothing_asked(state)),
        Action::SelfCheck | Action::Submit => judge::unanswered(state),
        Action::Countersign | Action::Deny => second_hand::none_waits(state, action),
        Action::LateReview => lane::none_owed(state),
        _ => Ok(()),
    }
}

/// `submit` makes the self-check first where one is due.
fn begun_by(state: &State, action: Action) -> Action {
    let submits = action == Action::Submit && judge::row(Some(state), Action::Submit).is_err();
    if submits { Action::SelfCheck } else { action }
}

fn nothing_asked(state: &State) -> Refusal {
    let slug = &state.slug;
    Refusal::not_now(
        "no_such_opinion",
        say!("`{slug}` 没有修改意见，无须答复", "there is no opinion on `{slug}` to answer"),
    )
}
