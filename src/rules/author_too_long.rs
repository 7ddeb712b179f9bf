//! The back office takes a short by-line only.

use super::{Findings, Subject};
use crate::{say, settings::Level};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(author) = subject.article.entry("author") else { return };
    let length = subject.article.words("author").chars().count();
    match subject.settings.limits.author.passed(length) {
        Some((Level::Error, most)) => found
            .at(
                author.span.clone(),
                say!(
                    "作者名有 {length} 个字，最多 {most} 个",
                    "the by-line has {length} characters; the limit is {most}"
                ),
            )
            .help(say!(
                "写一个署名，其他人写进文末",
                "name one author here and the others at the end of the text"
            )),
        Some((_, most)) => found
            .warning_at(
                author.span.clone(),
                say!(
                    "作者名有 {length} 个字，建议不超过 {most} 个",
                    "the by-line has {length} characters; {most} read best"
                ),
            )
            .help(say!(
                "写一个署名，其他人写进文末",
                "name one author here and the others at the end of the text"
            )),
        None => {}
    }
}
