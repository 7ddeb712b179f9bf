//! Some words are words, not numbers.

use super::{Findings, Subject};
use crate::say;

/// As typed, and as written.
const WORDS: [(&str, &str); 18] = [
    ("5四运动", "五四运动"),
    ("1带1路", "一带一路"),
    ("1心1意", "一心一意"),
    ("7上8下", "七上八下"),
    ("5颜6色", "五颜六色"),
    ("4面8方", "四面八方"),
    ("星期1", "星期一"),
    ("星期2", "星期二"),
    ("星期3", "星期三"),
    ("星期4", "星期四"),
    ("星期5", "星期五"),
    ("星期6", "星期六"),
    ("礼拜1", "礼拜一"),
    ("礼拜2", "礼拜二"),
    ("礼拜3", "礼拜三"),
    ("礼拜4", "礼拜四"),
    ("礼拜5", "礼拜五"),
    ("礼拜6", "礼拜六"),
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for (wrong, right) in WORDS {
        for (at, _) in prose.text.match_indices(wrong) {
            let end = at + wrong.len();
            if !prose.before(at).is_ascii_digit() && !prose.after(end).is_ascii_digit() {
                found
                    .at(
                        prose.span(at..end),
                        say!("`{wrong}` 里用了数字", "`{wrong}` is written with figures"),
                    )
                    .help(say!("改成 `{right}`", "write `{right}`"));
            }
        }
    }
}
