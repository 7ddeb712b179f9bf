//! Slang is soon stale, and not all readers know it.

use super::{Findings, Subject};
use crate::{
    lexicon::List,
    say,
    settings::{Level, Tone},
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let is_strict = subject.category.and_then(|category| category.tone) == Some(Tone::Strict);
    let level = if is_strict { Level::Error } else { Level::Warning };
    let prose = subject.prose();
    for hit in subject.hits(List::Slang) {
        let word = &prose.text[hit.at.clone()];
        let message = say!("“{word}”是网络用语", "“{word}” is internet slang");
        let plainly = hit.entry.advice;
        let help = if plainly.starts_with('（') {
            say!("删去，或换成平实的说法", "delete it, or say it plainly")
        } else {
            say!("可以说“{plainly}”", "say “{plainly}”")
        };
        found.weighing(level, prose.span(hit.at.clone()), message).help(help);
    }
}
