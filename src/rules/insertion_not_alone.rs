//! What only the back office can insert has a paragraph of its own: `{{视频号：开箱三分钟}}`. In the middle of a text its
//! braces would go out to readers.

use super::{Findings, Subject};
use crate::{render, say, text::Text};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for start in prose.each("{{") {
        // No further than the next brace: thousands of them are still read once.
        let inside = &prose.text[start + 2..];
        let Some(length) = inside.find(['{', '}', '\n']).filter(|at| inside[*at..].starts_with("}}")) else {
            continue;
        };
        let end = start + 2 + length + 2;
        let Some(kind) = render::inserted(&prose.text[start..end]) else { continue };
        let span = prose.span(start..end);
        if subject.page().by_hand.iter().any(|own| own.at == span.start) {
            continue;
        }
        let Text { zh, en } = kind.label();
        found
            .at(
                span,
                say!(
                    "{zh}的占位不在单独一段里，读者会看到大括号",
                    "the place of {en} is not a paragraph of its own; readers would see its braces"
                ),
            )
            .help(say!(
                "前后各空一行，让它独占一段",
                "let it stand alone, with an empty line before and behind"
            ));
    }
}
