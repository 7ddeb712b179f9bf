//! Half-width marks among Chinese characters look torn and break the line in odd places.

use super::{Findings, Subject};
use crate::{article::prose::is_han, say};

/// What is typed, and what belongs there.
const MARKS: [(char, char); 6] =
    [(',', '，'), ('.', '。'), ('!', '！'), ('?', '？'), (':', '：'), (';', '；')];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for (at, typed) in prose.marks() {
        let Some((_, right)) = MARKS.iter().find(|(half, _)| half == typed) else { continue };
        let (before, after) = (prose.before(*at), prose.after(at + 1));
        let ends = matches!(after, '\n' | '”' | '’' | '）' | '」');
        // A point between two characters may join the parts of a name.
        if is_han(before) && (ends || is_han(after) && *typed != '.') {
            found
                .at(
                    prose.span(*at..at + 1),
                    say!("中文里用了半角的 `{typed}`", "a half-width `{typed}` stands in Chinese text"),
                )
                .fix(subject.mend(&(*at..at + 1), right.encode_utf8(&mut [0; 3])))
                .help(say!("改成 `{right}`", "write `{right}`"));
        }
    }
}
