//! What stands still (停发), in words and as documents.

use serde_json::{Value, json};
use wxops::{
    folder::{ContentFolder, called, cards},
    moment::{Moment, spoken, stored},
    say,
    text::Text,
    workflow::{
        freeze::{Frozen, Scope},
        team::Team,
    },
};

/// 全号停发：突发舆情（李娜，今天 09:12）.
pub(crate) fn line(folder: &ContentFolder, team: &Team, own: &Frozen, now: Moment) -> Text {
    let Text { zh, en } = own.what(folder.settings(), |id| title(folder, id));
    let (reason, name, since) = (&own.reason, team.name(&own.by), spoken(own.since, now));
    let (since_zh, since_en) = (since.zh, since.en);
    say!("{zh}停发：{reason}（{name}，{since_zh}）", "{en} is frozen: {reason} ({name}, {since_en})")
}

fn title(folder: &ContentFolder, id: &str) -> Option<Text> {
    let all = cards(folder, false).ok()?;
    let card = all.into_iter().find(|card| card.table.as_ref().is_some_and(|table| table.id == id))?;
    Some(called(&card.title, &card.slug))
}

/// The same as documents.
pub(crate) fn documents(folder: &ContentFolder, frozen: &[Frozen]) -> Vec<Value> {
    let one = |own: &Frozen| {
        let (scope, of) = match &own.scope {
            Scope::Account => ("account", None),
            Scope::Category(id) => ("category", Some(id)),
            Scope::Article(id) => ("article", Some(id)),
        };
        json!({
            "scope": scope,
            "of": of,
            "reason": own.reason,
            "by": own.by,
            "since": stored(folder.local(own.since)),
        })
    };
    frozen.iter().map(one).collect()
}
