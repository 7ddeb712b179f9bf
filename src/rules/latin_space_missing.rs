//! A house that sets a space between characters and Latin words sets it everywhere.

use super::{Findings, Subject};
use crate::{article::prose::Meeting, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let tight: Vec<Meeting> =
        prose.word_meetings().filter(|met| !met.is_spaced && !prose.is_quoted(&met.at)).collect();
    if let Some(first) = tight.first() {
        let count = tight.len();
        found
            .at(
                prose.span(first.at.clone()),
                say!(
                    "汉字与字母之间有 {count} 处没有空格",
                    "no space between characters and Latin words ({count} places)"
                ),
            )
            .help(say!("加一个空格", "set a space"));
    }
}
