//! Years in characters are written with 〇, as one reads figures off.

use super::{Findings, Subject};
use crate::say;

const DIGITS: &str = "〇零一二三四五六七八九";

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    if !prose.may_hold("零") {
        return;
    }
    for end in prose.each("年") {
        let figures: Vec<char> =
            prose.text[..end].chars().rev().take_while(|c| DIGITS.contains(*c)).take(5).collect();
        if figures.len() == 4 && figures.contains(&'零') {
            let start = end - figures.iter().map(|c| c.len_utf8()).sum::<usize>();
            let right = prose.text[start..end].replace('零', "〇");
            found
                .at(prose.span(start..end), say!("年份里用了“零”", "a year is written with `零`"))
                .fix(subject.mend(&(start..end), &right))
                .help(say!("改成 `{right}年`", "write `{right}年`"));
        }
    }
}
