//! Days off, days worked instead (调休), and days on which a company keeps quiet. The program brings those of the State Council;
//! a content folder adds its own in `holidays.toml`, and what it says of a day wins.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use toml::Spanned;

use crate::{
    article::line_of,
    refusal::{Refusal, Result},
    say,
    text::{Text, escaped},
};

/// The name of a company's own file, relative to the content folder.
pub const FILE: &str = "holidays.toml";

/// Most bytes of it that are read.
pub const LIMIT: usize = 256 * 1024;

/// Most days of one entry.
const LONGEST: i64 = 366;

/// How a day differs from others of its weekday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nobody works: the holiday's name
    Off(String),
    /// People work for this holiday, though it is a weekend
    Worked(String),
}

/// What is known of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Almanac {
    days: BTreeMap<NaiveDate, Kind>,
    /// Each year's, by month and day
    yearly: BTreeMap<(u32, u32), String>,
    once: BTreeMap<NaiveDate, String>,
    /// Years whose days off are all here
    complete: BTreeSet<i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    complete: Vec<i32>,
    #[serde(default)]
    days_off: Vec<DaysOff>,
    #[serde(default)]
    quiet_days: Vec<QuietDay>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DaysOff {
    name: String,
    #[serde(default)]
    days: Option<Spanned<String>>,
    #[serde(default)]
    worked: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuietDay {
    name: String,
    day: Spanned<String>,
}

impl Almanac {
    /// What the program brings.
    pub fn shipped() -> Almanac {
        let mut almanac = Almanac::default();
        // A test reads it; were it broken there would be no days off.
        let _ = almanac.add(include_str!("holidays.toml"));
        almanac
    }

    /// The same with what a company's own file says.
    pub fn with(own: &str) -> Result<Almanac> {
        let mut almanac = Almanac::shipped();
        almanac.add(own)?;
        Ok(almanac)
    }

    fn add(&mut self, text: &str) -> Result<()> {
        let file: File = toml::from_str(text).map_err(|error| {
            let words = escaped(error.message());
            let message = say!("`{FILE}` 读不懂", "`{FILE}` cannot be read");
            let refusal = refusal(message).detail(Text::same(words));
            error.span().map_or(refusal.clone(), |span| refusal.line(line_of(text, span.start)))
        })?;
        self.complete.extend(file.complete);
        for entry in file.days_off {
            if let Some(days) = &entry.days {
                for day in range(days.get_ref()).ok_or_else(|| bad_day(text, days))? {
                    self.days.insert(day, Kind::Off(entry.name.clone()));
                }
            }
            for day in &entry.worked {
                let worked = self::day(day.get_ref()).ok_or_else(|| bad_day(text, day))?;
                self.days.insert(worked, Kind::Worked(entry.name.clone()));
            }
        }
        for QuietDay { name, day } in file.quiet_days {
            match (self::day(day.get_ref()), yearly(day.get_ref())) {
                (Some(once), _) => drop(self.once.insert(once, name)),
                (None, Some(each)) => drop(self.yearly.insert(each, name)),
                (None, None) => return Err(bad_day(text, &day)),
            }
        }
        Ok(())
    }

    /// Whether all days off of a year are here, and the days worked instead.
    pub fn knows(&self, year: i32) -> bool {
        self.complete.contains(&year)
    }

    /// How a day differs, if it does.
    pub fn kind(&self, day: NaiveDate) -> Option<&Kind> {
        self.days.get(&day)
    }

    /// The name of the holiday that is a day off.
    pub fn off(&self, day: NaiveDate) -> Option<&str> {
        match self.kind(day) {
            Some(Kind::Off(name)) => Some(name),
            _ => None,
        }
    }

    /// What a company keeps quiet for on a day (敏感日期).
    pub fn quiet(&self, day: NaiveDate) -> Option<&str> {
        self.once.get(&day).or_else(|| self.yearly.get(&(day.month(), day.day()))).map(String::as_str)
    }
}

/// `2026-02-15` or `2026-02-15..2026-02-23`, both included.
fn range(words: &str) -> Option<impl Iterator<Item = NaiveDate> + use<>> {
    let (first, last) = words.split_once("..").unwrap_or((words, words));
    let (first, last) = (day(first)?, day(last)?);
    let fits = (0..LONGEST).contains(&(last - first).num_days());
    fits.then(|| first.iter_days().take_while(move |day| *day <= last))
}

fn day(words: &str) -> Option<NaiveDate> {
    words.trim().parse().ok()
}

/// `12-13`, each year's.
fn yearly(words: &str) -> Option<(u32, u32)> {
    let day: NaiveDate = format!("2024-{}", words.trim()).parse().ok()?; // a leap year
    Some((day.month(), day.day()))
}

fn bad_day(text: &str, words: &Spanned<String>) -> Refusal {
    let shown = escaped(words.get_ref());
    refusal(say!("`{shown}` 不是日期", "`{shown}` is no day")).line(line_of(text, words.span().start)).help(
        say!(
            "写成 `2026-10-01`、`2026-10-01..2026-10-07`；敏感日期也可以写 `12-13`（每年）",
            "write `2026-10-01` or `2026-10-01..2026-10-07`; a quiet day may also be `12-13`, each year's"
        ),
    )
}

fn refusal(message: Text) -> Refusal {
    Refusal::unusable("holidays", message).at(FILE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    #[test]
    fn what_is_shipped_reads_and_knows_the_days_of_the_notice() {
        let mut almanac = Almanac::default();
        almanac.add(include_str!("holidays.toml")).unwrap();
        assert_eq!(almanac, Almanac::shipped());
        let off = |year: i32| {
            let of = |(day, kind): (&NaiveDate, &Kind)| day.year() == year && matches!(kind, Kind::Off(_));
            almanac.days.iter().filter(|entry| of(*entry)).count()
        };
        // Three, nine, three, five, three, three and seven days; by law alone thirteen.
        assert_eq!((off(2026), off(2027)), (33, 13));
        assert_eq!(almanac.off(on("2026-02-23")), Some("春节"));
        assert_eq!(almanac.off(on("2026-02-24")), None);
        assert_eq!(almanac.kind(on("2026-10-10")), Some(&Kind::Worked("国庆节".into())));
        for (day, kind) in &almanac.days {
            let weekend = day.weekday().num_days_from_monday() > 4;
            assert!(weekend || matches!(kind, Kind::Off(_)), "{day} is worked anyway");
        }
    }

    #[test]
    fn a_company_adds_its_own_and_wins() {
        let own = "[[days_off]]\nname = \"春节\"\ndays = \"2027-02-05..2027-02-12\"\nworked = [\"2027-02-13\"]\n\
                   [[days_off]]\nname = \"厂庆\"\nworked = [\"2026-10-02\"]\n\
                   [[quiet_days]]\nname = \"公祭日\"\nday = \"12-13\"\n\
                   [[quiet_days]]\nname = \"财报静默\"\nday = \"2026-11-30\"\n";
        let almanac = Almanac::with(own).unwrap();
        assert_eq!(almanac.off(on("2027-02-12")), Some("春节"));
        assert_eq!(almanac.off(on("2026-10-02")), None);
        assert_eq!(almanac.off(on("2026-10-03")), Some("国庆节"));
        assert_eq!(almanac.quiet(on("2031-12-13")), Some("公祭日"));
        assert_eq!(almanac.quiet(on("2026-11-30")), Some("财报静默"));
        assert_eq!(almanac.quiet(on("2027-11-30")), None);
        assert!(almanac.knows(2026) && !almanac.knows(2027));
        assert!(Almanac::with("complete = [2027]\n").unwrap().knows(2027));
    }

    #[test]
    fn a_wrong_file_is_told_with_its_line() {
        let rows = [
            ("[[days_off]]\nname = \"春节\"\ndays = \"2027-02-30\"\n", 3),
            ("[[days_off]]\nname = \"春节\"\ndays = \"2027-02-12..2027-02-05\"\n", 3),
            ("[[days_off]]\nname = \"春节\"\ndays = \"2027-01-01..2029-01-01\"\n", 3),
            ("[[days_off]]\nname = \"春节\"\nworked = [\"2027-02-13\", \"周六\"]\n", 3),
            ("[[quiet_days]]\nname = \"日\"\nday = \"13-12\"\n", 3),
            ("\n[[days]]\nname = \"春节\"\n", 2),
            ("[[days_off]]\nname = \"春节\"\nday = \"2027-02-05\"\n", 3),
        ];
        for (text, line) in rows {
            let refusal = Almanac::with(text).unwrap_err();
            assert_eq!((refusal.code, refusal.line), ("holidays", Some(line)), "{text}");
        }
    }
}
