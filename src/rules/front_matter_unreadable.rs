//! Reading an article never fails; what could not be read is told here.

use std::ops::Range;

use super::{Findings, Subject};
use crate::say;

/// What a Chinese keyboard types where TOML wants the half-width twin.
const FULL_WIDTH: [char; 7] = ['“', '”', '‘', '’', '＝', '［', '］'];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let text = subject.article.text();
    for unread in subject.article.unread() {
        let line = line(text, unread.span.start);
        let span = if unread.span.is_empty() { line.clone() } else { unread.span.clone() };
        let finding = found.at(span, unread.why.clone());
        if let Some(help) = &unread.help {
            finding.help(help.clone());
        } else if let Some(typed) = text[line].chars().find(|c| FULL_WIDTH.contains(c)) {
            finding.help(say!(
                "`{typed}` 是全角符号，这里要用半角的 `\"`、`=`、`[`、`]`",
                "`{typed}` is full-width; type `\"`, `=`, `[`, `]` here"
            ));
        }
    }
}

/// The line in which a place lies.
fn line(text: &str, at: usize) -> Range<usize> {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    start..before.len() + after.find('\n').unwrap_or(after.len())
}
