//! `[second_hand]`: whether somebody may type what a reviewer said elsewhere, and how long that may stay so.

use serde::Deserialize;

use super::{TEAM, Team};
use crate::{
    refusal::{Refusal, Result},
    say,
};

/// Most hours that a rule book may give to countersign: a month.
const MOST: u32 = 31 * 24;

/// 代录, as the rule book allows it. A rule book from before this says nothing, and allows it for a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SecondHandRules {
    /// Whether `approve --for` is allowed
    pub allowed: bool,
    /// Hours until it must be countersigned
    pub within_hours: u32,
}

impl Default for SecondHandRules {
    fn default() -> Self {
        SecondHandRules { allowed: true, within_hours: 24 }
    }
}

impl Team {
    pub(super) fn check_second_hand(&self) -> Result<()> {
        let hours = self.second_hand.within_hours;
        if (1..=MOST).contains(&hours) {
            return Ok(());
        }
        let message = say!(
            "`[second_hand]` 的 `within_hours` 要在 1 到 {MOST} 之间，现在是 {hours}",
            "`within_hours` of `[second_hand]` must lie between 1 and {MOST}; it is {hours}"
        );
        Err(Refusal::unusable("team_invalid", message).at(TEAM))
    }
}
