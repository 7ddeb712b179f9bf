//! Lists cut a long title, and the back office does not take a longer one at all.

use super::{Findings, Subject};
use crate::{say, settings::Level};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(title) = subject.article.entry("title") else { return };
    let length = subject.article.words("title").chars().count();
    match subject.settings.limits.title.passed(length) {
        Some((Level::Error, most)) => found
            .at(
                title.span.clone(),
                say!(
                    "标题有 {length} 个字，最多 {most} 个",
                    "the title has {length} characters; the limit is {most}"
                ),
            )
            .help(say!(
                "把最要紧的写在前面，细节放进摘要",
                "say the main thing first and move the detail to the digest"
            )),
        Some((_, most)) => found
            .warning_at(
                title.span.clone(),
                say!(
                    "标题有 {length} 个字，超过 {most} 个在列表里会被截断",
                    "the title has {length} characters; lists cut it after {most}"
                ),
            )
            .help(say!(
                "把最要紧的写在前面，细节放进摘要",
                "say the main thing first and move the detail to the digest"
            )),
        None => {}
    }
}
