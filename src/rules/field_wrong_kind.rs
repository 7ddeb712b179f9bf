//! Each field holds one kind of value: words, yes or no, a list, or one of a few words.

use super::{Findings, Subject};
use crate::{
    article::{
        crop::{Focus, PLACES},
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
            (Value::Words(place), Kind::Crop) => Focus::typed(place).is_some(),
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
        Kind::Crop => {
            let one = |word: &str| format!("`\"{word}\"`");
            let zh = names(PLACES.iter().map(|(zh, ..)| one(zh))).zh;
            let en = names(PLACES.iter().map(|(_, en, _)| one(en))).en;
            say!(
                "以下之一：{zh}，或者要留住的那一点离左边、上边多远，如 `\"30% 20%\"`",
                "one of {en}, or how far from the left and the top the point is that must stay, as `\"30% 20%\"`"
            )
        }
        Kind::OneOf(words) => {
            let Text { zh, en } = names(words.iter().map(|word| format!("`\"{word}\"`")));
            say!("以下之一：{zh}", "one of {en}")
        }
    }
}
