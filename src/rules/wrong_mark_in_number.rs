//! A number is one word; a full-width mark breaks it in two.

use super::{Findings, Subject};
use crate::{
    article::prose::{digits_after, digits_before},
    say,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let text = &prose.text;
    for (mark, typed, right) in [('，', "，", ','), ('。', "。", '.')] {
        for at in prose.each(typed) {
            let (before, after) = (digits_before(text, at), digits_after(text, at + typed.len()));
            let (start, end) = (at - before.len(), at + typed.len() + after.len());
            let thousands = mark == '，' && (1..=3).contains(&before.len()) && after == "000";
            let version = mark == '。' && text[..start].ends_with(['v', 'V']) && !after.is_empty();
            if !before.is_empty() && (thousands || version) {
                found
                    .at(
                        prose.span(start..end),
                        say!("数字里用了全角的 `{mark}`", "a full-width `{mark}` stands in a number"),
                    )
                    .help(say!("改成 `{right}`", "write `{right}`"));
            }
        }
    }
}
