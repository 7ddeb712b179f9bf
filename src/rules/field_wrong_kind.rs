//! Each field holds one kind of value: words, yes or no, a list, or one of a few words.

use super::{Findings, Subject};
use crate::{
    article::{
        fields::{self, Kind},
        front_matter::Value,
    },
    say,
    text::{Text, names},
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for entry in &subject.article.front.entries {
        let Some(field) = fields::find(&entry.key) else { continue };
        let fits = match (&entry.value, field.kind) {
            (Value::Words(_), Kind::Words)
            | (Value::Flag(_), Kind::Flag)
            | (Value::List(_), Kind::List)
            | (Value::Tables(_), Kind::Tables(_)) => true,
            (Value::List(words), Kind::Tables(_)) => words.is_empty(),
            (Value::Words(word), Kind::OneOf(words)) => words.contains(&word.as_str()),
            _ => false,
        };
        if !fits {
            let key = field.key;
            let Text { zh, en } = expected(field.kind);
            found.at(entry.span.clone(), say!("`{key}` 要写成{zh}", "`{key}` takes {en}"));
        }
    }
}

fn expected(kind: Kind) -> Text {
    match kind {
        Kind::Words => say!("双引号里的文字，如 `\"…\"`", "words in double quotes, such as `\"…\"`"),
        Kind::Flag => say!(" `true` 或 `false`，不加引号", "`true` or `false`, without quotes"),
        Kind::List => {
            say!("方括号里的一列文字，如 `[\"…\", \"…\"]`", "a list of words, such as `[\"…\", \"…\"]`")
        }
        Kind::Tables(keys) => {
            let Text { zh, en } = names(keys.iter().map(|key| format!("`{key}`")));
            say!(
                "若干张表，每张以双方括号开头，可写 {zh}",
                "tables, each under a name in double brackets, with {en}"
            )
        }
        Kind::OneOf(words) => {
            let Text { zh, en } = names(words.iter().map(|word| format!("`\"{word}\"`")));
            say!("以下之一：{zh}", "one of {en}")
        }
    }
}
