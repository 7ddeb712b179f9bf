//! Miswritten words that a reader takes for carelessness.

use super::{Findings, Subject};
use crate::{
    lexicon::{List, Sure},
    say,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for hit in subject.hits(List::Wrong) {
        let (word, right) = (&prose.text[hit.at.clone()], hit.entry.advice);
        let lighter = hit.entry.sure != Sure::Always;
        let message = say!("“{word}”应作“{right}”", "“{word}” should be “{right}”");
        let one = hit.entry.sure == Sure::Always && !right.contains(is_choice);
        let fix = if one { subject.mend(&hit.at, right) } else { vec![] };
        found.lighter_at(lighter, prose.span(hit.at.clone()), message).fix(fix);
    }
}

/// Whether a mark holds apart what a person has to choose from.
fn is_choice(c: char) -> bool {
    matches!(c, '/' | '|' | '、' | '，' | '或' | '（' | '(' | ' ')
}
