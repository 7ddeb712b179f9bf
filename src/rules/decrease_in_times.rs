//! Nothing becomes smaller by a multiple; readers cannot tell what is meant.

use super::{Findings, Subject};
use crate::say;

const LESS: [&str; 8] = ["降低", "减少", "下降", "缩短", "缩小", "减轻", "下跌", "降幅达"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for times in prose.each("倍") {
        let before = prose.text[..times].trim_end_matches(|c: char| c == ' ' || is_number(c));
        let number = &prose.text[before.len()..times];
        let verb = before.trim_end_matches(['了', ' ', '近', '约']);
        let Some(less) = LESS.iter().find(|less| verb.ends_with(**less)) else { continue };
        if number.contains(is_number) {
            let span = verb.len() - less.len()..times + '倍'.len_utf8();
            found.at(prose.span(span), say!("“{less}”不能用“倍”", "`{less}` is not counted in `倍`")).help(
                say!("写成“降至原来的三分之一”或百分比", "say to which part it fell, or give per cent"),
            );
        }
    }
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || "一二两三四五六七八九十百几数.".contains(c)
}
