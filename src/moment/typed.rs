//! Reads a time that somebody typed.

use chrono::{DateTime, Datelike, Days, MappedLocalTime, NaiveDate, NaiveTime, TimeDelta, Timelike};

use super::{
    Moment, Zone,
    clock::clock,
    stored,
    weekday::{self, Told},
};
use crate::refusal::{Refusal, Result};
use crate::say;
use crate::text::{Text, escaped};

/// Reads `2026-12-01 20:00` (also with `/`, `年月日`, `T`, full-width signs), `today|tomorrow|今天|明天|后天 20:00`,
/// `周二 20:00`, `下周五晚8点`, `Tuesday 8pm`, `+2d`, `+3h`, `+90m`, and RFC 3339. The answer is in whole seconds and has the zone's offset.
pub fn typed(words: &str, now: Moment, zone: &Zone) -> Result<Moment> {
    let plain = plain(words);
    let here = zone.tells(now);
    let moment = if let Some(span) = plain.strip_prefix('+') {
        later(span, now, zone).ok_or_else(|| nonsense(words, now))??
    } else if let Some(exact) = exact(&plain) {
        zone.tells(exact)
    } else {
        let plain = evening(&plain);
        let today = here.date_naive();
        if let Some((told, rest)) = weekday::told(&plain, today) {
            return named(told, rest, words, now, zone);
        }
        let (date, rest) = split(&plain, today);
        match (date, clock(rest)) {
            (Some(date), Some(clock)) => at(date, clock, words, zone)?,
            (Some(_), None) if rest.is_empty() => return Err(date_only(words, now)),
            (None, Some(_)) => return Err(time_only(words, now)),
            _ => return Err(other(words, &plain, rest, now)),
        }
    };
    let whole = moment.with_nanosecond(0).filter(|moment| (2000..2200).contains(&moment.year()));
    whole.ok_or_else(|| nonsense(words, now))
}

/// Reads a time that stays the same whenever it is read: `2026-12-01 20:00`, RFC 3339. Nothing for `明天 20:00`.
pub fn written(words: &str, zone: &Zone) -> Option<Moment> {
    let plain = plain(words);
    if let Some(exact) = exact(&plain) {
        return Some(zone.tells(exact));
    }
    let (day, rest) = numbers(&plain)?;
    at(day, clock(rest)?, words, zone).ok()
}

/// A time on a day that is told by its weekday; of a weekday alone the next that is not over.
fn named(told: Told, rest: &str, words: &str, now: Moment, zone: &Zone) -> Result<Moment> {
    let Some(clock) = clock(rest) else {
        return Err(if rest.is_empty() { date_only(words, now) } else { other(words, rest, rest, now) });
    };
    match told {
        Told::In(day) => at(day, clock, words, zone),
        Told::Next(day) => match at(day, clock, words, zone) {
            Ok(moment) if moment <= now => {
                at(day.checked_add_days(Days::new(7)).unwrap_or(day), clock, words, zone)
            }
            other => other,
        },
    }
}

/// `今晚8点` as `今天晚8点`.
fn evening(plain: &str) -> String {
    let both = [("今", "今天"), ("明", "明天")];
    let found = both.iter().find_map(|(short, day)| {
        let rest = plain.strip_prefix(short).filter(|rest| rest.starts_with(['早', '晚']))?;
        Some(format!("{day}{rest}"))
    });
    found.unwrap_or_else(|| plain.to_owned())
}

/// What can be typed, with days that fit today.
pub(super) fn examples(now: Moment) -> Text {
    let day = now.checked_add_days(Days::new(1)).unwrap_or(now).format("%Y-%m-%d");
    say!(
        "请写成 `{day} 20:00`、`明天 20:00`、`周二晚8点`、`下周五 12:00`，或 `+2d`、`+3h`、`+90m`（两天、三小时、九十分钟以后）",
        "type `{day} 20:00`, `tomorrow 20:00`, `Tuesday 8pm`, or `+2d`, `+3h`, `+90m` from now"
    )
}

/// Full-width letters, digits, signs and spaces as on a Latin keyboard; lower case; one space between words.
pub(super) fn plain(words: &str) -> String {
    let narrow = words.chars().map(|c| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    });
    let narrow: String = narrow.flat_map(char::to_lowercase).collect();
    narrow.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// RFC 3339; the seconds may be missing.
fn exact(plain: &str) -> Option<Moment> {
    let upper = plain.to_uppercase();
    DateTime::parse_from_rfc3339(&upper)
        .or_else(|_| DateTime::parse_from_str(&upper, "%Y-%m-%dT%H:%M%:z"))
        .ok()
}

/// `2d`, `3h`, `90m` from now. Days keep the time on the clock, also over a change to summer time.
fn later(span: &str, now: Moment, zone: &Zone) -> Option<Result<Moment>> {
    let digits = span.find(|c: char| !c.is_ascii_digit())?;
    let (count, unit) = (span.get(..digits)?, span.get(digits..)?.trim());
    let count: u32 = count.parse().ok().filter(|_| count.len() <= 5)?;
    let here = zone.tells(now);
    match unit {
        "d" | "天" => {
            let day = here.date_naive().checked_add_days(Days::new(u64::from(count)))?;
            Some(at(day, here.time(), &format!("+{span}"), zone))
        }
        "h" | "小时" => Some(Ok(zone.tells(here + TimeDelta::hours(i64::from(count))))),
        "m" | "分钟" => Some(Ok(zone.tells(here + TimeDelta::minutes(i64::from(count))))),
        _ => None,
    }
}

/// The day, if the words begin with one, and the words after it.
pub(super) fn split(plain: &str, today: NaiveDate) -> (Option<NaiveDate>, &str) {
    let words = [
        ("今天", 0, false),
        ("明天", 1, false),
        ("后天", 2, false),
        ("today", 0, true),
        ("tomorrow", 1, true),
    ];
    for (word, days, spaced) in words {
        if let Some(rest) = plain.strip_prefix(word)
            && (!spaced || rest.is_empty() || rest.starts_with(' '))
        {
            return (today.checked_add_days(Days::new(days)), rest.trim_start());
        }
    }
    numbers(plain).map_or((None, plain), |(date, rest)| (Some(date), rest))
}

/// `2026-12-01`, `2026/12/1`, `2026年12月1日`, and the words after a space, a `T` or the `日`.
fn numbers(plain: &str) -> Option<(NaiveDate, &str)> {
    for [first, second, last] in [["-", "-", ""], ["/", "/", ""], ["年", "月", "日"]] {
        let Some((year, rest)) = plain.split_once(first) else { continue };
        let Some((month, rest)) = rest.split_once(second) else { continue };
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (day, rest) = rest.split_at(end);
        let after = rest.strip_prefix(last)?;
        let spaced = after.is_empty() || !last.is_empty() || after.starts_with([' ', 't']);
        if year.len() != 4 || !spaced {
            return None;
        }
        let date = NaiveDate::from_ymd_opt(number(year)?.cast_signed(), number(month)?, number(day)?)?;
        return Some((date, after.strip_prefix([' ', 't']).unwrap_or(after)));
    }
    None
}

/// One to four digits, and nothing else.
pub(super) fn number(digits: &str) -> Option<u32> {
    let plain = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

/// That time on that day, if the zone's clocks show it exactly once.
fn at(date: NaiveDate, clock: NaiveTime, words: &str, zone: &Zone) -> Result<Moment> {
    let words = quoted(words);
    let clock = clock.with_nanosecond(0).unwrap_or(clock);
    match zone.shows(date.and_time(clock)) {
        MappedLocalTime::Single(moment) => Ok(moment),
        MappedLocalTime::Ambiguous(one, two) => {
            let (one, two) = (stored(one), stored(two));
            Err(Refusal::usage(
                "time_twice",
                say!(
                    "{words} 在 {zone} 出现两次：那天时钟往回拨",
                    "{words} happens twice in {zone}: the clocks go back that day"
                ),
            )
            .help(say!("请写明是哪一次：`{one}` 或 `{two}`", "say which one: `{one}` or `{two}`")))
        }
        MappedLocalTime::None => Err(Refusal::usage(
            "time_skipped",
            say!(
                "{words} 在 {zone} 不存在：那天时钟往前拨",
                "{words} does not happen in {zone}: the clocks go forward that day"
            ),
        )
        .help(say!("请写早一小时或晚一小时的时间", "type a time an hour earlier or later"))),
    }
}

fn date_only(words: &str, now: Moment) -> Refusal {
    let words = quoted(words);
    let message = say!("{words} 只有日期，没有几点几分", "{words} is a day without a time");
    Refusal::usage("date_only", message).help(examples(now))
}

fn time_only(words: &str, now: Moment) -> Refusal {
    let words = quoted(words);
    let message = say!("{words} 没有说是哪一天", "{words} does not say which day");
    Refusal::usage("time_only", message).help(examples(now))
}

fn nonsense(words: &str, now: Moment) -> Refusal {
    let words = quoted(words);
    Refusal::usage("bad_time", say!("看不懂时间 {words}", "cannot read the time {words}")).help(examples(now))
}

/// Tells a bare hour and words that mean several times from plain nonsense.
fn other(words: &str, plain: &str, rest: &str, now: Moment) -> Refusal {
    const ZH: [&str; 9] = ["周", "星期", "礼拜", "月", "早", "晚", "午", "凌晨", "半"];
    const EN: [&str; 12] =
        ["am", "pm", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "next", "noon", "tonight"];
    let mut latin = plain.split(|c: char| !c.is_ascii_alphabetic());
    let several = ZH.iter().any(|word| plain.contains(word))
        || latin.any(|word| {
            EN.contains(&word.strip_suffix("day").map_or(word, |day| day.get(..3).unwrap_or(day)))
        });
    let day = plain.split(' ').next().unwrap_or(plain);
    let starts = day.bytes().take_while(u8::is_ascii_digit).count();
    let other_order = (1..=2).contains(&starts) && day.contains(['/', '-', '.']);
    let hour = rest.trim_end_matches(['点', '时', '整', 'h', ' ']);
    let words_in = quoted(words);
    if number(hour).is_some_and(|hour| hour <= 24) {
        let message = say!("{words_in} 只有钟点，没有分钟", "{words_in} is an hour without minutes");
        Refusal::usage("bare_hour", message).help(examples(now))
    } else if other_order || (several && !plain.contains('年')) {
        let message = say!("{words_in} 可以指几个不同的时间", "{words_in} can mean several times");
        Refusal::usage("ambiguous_time", message).help(examples(now))
    } else {
        nonsense(words, now)
    }
}

/// What was typed, safe to print and not too long.
pub(super) fn quoted(words: &str) -> String {
    let short: String = words.chars().take(40).collect();
    let more = if short.len() < words.len() { "…" } else { "" };
    let short = short.replace(char::is_whitespace, " ");
    format!("`{}{more}`", escaped(&short))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::parse_stored;

    fn now() -> Moment {
        parse_stored("2026-11-24T09:12:34+08:00").unwrap()
    }

    fn york() -> Zone {
        Zone::named("America/New_York").unwrap()
    }

    #[test]
    fn what_can_be_typed() {
        let rows = [
            ("2026-12-01 20:00", "2026-12-01T20:00:00+08:00"),
            ("2026-12-01T20:00", "2026-12-01T20:00:00+08:00"),
            ("2026-12-01T20:00:30", "2026-12-01T20:00:30+08:00"),
            (" 2026/12/1  8:05 ", "2026-12-01T08:05:00+08:00"),
            ("2026年12月1日20:00", "2026-12-01T20:00:00+08:00"),
            ("２０２６－１２－０１　２０：００", "2026-12-01T20:00:00+08:00"),
            ("2026-12-01 20：00", "2026-12-01T20:00:00+08:00"),
            ("today 20:00", "2026-11-24T20:00:00+08:00"),
            ("Tomorrow 08:00", "2026-11-25T08:00:00+08:00"),
            ("今天20：00", "2026-11-24T20:00:00+08:00"),
            ("明天 0:00", "2026-11-25T00:00:00+08:00"),
            ("后天 20:00", "2026-11-26T20:00:00+08:00"),
            ("明晚8点", "2026-11-25T20:00:00+08:00"),
            ("今晚8点半", "2026-11-24T20:30:00+08:00"),
            ("明天20点", "2026-11-25T20:00:00+08:00"),
            ("2026-12-01 8pm", "2026-12-01T20:00:00+08:00"),
            // Today is a Tuesday, twelve past nine in the morning.
            ("周二 20:00", "2026-11-24T20:00:00+08:00"),
            ("周二 9:00", "2026-12-01T09:00:00+08:00"),
            ("周五 20:00", "2026-11-27T20:00:00+08:00"),
            ("周一晚8点", "2026-11-30T20:00:00+08:00"),
            ("下周二晚8点", "2026-12-01T20:00:00+08:00"),
            ("下下周日 12:00", "2026-12-13T12:00:00+08:00"),
            ("本周五中午12点", "2026-11-27T12:00:00+08:00"),
            ("这周一 20:00", "2026-11-23T20:00:00+08:00"),
            ("星期天下午3点", "2026-11-29T15:00:00+08:00"),
            ("Friday 8pm", "2026-11-27T20:00:00+08:00"),
            ("fri 20:00", "2026-11-27T20:00:00+08:00"),
            ("+2d", "2026-11-26T09:12:34+08:00"),
            ("+3h", "2026-11-24T12:12:34+08:00"),
            ("+90m", "2026-11-24T10:42:34+08:00"),
            ("＋2天", "2026-11-26T09:12:34+08:00"),
            ("2026-12-01T20:00:41.9+08:00", "2026-12-01T20:00:41+08:00"),
            ("2026-12-01T12:00:00Z", "2026-12-01T20:00:00+08:00"),
            ("2026-12-01T12:00+00:00", "2026-12-01T20:00:00+08:00"),
        ];
        for (words, expected) in rows {
            assert_eq!(typed(words, now(), &Zone::default()).map(stored).as_deref(), Ok(expected), "{words}");
        }
    }

    #[test]
    fn what_is_refused() {
        let rows = [
            ("2026-12-01", "date_only"),
            ("2026年12月1日", "date_only"),
            ("今天", "date_only"),
            ("tomorrow", "date_only"),
            ("20:00", "time_only"),
            ("20", "bare_hour"),
            ("today 20", "bare_hour"),
            ("明天8点", "bare_hour"),
            ("周二8点", "bare_hour"),
            ("周二", "date_only"),
            ("friday", "date_only"),
            ("下周五", "date_only"),
            ("周二晚上", "ambiguous_time"),
            ("周八 20:00", "ambiguous_time"),
            ("tomorrow 12pm", "ambiguous_time"),
            ("2026-12-01 20", "bare_hour"),
            ("12月1日 20:00", "ambiguous_time"),
            ("01/12/2026 20:00", "ambiguous_time"),
            ("12-01 20:00", "ambiguous_time"),
            ("tonight", "ambiguous_time"),
            ("next Wednesday 20:00", "ambiguous_time"),
            ("a sample", "bad_time"),
            ("2026-02-30 20:00", "bad_time"),
            ("2026-12-01 24:00", "bad_time"),
            ("2026-12-01 20:60", "bad_time"),
            ("2026-12-01 20:0", "bad_time"),
            ("2026-12-0120:00", "bad_time"),
            ("20261-12-01 20:00", "bad_time"),
            ("26-12-01 20:00", "ambiguous_time"),
            ("0026-12-01 20:00", "bad_time"),
            ("2026-12-01T20:00:00+99:00", "bad_time"),
            ("todayish 20:00", "bad_time"),
            ("+2", "bad_time"),
            ("+2w", "bad_time"),
            ("+-2d", "bad_time"),
            ("+99999999d", "bad_time"),
            ("+99999d", "bad_time"),
            ("-2d", "bad_time"),
            ("soon", "bad_time"),
            ("", "bad_time"),
        ];
        for (words, code) in rows {
            let refusal = typed(words, now(), &Zone::default()).unwrap_err();
            assert_eq!(refusal.code, code, "{words}");
            assert!(!refusal.help.is_empty(), "{words}");
        }
    }

    #[test]
    fn a_refusal_shows_what_was_typed_and_what_can_be() {
        let refusal = typed("明天\u{1b}[31m", now(), &Zone::default()).unwrap_err();
        assert_eq!(refusal.message.zh, "看不懂时间 `明天\\u{1b}[31m`");
        assert!(refusal.help[0].en.starts_with("type `2026-11-25 20:00`, `tomorrow 20:00`"));
    }

    #[test]
    fn a_time_the_clocks_show_twice_or_never_is_refused() {
        let rows = [
            ("2026-11-01 01:30", "time_twice"),
            ("2027-03-14 02:30", "time_skipped"),
            ("2027-03-14 03:30", ""),
        ];
        for (words, code) in rows {
            let answer = typed(words, now(), &york());
            assert_eq!(answer.map_or_else(|refusal| refusal.code, |_| ""), code, "{words}");
        }
        let which = typed("2026-11-01 01:30", now(), &york()).unwrap_err();
        assert_eq!(
            which.help[0].en,
            "say which one: `2026-11-01T01:30:00-04:00` or `2026-11-01T01:30:00-05:00`"
        );
        assert!(typed("2026-11-01T01:30:00-05:00", now(), &york()).is_ok());
    }

    #[test]
    fn days_keep_the_clock_and_hours_do_not() {
        let eve = parse_stored("2027-03-13T12:00:00-05:00").unwrap();
        let typed = |words| typed(words, eve, &york()).map(stored).unwrap();
        assert_eq!(typed("+1d"), "2027-03-14T12:00:00-04:00");
        assert_eq!(typed("+24h"), "2027-03-14T13:00:00-04:00");
    }

    proptest::proptest! {
        #[test]
        fn any_words_are_read_or_refused(words in "(今天|today|\\+|[0-9]{1,4}[-/年])?[-/+:：年月日点dhmtTZ0-9 甲]{0,20}") {
            if let Ok(moment) = typed(&words, now(), &Zone::default()) {
                assert_eq!(parse_stored(&stored(moment)), Some(moment));
            }
        }
    }
}
