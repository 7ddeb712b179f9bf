//! Which articles fit an act when none was named, by what their front matter says.

use wxops::{
    folder::Card,
    workflow::{
        action::Action,
        status::Status,
        transitions::{self, From, Who},
    },
};

use super::acting::Acting;

impl Acting<'_> {
    /// Whether an article fits an act of member `by`, by what its front matter says.
    pub(super) fn fits(&self, card: &Card, action: Action, by: &str) -> bool {
        let Some(table) = &card.table else { return false };
        let reaches = |action: Action| {
            transitions::of(action).find(|row| match row.from {
                From::Statuses(statuses) => statuses.contains(&table.status),
                From::AnyLive => table.status == Status::Published,
                From::AnySettled | From::AnyNeverPublished => table.status != Status::Publishing,
                From::Any => true,
                From::Nothing => false,
            })
        };
        let row = if action == Action::Submit { reaches(Action::SelfCheck) } else { reaches(action) };
        if action == Action::Answer && table.status != Status::ChangesRequested {
            return false; // opinions on a draft stay answerable, by name
        }
        let mine = table.owner == by;
        row.is_some_and(|row| match row.who {
            Who::Roles(_) => true,
            Who::WriterOfIt | Who::WriterOfSubmission | Who::OwnerOrManager => mine,
            Who::TypedFor | Who::SkippedStage => false, // only the records know
            Who::LastStage => !mine && self.team.stages.iter().any(|stage| self.team.may_sit(by, &stage.id)),
            Who::LaneOpener => {
                !mine && self.team.lane.as_ref().is_some_and(|lane| lane.people.iter().any(|id| id == by))
            }
            Who::StageHolder | Who::LastStageOrManager => {
                !mine && table.stage.as_ref().is_some_and(|stage| self.team.may_sit(by, stage))
            }
        })
    }
}
