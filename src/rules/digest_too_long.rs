//! The back office cuts a long digest.

use super::{Findings, Subject};
use crate::{say, settings::Level};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(digest) = subject.article.entry("digest") else { return };
    let length = subject.article.words("digest").chars().count();
    match subject.settings.limits.digest.passed(length) {
        Some((Level::Error, most)) => found
            .at(
                digest.span.clone(),
                say!(
                    "摘要有 {length} 个字，最多 {most} 个",
                    "the digest has {length} characters; the limit is {most}"
                ),
            )
            .help(say!(
                "只留一两句，讲清这篇对读者有什么用",
                "keep one or two sentences that say what the reader gains"
            )),
        Some((_, most)) => found
            .warning_at(
                digest.span.clone(),
                say!(
                    "摘要有 {length} 个字，最多 {most} 个",
                    "the digest has {length} characters; the limit is {most}"
                ),
            )
            .help(say!(
                "只留一两句，讲清这篇对读者有什么用",
                "keep one or two sentences that say what the reader gains"
            )),
        None => {}
    }
}
