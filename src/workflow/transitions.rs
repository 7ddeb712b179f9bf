//! The one table of what may happen to an article, from where, to where, and by whom.
#![allow(clippy::enum_glob_use, reason = "the table reads as one")]

use Action::*;
use Status::*;

use super::{action::Action, status::Status};

/// One row: an act, the statuses from which it may happen, the status it leads to, and who may.
#[derive(Clone, Copy, Debug)]
pub struct Transition {
    /// The act
    pub action: Action,
    /// From any of these
    pub from: From,
    /// To this
    pub to: To,
    /// By these people
    pub who: Who,
}

/// Where a transition begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// There is no article yet
    Nothing,
    /// One of these statuses
    Statuses(&'static [Status]),
    /// Any status
    Any,
    /// Any status but publishing
    AnySettled,
    /// Any status but publishing, while readers see a revision
    AnyLive,
    /// Any status but publishing, if no revision was ever published
    AnyNeverPublished,
}

/// Where a transition leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// This status
    Status(Status),
    /// In review at the first stage of the category
    FirstStage,
    /// In review at the first stage that did not approve this very content, or approved when there is none; with edits,
    /// first to the writer, at the stage that made them
    NextStage,
    /// The status does not change
    Same,
    /// Back to changes requested at the stage whose approval is denied; where readers see that text, the status does
    /// not change
    DeniedStage,
    /// Scheduled where it has a time, approved where it has none
    BeforeSending,
    /// The article is gone; its records stay
    Gone,
}

/// Who may take a transition. "Writer of it" and "owner" still need the role `writer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anyone with one of these roles
    Roles(&'static [&'static str]),
    /// A writer of this revision
    WriterOfIt,
    /// A writer of the submission, or who owns it now, if they decided nothing of it
    WriterOfSubmission,
    /// Whoever holds the role of the stage, is no writer of the revision, and decided no other stage. What they said
    /// elsewhere somebody else may type: [`super::second_hand`]
    StageHolder,
    /// Whoever holds the role of the last stage, or a manager; no writer of the revision
    LastStageOrManager,
    /// Whoever holds the role of the last stage, is no writer of the revision, and decided no other stage
    LastStage,
    /// The owner, or a manager
    OwnerOrManager,
    /// Whoever somebody else typed an approval for
    TypedFor,
    /// Whom `[lane]` names, if they wrote nothing of it and decided nothing of it: [`super::lane`]
    LaneOpener,
    /// Whoever holds the role of a stage that was skipped, and had no other part in the text
    SkippedStage,
}

const fn row(action: Action, from: From, to: To, who: Who) -> Transition {
    Transition { action, from, to, who }
}

const WRITER: Who = Who::Roles(&["writer"]);
const WRITER_OR_PUBLISHER: Who = Who::Roles(&["writer", "publisher"]);
const MANAGER: Who = Who::Roles(&["manager"]);
const MANAGER_OR_PUBLISHER: Who = Who::Roles(&["manager", "publisher"]);

/// Everything that may happen. No other place knows this.
#[rustfmt::skip]
pub const TRANSITIONS: &[Transition] = &[
    row(New,            From::Nothing,                                            To::Status(Draft),            WRITER),
    row(Import,         From::Nothing,                                            To::Status(Draft),            WRITER),
    row(Answer,         From::Statuses(&[Draft, ChangesRequested]),               To::Same,                     Who::WriterOfIt),
    row(SelfCheck,      From::Statuses(&[Draft, ChangesRequested, Checked]),      To::Status(Checked),          Who::WriterOfIt),
    row(Submit,         From::Statuses(&[Checked]),                               To::FirstStage,               Who::WriterOfIt),
    row(Approve,        From::Statuses(&[InReview]),                              To::NextStage,                Who::StageHolder),
    row(ApprovePage,    From::Statuses(&[Approved, Scheduled]),                   To::Same,                     Who::LastStage),
    row(Accept,         From::Statuses(&[Edited]),                                To::NextStage,                Who::WriterOfSubmission),
    row(Decline,        From::Statuses(&[Edited]),                                To::Status(ChangesRequested), Who::WriterOfSubmission),
    row(Countersign,    From::Any,                                                To::Same,                     Who::TypedFor),
    row(Deny,           From::AnySettled,                                         To::DeniedStage,              Who::TypedFor),
    row(Skip,           From::Statuses(&[InReview]),                              To::NextStage,                Who::LaneOpener),
    row(LateReview,     From::Any,                                                To::Same,                     Who::SkippedStage),
    row(RequestChanges, From::Statuses(&[InReview]),                              To::Status(ChangesRequested), Who::StageHolder),
    row(Reject,         From::Statuses(&[InReview]),                              To::Status(Rejected),         Who::LastStageOrManager),
    row(Withdraw,       From::Statuses(&[Checked, InReview, Edited, ChangesRequested, Approved, Scheduled]),
                                                                                  To::Status(Draft),            Who::OwnerOrManager),
    row(Withdraw,       From::Statuses(&[Rejected]),                              To::Status(Draft),            MANAGER),
    row(Schedule,       From::Statuses(&[Approved]),                              To::Status(Scheduled),        WRITER_OR_PUBLISHER),
    row(Unschedule,     From::Statuses(&[Scheduled]),                             To::Status(Approved),         WRITER_OR_PUBLISHER),
    row(PublishStarted, From::Statuses(&[Approved, Scheduled]),                   To::Status(Publishing),       WRITER_OR_PUBLISHER),
    row(PublishFailed,  From::Statuses(&[Publishing]),                            To::BeforeSending,            WRITER_OR_PUBLISHER),
    row(Publish,        From::Statuses(&[Approved, Scheduled, Publishing]),       To::Status(Published),        WRITER_OR_PUBLISHER),
    row(Correct,        From::Statuses(&[Published, Archived]),                   To::Status(Draft),            WRITER),
    row(Retract,        From::AnyLive,                                            To::Status(Retracted),        MANAGER_OR_PUBLISHER),
    row(Archive,        From::Statuses(&[Published, Retracted, Rejected]),        To::Status(Archived),         WRITER_OR_PUBLISHER),
    row(Rename,         From::Statuses(&[Draft, ChangesRequested]),               To::Same,                     Who::OwnerOrManager),
    row(Assign,         From::Any,                                                To::Same,                     Who::OwnerOrManager),
    row(Discard,        From::AnyNeverPublished,                                  To::Gone,                     Who::OwnerOrManager),
];

/// The rows of an act.
pub fn of(action: Action) -> impl Iterator<Item = &'static Transition> {
    TRANSITIONS.iter().filter(move |row| row.action == action)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From `Draft`, following the table, every status that this table can lead to is reached, and every
    /// status but the last has a way on.
    #[test]
    fn every_status_is_reachable_and_has_a_way_on() {
        let mut reached = vec![Draft];
        let mut n = 0;
        while n < reached.len() {
            let here = reached[n];
            n += 1;
            let rows =
                TRANSITIONS.iter().filter(|row| matches!(row.from, From::Statuses(s) if s.contains(&here)));
            let on: Vec<Status> = rows
                .flat_map(|row| match row.to {
                    To::Status(status) => vec![status],
                    To::FirstStage => vec![InReview],
                    To::NextStage => vec![InReview, Edited, Approved],
                    To::BeforeSending => vec![Approved, Scheduled],
                    To::Same | To::Gone | To::DeniedStage => vec![],
                })
                .collect();
            assert!(!on.is_empty(), "{here:?} has no way on");
            reached.extend(on.into_iter().filter(|s| !reached.contains(s)).collect::<Vec<_>>());
            if reached.contains(&Published) && !reached.contains(&Retracted) {
                reached.push(Retracted);
            }
        }
        let missing: Vec<_> = Status::ALL.into_iter().filter(|s| !reached.contains(s)).collect();
        assert_eq!(missing, []);
    }

    #[test]
    fn every_action_has_a_row() {
        for action in Action::ALL {
            assert!(of(action).next().is_some(), "{action:?}");
        }
    }
}
