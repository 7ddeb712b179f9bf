//! Of two marks in a row one was left over when the sentence was changed.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for (at, run) in prose.runs(&['，', '、', '；', '：', '。']) {
        let first = run.chars().next().unwrap_or_default();
        if run.chars().any(|mark| mark != first) {
            found
                .at(
                    prose.span(at..at + run.len()),
                    say!("`{run}` 挨在一起", "`{run}`: these marks follow each other"),
                )
                .help(say!("只留需要的一个", "keep the one that is meant"));
        }
    }
}
