//! Indents are the layout's work; typed ones differ from paragraph to paragraph.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for (at, run) in prose.runs(&['\u{3000}']) {
        // Alone in a cell it keeps the cell open.
        if prose.passage(at).is_some_and(|passage| passage.range.len() == run.len()) {
            continue;
        }
        // In the middle of a line it may hold two names apart.
        let end = at + run.len();
        let indents = prose.before(at) == '\n' || prose.after(end) == '\n';
        found
            .at(prose.span(at..at + run.len()), say!("全角空格", "a full-width space"))
            .fix(if indents { subject.mend(&(at..end), "") } else { vec![] })
            .help(say!("删去；段首缩进交给排版", "delete it; the layout makes indents"));
    }
}
