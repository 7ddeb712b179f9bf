//! The account's zone: which offset its clocks have when.

use std::fmt;

use chrono::{FixedOffset, MappedLocalTime, NaiveDateTime, Offset as _, TimeZone as _, Utc};
use jiff::Timestamp;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};

use super::Moment;

/// A zone of the IANA database that the program carries, the same on every computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// The zone of that name, such as `Asia/Shanghai`.
    pub fn named(name: &str) -> Option<Zone> {
        TimeZoneDatabase::bundled().get(name).ok().map(Zone)
    }

    /// The same point in time, told in this zone.
    pub fn tells(&self, moment: Moment) -> Moment {
        let at = Timestamp::from_second(moment.timestamp()).unwrap_or_default();
        moment.with_timezone(&fixed(self.0.to_offset(at)))
    }

    /// When the clocks of this zone show that day and time: once, twice or never.
    pub fn shows(&self, clock: NaiveDateTime) -> MappedLocalTime<Moment> {
        let seconds = Timestamp::from_second(clock.and_utc().timestamp()).unwrap_or_default();
        let shown = Offset::UTC.to_datetime(seconds);
        let moment = |offset| fixed(offset).from_local_datetime(&clock);
        match self.0.to_ambiguous_timestamp(shown).offset() {
            AmbiguousOffset::Unambiguous { offset } => moment(offset),
            AmbiguousOffset::Gap { .. } => MappedLocalTime::None,
            AmbiguousOffset::Fold { before, after } => match (moment(before), moment(after)) {
                (MappedLocalTime::Single(one), MappedLocalTime::Single(two)) => {
                    MappedLocalTime::Ambiguous(one, two)
                }
                _ => MappedLocalTime::None,
            },
        }
    }
}

/// 北京时间, the zone of most accounts.
impl Default for Zone {
    fn default() -> Zone {
        Zone::named("Asia/Shanghai").unwrap_or(Zone(TimeZone::UTC))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.iana_name().unwrap_or("UTC"))
    }
}

/// No zone is a day or more away from UTC.
fn fixed(offset: Offset) -> FixedOffset {
    FixedOffset::east_opt(offset.seconds()).unwrap_or(Utc.fix())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::{parse_stored, stored};

    #[test]
    fn clocks_go_forward_and_back() {
        let york = Zone::named("America/New_York").unwrap();
        let shown = |clock: &str| york.shows(clock.parse().unwrap()).map(stored);
        let one = |time: &str| MappedLocalTime::Single(time.to_owned());
        assert_eq!(shown("2026-07-01T08:00:00"), one("2026-07-01T08:00:00-04:00"));
        assert_eq!(shown("2026-12-01T08:00:00"), one("2026-12-01T08:00:00-05:00"));
        assert_eq!(shown("2026-03-08T02:30:00"), MappedLocalTime::None);
        let twice = ("2026-11-01T01:30:00-04:00".into(), "2026-11-01T01:30:00-05:00".into());
        assert_eq!(shown("2026-11-01T01:30:00"), MappedLocalTime::Ambiguous(twice.0, twice.1));
    }

    #[test]
    fn a_moment_is_told_in_the_zone() {
        let moment = parse_stored("2026-11-24T20:00:00+08:00").unwrap();
        let told = |name| Zone::named(name).map(|zone| stored(zone.tells(moment)));
        assert_eq!(told("Asia/Shanghai").as_deref(), Some("2026-11-24T20:00:00+08:00"));
        assert_eq!(told("Europe/Berlin").as_deref(), Some("2026-11-24T13:00:00+01:00"));
        assert_eq!(told("Asia/Nowhere"), None);
        assert_eq!(Zone::default().to_string(), "Asia/Shanghai");
    }
}
