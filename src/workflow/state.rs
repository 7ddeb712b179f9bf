//! What the records of an article say about it: derived, step by step, never stored.

use std::collections::BTreeSet;

use super::{
    action::Action,
    opinion::{Opinion, Verdict},
    status::Status,
    team::Stage,
};
use crate::{article::digest::Digest, moment::Moment, text::Text};

/// Where an article stands after its newest record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The ULID
    pub id: String,
    /// The slug
    pub slug: String,
    /// The status
    pub status: Status,
    /// The stage, in `in-review` and `changes-requested`
    pub stage: Option<Stage>,
    /// Which text for readers, from 1
    pub revision: u32,
    /// The member who owns it
    pub owner: String,
    /// The planned time, while scheduled
    pub publish_at: Option<Moment>,
    /// The content of the newest record
    pub content: Digest,
    /// What readers see now
    pub live: Option<Live>,
    /// Everybody who wrote this revision so far, as far as the records tell
    pub writers: BTreeSet<String>,
    /// The newest submission
    pub submission: Option<Submitted>,
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
    /// What was submitted
    pub content: Digest,
    /// The category
    pub category: String,
    /// Everybody who may not decide it
    pub writers: Vec<String>,
    /// The version of the rule book whose stages and lists hold for it
    pub policy: u32,
    /// The stages, in order
    pub stages: Vec<Stage>,
    /// Who decided what so far
    pub decisions: Vec<Decided>,
}

/// One decision of a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The stage's id
    pub stage: String,
    /// The member
    pub by: String,
    /// Approved, asked for changes, or rejected
    pub action: Action,
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

    /// The stage after the one that decides now.
    pub fn next_stage(&self) -> Option<&Stage> {
        let submitted = self.submission.as_ref()?;
        let now = self.stage.as_ref()?;
        submitted.stages.iter().skip_while(|stage| stage.id != now.id).nth(1)
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

    /// The status as people say it: whose turn it is.
    pub fn label(&self) -> Text {
        self.status.label_at(self.stage.as_ref().map(|stage| stage.name.as_str()), self.live.is_some())
    }
}
