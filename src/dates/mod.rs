//! Dates as articles write them: `2026年11月22日`, `11月22日`, `2026-11-22`, `11月20日—25日`, `11月22日（周日）`; and the day an article is planned for.

mod clock;
mod lasting;
mod numeric;
mod weekday;

use std::ops::Range;

use chrono::NaiveDate;
use memchr::memmem;

use crate::article::{
    Article,
    prose::{digits_after, digits_before},
};

pub use clock::clock;
pub use lasting::{end_after, join};
pub use numeric::numeric_dates;
pub use weekday::{WEEKDAYS, weekday_of};

/// A day as it is written; there may be no such day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// Where it stands in the text, from the year or the month to `日` or `号`
    pub range: Range<usize>,
    /// The year, if it is said with four digits
    pub year: Option<i32>,
    /// The month
    pub month: u32,
    /// The day of the month
    pub day: u32,
}

impl Date {
    /// The day, if the year is said and the day exists.
    pub fn exact(&self) -> Option<NaiveDate> {
        self.in_year(self.year?)
    }

    /// The day in a year of our choice, if it exists.
    pub fn in_year(&self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day)
    }
}

/// All dates of a text that say `月`, in order of place.
pub fn dates(text: &str) -> impl Iterator<Item = Date> {
    memmem::find_iter(text.as_bytes(), "月").filter_map(|at| date_at(text, at))
}

/// The date whose `月` stands at this place; many set a space around figures.
fn date_at(text: &str, at: usize) -> Option<Date> {
    let before = text[..at].trim_end_matches(' ');
    let month = digits_before(before, before.len());
    let day_at = text.len() - text[at + '月'.len_utf8()..].trim_start_matches(' ').len();
    let day = digits_after(text, day_at);
    let rest = text[day_at + day.len()..].trim_start_matches(' ');
    let mark = rest.chars().next().filter(|mark| matches!(mark, '日' | '号'))?;
    let end = text.len() - rest.len() + mark.len_utf8();
    let start = before.len() - month.len();
    let said =
        text[..start].trim_end_matches(' ').strip_suffix('年').unwrap_or_default().trim_end_matches(' ');
    let year = digits_before(said, said.len());
    let (start, year) = if year.len() == 4 { (said.len() - 4, year.parse().ok()) } else { (start, None) };
    Some(Date { range: start..end, year, month: month.parse().ok()?, day: day.parse().ok()? })
}

/// All dates of a text, those in figures alone too, in order of place.
pub fn all_dates(text: &str) -> Vec<Date> {
    let mut all: Vec<Date> = dates(text).chain(numeric_dates(text)).collect();
    all.sort_by_key(|date| date.range.start);
    all
}

/// The day on which an article is to go out: as scheduled, else as its writer plans it.
pub fn planned(article: &Article) -> Option<NaiveDate> {
    let scheduled = article.table().and_then(|table| table.publish_at.as_deref());
    day(scheduled.unwrap_or_else(|| article.words("planned_at")))
}

/// The day with which some words begin: `2026-12-01 20:00`, `2026/12/1`, `2026年12月1日`.
pub fn day(words: &str) -> Option<NaiveDate> {
    let mut numbers = words.trim().split(|c: char| !c.is_ascii_digit());
    let mut number = |most: usize| numbers.next().filter(|digits| (1..=most).contains(&digits.len()));
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_with_their_year_and_without() {
        let found = |text: &str| -> Vec<(Option<i32>, u32, u32, String)> {
            let shown = |date: Date| (date.year, date.month, date.day, text[date.range].to_owned());
            dates(text).map(shown).collect()
        };
        assert_eq!(found("于2026年11月22日上午"), [(Some(2026), 11, 22, "2026年11月22日".to_owned())]);
        assert_eq!(found("26年11月2号，"), [(None, 11, 2, "11月2号".to_owned())]);
        assert_eq!(found("2月30日"), [(None, 2, 30, "2月30日".to_owned())]);
        assert_eq!(found("于 10 月 18 日"), [(None, 10, 18, "10 月 18 日".to_owned())]);
        assert_eq!(found("11月份，三月5日，11月22"), []);
    }

    #[test]
    fn the_day_of_a_plan_is_read_in_all_its_forms() {
        let date = NaiveDate::from_ymd_opt(2026, 12, 1);
        for words in ["2026-12-01 20:00", "2026/12/1", "2026年12月1日", "2026-12-01T20:00:00+08:00"] {
            assert_eq!(day(words), date, "{words}");
        }
        for words in ["", "明天 20:00", "12-01 20:00", "2026-13-01", "20261201"] {
            assert_eq!(day(words), None, "{words}");
        }
    }
}
