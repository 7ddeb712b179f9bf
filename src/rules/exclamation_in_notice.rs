//! A notice states; an exclamation mark makes it an advertisement.

use super::{Findings, Subject};
use crate::{say, settings::Tone};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    if subject.category.and_then(|category| category.tone) != Some(Tone::Official) {
        return;
    }
    let prose = subject.prose();
    for (at, run) in prose.runs(&['！']) {
        found
            .at(prose.span(at..at + run.len()), say!("公告里不用叹号", "a notice does not exclaim"))
            .help(say!("改成句号", "write a full stop"));
    }
}
