//! An article as a JSON value: the shape that every looking command and every script builds on.

use serde_json::{Value, json};
use wxops::{
    folder::Derived,
    leaks::masked,
    moment::{Moment, stored},
    workflow::{
        joint::{self, Signature},
        second_hand::Consent,
        state::State,
        team::{Deputy, Team},
        who,
    },
};

use super::{debts, looking::Looking};

impl Looking<'_> {
    /// The element of `list`.
    pub(crate) fn element(&self, derived: &Derived) -> Value {
        let card = &derived.card;
        let table = card.table.as_ref();
        let state = derived.state();
        let mut element = json!({
            "id": table.map(|table| &table.id),
            "slug": card.slug,
            "title": masked(&card.title),
            "status": table.map(|table| table.status.name()),
            "stage": table.and_then(|table| table.stage.as_ref()),
            "owner": table.map(|table| &table.owner),
            "category": card.category,
            "publish_at": table.and_then(|table| table.publish_at.as_ref()),
            "live": state.and_then(live),
            "revision": state.map(|state| state.revision),
            "urgent": state.and_then(hurried),
            "second_hand": state.map(|state| consents(state, &self.team, self.now)),
            "skipped": state.map(|state| debts::documents(state, &self.team, self.now)),
            "path": card.path,
        });
        if let Some(problem) = derived.problem() {
            element["problem"] = json!(self.words(&problem.message));
        }
        element
    }

    /// The element with whose turn it is.
    pub(crate) fn element_with_turn(&self, derived: &Derived) -> Value {
        let mut element = self.element(derived);
        let turn = derived.state().and_then(|state| self.turn(state));
        element["mine"] = json!(derived.state().is_some_and(|state| self.is_mine(state)));
        element["my_turn"] = json!(self.is_my_turn(turn.as_ref()));
        let since = derived.waiting_since().filter(|_| turn.is_some());
        element["waiting_since"] = json!(since.map(|at| stored(self.folder.local(at))));
        let until =
            derived.waiting_since().zip(derived.state()).and_then(|(at, state)| state.urgent_until(at));
        element["decide_by"] = json!(until.map(|at| stored(self.folder.local(at))));
        element["waiting_for"] = json!(turn.map(|turn| turn.people).unwrap_or_default());
        if let Some(signatures) = derived.state().and_then(joint::signatures) {
            element["signatures"] = signatures.iter().map(|own| self.signature(own)).collect();
        }
        element["since"] = json!(derived.state().map(|state| stored(state.since)));
        element["next"] =
            json!(derived.state().and_then(who::ways_on).map(|next| next.get(self.ctx.language).to_owned()));
        element
    }
}

impl Looking<'_> {
    /// A role of a joint stage, and who signed for it.
    fn signature(&self, own: &Signature<'_>) -> Value {
        let seat = own.decided.and_then(|decided| decided.seats.iter().find(|seat| seat.role == own.role));
        json!({
            "role": own.role,
            "label": self.words(&self.team.role_label(own.role)),
            "by": own.decided.map(|decided| &decided.by),
            "name": own.decided.map(|decided| self.team.name(&decided.by)),
            "instead_of": seat.and_then(|seat| seat.instead_of.as_ref()),
        })
    }
}

/// The second-hand approvals that count now.
pub(crate) fn consents(state: &State, team: &Team, now: Moment) -> Vec<Value> {
    let one = |consent: &Consent| {
        json!({
            "record": consent.record.as_str(),
            "revision": consent.revision,
            "stage": consent.stage,
            "for": consent.member,
            "name": team.name(&consent.member),
            "typed_by": consent.typist,
            "typed_at": stored(consent.typed_at),
            "where": masked(&consent.place),
            "until": stored(consent.until),
            "proof": consent.proof.iter().map(|proof| &proof.path).collect::<Vec<_>>(),
            "countersigned": consent.is_settled(),
            "denied": !consent.is_open() && !consent.is_settled(),
            "overdue": consent.is_overdue(now),
        })
    };
    state.second_hand.iter().map(one).collect()
}

/// Who reviews for whom, and when.
pub(crate) fn deputy(entry: &Deputy) -> Value {
    let Deputy { member, deputy, from, until, urgent, .. } = entry;
    let day = |day: &String| Some(day.clone()).filter(|_| !urgent);
    json!({ "member": member, "deputy": deputy, "from": day(from), "until": day(until), "urgent": urgent })
}

/// Why an article cannot wait, and who was told.
fn hurried(state: &State) -> Option<Value> {
    let urgent = state.urgent()?;
    let (reason, told, hours) = (masked(&urgent.reason), &urgent.told, urgent.within_hours);
    Some(json!({ "reason": reason, "told": told, "within_hours": hours }))
}

fn live(state: &State) -> Option<Value> {
    let live = state.live.as_ref()?;
    Some(json!({ "revision": live.revision, "content": live.content.as_str(), "url": live.url }))
}
