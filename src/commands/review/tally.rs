//! How many articles were decided how, for the last line.

use wxops::{
    say,
    text::{Text, list},
};

/// What became of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Became {
    Approved,
    ApprovedWithEdits,
    Confirmed,
    SentBack,
    Rejected,
    Declined,
    /// Somebody else was faster
    Elsewhere,
    Skipped,
}

/// All of a walk.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally(Vec<Became>);

impl Tally {
    /// One more.
    pub(super) fn add(&mut self, became: Became) {
        self.0.push(became);
    }

    /// How many acts were recorded.
    pub(super) fn recorded(&self) -> usize {
        self.0.iter().filter(|became| !matches!(became, Became::Skipped | Became::Elsewhere)).count()
    }

    /// 通过 3、退改 1、跳过 2; nothing where nothing was looked at.
    pub(super) fn told(&self) -> Option<Text> {
        let mut kinds = self.0.clone();
        kinds.sort_unstable();
        kinds.dedup();
        let each = kinds.into_iter().map(|kind| {
            let n = self.0.iter().filter(|became| **became == kind).count();
            match kind {
                Became::Approved => say!("通过 {n}", "approved {n}"),
                Became::ApprovedWithEdits => say!("修改后通过 {n}", "approved with edits {n}"),
                Became::Confirmed => say!("确认修改 {n}", "edits accepted {n}"),
                Became::SentBack => say!("退改 {n}", "sent back {n}"),
                Became::Rejected => say!("退稿 {n}", "rejected {n}"),
                Became::Declined => say!("驳回修改 {n}", "edits declined {n}"),
                Became::Elsewhere => say!("别人先办了 {n}", "decided by others {n}"),
                Became::Skipped => say!("跳过 {n}", "skipped {n}"),
            }
        });
        let each: Vec<Text> = each.collect();
        (!each.is_empty()).then(|| list(&each))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_counted_in_one_order() {
        let mut tally = Tally::default();
        assert_eq!(tally.told(), None);
        for became in [Became::Skipped, Became::Approved, Became::SentBack, Became::Approved] {
            tally.add(became);
        }
        let Text { zh, en } = tally.told().unwrap();
        assert_eq!(
            (zh.as_str(), en.as_str()),
            ("通过 2、退改 1、跳过 1", "approved 2, sent back 1, skipped 1")
        );
        assert_eq!(tally.recorded(), 3);
    }
}
