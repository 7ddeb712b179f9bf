//! Nobody remembers after a year where a picture came from; the letter of its owner's lawyer does.

use std::{collections::BTreeMap, ops::Range};

use super::{Findings, Subject};
use crate::{
    article::{materials::materials, target::Target},
    say,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let article = subject.article;
    let named = |typed: &str| match Target::of(typed) {
        Target::Inside(path) => path,
        Target::Remote | Target::Outside => typed.to_owned(),
    };
    let said = |key: &str, picture: &str| {
        materials(article)
            .iter()
            .any(|row| named(row.get("file")) == picture && !row.get(key).trim().is_empty())
    };
    let cover = article.entry("cover").filter(|_| !article.words("cover").trim().is_empty());
    let cover = cover.map(|entry| (named(article.words("cover")), entry.span.clone()));
    let images =
        subject.markdown().images.iter().map(|image| (named(&image.destination), image.span.clone()));
    let mut pictures: BTreeMap<String, Range<usize>> = BTreeMap::new();
    for (picture, span) in cover.into_iter().chain(images).filter(|(picture, _)| !picture.is_empty()) {
        pictures.entry(picture).or_insert(span);
    }
    let count = pictures.len();
    let unsaid = !pictures.keys().any(|picture| said("origin", picture) || said("licence", picture));
    pictures.retain(|picture, _| !(said("origin", picture) && said("licence", picture)));
    let help = say!(
        "在文首其他字段之后、`[wxops]` 之前加 `[[materials]]`，写 `file`、`origin`（来源）、`licence`（授权）",
        "add `[[materials]]` after the other fields and before `[wxops]`, with `file`, `origin` and `licence`"
    );
    if let Some(first) = pictures.values().min_by_key(|span| span.start).filter(|_| count > 1 && unsaid) {
        let message =
            say!("{count} 张图片都没有写来源和授权", "none of {count} pictures has its origin and licence");
        found.at(first.clone(), message).help(help);
        return;
    }
    for (picture, span) in pictures {
        let message = match (said("origin", &picture), said("licence", &picture)) {
            (false, false) => {
                say!("`{picture}` 没有写来源和授权", "`{picture}` lacks its origin and licence")
            }
            (false, true) => say!("`{picture}` 没有写来源", "`{picture}` lacks its origin"),
            _ => say!("`{picture}` 没有写授权", "`{picture}` lacks its licence"),
        };
        found.at(span, message).help(help.clone());
    }
}
