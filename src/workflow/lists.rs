//! Check lists: what was ticked must be the whole list, item by item.

use super::{
    record::Attest,
    team::{Item, Team},
};
use crate::{
    refusal::{Refusal, Result},
    say,
    text::{Text, names, nearest, plural},
};

/// A check list as a person ticks it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ticks {
    /// `all`, or keys with commas
    pub yes: String,
    /// Keys that do not apply, each with its reason
    pub not_applicable: Vec<(String, String)>,
}

/// Whether a list was answered whole. Without a category (a self-check, whose record does not name one) items
/// of some categories may be answered and need not be.
pub fn complete(team: &Team, list: &str, category: Option<&str>, attest: Option<&Attest>) -> Result<()> {
    let Some(attest) = attest else {
        return Err(Refusal::findings(
            "not_attested",
            say!("清单没有逐项确认", "the check list was not attested"),
        ));
    };
    let all = team.lists.get(list).map(Vec::as_slice).unwrap_or_default();
    let asked = |item: &Item| match category {
        Some(category) => item.categories.is_empty() || item.categories.iter().any(|own| own == category),
        None => item.categories.is_empty(),
    };
    let refused = attest.not_applicable.iter().map(|(key, _)| key);
    let given: Vec<&String> = attest.yes.iter().chain(refused).collect();
    let twice = given.iter().enumerate().find(|(n, key)| given[..*n].contains(key));
    let unknown = given.iter().find(|key| !all.iter().any(|item| item.key == ***key));
    if attest.list != list || twice.is_some() || unknown.is_some() {
        let key = unknown.or(twice.map(|(_, key)| key)).map_or(attest.list.as_str(), |key| key.as_str());
        let why = match twice {
            Some(_) if unknown.is_none() => {
                say!("清单 `{list}` 的 `{key}` 答了两次", "`{key}` of the list `{list}` is answered twice")
            }
            _ => say!("清单 `{list}` 里没有 `{key}`", "the list `{list}` has no `{key}`"),
        };
        let refusal = Refusal::usage("attest_unknown", why);
        let keys = names(all.iter().map(|item| &item.key));
        let meant = unknown.and_then(|key| nearest(key, all.iter().map(|item| item.key.as_str())));
        let refusal = match meant {
            Some(meant) => refusal.help(say!("是不是 `{meant}`？", "did you mean `{meant}`?")),
            None => refusal,
        };
        return Err(refusal.help(say!("清单项目：{zh}", "its items: {en}", zh = keys.zh, en = keys.en)));
    }
    let open: Vec<&Item> =
        all.iter().filter(|item| asked(item) && !given.iter().any(|key| **key == item.key)).collect();
    if !open.is_empty() {
        let (count, are) = (open.len(), if open.len() == 1 { "is" } else { "are" });
        let items = plural(count, "item");
        let mut refusal = Refusal::findings(
            "not_attested",
            say!("清单还有 {count} 项没有确认", "{items} of the check list {are} not attested"),
        );
        let width = open.iter().map(|item| item.key.len()).max().unwrap_or_default();
        for item in open {
            let (key, text) = (&item.key, &item.text);
            refusal = refusal.detail(Text::same(format!("{key:<width$}  {text}")));
        }
        return Err(refusal.help(say!(
            "逐项确认：`--attest 项,项`；不涉及的：`--na 项=理由`；全部确认：`--attest all`",
            "attest each: `--attest KEY,KEY`; what does not apply: `--na KEY=REASON`; all at one go: `--attest all`"
        )));
    }
    let needs = |key: &String| all.iter().any(|item| item.key == *key && item.reason);
    if let Some((key, _)) =
        attest.not_applicable.iter().find(|(key, why)| why.trim().is_empty() && needs(key))
    {
        return Err(Refusal::usage(
            "attest_reason",
            say!("`{key}` 答“不涉及”须说明理由", "`{key}` does not apply: a reason is needed"),
        )
        .help(say!("`--na {key}=理由`", "`--na {key}=REASON`")));
    }
    Ok(())
}

/// Makes the attestation that a person typed: `all`, or keys with commas; and those that do not apply.
pub fn typed(team: &Team, list: &str, category: &str, ticks: &Ticks) -> Attest {
    let Ticks { yes, not_applicable } = ticks;
    let items: Vec<&Item> = team.items(list, category).collect();
    let refused = |key: &str| not_applicable.iter().any(|(own, _)| own == key);
    let words: Vec<&str> =
        yes.split([',', '，', '、']).map(str::trim).filter(|word| !word.is_empty()).collect();
    let all = words.contains(&"all") || words.contains(&"全部");
    let keys: Vec<String> = if all {
        items.iter().map(|item| item.key.clone()).filter(|key| !refused(key)).collect()
    } else {
        let place = |key: &&str| items.iter().position(|item| item.key == *key).unwrap_or(usize::MAX);
        let mut words = words;
        words.sort_by_key(place);
        words.into_iter().map(ToOwned::to_owned).collect()
    };
    Attest { list: list.into(), all, yes: keys, not_applicable: not_applicable.clone() }
}
