//! Weekly slots (推送档期): when a push goes out, and what may lead it.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

use super::hours::on;
use crate::moment::{Moment, Zone};

/// A slot, each week's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// What people call it
    pub name: String,
    /// Its day
    pub weekday: Weekday,
    /// Its time
    pub time: NaiveTime,
    /// Ids of the categories that may lead (头条); none: any
    pub lead: Vec<String>,
}

impl Slot {
    /// Whether articles of a category may lead it.
    pub fn may_lead(&self, category: &str) -> bool {
        self.lead.is_empty() || self.lead.iter().any(|id| id == category)
    }

    /// The slot of a week; `monday` is its first day.
    pub fn in_week(&self, monday: NaiveDate, zone: &Zone) -> Option<Moment> {
        let ahead = u64::from(self.weekday.num_days_from_monday());
        on(monday.checked_add_days(Days::new(ahead))?, self.time, zone)
    }
}

/// The Monday of the week that a day is in.
pub fn monday(day: NaiveDate) -> NaiveDate {
    let back = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(back)).unwrap_or(day)
}

/// All slots between two days, both included, in order of time.
pub fn between<'s>(
    slots: &'s [Slot],
    first: NaiveDate,
    last: NaiveDate,
    zone: &Zone,
) -> Vec<(Moment, &'s Slot)> {
    let days = first.iter_days().take_while(|day| *day <= last);
    let of = |day: NaiveDate| {
        slots.iter().filter(move |slot| slot.weekday == day.weekday()).map(move |slot| (day, slot))
    };
    let mut found: Vec<_> =
        days.flat_map(of).filter_map(|(day, slot)| Some((on(day, slot.time, zone)?, slot))).collect();
    found.sort_by_key(|(at, _)| *at);
    found
}
