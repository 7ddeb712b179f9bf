//! Reads the plan from the settings; words that cannot be meant are told with their line.

use std::collections::BTreeMap;

use chrono::NaiveTime;
use serde::Deserialize;
use toml::Spanned;

use super::{Deadlines, Timetable, almanac::Almanac, deadline::Deadline, hours::WorkHours, slot::Slot};
use crate::{
    article::line_of,
    moment,
    refusal::{Refusal, Result},
    say,
    settings::{FILE, Rhythm, Settings},
    text::{Text, escaped},
};

/// Most articles of one push, by the platform.
const PLATFORM: u32 = 8;

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

#[cfg(test)]
mod tests {
    use super::*;

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
