//! A colon holds until the end of its sentence; a second one inside it leaves open what belongs to which.

use super::{Findings, Subject};
use crate::{article::prose::Kind, say};

/// A label before a colon has no more characters than this, as in 提示： and 翻译：甲，校对：乙.
const LABEL: usize = 4;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for passage in prose.passages.iter().filter(|passage| passage.kind == Kind::Paragraph) {
        let mut start = passage.range.start;
        for sentence in prose.text[passage.range.clone()].split_inclusive(['。', '！', '？', '；', '\n'])
        {
            let mut colons =
                sentence.match_indices('：').map(|(at, _)| at).filter(|at| governs(sentence, *at));
            if let Some(at) = colons.nth(1) {
                let span = start + at..start + at + '：'.len_utf8();
                found.at(prose.span(span), say!("一句里有两个冒号", "one sentence has two colons")).help(
                    say!("把前一个改成逗号，或拆成两句", "make the first a comma, or two sentences of it"),
                );
            }
            start += sentence.len();
        }
    }
}

/// Whether a colon stands in the sentence itself: not in quotation marks or brackets, where another sentence
/// stands, not between figures, as in a time, and not after a label.
fn governs(sentence: &str, at: usize) -> bool {
    let before = &sentence[..at];
    let open = before.chars().filter(|c| "“（「《".contains(*c)).count();
    let close = before.chars().filter(|c| "”）」》".contains(*c)).count();
    let label = before.rsplit(['，', '、', '|']).next().unwrap_or_default();
    let is_label = label.chars().count() <= LABEL && !label.ends_with(['说', '道', '问', '答', '是']);
    let is_time = before.ends_with(|c: char| c.is_ascii_digit());
    open <= close && !is_label && !is_time
}
