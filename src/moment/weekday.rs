//! Days of the week as people type them: `周二`, `下周五`, `本周日`, `Tue`.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

use super::{clock::clock, typed::plain};

/// The weekdays, Monday first: the Chinese character and the English word.
pub const WEEKDAYS: [(Weekday, char, &str); 7] = [
    (Weekday::Mon, '一', "monday"),
    (Weekday::Tue, '二', "tuesday"),
    (Weekday::Wed, '三', "wednesday"),
    (Weekday::Thu, '四', "thursday"),
    (Weekday::Fri, '五', "friday"),
    (Weekday::Sat, '六', "saturday"),
    (Weekday::Sun, '日', "sunday"),
];

/// What people put in front of a weekday, and how many weeks after this one they mean. Weeks begin on Monday.
const WEEKS: [(&str, Option<u64>); 5] =
    [("下下", Some(2)), ("下", Some(1)), ("本", Some(0)), ("这", Some(0)), ("", None)];

/// A day that is told by its weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// The one of a week that was named
    In(NaiveDate),
    /// The next one that comes, today or later
    Next(NaiveDate),
}

/// The day that words begin with (lower case, narrow), and the words after it. `next friday` is not read: some mean
/// this week's, some the one after.
pub(super) fn told(plain: &str, today: NaiveDate) -> Option<(Told, &str)> {
    for (front, weeks) in WEEKS {
        let Some(rest) = plain.strip_prefix(front) else { continue };
        let Some((weekday, rest)) = weekday(rest, front.is_empty()) else { continue };
        let monday = today.checked_sub_days(Days::new(u64::from(today.weekday().num_days_from_monday())))?;
        let from_monday = u64::from(weekday.num_days_from_monday());
        let day = match weeks {
            Some(weeks) => Told::In(monday.checked_add_days(Days::new(7 * weeks + from_monday))?),
            None => {
                let ahead = (7 + weekday.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7;
                Told::Next(today.checked_add_days(Days::new(u64::from(ahead)))?)
            }
        };
        return Some((day, rest));
    }
    None
}

/// The weekday that words begin with, and the words after it; English ones alone, or shortened to three letters.
pub fn weekday(plain: &str, also_english: bool) -> Option<(Weekday, &str)> {
    for week in ["星期", "礼拜", "周"] {
        let Some(rest) = plain.strip_prefix(week) else { continue };
        let day = rest.chars().next().map(|day| if day == '天' { '日' } else { day });
        let (weekday, ..) = WEEKDAYS.iter().find(|(_, zh, _)| Some(*zh) == day)?;
        return Some((*weekday, rest[day.map_or(0, char::len_utf8)..].trim_start()));
    }
    let letters = plain.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(plain.len());
    let (word, rest) = plain.split_at(letters);
    let is_it = |en: &str| word == en || word == &en[..3];
    let (weekday, ..) = WEEKDAYS.iter().find(|(.., en)| also_english && is_it(en))?;
    Some((*weekday, rest.trim_start()))
}

/// A day and a time of every week: `周二 20:00`, `周五中午12点`, `Tue 20:00`.
pub fn weekly(words: &str) -> Option<(Weekday, NaiveTime)> {
    let plain = plain(words);
    let (weekday, rest) = weekday(&plain, true)?;
    Some((weekday, clock(rest)?))
}
