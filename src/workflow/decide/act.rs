//! What a person wants to do, as a value.

use crate::{
    moment::Moment,
    workflow::{
        action::Action,
        lists::Ticks,
        opinion::{Opinion, Verdict},
        record::{Emergency, Sending},
        replacement::Typed,
    },
};

/// An act about to be made: who, when, what.
#[derive(Clone, Debug)]
pub struct Act {
    /// The member's id
    pub by: String,
    /// Now
    pub at: Moment,
    /// What
    pub does: Does,
}

/// What an act does, with everything it needs to be told.
#[derive(Clone, Debug)]
pub enum Does {
    /// An article begins
    Begin(Begin),
    /// Opinion `n` of the revision, from 1, is answered
    Answer {
        /// Its number
        n: usize,
        /// Done, partly, declined
        verdict: Verdict,
        /// What was done, or why not
        text: Option<String>,
    },
    /// The list is ticked over the text as it lies in the working copy
    SelfCheck(Ticks),
    /// The text goes to the first stage
    Submit {
        /// For the self-check, if one is due
        ticks: Option<Ticks>,
        /// Why it cannot wait, if it cannot
        urgent: Option<Emergency>,
    },
    /// This very content is good, or it is with these edits
    Approve {
        /// The list of the stage; empty where edits are confirmed
        ticks: Ticks,
        /// Suggestions
        opinions: Vec<Opinion>,
        /// What the reviewer changes
        edits: Vec<Typed>,
        /// Somebody else said so, and it is only typed here
        said: Option<Said>,
    },
    /// The page is good as it is laid out now
    ApprovePage,
    /// A reviewer's edits are good
    Accept,
    /// A reviewer's edits go, for this reason
    Decline(String),
    /// What somebody typed for me I did say: a number, a record, or the only one
    Countersign(Option<String>),
    /// I never did, for this reason
    Deny(Option<String>, String),
    /// Out before its last stage, for this reason
    Skip(String),
    /// That stage reviewed it since
    LateReview(Ticks),
    /// Back, with opinions
    RequestChanges(Vec<Opinion>),
    /// Not to be published, for this reason
    Reject(String, Vec<Opinion>),
    /// Back to draft, for this reason
    Withdraw(String),
    /// To go out then
    Schedule {
        /// When
        at: Moment,
        /// Why it breaks a rule of the plan, if it does
        urgent: Option<Emergency>,
    },
    /// No time any more
    Unschedule,
    /// It is handed to the platform
    PublishStarted {
        /// As what
        sending: Sending,
        /// Though it has no time, or its time has not come
        now: bool,
    },
    /// The platform did not take it, for this reason
    PublishFailed(String),
    /// It went out
    Publish {
        /// Where readers find it
        url: String,
        /// When
        at: Moment,
    },
    /// The next revision begins
    Correct {
        /// Why
        reason: String,
        /// `edit`, `repost` or `notice`
        how: String,
    },
    /// Readers no longer see it, for this reason
    Retract(String),
    /// Filed
    Archive,
    /// A new slug
    Rename(String),
    /// A new owner, by id
    Assign(String),
    /// Thrown away, for this reason
    Discard(String),
}

/// A new article.
#[derive(Clone, Debug)]
pub struct Begin {
    /// [`Action::New`] or [`Action::Import`]
    pub action: Action,
    /// A fresh ULID
    pub id: String,
    /// Its slug
    pub slug: String,
    /// `index.md`, without the `[wxops]` table
    pub text: Vec<u8>,
    /// Pictures that come with it: name and bytes
    pub pictures: Vec<(String, Vec<u8>)>,
}

/// What a reviewer said elsewhere.
#[derive(Clone, Debug)]
pub struct Said {
    /// Who, by id
    pub member: String,
    /// When; now where nobody typed it
    pub at: Option<Moment>,
    /// Where, in a word
    pub place: String,
    /// What shows it: the kind of each file, and its bytes
    pub proof: Vec<(String, Vec<u8>)>,
}

impl Act {
    /// Whose decision it is, by id.
    pub fn decider(&self) -> &str {
        self.does.said().map_or(&self.by, |said| &said.member)
    }
}

impl Does {
    /// What somebody else said, where it is typed for them.
    pub fn said(&self) -> Option<&Said> {
        match self {
            Does::Approve { said, .. } => said.as_ref(),
            _ => None,
        }
    }

    /// The edits of an approval.
    pub fn edits(&self) -> &[Typed] {
        match self {
            Does::Approve { edits, .. } => edits,
            _ => &[],
        }
    }

    /// The act's action.
    pub fn action(&self) -> Action {
        match self {
            Does::Begin(begin) => begin.action,
            Does::Answer { .. } => Action::Answer,
            Does::SelfCheck(_) => Action::SelfCheck,
            Does::Submit { .. } => Action::Submit,
            Does::Approve { .. } => Action::Approve,
            Does::ApprovePage => Action::ApprovePage,
            Does::Accept => Action::Accept,
            Does::Decline(_) => Action::Decline,
            Does::Countersign(_) => Action::Countersign,
            Does::Deny(..) => Action::Deny,
            Does::Skip(_) => Action::Skip,
            Does::LateReview(_) => Action::LateReview,
            Does::RequestChanges(_) => Action::RequestChanges,
            Does::Reject(..) => Action::Reject,
            Does::Withdraw(_) => Action::Withdraw,
            Does::Schedule { .. } => Action::Schedule,
            Does::Unschedule => Action::Unschedule,
            Does::PublishStarted { .. } => Action::PublishStarted,
            Does::PublishFailed(_) => Action::PublishFailed,
            Does::Publish { .. } => Action::Publish,
            Does::Correct { .. } => Action::Correct,
            Does::Retract(_) => Action::Retract,
            Does::Archive => Action::Archive,
            Does::Rename(_) => Action::Rename,
            Does::Assign(_) => Action::Assign,
            Does::Discard(_) => Action::Discard,
        }
    }
}
