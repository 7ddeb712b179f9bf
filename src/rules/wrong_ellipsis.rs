//! An ellipsis is six dots in two characters; three points from an English keyboard sit on the line.

use super::{Findings, Subject};
use crate::{article::prose::is_han, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for (of, wrong) in [('.', 3..=9), ('。', 3..=9), ('…', 1..=1), ('…', 3..=3), ('⋯', 1..=9)] {
        for (at, run) in prose.runs(&[of]) {
            let end = at + run.len();
            let chinese = |c: char| is_han(c) || "，。！？；：、“”（）《》".contains(c);
            let inside = chinese(prose.before(at)) || chinese(prose.after(end));
            if inside && wrong.contains(&run.chars().count()) {
                // Dots before a page number lead the eye.
                let leads =
                    prose.text[end..].trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit());
                let fix = if leads { vec![] } else { subject.mend(&(at..end), "……") };
                found
                    .at(prose.span(at..end), say!("省略号写成了 `{run}`", "an ellipsis is written `{run}`"))
                    .fix(fix)
                    .help(say!("改成 `……`", "write `……`"));
            }
        }
    }
}
