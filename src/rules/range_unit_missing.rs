//! 9～16亿 may begin at nine or at nine hundred million.

use super::{Findings, Subject};
use crate::{article::prose::NumberRange, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for range in prose.ranges() {
        let NumberRange { low, low_unit: None, high, unit: unit @ ('万' | '亿' | '%' | '％'), .. } = range
        else {
            continue;
        };
        found
            .at(
                prose.span(range.span()),
                say!("前一个数字漏了“{unit}”", "the first number lacks its `{unit}`"),
            )
            .help(say!("写成 `{low}{unit}～{high}{unit}`", "write `{low}{unit}～{high}{unit}`"));
    }
}
