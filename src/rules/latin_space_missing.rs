//! A house that sets a space between characters and Latin words sets it everywhere.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    found.tight(prose, prose.word_meetings(), |count| {
        say!(
            "汉字与字母之间有 {count} 处没有空格",
            "no space between characters and Latin words ({count} places)"
        )
    });
}
