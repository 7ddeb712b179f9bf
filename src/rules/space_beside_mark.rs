//! A full-width mark brings its own room; a space beside it makes a hole in the line.

use super::{Findings, Subject};
use crate::{article::prose::is_han, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for (at, run) in prose.runs(&[' ']) {
        let end = at + run.len();
        let beside = |c: char| matches!(c, '，' | '。' | '！' | '？' | '；' | '：' | '、');
        let (before, after) = (prose.before(at), prose.after(end));
        let words = |c: char| c.is_alphanumeric() || beside(c) || "“”（）《》".contains(c);
        // Where an element of HTML stands between, readers see more than a space.
        let around = || prose.span(at - before.len_utf8()..end + after.len_utf8());
        let is_space = || subject.article.text().get(around()).is_some_and(|between| !between.contains('<'));
        if (beside(before) || beside(after)) && words(before) && words(after) && is_space() {
            let mark = if beside(before) { before } else { after };
            // Many spaces are somebody's layout; in an English sentence the mark is what is wrong.
            let far = if beside(before) {
                (prose.before(at - before.len_utf8()), after)
            } else {
                (before, prose.after(end + after.len_utf8()))
            };
            let chinese = is_han(far.0) || is_han(far.1);
            let fix = if chinese && run.len() <= 2 { subject.mend(&(at..end), "") } else { vec![] };
            found
                .at(prose.span(at..end), say!("`{mark}` 旁边多了空格", "there is a space beside `{mark}`"))
                .fix(fix)
                .help(say!("删去空格", "delete the space"));
        }
    }
}
