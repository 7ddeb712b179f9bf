//! Figures make a lunar date look like one of the common calendar.

use super::{Findings, Subject};
use crate::{article::prose::digits_after, say};

const NAME: &str = "农历";

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for at in prose.each(NAME) {
        let month = digits_after(&prose.text, at + NAME.len());
        let end = at + NAME.len() + month.len();
        if !month.is_empty() && prose.after(end) == '月' {
            found
                .at(prose.span(at..end), say!("农历日期用了阿拉伯数字", "a lunar date is in figures"))
                .help(say!("写成“农历八月十五”这样", "write it like 农历八月十五"));
        }
    }
}
