//! Cards held against the records: what each article really is.

use super::{Card, ContentFolder, Head};
use crate::{
    article::INDEX,
    moment::Moment,
    refusal::{Refusal, Result},
    say,
    workflow::{
        chain::{Filed, Step},
        derive::derive,
        state::State,
        turn,
    },
};

/// An article by its records.
#[derive(Clone, Debug)]
pub struct Derived {
    /// What its front matter says
    pub card: Card,
    /// Where it stands, and the way there; or why that cannot be told
    pub proof: Result<(State, Vec<Step>)>,
    /// Its front matter says something else than its records
    pub differs: bool,
}

impl Derived {
    /// Where it stands, if that can be told.
    pub fn state(&self) -> Option<&State> {
        self.proof.as_ref().ok().map(|(state, _)| state)
    }

    /// The record that made it the turn of whoever it waits for.
    pub fn handed_on(&self) -> Option<&Filed> {
        self.proof.as_ref().ok().and_then(|(state, steps)| turn::handed_on(state, steps))
    }

    /// Since when it waits, if that can be told.
    pub fn waiting_since(&self) -> Option<Moment> {
        self.proof.as_ref().ok().map(|(state, steps)| turn::waiting_since(state, steps))
    }

    /// Why its status does not count, if it does not.
    pub fn problem(&self) -> Option<Refusal> {
        match &self.proof {
            Err(refusal) => Some(refusal.clone()),
            Ok(_) if self.differs => {
                let refusal = Refusal::findings(
                    "status_forged",
                    say!("状态与流转记录不符", "its status is not what the records say"),
                );
                Some(refusal.help(say!("看哪里不符：`wxops verify`", "see where: `wxops verify`")))
            }
            Ok(_) => None,
        }
    }
}

impl ContentFolder {
    /// Derives every card's article from the records of a commit; the order stays.
    pub fn derived(&self, head: &Head<'_>, cards: Vec<Card>) -> Result<Vec<Derived>> {
        self.in_parallel(head, cards, one)
    }
}

fn one(head: &Head<'_>, card: Card) -> Derived {
    let Some(table) = &card.table else {
        let refusal = card.unrecorded();
        return Derived { card, proof: Err(refusal), differs: false };
    };
    if head.tree.entry(&format!("{}/{INDEX}", card.path)).is_ok_and(|entry| entry.is_none()) {
        let refusal = card.copied();
        return Derived { card, proof: Err(refusal), differs: false };
    }
    let proof = head.records(&table.id).and_then(|records| derive(records, &head.policy));
    let differs =
        proof.as_ref().is_ok_and(|(state, _)| state.table() != *table || state.place() != card.path);
    Derived { card, proof, differs }
}
