//! The dash of Chinese is two characters wide; what a keyboard offers is half of it, or two hyphens.

use super::{Findings, Subject};
use crate::{article::prose::is_han, say};

const LINES: [char; 5] = ['-', '—', '–', '―', '─'];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for (at, run) in prose.runs(&LINES) {
        let end = at + run.len();
        let spaced = prose.before(at) == ' ' && prose.after(end) == ' ';
        let (left, right) =
            (prose.text[..at].trim_end_matches(' '), prose.text[end..].trim_start_matches(' '));
        let words = |c: Option<char>| c.is_some_and(|c| is_han(c) || "“”《》（）".contains(c));
        let among_words = words(left.chars().next_back()) && words(right.chars().next());
        let count = run.chars().count();
        // Between two names a single one, without spaces, joins them: 北京—上海.
        let is_wrong = match run.chars().next() {
            Some('—') => count == 1 && spaced || count > 2,
            Some('-') => count > 1 && run.bytes().all(|byte| byte == b'-'),
            _ => count > 1 || spaced,
        };
        if among_words && is_wrong {
            found
                .at(prose.span(at..end), say!("破折号写成了 `{run}`", "`{run}` stands for a dash"))
                .help(say!("改成 `——`", "write `——`"));
        }
    }
}
