//! The acts, each one command and one record.

use crate::{say, text::Text};

/// What a record tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// The article begins
    New,
    /// The article is brought in from a file
    Import,
    /// A writer answers an opinion
    Answer,
    /// A writer checked the finished article
    SelfCheck,
    /// The article goes to the first stage
    Submit,
    /// A stage approves this very content; with edits, the content after them
    Approve,
    /// The last stage looks at the page again, laid out otherwise than it was approved
    ApprovePage,
    /// A writer accepts a reviewer's edits
    Accept,
    /// A writer does not, and takes them out again
    Decline,
    /// Whoever said yes in a chat says it here, to what somebody typed for them
    Countersign,
    /// They never said so
    Deny,
    /// It goes out before its last stage, which owes its review; [`super::lane`]
    Skip,
    /// That stage reviews what went out
    LateReview,
    /// A stage sends it back with opinions
    RequestChanges,
    /// It will not be published
    Reject,
    /// Back to draft; approvals are void
    Withdraw,
    /// It gets a time
    Schedule,
    /// It loses its time
    Unschedule,
    /// It is being handed to the platform; what comes of it is not known yet
    PublishStarted,
    /// The platform did not take it, and readers see nothing of it
    PublishFailed,
    /// It went out; the receipt says where
    Publish,
    /// The next revision of what readers see begins
    Correct,
    /// Readers no longer see it
    Retract,
    /// Filed by category, year and month
    Archive,
    /// A new slug
    Rename,
    /// A new owner
    Assign,
    /// Thrown away before it was ever published
    Discard,
}

impl Action {
    /// All of them, in the order of a life.
    pub const ALL: [Action; 27] = [
        Action::New,
        Action::Import,
        Action::Answer,
        Action::SelfCheck,
        Action::Submit,
        Action::Approve,
        Action::ApprovePage,
        Action::Accept,
        Action::Decline,
        Action::Countersign,
        Action::Deny,
        Action::Skip,
        Action::LateReview,
        Action::RequestChanges,
        Action::Reject,
        Action::Withdraw,
        Action::Schedule,
        Action::Unschedule,
        Action::PublishStarted,
        Action::PublishFailed,
        Action::Publish,
        Action::Correct,
        Action::Retract,
        Action::Archive,
        Action::Rename,
        Action::Assign,
        Action::Discard,
    ];

    /// The word in records, commit subjects and commands.
    pub fn name(self) -> &'static str {
        self.words().0
    }

    /// The label on sheets and in logs.
    pub fn label(self) -> Text {
        let (en, zh) = self.words();
        say!("{zh}", "{en}")
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Action::New => ("new", "建稿"),
            Action::Import => ("import", "导入"),
            Action::Answer => ("answer", "答复意见"),
            Action::SelfCheck => ("self-check", "自检"),
            Action::Submit => ("submit", "送审"),
            Action::Approve => ("approve", "通过"),
            Action::ApprovePage => ("approve-page", "确认排版"),
            Action::Accept => ("accept", "确认修改"),
            Action::Decline => ("decline", "驳回修改"),
            Action::Countersign => ("countersign", "补签"),
            Action::Deny => ("deny", "否认代录"),
            Action::Skip => ("skip", "应急放行"),
            Action::LateReview => ("late-review", "补审"),
            Action::RequestChanges => ("request-changes", "退改"),
            Action::Reject => ("reject", "退稿"),
            Action::Withdraw => ("withdraw", "撤回送审"),
            Action::Schedule => ("schedule", "排期"),
            Action::Unschedule => ("unschedule", "撤排期"),
            Action::PublishStarted => ("publish-started", "开始发布"),
            Action::PublishFailed => ("publish-failed", "发布未成"),
            Action::Publish => ("publish", "登记发布"),
            Action::Correct => ("correct", "更正"),
            Action::Retract => ("retract", "撤稿"),
            Action::Archive => ("archive", "归档"),
            Action::Rename => ("rename", "改稿件名"),
            Action::Assign => ("assign", "转交"),
            Action::Discard => ("discard", "弃稿"),
        }
    }

    /// The act that this word names.
    pub fn parse(word: &str) -> Option<Action> {
        Self::ALL.into_iter().find(|action| action.name() == word)
    }

    /// An act by which a reviewer decides; several of one stage on one content may stand side by side.
    pub fn is_decision(self) -> bool {
        matches!(self, Action::Approve | Action::RequestChanges | Action::Reject)
    }

    /// An act that takes the text from the working copy; every other one takes it as it was committed.
    pub fn takes_text(self) -> bool {
        matches!(self, Action::New | Action::Import | Action::SelfCheck | Action::Submit | Action::Correct)
    }

    /// An act about the page as readers see it: its record carries the digest of that.
    pub fn lays_out(self) -> bool {
        use Action::{Approve, ApprovePage, Publish, PublishStarted, Submit};
        matches!(self, Submit | Approve | ApprovePage | PublishStarted | Publish)
    }

    /// An act whose author is a writer of the revision from then on.
    pub fn makes_writer(self) -> bool {
        self.takes_text() || self == Action::Answer
    }
}
