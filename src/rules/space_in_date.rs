//! 2026年11月22日 is one word; spaces let its parts drift apart, and the line break among them.

use super::{Findings, Subject};
use crate::{article::prose::digits_before, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let spaces = prose.runs(&[' ']).filter(|(at, run)| {
        let (before, after) = (&prose.text[..*at], prose.after(at + run.len()));
        match after {
            '年' => digits_before(before, *at).len() == 4,
            '月' => prose.before(*at).is_ascii_digit(),
            // 3 日 after no month is a span of time.
            '日' | '号' => without_number(before).is_some_and(|before| before.ends_with('月')),
            '0'..='9' => before.strip_suffix(['年', '月']).and_then(without_number).is_some(),
            _ => false,
        }
    });
    let spaces = spaces.map(|(at, run)| at..at + run.len());
    let spaces: Vec<_> = spaces.filter(|at| !prose.is_quoted(at)).collect();
    if let Some(first) = spaces.first() {
        let count = spaces.len();
        found
            .at(
                prose.span(first.clone()),
                say!("日期里有 {count} 处空格", "spaces stand in dates ({count} places)"),
            )
            .help(say!("删去空格，写成 `2026年11月22日`", "delete them: `2026年11月22日`"));
    }
}

/// A text without the number that it ends with, and without the spaces on both sides of that; none if it has none.
fn without_number(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(' ');
    let digits = digits_before(text, text.len());
    (!digits.is_empty()).then(|| text[..text.len() - digits.len()].trim_end_matches(' '))
}
