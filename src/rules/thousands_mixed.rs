//! Large numbers are read by their commas; where some lack them the eye compares wrong lengths.

use std::ops::Range;

use super::{Findings, Subject};
use crate::{
    article::prose::{Prose, is_han},
    say,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let (mut parted, mut whole): (usize, Vec<Range<usize>>) = (0, Vec::new());
    for at in prose.latin().iter().filter(|at| is_number(prose, at)) {
        let number = &prose.text[at.clone()];
        if prose.before(at.start) == ',' && number.len() == 3 && prose.before(at.start - 1).is_ascii_digit() {
            parted += 1;
        } else if number.len() >= 5 && !number.starts_with('0') && is_amount(prose, at) {
            whole.push(at.clone());
        }
    }
    if let Some(first) = whole.first().filter(|_| parted > 0) {
        let count = whole.len();
        found
            .at(
                prose.span(first.clone()),
                say!(
                    "有的大数分节，有 {count} 个不分节",
                    "some large numbers have commas, {count} have none"
                ),
            )
            .help(say!("统一：每三位一个 `,`", "choose one: a `,` every three digits"));
    }
}

/// Whether a number counts something; codes and telephone numbers have no unit.
fn is_amount(prose: &Prose, at: &Range<usize>) -> bool {
    let rest = prose.text[at.end..].trim_start_matches(' ');
    let unit = rest.starts_with(|c: char| is_han(c) && !"年号和与及或的是为，".contains(c));
    let before = prose.before(at.start);
    unit && !matches!(before, '.' | '-' | '/' | '#' | '号' | ':' | '：')
}

fn is_number(prose: &Prose, at: &Range<usize>) -> bool {
    prose.text[at.clone()].bytes().all(|byte| byte.is_ascii_digit())
}
