//! Times as people type, read and store them.
//!
//! Stored: RFC 3339 in whole seconds with the account zone's offset. Typed: a day **and** a time, in the
//! account's zone, on the 24-hour clock or with the part of the day (`晚8点`, `8pm`). What could mean two times is refused, never guessed.

mod clock;
mod day;
mod typed;
pub mod weekday;
mod zone;

use chrono::{DateTime, Datelike, FixedOffset, SecondsFormat, Timelike};

use crate::refusal::{Refusal, Result};
use crate::say;
use crate::text::{Text, plural};

pub use day::typed_day;
pub use typed::{typed, written};
pub use zone::Zone;

/// A point in time, with the offset it is told in.
pub type Moment = DateTime<FixedOffset>;

/// The form that records and front matter hold: `2026-11-24T20:00:41+08:00`, never `Z`.
pub fn stored(moment: Moment) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// Reads what [`stored`] writes, and nothing else: no `Z`, no fractions, no other spelling of the same time.
pub fn parse_stored(words: &str) -> Option<Moment> {
    DateTime::parse_from_rfc3339(words).ok().filter(|moment| stored(*moment) == words)
}

/// A time in a zone and in whole seconds, as records hold it.
pub fn in_zone(moment: Moment, zone: &Zone) -> Moment {
    let moment = zone.tells(moment);
    moment.with_nanosecond(0).unwrap_or(moment)
}

/// Refuses a time that is over, for a slot or a deadline. Now itself is not over.
pub fn not_past(moment: Moment, now: Moment) -> Result<()> {
    if moment >= now.with_nanosecond(0).unwrap_or(now) {
        return Ok(());
    }
    let (then, today) = (spoken(moment, now), spoken(now, now));
    Err(Refusal::usage(
        "past_time",
        Text {
            zh: format!("{} 已经过去，现在是 {}", then.zh, today.zh),
            en: format!("{} is in the past; it is now {}", then.en, today.en),
        },
    )
    .help(typed::examples(now)))
}

/// The time in full with its weekday, as it is echoed: `12月2日（周三）20:00`, `Wed 2 Dec 20:00`; with the year
/// when it is not this one.
pub fn spoken(moment: Moment, now: Moment) -> Text {
    if moment.year() != now.with_timezone(moment.offset()).year() {
        return dated(moment);
    }
    let (month, day, zh_day) = (moment.month(), moment.day(), weekday(moment));
    let (day_en, clock) = (moment.format("%a %-d %b"), moment.format("%H:%M"));
    say!("{month}月{day}日（周{zh_day}）{clock}", "{day_en} {clock}")
}

/// The same with its year, for paper that is filed: `2026年12月2日（周三）20:00`, `Wed 2 Dec 2026 20:00`.
pub fn dated(moment: Moment) -> Text {
    let (year, month, day, zh_day) = (moment.year(), moment.month(), moment.day(), weekday(moment));
    let (day_en, clock) = (moment.format("%a %-d %b"), moment.format("%H:%M"));
    say!("{year}年{month}月{day}日（周{zh_day}）{clock}", "{day_en} {year} {clock}")
}

fn weekday(moment: Moment) -> &'static str {
    ["一", "二", "三", "四", "五", "六", "日"][moment.weekday().num_days_from_monday() as usize]
}

/// How long something has waited, as a person would say it: `3 小时`, `2 天 3 小时`, `9 天`. Hours up to two days,
/// because deadlines are in hours; after a week they no longer matter. A clock that runs backwards has waited no time.
pub fn waited(from: Moment, to: Moment) -> Text {
    let minutes = usize::try_from((to - from).num_minutes()).unwrap_or(0);
    let (hours, days) = (minutes / 60, minutes / 60 / 24);
    let (count, zh, en) = match minutes {
        0 => return say!("不到 1 分钟", "less than a minute"),
        1..60 => (minutes, "分钟", "minute"),
        _ if hours < 48 => (hours, "小时", "hour"),
        _ => (days, "天", "day"),
    };
    let (told_zh, told_en, rest) = (format!("{count} {zh}"), plural(count, en), hours % 24);
    if !(2..7).contains(&days) || rest == 0 {
        return Text { zh: told_zh, en: told_en };
    }
    say!("{told_zh} {rest} 小时", "{told_en} {rest_en}", rest_en = plural(rest, "hour"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(words: &str) -> Moment {
        parse_stored(words).unwrap()
    }

    #[test]
    fn only_the_stored_form_is_read_back() {
        for good in ["2026-11-24T20:00:41+08:00", "2026-11-24T20:00:41+00:00", "2026-11-24T20:00:41-03:30"] {
            assert_eq!(parse_stored(good).map(stored).as_deref(), Some(good));
        }
        for bad in [
            "2026-11-24T20:00:41Z",
            "2026-11-24T20:00:41.5+08:00",
            "2026-11-24 20:00:41+08:00",
            "2026-11-24t20:00:41+08:00",
            "2026-11-24T20:00:41-00:00",
            "2026-11-24T20:00:41",
            "2026-02-30T20:00:00+08:00",
            "",
        ] {
            assert_eq!(parse_stored(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_time_is_echoed_with_its_weekday() {
        let now = at("2026-11-24T09:00:00+08:00");
        let rows = [
            ("2026-12-02T20:00:00+08:00", "12月2日（周三）20:00", "Wed 2 Dec 20:00"),
            ("2026-11-29T08:05:59+08:00", "11月29日（周日）08:05", "Sun 29 Nov 08:05"),
            ("2027-01-02T20:00:00+08:00", "2027年1月2日（周六）20:00", "Sat 2 Jan 2027 20:00"),
        ];
        for (moment, zh, en) in rows {
            assert_eq!(spoken(at(moment), now), Text { zh: zh.into(), en: en.into() });
        }
    }

    #[test]
    fn this_year_is_the_year_where_the_time_is_told() {
        let now = at("2026-12-31T20:00:00+00:00");
        assert_eq!(spoken(at("2027-01-01T09:00:00+08:00"), now).en, "Fri 1 Jan 09:00");
    }

    #[test]
    fn waiting_is_told_as_people_say_it() {
        let from = at("2026-11-24T09:00:00+08:00");
        let rows = [
            (-5, "不到 1 分钟", "less than a minute"),
            (59, "不到 1 分钟", "less than a minute"),
            (60, "1 分钟", "1 minute"),
            (3 * 3600 + 1, "3 小时", "3 hours"),
            (47 * 3600, "47 小时", "47 hours"),
            (48 * 3600, "2 天", "2 days"),
            (51 * 3600 + 59 * 60, "2 天 3 小时", "2 days 3 hours"),
            (6 * 86400 + 3600, "6 天 1 小时", "6 days 1 hour"),
            (7 * 86400 + 3600, "7 天", "7 days"),
        ];
        for (seconds, zh, en) in rows {
            let to = from + chrono::TimeDelta::seconds(seconds);
            assert_eq!(waited(from, to), Text { zh: zh.into(), en: en.into() });
        }
    }

    #[test]
    fn now_is_not_past_and_a_second_ago_is() {
        let now = at("2026-11-24T09:00:00+08:00");
        assert!(not_past(now, now + chrono::TimeDelta::milliseconds(300)).is_ok());
        let refusal = not_past(at("2026-11-23T20:00:00+08:00"), now).unwrap_err();
        assert_eq!(refusal.code, "past_time");
        assert_eq!(
            refusal.message,
            say!(
                "11月23日（周一）20:00 已经过去，现在是 11月24日（周二）09:00",
                "Mon 23 Nov 20:00 is in the past; it is now Tue 24 Nov 09:00"
            )
        );
    }
}
