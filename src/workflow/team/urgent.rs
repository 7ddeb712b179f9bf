//! `[urgent]`: which articles may be urgent (加急), and how soon each stage then decides. It jumps the queue; it skips nothing.

use serde::Deserialize;

use super::{TEAM, Team, is_id};
use crate::{
    refusal::{Refusal, Result},
    say,
    text::{Text, names, plural},
};

/// Most hours that a stage may have: after a week nothing is urgent.
const MOST: u32 = 7 * 24;

/// 加急, as the rule book allows it (policy 3.4.2). A rule book without it lets nothing be urgent: that other people may decide
/// an article, and in which order, is for managers to adopt and for no new version of wxops to bring.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UrgentRules {
    /// The categories that may be urgent; all where this is left out, none where it is empty
    pub categories: Option<Vec<String>>,
    /// Hours within which each stage decides
    #[serde(default = "hours")]
    pub within_hours: u32,
}

fn hours() -> u32 {
    2
}

impl UrgentRules {
    /// Whether an article of this category may be urgent.
    pub fn allows(&self, category: &str) -> bool {
        self.categories.as_ref().is_none_or(|own| own.iter().any(|own| own == category))
    }
}

impl Team {
    /// Whether an article of this category may be urgent.
    pub fn may_be_urgent(&self, category: &str) -> bool {
        self.urgent.as_ref().is_some_and(|rules| rules.allows(category))
    }

    /// What may be urgent, in a sentence: notice（每个环节 2 小时）. Nothing where nothing may.
    pub fn urgent_told(&self) -> Option<Text> {
        let UrgentRules { categories, within_hours: hours } = self.urgent.as_ref()?;
        let Text { zh, en } = match categories.as_deref() {
            None => say!("全部栏目", "all categories"),
            Some([]) => return None,
            Some(some) => names(some),
        };
        let within = plural(*hours as usize, "hour");
        Some(say!("{zh}（每个环节 {hours} 小时）", "{en} ({within} a stage)"))
    }

    pub(super) fn check_urgent(&self) -> Result<()> {
        let Some(UrgentRules { categories, within_hours: hours }) = &self.urgent else { return Ok(()) };
        let refuse = |message| Err(Refusal::unusable("team_invalid", message).at(TEAM));
        if !(1..=MOST).contains(hours) {
            return refuse(say!(
                "`[urgent]` 的 `within_hours` 要在 1 到 {MOST} 之间，现在是 {hours}",
                "`within_hours` of `[urgent]` must lie between 1 and {MOST}; it is {hours}"
            ));
        }
        let categories = categories.as_deref().unwrap_or_default();
        let wrong = |n: &usize| !is_id(&categories[*n]) || categories[..*n].contains(&categories[*n]);
        match (0..categories.len()).find(wrong) {
            None => Ok(()),
            Some(n) => {
                let id = &categories[n];
                refuse(say!(
                    "`[urgent]` 的 `categories` 里 `{id}` 重复或不是栏目代号",
                    "`{id}` in `categories` of `[urgent]` stands twice or is no id"
                ))
            }
        }
    }
}
