//! Stages that were skipped, as a proof counts them.

use super::Proof;
use crate::{
    moment::spoken,
    say,
    text::{Text, plural},
};

/// How many texts, on their way or before readers, went past a stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DebtCount {
    /// All of them
    pub all: usize,
    /// Not reviewed yet
    pub open: usize,
    /// Of these, too late
    pub overdue: usize,
}

impl Proof {
    /// The stages that were skipped, by the time of the proof.
    pub fn debts(&self) -> DebtCount {
        let debts = || self.articles.iter().flat_map(|(proven, _)| &proven.state.debts);
        DebtCount {
            all: debts().count(),
            open: debts().filter(|debt| debt.is_open()).count(),
            overdue: debts().filter(|debt| debt.is_overdue(self.at)).count(),
        }
    }

    /// The same in a sentence; nothing where there is none.
    pub(super) fn debts_told(&self) -> Option<Text> {
        let DebtCount { all, open, .. } = self.debts();
        let Text { zh, en } = spoken(self.at, self.at);
        let stages = plural(all, "stage");
        (all > 0).then(|| {
            say!(
                "应急放行 {all} 次，其中 {open} 次待补审（按 {zh} 计）",
                "{stages} skipped, {open} still to be reviewed late (as of {en})"
            )
        })
    }
}
