//! A heading is no sentence; a full stop at its end looks like a slip.

use super::{Findings, Subject};
use crate::{article::prose::Kind, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for passage in
        prose.passages.iter().filter(|passage| matches!(passage.kind, Kind::Title | Kind::Heading(_)))
    {
        let words = prose.text[passage.range.clone()].trim_end();
        let Some(mark) = words.chars().next_back().filter(|c| matches!(c, '。' | '，' | '；' | '、'))
        else {
            continue;
        };
        let end = passage.range.start + words.len();
        // A slogan of several sentences keeps its marks, or loses them all.
        let one = !words[..words.len() - mark.len_utf8()].contains(['。', '！', '？', '；']);
        let last = end - mark.len_utf8()..end;
        found
            .at(
                prose.span(last.clone()),
                say!("标题末尾不用 `{mark}`", "a heading does not end with `{mark}`"),
            )
            .fix(if one { subject.mend(&last, "") } else { vec![] })
            .help(say!("删去", "delete it"));
    }
}
