//! Times of day as people type them: `20:00`, `晚8点`, `下午3点半`, `20点`, `8:30 pm`.

use chrono::NaiveTime;

use super::typed::number;

/// Parts of the day, what twelve they count from, and which hours they hold as people say them.
const HALVES: [(&str, u32, std::ops::RangeInclusive<u32>); 11] = [
    ("凌晨", 0, 0..=6),
    ("清晨", 0, 4..=8),
    ("早上", 0, 5..=11),
    ("早", 0, 5..=11),
    ("上午", 0, 6..=12),
    ("中午", 0, 11..=12),
    ("中午", 12, 1..=2),
    ("下午", 12, 1..=6),
    ("傍晚", 12, 4..=7),
    ("晚上", 12, 5..=11),
    ("晚", 12, 5..=11),
];

/// The time, where the words tell exactly one: an hour without minutes is read on the 24-hour clock from 13 on, and
/// before that only with a part of the day in front of it.
pub(super) fn clock(words: &str) -> Option<NaiveTime> {
    if let Some(time) = digital(words) {
        return Some(time);
    }
    for (half, from, hours) in HALVES {
        let Some(rest) = words.strip_prefix(half) else { continue };
        let (hour, minute) = hour_and_minute(rest.trim_start())?;
        if hours.contains(&hour) {
            return NaiveTime::from_hms_opt(from + hour, minute, 0);
        }
        if hour > 12 && from == 12 {
            return NaiveTime::from_hms_opt(hour, minute, 0); // 晚20点
        }
    }
    for (half, from) in [("am", 0), ("pm", 12)] {
        let Some(rest) = words.strip_suffix(half) else { continue };
        let rest = rest.trim_end();
        let (hour, minute) = match rest.split_once(':') {
            Some((hour, minute)) => (number(hour)?, minutes(minute)?),
            None => (number(rest)?, 0),
        };
        // Twelve is midnight to some and noon to others.
        return (1..=11).contains(&hour).then(|| NaiveTime::from_hms_opt(from + hour, minute, 0))?;
    }
    let (hour, minute) = hour_and_minute(words).filter(|(hour, _)| *hour > 12 && !words.contains(':'))?;
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// `20:00`, `8:05`, `20:00:30` on the 24-hour clock.
fn digital(words: &str) -> Option<NaiveTime> {
    let mut parts = words.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next().unwrap_or("00"));
    if parts.next().is_some() || second.len() != 2 {
        return None;
    }
    NaiveTime::from_hms_opt(number(hour)?, minutes(minute)?, number(second)?)
}

/// `8点`, `8点半`, `8点05分`, `8时整`, `8:05`.
fn hour_and_minute(words: &str) -> Option<(u32, u32)> {
    if let Some((hour, minute)) = words.split_once(':') {
        return Some((number(hour)?, minutes(minute)?));
    }
    let (hour, rest) = words.split_once(['点', '时'])?;
    let minute = match rest {
        "" | "整" => 0,
        "半" => 30,
        _ => minutes(rest.strip_suffix('分').unwrap_or(rest))?,
    };
    Some((number(hour)?, minute))
}

fn minutes(digits: &str) -> Option<u32> {
    number(digits).filter(|minute| digits.len() == 2 && *minute < 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_where_it_means_one() {
        let rows = [
            ("20:00", "20:00:00"),
            ("8:05", "08:05:00"),
            ("20:00:30", "20:00:30"),
            ("晚8点", "20:00:00"),
            ("晚上8点半", "20:30:00"),
            ("晚8:15", "20:15:00"),
            ("晚上 20点", "20:00:00"),
            ("早9点", "09:00:00"),
            ("上午10点05分", "10:05:00"),
            ("中午12点", "12:00:00"),
            ("中午1点", "13:00:00"),
            ("下午3点半", "15:30:00"),
            ("凌晨0点", "00:00:00"),
            ("20点", "20:00:00"),
            ("20时整", "20:00:00"),
            ("8pm", "20:00:00"),
            ("8:30 pm", "20:30:00"),
            ("9am", "09:00:00"),
        ];
        for (words, time) in rows {
            assert_eq!(clock(words).map(|time| time.to_string()).as_deref(), Some(time), "{words}");
        }
        let none = [
            "8点",
            "8",
            "12点",
            "晚12点",
            "晚2点",
            "下午8点",
            "12pm",
            "12am",
            "13pm",
            "20:0",
            "24:00",
            "25点",
            "8点5",
            "晚8",
            "晚",
            "点",
            "pm",
            "",
        ];
        for words in none {
            assert_eq!(clock(words), None, "{words}");
        }
    }
}
