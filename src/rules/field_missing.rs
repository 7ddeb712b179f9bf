//! The platform, the plan and the lists need some fields of every article.

use super::{Findings, Subject};
use crate::{
    article::{fields::FIELDS, front_matter::Value},
    say,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let article = subject.article;
    if !article.unread().is_empty() {
        return; // A field may stand in what could not be read.
    }
    for field in FIELDS.iter().filter(|field| field.required) {
        let (key, label) = (field.key, field.label);
        match article.entry(key) {
            None => {
                let opening = article.front.span.start;
                let fence = article.text()[..opening].trim_end().len();
                found
                    .at(fence - "+++".len()..fence, say!("缺少 `{key}`（{label}）", "`{key}` is missing"))
                    .help(say!("在文首加一行 `{key} = \"…\"`", "add a line `{key} = \"…\"`"));
            }
            Some(entry) if matches!(&entry.value, Value::Words(words) if words.trim().is_empty()) => {
                found.at(entry.span.clone(), say!("`{key}`（{label}）没有填", "`{key}` is empty"));
            }
            Some(_) => {}
        }
    }
}
