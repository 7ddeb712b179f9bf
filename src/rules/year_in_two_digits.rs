//! 98年 is a year of some century, or as many years.

use super::{Findings, Subject};
use crate::{
    article::prose::{digits_after, digits_before},
    say,
};

/// A year of a reign or of another calendar has two digits of right.
const REIGNS: [&str; 10] = ["民国", "昭和", "平成", "大正", "明治", "康熙", "乾隆", "光绪", "公元", "元前"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let text = &prose.text;
    for at in prose.each("年") {
        let digits = digits_before(text, at);
        let start = at - digits.len();
        let before = &text[..start];
        if digits.len() != 2 || before.ends_with(['.', ',', '-', '/', '～', '~', '—', '–', '第', '满', '共'])
        {
            continue;
        }
        let after = at + '年'.len_utf8();
        let month = digits_after(text, after);
        let is_month = (1..=2).contains(&month.len()) && text[after + month.len()..].starts_with('月');
        let is_cut = before.ends_with(['\'', '’', '‘']) && text[after..].starts_with('代');
        let is_year = is_month || is_cut || digits.starts_with('0');
        if is_year && !REIGNS.iter().any(|reign| before.ends_with(reign)) {
            found
                .at(
                    prose.span(start..after),
                    say!("年份只写了两位：`{digits}年`", "`{digits}年`: the year has two digits only"),
                )
                .help(say!("写全四位", "write all four digits"));
        }
    }
}
