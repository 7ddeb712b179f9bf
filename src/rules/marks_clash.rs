//! Of two marks in a row one was left over when the sentence was changed.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for (at, run) in prose.runs(&['，', '、', '；', '：', '。']) {
        let first = run.chars().next().unwrap_or_default();
        if run.chars().any(|mark| mark != first) {
            // Where the sentence ends, the full stop is the one that is meant.
            let slip = matches!(run, "，。" | "、。" | "；。") && prose.after(at + run.len()) == '\n';
            found
                .at(
                    prose.span(at..at + run.len()),
                    say!("`{run}` 挨在一起", "`{run}`: these marks follow each other"),
                )
                .fix(if slip { subject.mend(&(at..at + run.len()), "。") } else { vec![] })
                .help(say!("只留需要的一个", "keep the one that is meant"));
        }
    }
}
