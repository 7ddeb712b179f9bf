//! `明天下午` is another day for whoever reads it tomorrow, and for an article that goes out a day late.

use chrono::{Datelike as _, Days, NaiveDate};

use super::{Findings, Subject};
use crate::{
    article::prose::Prose,
    dates::{dates, planned},
    figures::sentence,
    say,
    settings::{Close, Tone},
};

/// Days counted from the one on which one speaks.
const DAYS: [(&str, i64); 11] = [
    ("今天", 0),
    ("今日", 0),
    ("今晚", 0),
    ("明天", 1),
    ("明日", 1),
    ("明晚", 1),
    ("后天", 2),
    ("昨天", -1),
    ("昨日", -1),
    ("昨晚", -1),
    ("前天", -2),
];

/// Weeks counted from the one in which one speaks.
const WEEKS: [(&str, i64); 4] = [("本周", 0), ("这周", 0), ("下周", 7), ("上周", -7)];

/// Weekdays, Monday first.
const WEEKDAYS: [char; 7] = ['一', '二', '三', '四', '五', '六', '日'];

/// What makes a day a date to keep: an hour, a half of the day, a beginning.
const HOURS: [&str; 8] = ["上午", "下午", "晚上", "中午", "早上", "凌晨", "傍晚", "起"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let planned = planned(subject.article);
    if planned.is_none() && !sets_dates(subject) {
        return;
    }
    let prose = subject.prose();
    let text = &prose.text;
    let mut all: Vec<(usize, usize, i64)> = Vec::new();
    for (word, days) in DAYS {
        all.extend(text.match_indices(word).filter_map(|(at, word)| {
            let rest = text[at + word.len()..].trim_start_matches(' ');
            let hour = HOURS.iter().find(|hour| rest.starts_with(**hour)).map(|hour| hour.len());
            let hour = hour.or_else(|| is_hour(rest).then_some(0))?;
            Some((at, text.len() - rest.len() + hour, days))
        }));
    }
    for (word, days) in WEEKS {
        all.extend(text.match_indices(word).filter_map(|(at, word)| {
            let end = at + word.len();
            let day = text[end..].chars().next().map(|c| if c == '天' { '日' } else { c })?;
            let weekday = WEEKDAYS.iter().position(|weekday| *weekday == day)?;
            let monday = planned.map_or(0, |planned| i64::from(planned.weekday().num_days_from_monday()));
            Some((at, end + day.len_utf8(), days + i64::try_from(weekday).ok()? - monday))
        }));
    }
    for (at, end, days) in all {
        if is_dated(text, at) || is_said(prose, at) {
            continue;
        }
        let shown = text[at..end].to_owned();
        let finding = |message| (prose.span(at..end), message);
        let day = planned.and_then(|planned| moved(planned, days));
        let (span, message) = finding(match day {
            Some(day) => say!("“{shown}”按拟发日期是 {day}", "“{shown}” is {day} on the planned day"),
            None => say!("“{shown}”要看哪天发出、哪天读到", "“{shown}” depends on the day of publication"),
        });
        found.at(span, message).help(match day {
            Some(day) => {
                let (month, day) = (day.month(), day.day());
                say!("写明日期：{month}月{day}日", "write the date: `{month}月{day}日`")
            }
            None => say!("写明几月几日", "write the month and the day"),
        });
    }
}

/// Whether readers go by the dates of this category: it invites, or announces officially.
fn sets_dates(subject: &Subject<'_>) -> bool {
    subject.category.is_some_and(|category| {
        category.close == Some(Close::Signup) || category.tone == Some(Tone::Official)
    })
}

/// Whether a text begins with an hour: `8点`, `20:00`, `八点`.
fn is_hour(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十两".contains(c));
    rest.len() < text.len() && rest.starts_with(['点', '时', ':', '：'])
}

/// Whether the sentence says the date as well.
fn is_dated(text: &str, at: usize) -> bool {
    dates(&text[sentence(text, at)]).next().is_some()
}

/// Whether somebody else says it: in a block quote or in quotation marks.
fn is_said(prose: &Prose, at: usize) -> bool {
    let Some(passage) = prose.passage(at) else { return false };
    let before = &prose.text[passage.range.start..at];
    passage.quoted || before.rfind('“') > before.rfind('”')
}

fn moved(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = Days::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(count) } else { day.checked_add_days(count) }
}
