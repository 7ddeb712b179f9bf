//! Characters outside the standard table: traditional and foreign forms, and names that need their reading.

use std::{collections::HashMap, ops::Range};

use unicode_normalization::UnicodeNormalization as _;

use super::{Findings, Subject};
use crate::{lexicon::characters::is_rare, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    if !prose.may_hold_any(is_rare) {
        return;
    }
    let mut rare: HashMap<char, (Range<usize>, usize)> = HashMap::new();
    for (start, c) in prose.text.char_indices().filter(|(_, c)| is_rare(*c)) {
        let at = start..start + c.len_utf8();
        if !prose.is_quoted(&at) {
            rare.entry(c).or_insert((at, 0)).1 += 1;
        }
    }
    let mut rare: Vec<_> = rare.into_iter().collect();
    rare.sort_unstable_by_key(|(_, (at, _))| at.start);
    for (c, (at, count)) in rare {
        let message = if count == 1 {
            say!("“{c}”不在《通用规范汉字表》里", "“{c}” is not in the standard table of characters")
        } else {
            say!(
                "“{c}”不在《通用规范汉字表》里，共 {count} 处",
                "“{c}” is not in the standard table of characters ({count} places)"
            )
        };
        let usual = c.nfkc().next().filter(|usual| *usual != c);
        let help = match usual {
            Some(usual) => say!("改为“{usual}”", "write “{usual}”"),
            None => say!(
                "换成规范字；人名、地名可以保留，注上拼音",
                "write the standard form; keep it in a name, with its pinyin"
            ),
        };
        found.at(prose.span(at), message).help(help);
    }
}
