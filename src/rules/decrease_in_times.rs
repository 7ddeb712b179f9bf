//! Nothing becomes smaller by a multiple; readers cannot tell what is meant.

use super::{Findings, Subject};
use crate::say;

const LESS: [&str; 8] = ["降低", "减少", "下降", "缩短", "缩小", "减轻", "下跌", "降幅达"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for (at, less) in LESS.iter().flat_map(|less| prose.text.match_indices(less)) {
        let rest = prose.text[at + less.len()..].trim_start_matches(['了', ' ', '近', '约']);
        let number = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十百几数.".contains(c);
        let after = rest.trim_start_matches(number).trim_start();
        if after.len() < rest.len() && after.starts_with('倍') {
            let end = prose.text.len() - after.len() + '倍'.len_utf8();
            found.at(prose.span(at..end), say!("“{less}”不能用“倍”", "{less} is not counted in 倍")).help(
                say!("写成“降至原来的三分之一”或百分比", "say to which part it fell, or give per cent"),
            );
        }
    }
}
