//! Inside “ ” another quotation has ‘ ’; with the same marks nobody sees which one ends where.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let mut open: Vec<usize> = Vec::new();
    for (at, mark) in prose.marks() {
        match mark {
            '\n' => open.clear(),
            '“' => open.push(*at),
            '”' => {
                let Some(inner) = open.pop().filter(|_| !open.is_empty()) else { continue };
                // The outer one ends too; else it was left open, which is another fault.
                let line = prose.text[at + mark.len_utf8()..].split('\n').next().unwrap_or_default();
                if line.find('”').is_some_and(|end| !line[..end].contains('“')) {
                    found
                        .at(
                            prose.span(inner..at + mark.len_utf8()),
                            say!("双引号里又用了双引号", "double quotation marks stand inside double ones"),
                        )
                        .help(say!("里面的改成 `‘’`", "write `‘’` inside"));
                }
            }
            _ => {}
        }
    }
}
