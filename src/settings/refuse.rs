//! What is said when `wxops.toml` cannot be used: the line, the reason, and what may stand there.

use super::{FILE, Settings};
use crate::refusal::{Refusal, Result};
use crate::say;
use crate::text::{Text, escaped};
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;

/// The refusal for text that does not read as settings.
pub(super) fn unreadable(text: &str, error: &toml::de::Error) -> Refusal {
    let words = escaped(error.message());
    let refusal = refusal(reason(&words)).detail(Text::same(words.trim_end()));
    match error.span() {
        Some(span) => refusal.line(crate::article::line_of(text, span.start)),
        None => refusal,
    }
}

/// What reads well but cannot be meant: a category twice, a slot led by a category that does not exist.
pub(super) fn contradictions(text: &str, settings: &Settings) -> Result<()> {
    let places: Places = toml::from_str(text).unwrap_or_default();
    let mut ids = BTreeSet::new();
    for (n, category) in settings.categories.iter().enumerate() {
        let id = &category.id;
        if !ids.insert(id.as_str()) {
            let place = places.categories.get(n).map(|found| found.id.span().start);
            let words = say!("栏目“{id}”写了两次", "category `{id}` is written twice");
            return Err(at(text, place, refusal(words)));
        }
    }
    // Shipped slots that the file does not write are nobody's mistake.
    for (n, slot) in settings.slots.iter().enumerate().take(places.slots.len()) {
        if let Some(m) = slot.lead.iter().position(|id| !ids.contains(id.as_str())) {
            let place = places.slots[n].lead.get(m).map(|found| found.span().start);
            let (name, id) = (escaped(&slot.name), escaped(&slot.lead[m]));
            let words = say!(
                "档期“{name}”的头条栏目“{id}”不存在",
                "slot `{name}` is led by an unknown category `{id}`"
            );
            return Err(at(text, place, refusal(words)));
        }
    }
    match settings.platform.as_ref().filter(|platform| !platform.has_id()) {
        Some(platform) => {
            let id = escaped(&platform.app_id);
            let words = say!(
                "`app_id` 写的“{id}”不是公众号的开发者 ID：wx 加 16 位数字或字母",
                "`app_id` is `{id}`, which is no developer id: wx and 16 digits"
            );
            Err(at(text, places.platform.map(|found| found.app_id.span().start), refusal(words)))
        }
        None => Ok(()),
    }
}

/// Where things stand in the file.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Places {
    categories: Vec<CategoryPlace>,
    slots: Vec<SlotPlace>,
    platform: Option<PlatformPlace>,
}

#[derive(Deserialize)]
struct PlatformPlace {
    app_id: Spanned<String>,
}

#[derive(Deserialize)]
struct CategoryPlace {
    id: Spanned<String>,
}

#[derive(Deserialize)]
struct SlotPlace {
    #[serde(default)]
    lead: Vec<Spanned<String>>,
}

fn refusal(message: Text) -> Refusal {
    let help = say!("改正 `{FILE}` 的这一处，再试一次", "correct this place of `{FILE}`, then try again");
    Refusal::unusable("settings", message).at(FILE).help(help)
}

fn at(text: &str, place: Option<usize>, refusal: Refusal) -> Refusal {
    match place {
        Some(start) => refusal.line(crate::article::line_of(text, start)),
        None => refusal,
    }
}

/// The parser's own words as a sentence of both languages. What comes after the name (what was expected)
/// stays in the detail.
fn reason(words: &str) -> Text {
    let name = words.split('`').nth(1).unwrap_or_default();
    if words.starts_with("unknown field") {
        say!("设置里没有“{name}”这一项", "there is no setting `{name}`")
    } else if words.starts_with("missing field") {
        say!("设置里缺少“{name}”", "the setting `{name}` is missing")
    } else if words.starts_with("duplicate key") {
        say!("设置里有一项写了两次", "a setting is written twice")
    } else if words.starts_with("unknown variant") {
        say!("设置里的值“{name}”不能用", "the value `{name}` cannot stand here")
    } else if words.starts_with("unknown time zone") {
        say!("没有“{name}”这个时区", "there is no time zone `{name}`")
    } else if words.starts_with("bad ")
        || words.starts_with("invalid type")
        || words.starts_with("invalid value")
    {
        say!("设置里的值不能用", "a value cannot stand here")
    } else {
        say!("设置文件的这一行读不懂", "this line of the settings cannot be read")
    }
}
