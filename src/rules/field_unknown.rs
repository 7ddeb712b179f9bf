//! A field with another name than wxops knows does nothing, and nobody notices.

use super::{Findings, Subject};
use crate::{
    article::fields::{self, FIELDS},
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
}
