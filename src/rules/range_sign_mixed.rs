//! One article writes its ranges in one way.

use super::{Findings, Subject};
use crate::{article::prose::NumberRange, say, text::names};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let ranges: Vec<NumberRange<'_>> = prose.ranges().filter(|range| !is_date(range)).collect();
    let Some(first) = ranges.first() else { return };
    let mut signs: Vec<char> = ranges.iter().map(|range| range.sign).collect();
    signs.sort_unstable();
    signs.dedup();
    if let Some(other) = ranges.iter().find(|range| range.sign != first.sign) {
        let signs = names(signs.iter().map(|sign| format!("`{sign}`")));
        let (zh, en) = (signs.zh, signs.en);
        found
            .at(
                prose.span(other.span()),
                say!("全文的起止号有几种：{zh}", "ranges are written with several signs: {en}"),
            )
            .help(say!("统一用 `～`", "write `～` everywhere"));
    }
}

/// Between dates GB/T 15834 has —, between numbers ～ as well.
fn is_date(range: &NumberRange<'_>) -> bool {
    "年月日号时点分".contains(range.unit)
}
