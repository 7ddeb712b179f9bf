//! 三月5日 changes its hand in the middle.

use super::{Findings, Subject};
use crate::{
    article::prose::{digits_after, digits_before},
    say,
};

const NUMBERS: &str = "〇一二三四五六七八九十";

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let text = &prose.text;
    for at in prose.each("月") {
        let end = at + '月'.len_utf8();
        let (figures, day_figures) = (digits_before(text, at), digits_after(text, end));
        let words = text[..at].chars().rev().take_while(|c| NUMBERS.contains(*c)).count() * 3;
        let rest = &text[end..];
        let day_words = rest.len() - rest.trim_start_matches(|c| NUMBERS.contains(c)).len();
        let (start, stop) = if words > 0 && !day_figures.is_empty() {
            (at - words, end + day_figures.len())
        } else if !figures.is_empty() && day_words > 0 {
            (at - figures.len(), end + day_words)
        } else {
            continue;
        };
        if matches!(prose.after(stop), '日' | '号') {
            found
                .at(
                    prose.span(start..stop + '日'.len_utf8()),
                    say!("月和日写法不同", "month and day differ in style"),
                )
                .help(say!("写成 `3月5日` 或 `三月五日`", "write `3月5日` or `三月五日`"));
        }
    }
}
