//! Working time: which hours of which days count, and how far it is from one moment to another.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Timelike};

use super::almanac::{Almanac, Kind};
use crate::moment::{Moment, Zone, weekday};

/// How far ahead working time is looked for, in days: longer than any holiday.
const FARTHEST: u64 = 400;

/// The hours that count, `周一至周五 09:00-18:00`; on a day worked instead of a weekday the same ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkHours {
    /// Monday first
    days: [bool; 7],
    /// In order, apart from each other
    spans: Vec<(NaiveTime, NaiveTime)>,
}

impl WorkHours {
    /// Reads `周一至周五 09:00-18:00`, `Mon-Fri 09:00-12:00, 13:00-18:00`.
    pub fn typed(words: &str) -> Option<WorkHours> {
        let plain = words.trim().to_lowercase();
        let (first, rest) = weekday::weekday(&plain, true)?;
        let rest = ["至", "到", "-", "–", "—"].iter().find_map(|to| rest.strip_prefix(to))?.trim_start();
        let (last, rest) = weekday::weekday(rest, true)?;
        let (first, last) = (first.num_days_from_monday() as usize, last.num_days_from_monday() as usize);
        let days = std::array::from_fn(|day| (first..=last).contains(&day));
        let spans: Vec<_> =
            rest.split(['、', ',', '，', ';']).map(|span| hours(span.trim())).collect::<Option<_>>()?;
        let in_order = spans.iter().is_sorted_by(|one, two| one.1 <= two.0);
        (first <= last && in_order && !spans.is_empty()).then_some(WorkHours { days, spans })
    }

    /// Whether people work on a day.
    pub fn is_workday(&self, day: NaiveDate, almanac: &Almanac) -> bool {
        match almanac.kind(day) {
            Some(Kind::Off(_)) => false,
            Some(Kind::Worked(_)) => true,
            None => self.days[day.weekday().num_days_from_monday() as usize],
        }
    }

    /// The n-th working day before a day; with 0 the day itself, worked or not.
    pub fn days_before(&self, day: NaiveDate, n: u32, almanac: &Almanac) -> NaiveDate {
        let earlier = (1..FARTHEST).filter_map(|back| day.checked_sub_days(Days::new(back)));
        let worked = earlier.filter(|day| self.is_workday(*day, almanac));
        n.checked_sub(1).and_then(|n| worked.clone().nth(n as usize)).unwrap_or(day)
    }

    /// The moment when so much working time has passed; where there is none the moment itself.
    pub fn after(&self, from: Moment, mut span: TimeDelta, almanac: &Almanac, zone: &Zone) -> Moment {
        let from = zone.tells(from);
        let days = (0..FARTHEST).filter_map(|ahead| from.date_naive().checked_add_days(Days::new(ahead)));
        for day in days.filter(|day| self.is_workday(*day, almanac)) {
            for (opens, closes) in &self.spans {
                let opens = if day == from.date_naive() { (*opens).max(from.time()) } else { *opens };
                let open = *closes - opens;
                if open <= TimeDelta::zero() {
                    continue;
                }
                if span <= open {
                    return on(day, opens + span, zone).unwrap_or(from);
                }
                span -= open;
            }
        }
        from
    }
}

/// That time on that day; where the clocks leave it out the hour after, where they show it twice the first.
pub fn on(day: NaiveDate, time: NaiveTime, zone: &Zone) -> Option<Moment> {
    let shown = |time| zone.shows(day.and_time(time)).earliest();
    shown(time).or_else(|| shown(time.with_hour(time.hour() + 1)?))
}

fn hours(span: &str) -> Option<(NaiveTime, NaiveTime)> {
    let (opens, closes) = ["-", "–", "—", "至", "到", "~"].iter().find_map(|to| span.split_once(to))?;
    let (opens, closes) = (time(opens.trim())?, time(closes.trim())?);
    (opens < closes).then_some((opens, closes))
}

fn time(words: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(words, "%H:%M").ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::{parse_stored, stored};

    fn office() -> WorkHours {
        WorkHours::typed("周一至周五 09:00-12:00、13:00-18:00").unwrap()
    }

    #[test]
    fn hours_are_read_in_both_languages() {
        assert_eq!(WorkHours::typed("Mon-Fri 09:00-12:00, 13:00-18:00"), Some(office()));
        for bad in [
            "",
            "09:00-18:00",
            "周一至周五",
            "周五至周一 09:00-18:00",
            "周一至周五 18:00-09:00",
            "周一至周五 09:00-12:00、11:00-18:00",
            "周一至周八 09:00-18:00",
        ] {
            assert_eq!(WorkHours::typed(bad), None, "{bad}");
        }
    }

    #[test]
    fn working_time_passes_over_nights_weekends_and_holidays() {
        let (almanac, zone) = (Almanac::shipped(), Zone::default());
        let after = |from: &str, hours: i64| {
            let from = parse_stored(from).unwrap();
            stored(office().after(from, TimeDelta::hours(hours), &almanac, &zone))
        };
        assert_eq!(after("2026-11-24T09:00:00+08:00", 4), "2026-11-24T14:00:00+08:00");
        assert_eq!(after("2026-11-24T17:30:00+08:00", 4), "2026-11-25T13:30:00+08:00");
        assert_eq!(after("2026-11-27T17:00:00+08:00", 4), "2026-11-30T12:00:00+08:00");
        assert_eq!(after("2026-11-28T03:00:00+08:00", 1), "2026-11-30T10:00:00+08:00");
        // The eve of the National Day of 2026; the Saturday after it is worked.
        assert_eq!(after("2026-09-30T17:00:00+08:00", 2), "2026-10-08T10:00:00+08:00");
        assert_eq!(after("2026-10-09T17:00:00+08:00", 2), "2026-10-10T10:00:00+08:00");
    }

    #[test]
    fn working_days_are_counted_back() {
        let almanac = Almanac::shipped();
        let before = |day: &str, n| office().days_before(day.parse().unwrap(), n, &almanac).to_string();
        assert_eq!(before("2026-12-01", 0), "2026-12-01");
        assert_eq!(before("2026-12-01", 1), "2026-11-30");
        assert_eq!(before("2026-11-30", 1), "2026-11-27");
        assert_eq!(before("2026-10-08", 2), "2026-09-29");
        assert_eq!(before("2026-10-12", 1), "2026-10-10");
    }

    #[test]
    fn a_time_that_the_clocks_leave_out_is_an_hour_later() {
        let york = Zone::named("America/New_York").unwrap();
        let at =
            |day: &str, time: &str| stored(on(day.parse().unwrap(), time.parse().unwrap(), &york).unwrap());
        assert_eq!(at("2027-03-14", "02:30:00"), "2027-03-14T03:30:00-04:00");
        assert_eq!(at("2026-11-01", "01:30:00"), "2026-11-01T01:30:00-04:00");
    }
}
