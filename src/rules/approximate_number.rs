//! Seven or eight is one word in Chinese: figures with a mark between make it a list.

use super::{Findings, Subject};
use crate::{
    article::prose::{digits_after, digits_before},
    say,
};

const MARK: &str = "、";

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for at in prose.each(MARK) {
        let (low, high) = (digits_before(&prose.text, at), digits_after(&prose.text, at + MARK.len()));
        let (start, end) = (at - low.len(), at + MARK.len() + high.len());
        let next =
            matches!((low.parse::<u8>(), high.parse::<u8>()), (Ok(low @ 1..=8), Ok(high)) if high == low + 1);
        let alone = !"、第图表章节.,-—～~".contains(prose.before(start));
        if next && alone && "个天年次人位名家件条种".contains(prose.after(end)) {
            found
                .at(
                    prose.span(start..end),
                    say!("概数用了数字和顿号", "an approximate number is written in figures"),
                )
                .help(say!("写成“七八个”这样", "write it like 七八个"));
        }
    }
    for wrong in ["10几", "几10"] {
        for at in prose.each(wrong) {
            let figure = prose.before(at).is_ascii_digit() || prose.after(at + wrong.len()).is_ascii_digit();
            if !figure {
                found
                    .at(
                        prose.span(at..at + wrong.len()),
                        say!("`{wrong}` 混用了数字", "`{wrong}` mixes figures and characters"),
                    )
                    .help(say!("写成“十几”或“几十”", "write 十几 or 几十"));
            }
        }
    }
}
