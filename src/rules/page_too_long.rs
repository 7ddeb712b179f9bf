//! The platform counts the characters of the HTML: 20 000 by its documents, and 1 MB is where it stops.

use super::{Findings, Subject};
use crate::{render::LIMIT, say, settings::Level};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    if subject.styles.is_none() {
        return; // laying out a page takes as long as a quarter of all other rules
    }
    let page = subject.page();
    let (characters, bytes) = (page.characters(), page.html.len());
    if bytes >= LIMIT {
        found
            .weighing(
                Level::Error,
                0..0,
                say!(
                    "排好的页面有 {bytes} 字节，平台只收 {LIMIT} 字节（1 MB）以内",
                    "the rendered page has {bytes} bytes; the platform takes less than {LIMIT} (1 MB)"
                ),
            )
            .help(say!("分成几篇", "make several articles of it"));
    } else if let Some((level, bound)) = subject.settings.limits.body_chars.passed(characters) {
        found
            .weighing(
                level,
                0..0,
                say!(
                    "排好的页面有 {characters} 个字符（连标记），平台说明是 {bound} 个以内",
                    "the rendered page has {characters} characters, markup included; the platform's documents allow {bound}"
                ),
            )
            .help(say!("删减，或分成两篇", "cut it, or make two of it"));
    }
}
