//! Who reads on a phone has lost the beginning of a long sentence before its end.

use super::{Findings, Subject};
use crate::{
    article::prose::{Kind, is_han},
    say,
};

/// Above so many Chinese characters; one sentence in twenty of published articles has more than 63.
const MOST: usize = 80;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for passage in prose
        .passages
        .iter()
        .filter(|passage| matches!(passage.kind, Kind::Paragraph | Kind::Item) && passage.length > MOST)
    {
        let marks = prose.marks();
        let first = marks.partition_point(|(at, _)| *at < passage.range.start);
        let inside = marks[first..].iter().take_while(|(at, _)| *at < passage.range.end);
        let ends = inside.filter(|(_, mark)| matches!(mark, '。' | '！' | '？' | '；' | '…' | '\n'));
        let ends = ends.map(|(at, mark)| at + mark.len_utf8()).chain([passage.range.end]);
        let mut start = passage.range.start;
        for end in ends {
            let sentence = &prose.text[start..end];
            // A Chinese character has three bytes or more.
            let length =
                if sentence.len() > 3 * MOST { sentence.chars().filter(|c| is_han(*c)).count() } else { 0 };
            if length > MOST {
                let words: usize = sentence.chars().take(12).map(char::len_utf8).sum();
                found
                    .at(
                        prose.span(start..start + words),
                        say!(
                            "这一句有 {length} 个字，超过 {MOST} 个",
                            "this sentence has {length} characters, more than {MOST}"
                        ),
                    )
                    .help(say!("拆成几句", "make several of it"));
            }
            start = end;
        }
    }
}
