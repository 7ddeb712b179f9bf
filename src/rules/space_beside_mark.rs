//! A full-width mark brings its own room; a space beside it makes a hole in the line.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for (at, run) in prose.runs(&[' ']) {
        let end = at + run.len();
        let beside = |c: char| "，。！？；：、".contains(c);
        let (before, after) = (prose.before(at), prose.after(end));
        let words = |c: char| c.is_alphanumeric() || "，。！？；：、“”（）《》".contains(c);
        // Where an element of HTML stands between, readers see more than a space.
        let around = || prose.span(at - before.len_utf8()..end + after.len_utf8());
        let is_space = || subject.article.text().get(around()).is_some_and(|between| !between.contains('<'));
        if (beside(before) || beside(after)) && words(before) && words(after) && is_space() {
            let mark = if beside(before) { before } else { after };
            found
                .at(prose.span(at..end), say!("`{mark}` 旁边多了空格", "there is a space beside `{mark}`"))
                .help(say!("删去空格", "delete the space"));
        }
    }
}
