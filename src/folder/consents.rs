//! The articles with second-hand approvals. Their proof lies in folders by article, so they are found without opening
//! the others' records.

use std::collections::BTreeSet;

use super::{Card, ContentFolder, Derived, Head, cards};
use crate::{refusal::Result, repo::Kind};

/// Where proof lies, by year and month of the article.
pub(super) const CONSENTS: &str = "security/consents";

impl Head<'_> {
    /// The ids of all articles that ever had one.
    pub fn consented(&self) -> Result<BTreeSet<String>> {
        let mut folders = vec![CONSENTS.to_owned()];
        let mut ids = BTreeSet::new();
        for floor in ["year", "month", "article"] {
            let mut below = Vec::new();
            for folder in folders {
                for (name, entry) in self.tree.list(&folder)? {
                    if entry.kind != Kind::Folder {
                        continue;
                    }
                    below.push(format!("{folder}/{name}"));
                    if floor == "article" {
                        ids.insert(name);
                    }
                }
            }
            folders = below;
        }
        Ok(ids)
    }
}

impl ContentFolder {
    /// Where those among the articles stand. Of archived ones nothing waits to be countersigned.
    pub fn consented(&self, head: &Head<'_>) -> Result<Vec<Derived>> {
        let ids = head.consented()?;
        if ids.is_empty() {
            return Ok(vec![]);
        }
        let own = |card: &Card| card.table.as_ref().is_some_and(|table| ids.contains(&table.id));
        let cards = cards(self, false)?.into_iter().filter(own).collect();
        self.derived(head, cards)
    }
}
