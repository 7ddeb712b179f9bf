//! Half-width brackets stand too low and too close beside Chinese characters.

use super::{Findings, Subject};
use crate::{
    article::prose::{OBJECT, is_han},
    say,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let mut open: Option<(usize, char)> = None;
    for (at, mark) in prose.marks() {
        match mark {
            '\n' => open = None,
            '(' | '（' => open = Some((*at, *mark)),
            ')' | '）' => {
                let Some((start, opening)) = open.take() else { continue };
                let end = at + mark.len_utf8();
                let inside = &prose.text[start + opening.len_utf8()..*at];
                let around = [prose.before(start), prose.after(end)];
                let is_half = opening == '(' && *mark == ')';
                if is_half && inside.contains(is_han) && !is_call(around[0]) {
                    found
                        .at(
                            prose.span(start..end),
                            say!("中文用了半角括号", "half-width brackets stand around Chinese text"),
                        )
                        .help(say!("改成 `（）`", "write `（）`"));
                }
            }
            _ => {}
        }
    }
}

/// Whether the bracket belongs to the word before it, as in `f(文件)`.
fn is_call(before: char) -> bool {
    before.is_ascii_alphanumeric() || matches!(before, OBJECT | '_' | ']' | '\\' | '$')
}
