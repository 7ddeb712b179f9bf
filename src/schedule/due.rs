//! Which step an article owes next, and by when: counted back from the time it is to go out, and from when it was handed on.

use super::Timetable;
use crate::{
    moment::{self, Moment, Zone},
    say,
    text::Text,
    workflow::{state::State, status::Status},
};

/// A step that is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is to be handed in
    Submit,
    /// Its stage is to decide
    Review,
    /// It is to have a time
    Schedule,
    /// It is to go out, or its link to be put on record
    Publish,
    /// An approval that was typed for somebody is to be confirmed
    Countersign,
    /// A stage that was put off is to review
    LateReview,
}

impl Step {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Step::Submit => "submit",
            Step::Review => "review",
            Step::Schedule => "schedule",
            Step::Publish => "publish",
            Step::Countersign => "countersign",
            Step::LateReview => "late-review",
        }
    }

    /// What people call it.
    pub fn label(self) -> Text {
        match self {
            Step::Submit => say!("送审", "hand in"),
            Step::Review => say!("审核", "review"),
            Step::Schedule => say!("排期", "schedule"),
            Step::Publish => say!("推送并登记链接", "go out, link on record"),
            Step::Countersign => say!("补签", "countersign"),
            Step::LateReview => say!("补审", "late review"),
        }
    }
}

/// Where an article stands, as far as time is concerned.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Its status
    pub status: Status,
    /// When it is to go out: its slot, or the time its writer has in mind
    pub target: Option<Moment>,
    /// Since when it waits where it is
    pub since: Moment,
    /// Its stage is the last one
    pub is_last_stage: bool,
    /// By when its stage is to decide where it is urgent
    pub urgent_until: Option<Moment>,
}

impl Standing {
    /// Where an article stands that waits since then; `pushed` is the time of its push, `planned` the one that its writer has in
    /// mind, as it is written.
    pub fn of(
        state: &State,
        since: Moment,
        (pushed, planned): (Option<Moment>, &str),
        zone: &Zone,
    ) -> Standing {
        let last = state.submission.as_ref().and_then(|submitted| submitted.stages.last());
        Standing {
            status: state.status,
            target: state.publish_at.or(pushed).or_else(|| moment::written(planned, zone)),
            since,
            is_last_stage: last.zip(state.stage.as_ref()).is_some_and(|(last, own)| last.id == own.id),
            urgent_until: state.urgent_until(since),
        }
    }
}

impl Timetable {
    /// What an article owes next, and by when; nothing where no time is set.
    pub fn owed(&self, standing: &Standing) -> Option<(Step, Moment)> {
        let before = |deadline| standing.target.map(|target| self.due(deadline, target).min(target));
        match standing.status {
            Status::Draft | Status::Checked | Status::ChangesRequested => {
                before(self.deadlines.submit).map(|until| (Step::Submit, until))
            }
            Status::InReview | Status::Edited => {
                let deadlines = &self.deadlines;
                let hours =
                    if standing.is_last_stage { deadlines.final_review } else { deadlines.first_review };
                let until = standing.urgent_until.unwrap_or_else(|| self.due(hours, standing.since));
                Some((Step::Review, before(deadlines.locked).map_or(until, |locked| locked.min(until))))
            }
            Status::Approved => before(self.deadlines.locked).map(|until| (Step::Schedule, until)),
            Status::Scheduled | Status::Publishing => standing.target.map(|at| (Step::Publish, at)),
            Status::Published | Status::Rejected | Status::Retracted | Status::Archived => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::{parse_stored, stored};

    fn owed(status: Status, target: Option<&str>, is_last_stage: bool) -> Option<(Step, String)> {
        let timetable = Timetable::read("", None).unwrap();
        let at = |words: &str| parse_stored(words).unwrap();
        let since = at("2026-11-30T16:00:00+08:00"); // a Monday
        let standing = Standing { status, target: target.map(at), since, is_last_stage, urgent_until: None };
        timetable.owed(&standing).map(|(step, until)| (step, stored(until)))
    }

    #[test]
    fn each_step_has_its_own_clock() {
        let slot = Some("2026-12-01T20:00:00+08:00");
        let rows = [
            (Status::Draft, slot, false, Some((Step::Submit, "2026-11-30T12:00:00+08:00"))),
            (Status::ChangesRequested, slot, false, Some((Step::Submit, "2026-11-30T12:00:00+08:00"))),
            (Status::Draft, None, false, None),
            // Four working hours from four in the afternoon; the slot's lock is later than that.
            (Status::InReview, slot, false, Some((Step::Review, "2026-12-01T11:00:00+08:00"))),
            (Status::InReview, None, true, Some((Step::Review, "2026-12-01T11:00:00+08:00"))),
            // A slot at noon is locked before it comes, whatever the clock of the lock says.
            (
                Status::InReview,
                Some("2026-12-01T10:00:00+08:00"),
                true,
                Some((Step::Review, "2026-12-01T10:00:00+08:00")),
            ),
            (Status::Approved, slot, false, Some((Step::Schedule, "2026-12-01T16:00:00+08:00"))),
            (Status::Scheduled, slot, false, Some((Step::Publish, "2026-12-01T20:00:00+08:00"))),
            (Status::Published, slot, false, None),
            (Status::Archived, None, false, None),
        ];
        for (status, target, last, expected) in rows {
            let expected = expected.map(|(step, until)| (step, until.to_owned()));
            assert_eq!(owed(status, target, last), expected, "{status:?} {target:?}");
        }
    }
}
