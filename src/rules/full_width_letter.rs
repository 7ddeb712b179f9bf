//! Full-width letters and digits come from a keyboard in the wrong mode; readers cannot search or copy them.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let mut done = 0;
    for (at, first) in prose.marks() {
        if *at < done || !is_full_width(*first) {
            continue;
        }
        let rest = &prose.text[*at..];
        let run = &rest[..rest.find(|c| !is_full_width(c)).unwrap_or(rest.len())];
        done = at + run.len();
        let half: String = run.chars().filter_map(|c| char::from_u32(c as u32 - 0xfee0)).collect();
        // Signs alone may be a drawing.
        let signs = run.chars().all(|c| matches!(c, '＋' | '＝'));
        let fix = if signs { vec![] } else { subject.mend(&(*at..done), &half) };
        found
            .at(prose.span(*at..done), say!("`{run}` 是全角的", "`{run}` is full-width"))
            .fix(fix)
            .help(say!("改成 `{half}`", "write `{half}`"));
    }
}

fn is_full_width(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '＋' | '＝')
}
