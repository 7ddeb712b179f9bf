//! Everything that is owed by a time: the next step of each article, approvals to countersign, reviews that were put off.

use serde_json::Value;
use wxops::{
    folder::{Card, Derived, Place, Pushes},
    moment::Moment,
    refusal::Result,
    schedule::{Standing, Step, Timetable},
    text::Text,
    workflow::{
        action::Action, command::command, lane::payers, page::may_go_out, state::State, status::Status,
        turn::turn,
    },
};

use crate::shell::looking::Looking;

/// Something that is owed.
pub(super) struct Owed {
    pub(super) step: Step,
    /// By when, in the account's zone
    pub(super) until: Moment,
    pub(super) card: Card,
    /// By whom: ids
    pub(super) people: Vec<String>,
    /// The same, called by name
    pub(super) waits_for: Text,
    /// What to type
    pub(super) command: Text,
    /// The article as `list --json` shows it
    pub(super) element: Value,
    /// Its place in a push
    pub(super) place: Option<Place>,
}

impl Owed {
    pub(super) fn is_late(&self, now: Moment) -> bool {
        self.until < now
    }

    pub(super) fn is_for(&self, me: Option<&str>) -> bool {
        me.is_some_and(|me| self.people.iter().any(|id| id == me))
    }

    fn of(
        looking: &Looking<'_>,
        derived: &Derived,
        (step, until): (Step, Moment),
        action: Action,
        people: Vec<String>,
    ) -> Option<Owed> {
        let state = derived.state()?;
        Some(Owed {
            step,
            until: looking.folder.local(until),
            card: derived.card.clone(),
            waits_for: looking.able(action, state, &people),
            people,
            command: command(action, state),
            element: looking.element(derived),
            place: None,
        })
    }
}

/// Finds it, in no order.
pub(super) fn owed(looking: &Looking<'_>, (timetable, pushes): (&Timetable, &Pushes)) -> Result<Vec<Owed>> {
    let head = looking.folder.head()?;
    let mut cards = looking.cards(false)?;
    cards.retain(|card| card.table.as_ref().is_some_and(|table| is_at_work(table.status)));
    let derived = looking.folder.derived(&head, cards)?;
    let mut all: Vec<Owed> =
        derived.iter().filter_map(|derived| next(looking, (timetable, pushes), derived)).collect();
    for derived in looking.folder.consented(&head)? {
        let open = derived.state().into_iter().flat_map(State::uncountersigned);
        let owed = open.filter_map(|consent| {
            let step = (Step::Countersign, consent.until);
            Owed::of(looking, &derived, step, Action::Countersign, vec![consent.member.clone()])
        });
        all.extend(owed);
    }
    for derived in looking.folder.indebted(&head)? {
        let Some((state, debt)) = derived.state().and_then(|state| Some((state, state.owed_review()?)))
        else {
            continue;
        };
        let people = payers(debt, state, &looking.team).map(ToOwned::to_owned).collect();
        all.extend(Owed::of(looking, &derived, (Step::LateReview, debt.until), Action::LateReview, people));
    }
    Ok(all)
}

/// The next step of an article, where a time is set for it.
fn next(
    looking: &Looking<'_>,
    (timetable, pushes): (&Timetable, &Pushes),
    derived: &Derived,
) -> Option<Owed> {
    let state = derived.state().filter(|_| !derived.differs)?;
    let place = pushes.place(&state.slug, state.live.as_ref().map(|live| live.at));
    let since = derived.waiting_since().unwrap_or(state.since);
    let pushed = place.as_ref().map(|place| place.at);
    let standing = Standing::of(state, since, (pushed, &derived.card.planned_at), &timetable.zone);
    let (step, until) = timetable.owed(&standing)?;
    // A timer was set over what was approved then: whatever is owed since is late.
    let armed = place.as_ref().and_then(|place| place.armed.as_ref()).filter(|_| !may_go_out(state.status));
    let until = armed.map_or(until, |timer| until.min(timer.on));
    let turn = turn(state, &looking.team, until.max(looking.now))?; // a slot that has not come waits for nobody yet
    // Whoever publishes may also say when.
    let action = if step == Step::Schedule { Action::Schedule } else { turn.action };
    let owed = Owed::of(looking, derived, (step, until), action, turn.people)?;
    Some(Owed { place, ..owed })
}

fn is_at_work(status: Status) -> bool {
    !matches!(status, Status::Published | Status::Rejected | Status::Retracted | Status::Archived)
}
