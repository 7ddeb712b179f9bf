//! A record: the file that tells one act. `tests/example/` holds a whole life of them to the letter.

mod read;
mod write;

pub use read::read;
pub use write::quoted;

use super::{
    action::Action,
    lane::Skip,
    opinion::{Opinion, Verdict},
    replacement::Replacement,
    second_hand::SecondHand,
    team::Level,
};
use crate::{article::digest::Digest, moment::Moment, signature::Signature};

/// Most bytes of a record that are read.
pub const LIMIT: usize = 64 * 1024;

/// What one act says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The folder's random id: no record counts in another folder
    pub repo: String,
    /// The article's ULID
    pub article: String,
    /// The article's slug, after the act
    pub slug: String,
    /// Which text for readers, from 1
    pub revision: u32,
    /// The act
    pub action: Action,
    /// The stage that decides
    pub stage: Option<String>,
    /// The content digest, after the act
    pub content: Digest,
    /// The newest records its author knew, sorted; none in the first record
    pub prev: Vec<Digest>,
    /// The version of the rule book its author obeyed
    pub policy: u32,
    /// The member
    pub by: String,
    /// When; for people, never for order
    pub at: Moment,
    /// What else the act says
    pub says: Says,
    /// Who proves it; stands behind everything else, and only at level `signed`
    pub signature: Option<Signature>,
}

/// The tables of a record. Which act carries which: [`Says::fits`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Says {
    /// `submit`, `approve`, `approve-page`, `publish-started`, `publish`: the digest of the page as the theme lays it out; none where the
    /// account has no theme of its own
    pub page: Option<Digest>,
    /// `submit`: the category, and everybody who may not decide it
    pub submission: Option<Submission>,
    /// `submit`, `schedule`: why it cannot wait
    pub emergency: Option<Emergency>,
    /// `self-check`, `approve`, `late-review`: the list, item by item; left out where a stage confirms edits of a text it approved
    pub attest: Option<Attest>,
    /// `request-changes`, `approve`, `reject`
    pub opinions: Vec<Opinion>,
    /// `approve`: what the reviewer changed, in order of place; the content is the one after it
    pub edits: Vec<Replacement>,
    /// `approve`: somebody else said so, and whoever made the record typed it
    pub second_hand: Option<SecondHand>,
    /// `countersign`, `deny`: the record of the approval
    pub countersign: Option<Digest>,
    /// `skip`: the stage that owes its review, why, and until when
    pub skip: Option<Skip>,
    /// `late-review`: the record by which its stage was skipped
    pub late_review: Option<Digest>,
    /// `answer`
    pub answers: Vec<Answer>,
    /// `schedule`: the planned time
    pub schedule: Option<Moment>,
    /// `publish-started`: what is handed to the platform
    pub sending: Option<Sending>,
    /// `publish`: where and when it went out
    pub receipt: Option<Receipt>,
    /// `decline`, `deny`, `reject`, `withdraw`, `publish-failed`, `correct`, `retract`, `discard`: why
    pub reason: Option<Reason>,
    /// `assign`: the new owner
    pub assign: Option<String>,
}

/// What is submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The category, which chooses the stages
    pub category: String,
    /// Ids, sorted: everybody who may not decide it
    pub writers: Vec<String>,
}

/// Why something cannot wait (加急): a submission, or a time that breaks a rule of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emergency {
    /// Why
    pub reason: String,
    /// Ids, sorted: who was told before
    pub told: Vec<String>,
}

/// A list, ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attest {
    /// The list's id
    pub list: String,
    /// Ticked at one go
    pub all: bool,
    /// Keys answered with yes, in the list's order
    pub yes: Vec<String>,
    /// Keys that do not apply, with the reason, which may be empty
    pub not_applicable: Vec<(String, String)>,
}

/// An answer to an opinion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The record that holds the opinion
    pub record: Digest,
    /// Which of its opinions, from 1
    pub n: usize,
    /// Done, partly or declined
    pub answer: Verdict,
    /// What was done, or why not
    pub text: Option<String>,
}

/// What is handed to the platform: an article of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// The account, as the platform calls it
    pub app_id: String,
    /// The draft's `media_id`
    pub draft: String,
    /// The place in the draft, from 1 (头条)
    pub place: usize,
}

/// Proof of publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Where readers find it
    pub url: String,
    /// When it went out
    pub at: Moment,
}

/// Why, and for `correct` also how: `edit`, `repost` or `notice`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Why
    pub text: String,
    /// How what readers see is mended
    pub how: Option<String>,
}

/// The ways to mend what readers see: the word and its label.
pub const HOW: &[(&str, &str)] = &[("edit", "后台改原文"), ("repost", "重发"), ("notice", "另发更正说明")];

impl Record {
    /// The record's id: the digest of its bytes before the signature.
    pub fn id(&self) -> Digest {
        Digest::of(self.unsigned().as_bytes())
    }

    /// Whose decision it is, by id: of whoever made the record, unless they typed it for somebody else.
    pub fn decider(&self) -> &str {
        self.says.second_hand.as_ref().map_or(&self.by, |said| &said.member)
    }

    /// How it is proved, once it holds.
    pub fn level(&self) -> Level {
        if self.signature.is_some() { Level::Signed } else { Level::Declared }
    }

    /// The record's name: act and 16 digits of its id.
    pub fn name(&self) -> String {
        format!("{}-{}", self.action.name(), self.id().short())
    }

    /// The folder of an article's records: `.wxops/records/<yyyy>/<mm>/<article-id>`, year and month of the
    /// ULID in UTC. Nothing if the id is no ULID.
    pub fn folder(article: &str) -> Option<String> {
        let ulid = ulid::Ulid::from_string(article).ok().filter(|ulid| ulid.to_string() == article)?;
        let made = chrono::DateTime::from_timestamp_millis(i64::try_from(ulid.timestamp_ms()).ok()?)?;
        Some(format!(".wxops/records/{}/{article}", made.format("%Y/%m")))
    }

    /// The record's path in the folder.
    pub fn path(&self) -> Option<String> {
        Some(format!("{}/{}.toml", Self::folder(&self.article)?, self.name()))
    }
}

impl Says {
    /// Whether these are the tables that the act carries, no more and no fewer.
    #[allow(clippy::enum_glob_use, reason = "the acts are the vocabulary here")]
    pub fn fits(&self, action: Action) -> bool {
        use Action::*;
        let none = Says::default();
        let opinions = &self.opinions;
        let carries = match action {
            Submit => self.submission.is_some(),
            SelfCheck => self.attest.is_some(),
            RequestChanges => !opinions.is_empty(),
            Answer => self.answers.len() == 1,
            Schedule => self.schedule.is_some(),
            PublishStarted => self.sending.is_some(),
            Publish => self.receipt.is_some(),
            Countersign => self.countersign.is_some(),
            Skip => self.skip.is_some(),
            LateReview => self.late_review.is_some() && self.attest.is_some(),
            Deny => self.countersign.is_some() && self.reason.as_ref().is_some_and(|why| why.how.is_none()),
            Decline | Reject | Withdraw | PublishFailed | Retract | Discard => {
                self.reason.as_ref().is_some_and(|why| why.how.is_none())
            }
            Correct => self.reason.as_ref().is_some_and(|why| why.how.is_some()),
            Assign => self.assign.is_some(),
            Approve | ApprovePage | Accept | New | Import | Unschedule | Archive | Rename => true,
        };
        let mut rest = self.clone();
        if action.lays_out() {
            rest.page = None;
        }
        match action {
            Submit => (rest.submission, rest.emergency) = (None, None),
            SelfCheck => rest.attest = None,
            Approve => {
                (rest.attest, rest.opinions, rest.edits, rest.second_hand) = (None, vec![], vec![], None);
            }
            Countersign => rest.countersign = None,
            Deny => (rest.countersign, rest.reason) = (None, None),
            Skip => rest.skip = None,
            LateReview => (rest.late_review, rest.attest) = (None, None),
            RequestChanges => rest.opinions = vec![],
            Reject => (rest.reason, rest.opinions) = (None, vec![]),
            Answer => rest.answers = vec![],
            Schedule => (rest.schedule, rest.emergency) = (None, None),
            PublishStarted => rest.sending = None,
            Publish => rest.receipt = None,
            Decline | Withdraw | PublishFailed | Correct | Retract | Discard => rest.reason = None,
            Assign => rest.assign = None,
            ApprovePage | Accept | New | Import | Unschedule | Archive | Rename => {}
        }
        carries && rest == none
    }
}
