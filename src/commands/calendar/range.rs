//! Which days a calendar shows.

use chrono::{Datelike, Days, Months, NaiveDate};
use wxops::{
    moment::weekday,
    refusal::{Refusal, Result},
    say,
    schedule::{month, slot::monday},
    text::escaped,
};

/// A month, or a week from its Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    pub(super) is_month: bool,
}

impl Range {
    /// What was typed; nothing is the month of today.
    pub(super) fn typed(words: Option<&str>, today: NaiveDate) -> Result<Range> {
        let plain = words.unwrap_or("month").trim().to_lowercase();
        let next_month = || today.with_day(1).and_then(|day| day.checked_add_months(Months::new(1)));
        let found = match plain.as_str() {
            "month" | "this-month" | "本月" | "这个月" => Some(Range::month(today)),
            "next-month" | "下月" | "下个月" => next_month().map(Range::month),
            "week" | "this-week" | "本周" | "这周" => Some(Range::week(today)),
            "next-week" | "下周" => today.checked_add_days(Days::new(7)).map(Range::week),
            other => other
                .parse()
                .map(Range::week)
                .or_else(|_| format!("{other}-01").parse().map(Range::month))
                .ok()
                .filter(|range| (2000..2200).contains(&range.first.year())),
        };
        found.ok_or_else(|| {
            let words = escaped(&plain);
            let (month, day) = (today.format("%Y-%m"), today.format("%Y-%m-%d"));
            Refusal::usage("bad_range", say!("看不懂 `{words}`", "cannot read `{words}`")).help(say!(
                "写 `本月`、`下月`、`本周`、`下周`、`{month}`，或一天：`{day}`",
                "type `month`, `next-month`, `week`, `next-week`, `{month}`, or a day: `{day}`"
            ))
        })
    }

    fn month(day: NaiveDate) -> Range {
        let (first, last) = month(day);
        Range { first, last, is_month: true }
    }

    fn week(day: NaiveDate) -> Range {
        let first = monday(day);
        let last = first.checked_add_days(Days::new(6)).unwrap_or(first);
        Range { first, last, is_month: false }
    }

    pub(super) fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let last = self.last;
        self.first.iter_days().take_while(move |day| *day <= last)
    }

    /// The days before the first in its week, which a grid leaves empty.
    pub(super) fn indent(&self) -> usize {
        weekday::WEEKDAYS.iter().position(|(own, ..)| *own == self.first.weekday()).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_a_month_or_a_week() {
        let today = "2026-12-31".parse().unwrap();
        let rows = [
            (None, "2026-12-01", "2026-12-31"),
            (Some("下月"), "2027-01-01", "2027-01-31"),
            (Some("2028-02"), "2028-02-01", "2028-02-29"),
            (Some("本周"), "2026-12-28", "2027-01-03"),
            (Some("next-week"), "2027-01-04", "2027-01-10"),
            (Some("2026-11-29"), "2026-11-23", "2026-11-29"),
        ];
        for (words, first, last) in rows {
            let range = Range::typed(words, today).unwrap();
            assert_eq!((range.first.to_string().as_str(), range.last.to_string().as_str()), (first, last));
        }
        for bad in ["", "2026", "2026-13", "十二月", "9999-01", "2026-02-30"] {
            assert_eq!(Range::typed(Some(bad), today).unwrap_err().code, "bad_range", "{bad}");
        }
    }
}
