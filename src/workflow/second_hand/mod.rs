//! 代录: a reviewer said yes in a chat or on the telephone, and somebody else typed it, with proof. It is that reviewer's
//! approval, and stays 待补签 until they countersign it, or deny that they ever said so.
//!
//! What is proved here, by anybody and for ever: who typed it, for whom, which files were shown as proof, until when it
//! was to be countersigned. Whether the proof is true only the reviewer can tell; hence the deadline.

mod answer;
mod form;
mod may;
mod told;

use super::{
    action::Action,
    chain::Filed,
    record::Record,
    state::{Decided, State},
};
use crate::{article::digest::Digest, moment::Moment};

pub use answer::{answers, choose, in_time, none_waits, settled, unsettled, waiting};
pub use form::{KINDS, PROOF_FILES, PROOF_LIMIT, place, well_formed};
pub use may::{apart, may};
pub use told::{deadline, mark, remark, standing, tell, typed};

/// What the record of an approval says that somebody typed for somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondHand {
    /// Whose approval it is, by id; stands as `for` in the record
    pub member: String,
    /// When it was said
    pub said_at: Moment,
    /// Where it was said, in a word: 微信
    pub place: String,
    /// Until when it is to be countersigned
    pub until: Moment,
    /// The files that show it
    pub proof: Vec<Proof>,
}

/// A file that shows that something was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Where it lies in the folder: [`place`]
    pub path: String,
    /// The digest of its bytes
    pub sha256: Digest,
}

/// A second-hand approval of a text that is on its way or that readers see. With the approvals of a submission it lapses;
/// where readers see the text, it stays until another one is published in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The approval's record
    pub record: Digest,
    /// Of which revision
    pub revision: u32,
    /// The id of the stage
    pub stage: String,
    /// The name of the stage
    pub stage_name: String,
    /// Whose approval it is, by id
    pub member: String,
    /// Who typed it, by id
    pub typist: String,
    /// When that was
    pub typed_at: Moment,
    /// Where it was said
    pub place: String,
    /// Until when it is to be countersigned
    pub until: Moment,
    /// The files that show it
    pub proof: Vec<Proof>,
    /// What the member said to it
    pub answer: Option<Answer>,
}

/// What somebody says to an approval that was typed for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// 已补签: I did say so; or I approved the same stage of this submission myself
    Countersigned(Moment),
    /// 否认: I never did
    Denied(Moment),
}

impl Consent {
    /// Whether nobody said anything to it yet.
    pub fn is_open(&self) -> bool {
        self.answer.is_none()
    }

    /// Whether the member said that it holds.
    pub fn is_settled(&self) -> bool {
        matches!(self.answer, Some(Answer::Countersigned(_)))
    }

    /// Whether it should have been countersigned by now.
    pub fn is_overdue(&self, now: Moment) -> bool {
        self.is_open() && self.until < now
    }
}

impl State {
    /// The second-hand approvals that nobody said anything to yet.
    pub fn uncountersigned(&self) -> impl Iterator<Item = &Consent> {
        self.second_hand.iter().filter(|consent| consent.is_open())
    }

    /// Those of one member.
    pub fn owed_by<'s>(&'s self, member: &'s str) -> impl Iterator<Item = &'s Consent> {
        self.uncountersigned().filter(move |consent| consent.member == member)
    }

    /// Whether readers see the text that an approval was about.
    pub(super) fn is_out(&self, consent: &Consent) -> bool {
        self.live.as_ref().is_some_and(|live| live.revision == consent.revision)
    }
}

/// Notes what an approval means here: typed for somebody else, it is owed a countersignature; given by the member, it
/// stands in for the one that was owed at the same stage of the same submission.
pub(super) fn note(state: &mut State, filed: &Filed) {
    let record = &filed.record;
    let (Action::Approve, Some(submitted)) = (record.action, &state.submission) else { return };
    let stage = record.stage.clone().unwrap_or_default();
    let Some(said) = &record.says.second_hand else {
        let own = |consent: &&mut Consent| {
            let here = consent.revision == record.revision && consent.stage == stage;
            here && consent.member == record.by && consent.is_open()
        };
        let answer = Some(Answer::Countersigned(record.at));
        state.second_hand.iter_mut().filter(own).for_each(|consent| consent.answer = answer);
        return;
    };
    let mut own = submitted.approvals(&record.content).filter(|decided| decided.stage == stage);
    let himself = own.any(|decided| decided.by == said.member && decided.typed_by.is_none());
    let name = submitted.stages.iter().find(|own| own.id == stage).map_or(&stage, |own| &own.name);
    state.second_hand.push(Consent {
        record: filed.id.clone(),
        revision: record.revision,
        stage_name: name.clone(),
        stage,
        member: said.member.clone(),
        typist: record.by.clone(),
        typed_at: record.at,
        place: said.place.clone(),
        until: said.until,
        proof: said.proof.clone(),
        answer: himself.then_some(Answer::Countersigned(record.at)),
    });
}

/// What an act does to the second-hand approvals: what becomes of the approvals of a submission becomes of them.
pub(super) fn effect(state: &mut State, record: &Record) {
    let live = state.live.as_ref().map(|live| live.revision);
    match record.action {
        // The approvals of the text on its way lapse.
        Action::Submit | Action::Withdraw | Action::RequestChanges | Action::Reject | Action::Decline => {
            state.second_hand.retain(|consent| Some(consent.revision) == live);
        }
        Action::Publish => {
            let revision = state.revision;
            state.second_hand.retain(|consent| consent.revision == revision);
        }
        Action::Retract | Action::Discard => state.second_hand.clear(),
        Action::Countersign | Action::Deny => {
            let answer = match record.action {
                Action::Countersign => Answer::Countersigned(record.at),
                _ => Answer::Denied(record.at),
            };
            let named = record.says.countersign.as_ref();
            let own = state.second_hand.iter_mut().find(|consent| Some(&consent.record) == named);
            let Some(consent) = own else { return };
            consent.answer = Some(answer);
            let is = |decided: &&mut Decided| {
                let whose = decided.by == consent.member && decided.stage == consent.stage;
                whose && decided.typed_by.as_ref() == Some(&consent.typist)
            };
            let submitted = state.submission.as_mut().filter(|_| consent.revision == state.revision);
            let decisions = submitted.into_iter().flat_map(|submitted| &mut submitted.decisions);
            decisions.filter(is).for_each(|decided| decided.denied = record.action == Action::Deny);
        }
        _ => {}
    }
}

/// The approval that a denial voids, if its text is not out: what it sends back, and to which stage.
pub(super) fn voided<'s>(state: &'s State, record: &Record) -> Option<&'s Consent> {
    let named = record.says.countersign.as_ref().filter(|_| record.action == Action::Deny);
    let consent = state.second_hand.iter().find(|consent| Some(&consent.record) == named)?;
    (!state.is_out(consent)).then_some(consent)
}
