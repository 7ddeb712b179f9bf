//! A field with another name than wxops knows does nothing, and nobody notices.

use super::{Findings, Subject};
use crate::{
    article::{
        fields::{self, FIELDS, Kind},
        front_matter::Value,
    },
    say,
    text::nearest,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for entry in subject.article.front.entries.iter().filter(|entry| fields::find(&entry.key).is_none()) {
        let key = &entry.key;
        let finding =
            found.at(entry.key_span.clone(), say!("没有 `{key}` 这个字段", "there is no field `{key}`"));
        let labelled = FIELDS.iter().find(|field| field.label == key).map(|field| field.key);
        if let Some(near) = labelled.or_else(|| nearest(key, FIELDS.iter().map(|field| field.key))) {
            finding.help(say!("是不是 `{near}`？", "did you mean `{near}`?"));
        }
    }
    for entry in &subject.article.front.entries {
        let Some(Kind::Tables(keys)) = fields::find(&entry.key).map(|field| field.kind) else { continue };
        let Value::Tables(rows) = &entry.value else { continue };
        let unknown =
            rows.iter().flat_map(|row| &row.fields).filter(|(key, ..)| !keys.contains(&key.as_str()));
        for (key, span, _) in unknown {
            let list = &entry.key;
            let message = say!("`{list}` 里没有 `{key}` 这一项", "`{list}` has no `{key}`");
            let finding = found.at(span.clone(), message);
            if fields::find(key).is_some() {
                finding.help(say!("移到所有 `[[{list}]]` 之前", "move it before the first `[[{list}]]`"));
            } else if let Some(near) = nearest(key, keys.iter().copied()) {
                finding.help(say!("是不是 `{near}`？", "did you mean `{near}`?"));
            }
        }
    }
}
