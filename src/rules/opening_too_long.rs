//! The first paragraph decides whether anybody reads the second.

use super::{Findings, Subject};
use crate::{article::prose::Kind, say};

/// Above so many characters.
const MOST: usize = 100;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let body = |kind: Kind| !matches!(kind, Kind::Title | Kind::Digest | Kind::Heading(_));
    let Some(first) = prose.passages.iter().find(|passage| body(passage.kind)) else { return };
    let length = first.length;
    if first.kind == Kind::Paragraph && !first.quoted && length > MOST {
        found
            .at(
                prose.span(prose.beginning(first)),
                say!(
                    "开头一段有 {length} 个字，超过 {MOST} 个",
                    "the opening has {length} characters, more than {MOST}"
                ),
            )
            .help(say!("先用一两句写明谁、做什么、为什么", "say who, what and why in a sentence or two"));
    }
}
