//! On a phone a long paragraph is a wall; readers leave before its end.

use super::{Findings, Subject};
use crate::{article::prose::Kind, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for passage in
        prose.passages.iter().filter(|passage| matches!(passage.kind, Kind::Paragraph | Kind::Item))
    {
        let length = passage.length;
        if let Some((level, most)) = subject.settings.limits.paragraph.passed(length) {
            let message = say!(
                "这一段有 {length} 个字，最多 {most} 个",
                "this paragraph has {length} characters; the limit is {most}"
            );
            found
                .weighing(level, prose.span(prose.beginning(passage)), message)
                .help(say!("分成几段", "divide it"));
        }
    }
}
