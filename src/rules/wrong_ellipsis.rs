//! An ellipsis is six dots in two characters; three points from an English keyboard sit on the line.

use super::{Findings, Subject};
use crate::{
    article::prose::{Prose, is_han},
    say,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let count = |run: &str| run.chars().count();
    let points =
        prose.rows(&['.']).chain(prose.rows(&['。'])).filter(|(_, run)| (3..=9).contains(&count(run)));
    let dots = prose.runs(&['…']).filter(|(_, run)| matches!(count(run), 1 | 3));
    let others = prose.runs(&['⋯']).filter(|(_, run)| count(run) <= 9);
    for (at, run) in points.chain(dots).chain(others) {
        let end = at + run.len();
        if is_chinese(prose, at, end) {
            // Dots before a page number lead the eye.
            let leads = prose.text[end..].trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit());
            let fix = if leads { vec![] } else { subject.mend(&(at..end), "……") };
            found
                .at(prose.span(at..end), say!("省略号写成了 `{run}`", "an ellipsis is written `{run}`"))
                .fix(fix)
                .help(say!("改成 `……`", "write `……`"));
        }
    }
}

/// Whether dots end Chinese words, or go over into them. In `s_1、s_2、...、s_n` they stand for a part of a
/// series, and `Powered By ...` is English.
fn is_chinese(prose: &Prose, at: usize, end: usize) -> bool {
    let before = prose.text[..at].trim_end_matches(' ').chars().next_back().unwrap_or('\n');
    let (joined, after) = (prose.before(at), prose.after(end));
    let is_series = joined == '、' && !is_han(after) || after.is_ascii_alphabetic();
    let ended = is_han(before) || "，。！？；”）》".contains(before) || joined == '、';
    (ended || joined.is_ascii_alphanumeric() && is_han(after)) && !is_series && !is_button(prose, at, after)
}

/// Whether the dots end the name of a button, as it is written there: 点击“另存为…”.
fn is_button(prose: &Prose, at: usize, after: char) -> bool {
    let open = prose.text[..at].rfind('“').filter(|_| after == '”');
    let before = open.map_or("", |open| prose.text[..open].trim_end_matches(' '));
    ["选择", "点击", "单击", "双击", "选中", "按下"].iter().any(|verb| before.ends_with(verb))
}
