//! The articles in which a stage was skipped. The name of such a record says so, so the others' records stay closed.

use super::{Card, ContentFolder, Derived, Head, cards};
use crate::{
    refusal::Result,
    workflow::{action::Action, record::Record, status::Status},
};

impl Head<'_> {
    /// Whether any rule book of this folder ever opened the lane.
    fn had_lane(&self) -> bool {
        self.policy.versions().iter().any(|version| version.team.lane.is_some())
    }

    /// Whether a stage of an article was ever skipped.
    fn skipped(&self, article: &str) -> Result<bool> {
        let Some(folder) = Record::folder(article) else { return Ok(false) };
        let prefix = format!("{}-", Action::Skip.name());
        Ok(self.tree.list(&folder)?.into_iter().any(|(name, _)| name.starts_with(&prefix)))
    }
}

impl ContentFolder {
    /// Where those articles stand that may owe a review. Archived ones owe none, and none is owed before a stage was skipped.
    pub fn indebted(&self, head: &Head<'_>) -> Result<Vec<Derived>> {
        if !head.had_lane() {
            return Ok(vec![]);
        }
        let mut own: Vec<Card> = Vec::new();
        for card in cards(self, false)? {
            let closed = |status| matches!(status, Status::Archived | Status::Retracted);
            let id = card.table.as_ref().filter(|table| !closed(table.status)).map(|table| table.id.clone());
            if let Some(id) = id
                && head.skipped(&id)?
            {
                own.push(card);
            }
        }
        if own.is_empty() { Ok(vec![]) } else { self.derived(head, own) }
    }
}
