//! The platform's clock, which a test can move.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds that Beijing is ahead of UTC: days and months of quotas are counted there.
const BEIJING: i64 = 8 * 60 * 60;

/// Seconds since 1970, real or stopped, and moved on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clock {
    stopped: Option<i64>,
    offset: i64,
}

impl Clock {
    /// Stands still at a time from now on.
    pub(crate) fn stop_at(&mut self, seconds: i64) {
        *self = Clock { stopped: Some(seconds), offset: 0 };
    }

    /// Lets time pass.
    pub(crate) fn pass(&mut self, seconds: i64) {
        self.offset += seconds;
    }

    pub(crate) fn now(&self) -> i64 {
        let real = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        self.stopped.unwrap_or_else(|| i64::try_from(real()).unwrap_or(i64::MAX)) + self.offset
    }

    /// The number of today.
    pub(crate) fn today(&self) -> i64 {
        day_of(self.now())
    }

    /// The month of now, such as `2026-11`.
    pub(crate) fn month(&self) -> String {
        month_of(self.now())
    }
}

pub(crate) fn day_of(seconds: i64) -> i64 {
    (seconds + BEIJING).div_euclid(24 * 60 * 60)
}

pub(crate) fn month_of(seconds: i64) -> String {
    let there = chrono::DateTime::from_timestamp(seconds + BEIJING, 0);
    there.map(|there| there.format("%Y-%m").to_string()).unwrap_or_default()
}
