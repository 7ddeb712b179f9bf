//! When a step is due: counted back from the slot, or from the moment when it began.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::{
    almanac::Almanac,
    hours::{WorkHours, on},
};
use crate::moment::{Moment, Zone};

/// A deadline as settings say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// `-2 工作日 18:00`: so many working days before the slot; 0 is the same day
    Before(u32, NaiveTime),
    /// `4 工作小时`: so much working time
    Working(TimeDelta),
    /// `24 小时`, `7 天`, `推送后 2 小时`: so long by the clock
    Within(TimeDelta),
}

impl Deadline {
    /// Reads one, in Chinese or in English.
    pub fn typed(words: &str) -> Option<Deadline> {
        let plain = words.trim().to_lowercase();
        for (front, days) in [("当天", 0), ("same day", 0)] {
            if let Some(rest) = plain.strip_prefix(front) {
                return Some(Deadline::Before(days, time(rest)?));
            }
        }
        if let Some(rest) = plain.strip_prefix(['-', '−']) {
            let (days, rest) = counted(rest)?;
            let rest = ["个工作日", "工作日", "working days", "working day"]
                .iter()
                .find_map(|unit| rest.strip_prefix(unit))?;
            return Some(Deadline::Before(days, time(rest)?));
        }
        let plain = plain.strip_prefix("推送后").unwrap_or(&plain).trim_start();
        let plain = plain.strip_suffix("after the push").unwrap_or(plain).trim_end();
        let (count, unit) = counted(plain)?;
        let count = i64::from(count);
        Some(match unit {
            "工作小时" | "个工作小时" | "working hours" | "working hour" => {
                Deadline::Working(TimeDelta::hours(count))
            }
            "小时" | "个小时" | "hours" | "hour" => Deadline::Within(TimeDelta::hours(count)),
            "分钟" | "minutes" | "minute" => Deadline::Within(TimeDelta::minutes(count)),
            "天" | "days" | "day" => Deadline::Within(TimeDelta::days(count)),
            _ => return None,
        })
    }

    /// When it is, counted from a slot or from the moment when the step began.
    pub fn from(self, from: Moment, hours: &WorkHours, almanac: &Almanac, zone: &Zone) -> Moment {
        let slot: NaiveDate = zone.tells(from).date_naive();
        match self {
            Deadline::Before(days, time) => {
                on(hours.days_before(slot, days, almanac), time, zone).unwrap_or(from)
            }
            Deadline::Working(span) => hours.after(from, span, almanac, zone),
            Deadline::Within(span) => zone.tells(from + span),
        }
    }
}

/// A number and the words after it; most weeks of a year have fewer hours than 1000.
fn counted(words: &str) -> Option<(u32, &str)> {
    let end = words.find(|c: char| !c.is_ascii_digit()).unwrap_or(words.len());
    let count = words[..end].parse().ok().filter(|count| *count < 1000)?;
    Some((count, words[end..].trim()))
}

fn time(words: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(words.trim(), "%H:%M").ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        moment::{parse_stored, stored},
        settings::Settings,
    };

    #[test]
    fn a_deadline_is_counted_from_where_it_says() {
        let hours = WorkHours::typed("周一至周五 09:00-18:00").unwrap();
        let slot = parse_stored("2026-12-01T20:00:00+08:00").unwrap();
        let rows = [
            ("-2 工作日 18:00", "2026-11-27T18:00:00+08:00"),
            ("-1 working day 12:00", "2026-11-30T12:00:00+08:00"),
            ("当天 16:00", "2026-12-01T16:00:00+08:00"),
            ("same day 16:00", "2026-12-01T16:00:00+08:00"),
            ("4 工作小时", "2026-12-02T13:00:00+08:00"),
            ("24 小时", "2026-12-02T20:00:00+08:00"),
            ("推送后 2 小时", "2026-12-01T22:00:00+08:00"),
            ("2 hours after the push", "2026-12-01T22:00:00+08:00"),
            ("30分钟", "2026-12-01T20:30:00+08:00"),
            ("7 天", "2026-12-08T20:00:00+08:00"),
        ];
        for (words, then) in rows {
            let deadline = Deadline::typed(words).unwrap();
            let at = deadline.from(slot, &hours, &Almanac::shipped(), &Zone::default());
            assert_eq!(stored(at), then, "{words}");
        }
        for bad in [
            "",
            "soon",
            "工作小时",
            "-2 天 18:00",
            "-2 工作日",
            "-2 工作日 25:00",
            "4 周",
            "9999 小时",
            "当天",
        ] {
            assert_eq!(Deadline::typed(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_init_writes_can_be_read() {
        let own = Settings::default().deadlines;
        for words in [
            own.first_draft,
            own.submit,
            own.first_review,
            own.final_review,
            own.locked,
            own.on_duty,
            own.claim,
        ] {
            assert!(Deadline::typed(&words).is_some(), "{words}");
        }
        assert!(WorkHours::typed(&own.work_hours).is_some());
    }
}
