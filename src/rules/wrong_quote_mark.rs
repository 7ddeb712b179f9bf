//! Straight quotation marks have no direction; in Chinese they look like a typewriter.

use super::{Findings, Subject};
use crate::{
    article::prose::{Prose, is_han},
    say,
};

/// Most bytes between two marks that are surely a pair.
const LONGEST: usize = 240;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    if !prose.may_hold("\"") {
        return;
    }
    for passage in &prose.passages {
        let text = &prose.text[passage.range.clone()];
        let at: Vec<usize> = text.match_indices('"').map(|(at, _)| passage.range.start + at).collect();
        let mut sure = None;
        for pair in at.chunks_exact(2) {
            let (open, close) = (pair[0], pair[1]);
            // `title="标题"` belongs to a program.
            let is_value = prose.text[..open].trim_end_matches(' ').ends_with('=');
            if !is_value && (is_han(prose.after(open + 1)) || is_han(prose.before(close))) {
                let sure = *sure.get_or_insert_with(|| are_pairs(prose, &at));
                let marks = [(open..open + 1, "“"), (close..close + 1, "”")];
                found
                    .at(
                        prose.span(open..close + 1),
                        say!("中文引语用了直引号", "a Chinese quotation has straight marks"),
                    )
                    .fix(if sure { subject.mend_all(&marks) } else { vec![] })
                    .help(say!("改成 `“”`", "write `“”`"));
            }
        }
    }
}

/// Whether the marks of a passage are quotation marks, two by two, and not inches or the strings of a program.
fn are_pairs(prose: &Prose, at: &[usize]) -> bool {
    let outside = |c: char| is_han(c) || c.is_whitespace() || c.is_ascii_alphabetic() || is_mark(c);
    at.len().is_multiple_of(2)
        && at.chunks_exact(2).all(|pair| {
            let (open, close) = (pair[0], pair[1]);
            let words = &prose.text[open + 1..close];
            let inside = !words.is_empty() && words.trim() == words && words.contains(is_han);
            let before = prose.before(open);
            inside
                && words.len() <= LONGEST
                && !words.contains(['“', '”', '\n'])
                && !prose.before(close).is_ascii_digit()
                && (outside(before) || before == '(')
                && (outside(prose.after(close + 1)) || matches!(prose.after(close + 1), ')' | ',' | '.'))
        })
}

fn is_mark(c: char) -> bool {
    "，。！？；：、（）《》…—“”".contains(c)
}
