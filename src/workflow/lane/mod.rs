//! 应急通道: an urgent article that goes out before its last stage decided, because somebody whom the rule book names let it
//! (应急放行). That stage still owes its review (补审) of the very content that went out, and everybody sees so until it is done.
//!
//! Off, unless `[lane]` stands in the rule book. All other stages have passed, so somebody who may has read every word;
//! whoever opens the lane wrote nothing of it and decided nothing of it.

mod may;
mod owed;
mod told;

use std::collections::BTreeSet;

use super::{
    action::Action,
    chain::Filed,
    policy::PolicyChain,
    record::Record,
    state::{Decided, State},
    team::Stage,
};
use crate::{article::digest::Digest, moment::Moment};

pub use may::{may_open, may_pay, none_owed, payers};
pub use owed::{answers, disagree, in_time, settled, unsettled, well_formed};
pub use told::{deadline, remark, standing, tell};

/// What the record says of a stage that is skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// The stage, by id
    pub stage: String,
    /// Why it could not wait
    pub reason: String,
    /// Until when the stage is to review
    pub until: Moment,
}

/// A review that a stage still owes, or has made late. It is about a text on its way or before readers, and goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debt {
    /// The record by which the stage was skipped
    pub record: Digest,
    /// Of which revision
    pub revision: u32,
    /// The stage
    pub stage: Stage,
    /// The category, which chooses the items of its list
    pub category: String,
    /// The version of the rule book whose lists hold for it
    pub policy: u32,
    /// What went out, or will
    pub content: Digest,
    /// Who opened the lane, by id
    pub opener: String,
    /// Why
    pub reason: String,
    /// When that was
    pub at: Moment,
    /// Until when the stage is to review
    pub until: Moment,
    /// Who had another part in this text, by id: writers, those who decided another stage or typed for somebody, the opener
    pub barred: BTreeSet<String>,
    /// Who reviewed it late, and when
    pub paid: Option<(String, Moment)>,
}

impl Debt {
    /// Whether the stage has not reviewed yet.
    pub fn is_open(&self) -> bool {
        self.paid.is_none()
    }

    /// Whether it should have by now.
    pub fn is_overdue(&self, now: Moment) -> bool {
        self.is_open() && self.until < now
    }
}

impl State {
    /// The review that a stage still owes; there is never more than one.
    pub fn owed_review(&self) -> Option<&Debt> {
        self.debts.iter().find(|debt| debt.is_open())
    }

    /// Whether somebody opened the lane for the text on its way.
    pub fn opened_lane(&self, id: &str) -> bool {
        self.debts.iter().any(|debt| debt.revision == self.revision && debt.opener == id)
    }
}

/// A stage is skipped: the text is approved, and the stage owes its review.
pub(super) fn skip(state: &mut State, filed: &Filed) {
    let record = &filed.record;
    let (Some(said), Some(stage)) = (&record.says.skip, state.stage.clone()) else { return };
    let writers = state.writers.clone();
    let Some(submitted) = &mut state.submission else { return };
    // Who decided this very stage, of a text before edits, may review the text after them.
    let elsewhere = submitted.decisions.iter().filter(|own| own.stage != stage.id).map(|own| &own.by);
    let typists = submitted.decisions.iter().filter_map(|own| own.typed_by.as_ref());
    let had_part = elsewhere.chain(typists).chain(&submitted.writers).chain([&record.by]).cloned();
    state.debts.push(Debt {
        record: filed.id.clone(),
        revision: record.revision,
        category: submitted.category.clone(),
        policy: submitted.policy,
        content: record.content.clone(),
        opener: record.by.clone(),
        reason: said.reason.clone(),
        at: record.at,
        until: said.until,
        barred: had_part.chain(writers).collect(),
        paid: None,
        stage: stage.clone(),
    });
    submitted.skipped = Some((stage.id, record.content.clone()));
}

/// What an act does to the reviews that are owed: what becomes of the approvals of a text becomes of them.
pub(super) fn effect(state: &mut State, filed: &Filed, policy: &PolicyChain) {
    let live = state.live.as_ref().map(|live| live.revision);
    let revision = state.revision;
    match filed.record.action {
        Action::Submit | Action::Withdraw | Action::RequestChanges | Action::Reject | Action::Decline => {
            state.debts.retain(|debt| Some(debt.revision) == live);
        }
        Action::Publish => state.debts.retain(|debt| debt.revision == revision),
        Action::Retract | Action::Discard => state.debts.clear(),
        // Whoever owns it from now on is one of its writers.
        Action::Assign => {
            let own = state.debts.iter_mut().filter(|debt| debt.revision == revision);
            own.for_each(|debt| debt.barred.extend(filed.record.says.assign.clone()));
        }
        Action::LateReview => pay(state, &filed.record, policy),
        _ => {}
    }
}

/// The stage reviewed: as long as it is about the text of the newest submission, that is an approval of it like any other.
fn pay(state: &mut State, record: &Record, policy: &PolicyChain) {
    let named = record.says.late_review.as_ref();
    let Some(debt) = state.debts.iter_mut().find(|debt| Some(&debt.record) == named) else { return };
    debt.paid = Some((record.by.clone(), record.at));
    let own = |(stage, content): &(String, Digest)| *stage == debt.stage.id && *content == debt.content;
    let submitted = state.submission.as_mut().filter(|_| debt.revision == state.revision);
    let Some(submitted) = submitted.filter(|submitted| submitted.skipped.as_ref().is_some_and(own)) else {
        return;
    };
    let team = policy.version(record.policy).map(|version| version.team.on(record.at));
    submitted.decisions.push(Decided {
        stage: debt.stage.id.clone(),
        by: record.by.clone(),
        typed_by: None,
        action: Action::Approve,
        content: debt.content.clone(),
        before: debt.content.clone(),
        denied: false,
        edits: vec![],
        seats: team.map(|team| team.seats(&record.by, &debt.stage)).unwrap_or_default(),
    });
}
