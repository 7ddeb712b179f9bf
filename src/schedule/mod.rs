//! The plan of an account: weekly slots, days off, deadlines counted back in working time, and what a planned time would offend
//! against (policy 3.4, 2.1.5). What is read here are settings: they change from week to week, and no approval depends on them.

pub mod almanac;
pub mod deadline;
mod due;
mod entries;
pub mod hours;
mod rules;
pub mod slot;

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use serde::Deserialize;
use toml::Spanned;

use crate::{
    article::line_of,
    moment::{self, Moment, Zone},
    refusal::{Refusal, Result},
    say,
    settings::{FILE, Rhythm, Settings},
    text::{Text, escaped},
};
use almanac::Almanac;
use deadline::Deadline;
use hours::WorkHours;
use slot::{Slot, between, monday};

pub use due::{Standing, Step};
pub use entries::Entry;
pub use rules::{Booked, Offence, Wish};

/// How far ahead a free slot is looked for, in days.
const AHEAD: u64 = 92;

/// Most articles of one push, by the platform.
const PLATFORM: u32 = 8;

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

/// Where the words stand in the file.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Places {
    slots: Vec<Place>,
    rhythm: toml::Table,
    deadlines: BTreeMap<String, Spanned<String>>,
}

#[derive(Deserialize)]
struct Place {
    name: Spanned<String>,
    at: Spanned<String>,
}

impl Timetable {
    /// Reads the text of `wxops.toml`, and of `holidays.toml` where a company has one.
    pub fn read(text: &str, holidays: Option<&str>) -> Result<Timetable> {
        let settings = Settings::parse(text)?;
        let places: Places = toml::from_str(text).unwrap_or_default();
        let line = |place: Option<std::ops::Range<usize>>| place.map(|span| line_of(text, span.start));
        let deadline = |key: &str, words: &str| {
            let place = places.deadlines.get(key).map(Spanned::span);
            Deadline::typed(words).ok_or_else(|| bad_deadline(words, line(place)))
        };
        let own = &settings.deadlines;
        let hours = WorkHours::typed(&own.work_hours).ok_or_else(|| {
            bad_hours(&own.work_hours, line(places.deadlines.get("work_hours").map(Spanned::span)))
        })?;
        Ok(Timetable {
            slots: slots(&settings, &places, line)?,
            labels: settings.categories.iter().map(|own| (own.id.clone(), own.label.clone())).collect(),
            quiet: quiet(&settings.rhythm)?,
            deadlines: Deadlines {
                first_draft: deadline("first_draft", &own.first_draft)?,
                submit: deadline("submit", &own.submit)?,
                first_review: deadline("first_review", &own.first_review)?,
                final_review: deadline("final_review", &own.final_review)?,
                locked: deadline("locked", &own.locked)?,
                after_approval: deadline("after_approval", &own.after_approval)?,
            },
            rhythm: rhythm(settings.rhythm)?,
            hours,
            almanac: holidays.map_or_else(|| Ok(Almanac::shipped()), Almanac::with)?,
            zone: settings.timezone,
        })
    }

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

fn slots(
    settings: &Settings,
    places: &Places,
    line: impl Fn(Option<std::ops::Range<usize>>) -> Option<usize>,
) -> Result<Vec<Slot>> {
    let mut slots: Vec<Slot> = vec![];
    for (n, own) in settings.slots.iter().enumerate() {
        let (name, at) = (escaped(&own.name), escaped(&own.at));
        let place =
            |of: fn(&Place) -> &Spanned<String>| line(places.slots.get(n).map(|place| of(place).span()));
        let Some((weekday, time)) = moment::weekday::weekly(&own.at) else {
            let message =
                say!("档期“{name}”的时间 `{at}` 看不懂", "the time `{at}` of slot `{name}` cannot be read");
            let help = say!("写成 `周二 20:00`", "write `Tue 20:00`");
            return Err(refusal(message, place(|place| &place.at)).help(help));
        };
        if let Some(other) = slots.iter().find(|slot| (slot.weekday, slot.time) == (weekday, time)) {
            let other = escaped(&other.name);
            let message = say!(
                "档期“{name}”和“{other}”是同一个时间",
                "slots `{name}` and `{other}` are at the same time"
            );
            return Err(refusal(message, place(|place| &place.at)));
        }
        if slots.iter().any(|slot| slot.name == own.name) {
            let message = say!("有两个档期叫“{name}”", "two slots are called `{name}`");
            return Err(refusal(message, place(|place| &place.name)));
        }
        slots.push(Slot { name: own.name.clone(), weekday, time, lead: own.lead.clone() });
    }
    Ok(slots)
}

/// A rhythm that lets nothing out, or more than the platform takes, is a slip.
fn rhythm(own: Rhythm) -> Result<Rhythm> {
    let counts = [("per_day", own.per_day), ("per_week", own.per_week), ("per_month", own.per_month)];
    if let Some((key, _)) = counts.iter().find(|(_, count)| *count == Some(0)) {
        let message =
            say!("`[rhythm]` 的 `{key} = 0` 等于什么都不能发", "`{key} = 0` in `[rhythm]` lets nothing out");
        return Err(refusal(message, None).help(say!("不限就删去这一行", "for no limit take the line out")));
    }
    let (min, max) = (own.articles.min, own.articles.max);
    if min > max || max == 0 || max > PLATFORM {
        let message = say!(
            "一次推送 {min}～{max} 篇不对：最少不能多于最多，平台最多 {PLATFORM} 篇",
            "a push of {min} to {max} articles cannot be: the platform takes up to {PLATFORM}"
        );
        return Err(refusal(message, None));
    }
    Ok(own)
}

fn quiet(rhythm: &Rhythm) -> Result<Vec<(NaiveTime, NaiveTime)>> {
    let read = |words: &String| {
        let time = |words: &str| NaiveTime::parse_from_str(words.trim(), "%H:%M").ok();
        let (from, until) = words.split_once(['-', '–', '—', '~', '至'])?;
        Some((time(from)?, time(until)?)).filter(|(from, until)| from != until)
    };
    let one = |words: &String| {
        read(words).ok_or_else(|| {
            let words = escaped(words);
            refusal(
                say!("`quiet_hours` 里的 `{words}` 看不懂", "`{words}` of `quiet_hours` cannot be read"),
                None,
            )
            .help(say!("写成 `22:30-07:30`", "write `22:30-07:30`"))
        })
    };
    rhythm.quiet_hours.iter().map(one).collect()
}

fn bad_deadline(words: &str, line: Option<usize>) -> Refusal {
    let words = escaped(words);
    refusal(say!("时限 `{words}` 看不懂", "the deadline `{words}` cannot be read"), line).help(say!(
        "写成 `-2 工作日 18:00`、`当天 16:00`、`4 工作小时`、`24 小时` 或 `7 天`",
        "write `-2 working days 18:00`, `same day 16:00`, `4 working hours`, `24 hours` or `7 days`"
    ))
}

fn bad_hours(words: &str, line: Option<usize>) -> Refusal {
    let words = escaped(words);
    refusal(say!("工作时间 `{words}` 看不懂", "the working hours `{words}` cannot be read"), line)
        .help(say!("写成 `周一至周五 09:00-18:00`", "write `Mon-Fri 09:00-18:00`"))
}

fn refusal(message: Text, line: Option<usize>) -> Refusal {
    let refusal = Refusal::unusable("settings", message).at(FILE);
    line.map_or(refusal.clone(), |line| refusal.line(line))
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

    #[test]
    fn settings_that_cannot_be_meant_are_told_with_their_line() {
        let slot = |name: &str, at: &str| format!("[[slots]]\nname = \"{name}\"\nat = \"{at}\"\n");
        let rows = [
            (slot("周二晚", "每周二晚上"), Some(3)),
            (slot("甲", "周二 20:00") + &slot("乙", "周二晚8点"), Some(6)),
            (slot("甲", "周二 20:00") + &slot("甲", "周三 20:00"), Some(5)),
            ("[rhythm]\nper_week = 0\n".into(), None),
            ("[rhythm]\narticles = { min = 3, max = 1 }\n".into(), None),
            ("[rhythm]\narticles = { min = 1, max = 9 }\n".into(), None),
            ("[rhythm]\nquiet_hours = [\"夜里\"]\n".into(), None),
            ("[deadlines]\nsubmit = \"周一\"\n".into(), Some(2)),
            ("[deadlines]\nwork_hours = \"白天\"\n".into(), Some(2)),
        ];
        for (text, line) in rows {
            let refusal = Timetable::read(&text, None).unwrap_err();
            assert_eq!((refusal.code, refusal.line), ("settings", line), "{text}");
        }
    }
}
