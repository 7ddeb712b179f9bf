//! The plan of an account: weekly slots, days off, deadlines counted back in working time, and what a planned time would offend
//! against (policy 3.4, 2.1.5). What is read here are settings: they change from week to week, and no approval depends on them.

pub mod almanac;
pub mod deadline;
mod due;
mod entries;
pub mod hours;
pub mod push;
mod reading;
mod rules;
pub mod slot;

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, NaiveTime};

use crate::{
    moment::{self, Moment, Zone},
    refusal::Result,
    settings::Rhythm,
    text::Text,
};
use almanac::Almanac;
use deadline::Deadline;
use hours::WorkHours;
use slot::{Slot, between, monday};

pub use due::{Standing, Step};
pub use entries::Entry;
pub use rules::{Booked, Offence, Wish};

/// How far ahead a free slot is looked for, in days.
pub const AHEAD: u64 = 92;

/// What settings and days off say, read.
#[derive(Clone, Debug)]
pub struct Timetable {
    /// The account's zone
    pub zone: Zone,
    /// The weekly slots
    pub slots: Vec<Slot>,
    /// What people call the categories, by id
    pub labels: BTreeMap<String, String>,
    /// How often, and how many articles at once
    pub rhythm: Rhythm,
    /// From when until when nothing goes out; over midnight where the end is earlier
    pub quiet: Vec<(NaiveTime, NaiveTime)>,
    /// The hours that count as working time
    pub hours: WorkHours,
    /// When each step is due
    pub deadlines: Deadlines,
    /// Days off and quiet days
    pub almanac: Almanac,
}

/// When each step is due, counted from the slot or from when it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// The first draft is there
    pub first_draft: Deadline,
    /// Submitted
    pub submit: Deadline,
    /// Time for every stage but the last
    pub first_review: Deadline,
    /// Time for the last stage
    pub final_review: Deadline,
    /// From here on an article is swapped, not edited
    pub locked: Deadline,
    /// Least time between the last approval and going out
    pub after_approval: Deadline,
}

impl Timetable {
    /// When a deadline is, counted from a slot or from when a step began.
    pub fn due(&self, deadline: Deadline, from: Moment) -> Moment {
        deadline.from(from, &self.hours, &self.almanac, &self.zone)
    }

    /// The slot that a time is, if it is one.
    pub fn slot_at(&self, at: Moment) -> Option<&Slot> {
        let day = self.zone.tells(at).date_naive();
        between(&self.slots, day, day, &self.zone)
            .into_iter()
            .find(|(slot, _)| *slot == at)
            .map(|(_, slot)| slot)
    }

    /// All slots between two days, both included.
    pub fn slots_between(&self, first: NaiveDate, last: NaiveDate) -> Vec<(Moment, &Slot)> {
        between(&self.slots, first, last, &self.zone)
    }

    /// A time that somebody typed: the name of a slot for the next one that comes, `下` and its name for next week's, or any
    /// time as [`moment::typed`] reads it. Not over yet.
    pub fn typed(&self, words: &str, now: Moment) -> Result<Moment> {
        let today = self.zone.tells(now).date_naive();
        let name = words.trim();
        for (front, weeks) in [("", 0), ("下", 1), ("下下", 2)] {
            let Some(rest) = name.strip_prefix(front) else { continue };
            let Some(slot) = self.slots.iter().find(|slot| slot.name == rest) else { continue };
            let week = |ahead: u64| monday(today).checked_add_days(Days::new(7 * ahead));
            let at = week(weeks).and_then(|monday| slot.in_week(monday, &self.zone));
            let next = || week(1).and_then(|monday| slot.in_week(monday, &self.zone));
            return Ok(at.filter(|at| *at > now).or_else(next).unwrap_or(now));
        }
        let at = moment::typed(words, now, &self.zone)?;
        moment::not_past(at, now)?;
        Ok(at)
    }

    /// The first slot in which an article may lead and nothing else stands; days off are passed over.
    pub fn next_free(&self, wish: &Wish<'_>, booked: &[Booked], now: Moment) -> Option<(Moment, &Slot)> {
        let today = self.zone.tells(now).date_naive();
        let last = today.checked_add_days(Days::new(AHEAD))?;
        self.slots_between(today, last).into_iter().find(|(at, slot)| {
            let free = booked.iter().all(|own| own.at != *at || own.slug == wish.slug);
            let works = self.almanac.off(self.zone.tells(*at).date_naive()).is_none();
            let fits = || self.offences(&Wish { at: *at, ..*wish }, booked).is_empty();
            *at > now && free && works && slot.may_lead(wish.category) && fits()
        })
    }

    /// The slots that are called by name.
    pub fn slot_names(&self) -> Text {
        crate::text::names(self.slots.iter().map(|slot| format!("`{}`", slot.name)))
    }
}

/// The first and the last day of the month that a day is in.
pub fn month(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = day.with_day(1).unwrap_or(day);
    let last = first.iter_days().take_while(|day| day.month() == first.month()).last().unwrap_or(day);
    (first, last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::{parse_stored, stored};

    #[test]
    fn a_slot_is_typed_by_its_name() {
        let timetable = Timetable::read("", None).unwrap();
        let now = parse_stored("2026-11-25T10:32:00+08:00").unwrap(); // a Wednesday
        let typed = |words: &str| timetable.typed(words, now).map(stored);
        assert_eq!(typed("周四晚").as_deref(), Ok("2026-11-26T20:00:00+08:00"));
        assert_eq!(typed("周二晚").as_deref(), Ok("2026-12-01T20:00:00+08:00"));
        assert_eq!(typed("下周四晚").as_deref(), Ok("2026-12-03T20:00:00+08:00"));
        assert_eq!(typed("周二晚8点").as_deref(), Ok("2026-12-01T20:00:00+08:00"));
        assert_eq!(typed("本周一 20:00").unwrap_err().code, "past_time");
    }
}
