//! Comma after comma, and the thought changes on the way: readers lose who does what.

use super::{Findings, Subject};
use crate::{article::prose::Kind, say};

/// So many commas in a sentence are too many; a list of short parts has its 、.
const COMMAS: usize = 7;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let kinds = |kind: Kind| matches!(kind, Kind::Paragraph | Kind::Item);
    for passage in prose.passages.iter().filter(|passage| kinds(passage.kind)) {
        let mut start = passage.range.start;
        for sentence in prose.text[passage.range.clone()].split_inclusive(['。', '！', '？', '；', '…', '\n'])
        {
            let commas = sentence.matches('，').count();
            if commas >= COMMAS {
                let words: usize = sentence.chars().take(12).map(char::len_utf8).sum();
                found
                    .at(
                        prose.span(start..start + words),
                        say!(
                            "这一句有 {commas} 个逗号，一逗到底",
                            "this sentence runs on over {commas} commas"
                        ),
                    )
                    .help(say!("意思完整的地方改用句号", "put a full stop where a thought is complete"));
            }
            start += sentence.len();
        }
    }
}
