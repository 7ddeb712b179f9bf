//! The check lists of the newest submission, item by item.

use super::Met;
use crate::{
    moment::Moment,
    text::Text,
    workflow::{action::Action, told},
};

/// A list that somebody ticked.
pub struct Ticked {
    /// The act that it belongs to: 自检, 初审通过
    pub act: Text,
    /// The list's id
    pub list: String,
    /// Who
    pub name: String,
    /// The same, and for whom if as a deputy
    pub author: Text,
    /// When
    pub at: Moment,
    /// Ticked at one go
    pub all: bool,
    /// Its items, in the order of the list
    pub items: Vec<Item>,
}

/// One item of a list.
pub struct Item {
    /// Its key
    pub key: String,
    /// What is asked; the key where the rule book does not say
    pub text: String,
    /// Nothing: it holds. Else it does not apply, and why; the reason may be empty
    pub not_applicable: Option<String>,
}

/// The lists since the newest self-check. Whoever takes the text back, or begins to correct it, voids them.
pub(super) fn ticked(told: &[Met<'_>]) -> Vec<Ticked> {
    let mut lists = Vec::new();
    for met in told {
        let record = &met.filed.record;
        if matches!(record.action, Action::SelfCheck | Action::Withdraw | Action::Correct) {
            lists.clear();
        }
        let Some(attest) = &record.says.attest else { continue };
        let all = met.team().lists.get(&attest.list).map(Vec::as_slice).unwrap_or_default();
        let item = |key: &String, not_applicable: Option<String>| {
            let place = all.iter().position(|item| item.key == *key);
            let text = place.and_then(|n| all.get(n)).map_or(key, |item| &item.text).clone();
            (place.unwrap_or(usize::MAX), Item { key: key.clone(), text, not_applicable })
        };
        let yes = attest.yes.iter().map(|key| item(key, None));
        let no = attest.not_applicable.iter().map(|(key, why)| item(key, Some(why.clone())));
        let mut items: Vec<(usize, Item)> = yes.chain(no).collect();
        items.sort_by_key(|(place, _)| *place);
        lists.push(Ticked {
            act: told::label(record, met.before.as_ref(), met.team()),
            list: attest.list.clone(),
            name: met.name(),
            author: told::author(record, met.before.as_ref(), met.team()),
            at: met.at,
            all: attest.all,
            items: items.into_iter().map(|(_, item)| item).collect(),
        });
    }
    lists
}
