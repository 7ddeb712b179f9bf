//! 9～16亿 may begin at nine or at nine hundred million.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for (at, mark) in prose.marks() {
        if !['～', '~', '—', '–', '-'].contains(mark) {
            continue;
        }
        let (at, end) = (*at, at + mark.len_utf8());
        let low = number_before(&prose.text[..at]);
        let high = number_after(&prose.text[end..]);
        let unit = prose.after(end + high.len());
        let is_number = |number: &str| number.parse::<f64>().is_ok();
        let plain = is_number(low) && is_number(high) && matches!(unit, '万' | '亿' | '%' | '％');
        let before = prose.before(at - low.len());
        if plain && !before.is_ascii_alphanumeric() && !matches!(before, '-' | '.' | '/' | '$') {
            let span = at - low.len()..end + high.len() + unit.len_utf8();
            found
                .at(prose.span(span), say!("前一个数字漏了“{unit}”", "the first number lacks its `{unit}`"))
                .help(say!("写成 `{low}{unit}～{high}{unit}`", "write `{low}{unit}～{high}{unit}`"));
        }
    }
}

fn number_before(text: &str) -> &str {
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    &text[rest.len()..]
}

fn number_after(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    &text[..text.len() - rest.len()]
}
