//! Who decides a stage: by a role of one's own, or for a member who is away.

use std::{borrow::Cow, collections::BTreeSet};

use super::{Stage, Team};
use crate::{moment::Moment, workflow::matching::assigned};

/// In which right somebody decides a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The role
    pub role: String,
    /// The member who has that role and is away; nothing where the role is one's own
    pub instead_of: Option<String>,
}

impl Stage {
    /// The roles that decide it: one, or in a joint stage (会签) several, each by a person of its own.
    pub fn roles(&self) -> impl Iterator<Item = &str> + Clone {
        self.role.iter().chain(&self.roles).map(String::as_str)
    }

    /// Whether several people must approve it.
    pub fn is_joint(&self) -> bool {
        !self.roles.is_empty()
    }
}

impl Team {
    /// The team as it stands at the time of an act: only then it is known whose deputies count. The day is that of the
    /// clock on which the record was made.
    ///
    /// So it is told from the record alone, and the same for ever; that clock may be wrong, and `verify` cannot know.
    pub fn on(&self, at: Moment) -> Cow<'_, Team> {
        if self.deputies.is_empty() {
            Cow::Borrowed(self)
        } else {
            Cow::Owned(Team { day: Some(at.date_naive()), ..self.clone() })
        }
    }

    /// In which right a member acts in a role: by having it, or today for somebody who has it. `urgent` is whether an urgent
    /// submission is decided.
    pub fn seat(&self, member: &str, role: &str, urgent: bool) -> Option<Seat> {
        let seat = |instead_of| Some(Seat { role: role.to_owned(), instead_of });
        if self.has_role(member, role) {
            return seat(None);
        }
        let mut entries = self.deputies.iter().filter(|entry| entry.deputy == member);
        let entry =
            entries.find(|entry| self.has_role(&entry.member, role) && entry.counts(self.day, urgent))?;
        seat(Some(entry.member.clone()))
    }

    /// In which rights a member decides a stage; none if it is not theirs.
    pub fn seats(&self, member: &str, stage: &Stage) -> Vec<Seat> {
        if !self.members.contains_key(member) {
            return vec![];
        }
        stage.roles().filter_map(|role| self.seat(member, role, stage.urgent)).collect()
    }

    /// Whether a member may decide a stage of this id. Whether an article is urgent only its records know; so this is asked
    /// before they are opened, of more people than can.
    pub fn may_sit(&self, member: &str, stage: &str) -> bool {
        let stage = self.stages.iter().find(|own| own.id == stage);
        stage.is_some_and(|stage| {
            let urgent = Stage { urgent: true, ..stage.clone() };
            !self.seats(member, &urgent).is_empty()
        })
    }

    /// Everybody who can decide a stage, by id: at level `signed` that takes a key too.
    pub fn deciders<'a>(&'a self, stage: &'a Stage) -> impl Iterator<Item = &'a str> {
        let ids = self.members.keys().map(String::as_str);
        ids.filter(|id| self.can_sign(id) && !self.seats(id, stage).is_empty())
    }

    /// Whether every role of every stage can be taken by another person who is none of `writers`; else the first stage
    /// and role that cannot.
    pub fn unfilled<'a>(
        &self,
        stages: &[&'a Stage],
        writers: &BTreeSet<String>,
    ) -> Option<(&'a Stage, &'a str)> {
        let seats: Vec<(&Stage, &str)> =
            stages.iter().flat_map(|stage| stage.roles().map(|role| (*stage, role))).collect();
        let people = || self.members.keys().enumerate();
        let fits = |id: &str, stage: &Stage, role: &str| {
            self.can_sign(id) && !writers.contains(id) && self.seat(id, role, stage.urgent).is_some()
        };
        let wants: Vec<Vec<usize>> = seats
            .iter()
            .map(|(stage, role)| people().filter(|(_, id)| fits(id, stage, role)).map(|(n, _)| n).collect())
            .collect();
        let first = assigned(&wants).iter().position(Option::is_none)?;
        seats.get(first).copied()
    }
}
