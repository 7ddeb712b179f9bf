//! What the records of an article say about it: derived, step by step, never stored.

use std::collections::BTreeSet;

use super::{
    action::Action,
    lane::Debt,
    opinion::{Opinion, Verdict},
    record::Sending,
    replacement::Replacement,
    second_hand::Consent,
    status::Status,
    team::{Seat, Stage},
    urgent::Urgent,
};
use crate::{article::digest::Digest, moment::Moment, say, text::Text};

/// Where an article stands after its newest record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The ULID
    pub id: String,
    /// The slug
    pub slug: String,
    /// The status
    pub status: Status,
    /// The stage, in `in-review`, `edited` and `changes-requested`
    pub stage: Option<Stage>,
    /// Which text for readers, from 1
    pub revision: u32,
    /// The member who owns it
    pub owner: String,
    /// The planned time, while scheduled
    pub publish_at: Option<Moment>,
    /// The content of the newest record
    pub content: Digest,
    /// What is on its way to the platform, while publishing
    pub underway: Option<Underway>,
    /// What readers see now
    pub live: Option<Live>,
    /// Everybody who wrote this revision so far, as far as the records tell
    pub writers: BTreeSet<String>,
    /// The newest submission
    pub submission: Option<Submitted>,
    /// Approvals of it, and of what readers see, that somebody typed for somebody else
    pub second_hand: Vec<Consent>,
    /// Stages that were skipped, of the text on its way and of what readers see
    pub debts: Vec<Debt>,
    /// Opinions of this revision, in order; their number is their place, from 1
    pub opinions: Vec<Asked>,
    /// When it first went out
    pub first_out: Option<Moment>,
    /// When it was filed, if it is
    pub filed: Option<Moment>,
    /// The ids of the newest step, sorted: what the next record names
    pub heads: Vec<Digest>,
    /// The highest version of the rule book so far
    pub policy: u32,
    /// Discarded: only records are left
    pub gone: bool,
    /// When the newest step was made
    pub since: Moment,
    /// What the bundle says after a merge that git made without a word: decisions side by side that alone left the
    /// article where it was, and together took it on. The next act writes what is.
    pub merged: Option<(Status, Option<Stage>)>,
}

/// What is on its way to the platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Underway {
    /// Who began, by id
    pub by: String,
    /// Since when
    pub since: Moment,
    /// As what
    pub sending: Sending,
}

/// What readers see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// Its revision
    pub revision: u32,
    /// Its content
    pub content: Digest,
    /// Where
    pub url: String,
    /// Since when
    pub at: Moment,
}

/// A submission on its way through the stages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    /// The record of the submission
    pub record: Digest,
    /// What was submitted; after a reviewer's edits, the content they led to
    pub content: Digest,
    /// The page as it was submitted, or as it was approved since; none where the account has no theme of its own
    pub page: Option<Digest>,
    /// The category
    pub category: String,
    /// Everybody who may not decide it
    pub writers: Vec<String>,
    /// Why it cannot wait, if it cannot
    pub urgent: Option<Urgent>,
    /// The version of the rule book whose stages and lists hold for it
    pub policy: u32,
    /// The stages, in order
    pub stages: Vec<Stage>,
    /// Who decided what so far
    pub decisions: Vec<Decided>,
    /// Who accepted the newest edits, once a writer did
    pub accepted: Option<String>,
    /// The stage that was skipped, and the content with which it was
    pub skipped: Option<(String, Digest)>,
}

/// One decision of a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The stage's id
    pub stage: String,
    /// The member whose decision it is
    pub by: String,
    /// Who typed it, if that was somebody else
    pub typed_by: Option<String>,
    /// Approved, asked for changes, or rejected
    pub action: Action,
    /// The content it is about: after the edits, if there are any
    pub content: Digest,
    /// The content before the edits; without any, the same
    pub before: Digest,
    /// The member denies it: it was typed for them, and they never said so
    pub denied: bool,
    /// What the reviewer changed
    pub edits: Vec<Replacement>,
    /// In which rights the member decided: roles of the stage, own ones or those of somebody who was away
    pub seats: Vec<Seat>,
}

impl Decided {
    /// Whether it approves this very content.
    pub fn approves(&self, content: &Digest) -> bool {
        self.action == Action::Approve && !self.denied && self.content == *content
    }
}

impl Submitted {
    /// The first stage that did not approve this very content yet. While there is one, nothing goes out.
    pub fn waits_for(&self, content: &Digest) -> Option<&Stage> {
        self.stages.iter().find(|stage| !self.passed(stage, content))
    }

    /// The approvals of this very content.
    pub fn approvals<'s>(&'s self, content: &'s Digest) -> impl Iterator<Item = &'s Decided> {
        self.decisions.iter().filter(move |decided| decided.approves(content))
    }

    /// Whether somebody decided another stage, or typed for somebody else: they decide nothing here.
    pub fn is_taken(&self, id: &str, stage: &str) -> bool {
        let elsewhere = |decided: &Decided| decided.by == id && decided.stage != stage;
        self.decisions.iter().any(|decided| elsewhere(decided) || decided.typed_by.as_deref() == Some(id))
    }

    /// The newest decision that changed the text.
    pub fn edited(&self) -> Option<&Decided> {
        self.decisions.iter().rev().find(|decided| !decided.edits.is_empty())
    }
}

/// An opinion of this revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The record that holds it
    pub record: Digest,
    /// Which of that record's opinions, from 1
    pub n: usize,
    /// Who asks
    pub by: String,
    /// At which stage
    pub stage: String,
    /// What is asked
    pub opinion: Opinion,
    /// The newest answer
    pub answer: Option<(Verdict, Option<String>)>,
}

impl State {
    /// The numbers, from 1, of the opinions that must be answered before the article is submitted again.
    pub fn unanswered(&self) -> Vec<usize> {
        let open = |asked: &Asked| asked.answer.is_none() && asked.opinion.weight.blocks();
        self.opinions.iter().enumerate().filter(|(_, asked)| open(asked)).map(|(n, _)| n + 1).collect()
    }

    /// Whether somebody wrote what was submitted, or owns it since: they decide nothing of it.
    pub fn wrote(&self, id: &str) -> bool {
        let stated =
            self.submission.iter().flat_map(|submitted| &submitted.writers).any(|writer| writer == id);
        stated || self.writers.contains(id)
    }

    /// The folder in which the bundle lies: `articles/<slug>`, or its place in the archive.
    pub fn place(&self) -> String {
        let slug = &self.slug;
        match (&self.submission, self.filed) {
            (Some(submitted), Some(filed)) if self.status == Status::Archived => {
                let month = self.first_out.unwrap_or(filed).format("%Y/%m");
                format!("archive/{}/{month}/{slug}", submitted.category)
            }
            _ => format!("articles/{slug}"),
        }
    }

    /// The newest approval of the stage that decides now, of a text that was edited since: what is asked of it is to
    /// confirm the edits. `by` is the person who gave it, or anybody. Whoever of a joint stage confirmed them is through.
    pub fn approved_before(&self, by: Option<&str>) -> Option<&Decided> {
        let (stage, submitted) = self.stage.as_ref().zip(self.submission.as_ref())?;
        let earlier = |decided: &&Decided| {
            decided.action == Action::Approve
                && decided.stage == stage.id
                && decided.content != self.content
                && by.is_none_or(|by| decided.by == by)
                && !submitted
                    .approvals(&self.content)
                    .any(|now| now.stage == stage.id && now.by == decided.by)
        };
        submitted.decisions.iter().rev().find(earlier).filter(|_| self.status == Status::InReview)
    }

    /// The `[wxops]` table that the article must carry.
    pub fn table(&self) -> crate::article::wxops_table::WxopsTable {
        crate::article::wxops_table::WxopsTable {
            id: self.id.clone(),
            status: self.status,
            stage: self.stage.as_ref().map(|stage| stage.id.clone()),
            owner: self.owner.clone(),
            publish_at: self.publish_at.map(crate::moment::stored),
        }
    }

    /// The table that it may carry after a merge, see [`State::merged`].
    pub fn merged_table(&self) -> Option<crate::article::wxops_table::WxopsTable> {
        let (status, stage) = self.merged.clone()?;
        Some(State { status, stage, ..self.clone() }.table())
    }

    /// The status as people say it: whose turn it is.
    pub fn label(&self) -> Text {
        let stage = self.stage.as_ref().map(|stage| stage.name.as_str());
        let joint = self.stage.as_ref().is_some_and(Stage::is_joint); // some confirm, and others sign
        match stage.filter(|_| !joint && self.approved_before(None).is_some()) {
            Some(stage) => say!("待{stage}确认修改", "waiting for {stage} to confirm edits"),
            None => self.status.label_at(stage, self.live.is_some()),
        }
    }
}
