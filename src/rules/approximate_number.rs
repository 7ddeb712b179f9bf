//! Seven or eight is one word in Chinese: figures with a mark between make it a list.

use super::{Findings, Subject};
use crate::{
    article::prose::{digits_after, digits_before},
    say,
};

const MARK: &str = "、";
const NUMBERS: &str = "一二三四五六七八九";

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
                .help(say!("写成“七八个”这样", "write it like `七八个`"));
        }
    }
    for at in prose.each(MARK) {
        let (low, end) = (prose.before(at), at + MARK.len());
        let high = prose.after(end);
        let number = |c: char| NUMBERS.chars().position(|number| number == c);
        let next = number(low).zip(number(high)).is_some_and(|(low, high)| high == low + 1);
        if next {
            let (start, end) = (at - low.len_utf8(), end + high.len_utf8());
            let alone = !"、第图表章节卷\n十百千万周期".contains(prose.before(start))
                && number(prose.before(start)).is_none();
            let counted = "个天年次人位名家件条种".contains(prose.after(end));
            let ordinal = ["年级", "人称", "个五年"].iter().any(|word| prose.text[end..].starts_with(word));
            if alone && counted && !ordinal {
                found
                    .at(
                        prose.span(start..end),
                        say!("概数里用了顿号", "an approximate number has a mark inside"),
                    )
                    .help(say!("写成 `{low}{high}`", "write `{low}{high}`"));
            }
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
                    .help(say!("写成“十几”或“几十”", "write `十几` or `几十`"));
            }
        }
    }
}
