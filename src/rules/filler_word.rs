//! Words that say nothing, and words that say the same twice. The doubtful ones count only where they are many.

use super::{Findings, Subject};
use crate::{
    lexicon::{Hit, List, Sure},
    say,
    text::Text,
};

/// This many doubtful ones in so many characters read well enough.
const FEW: usize = 3;
const CHARACTERS: usize = 1000;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let hits = subject.hits(List::Filler).filter(|hit| !prose.is_quoted(&hit.at));
    let (sure, doubtful): (Vec<&Hit>, Vec<&Hit>) = hits.partition(|hit| hit.entry.sure == Sure::Always);
    for hit in sure {
        let word = &prose.text[hit.at.clone()];
        let message = match hit.entry.class {
            "redundant" | "double-negative" => say!("“{word}”语意重复", "“{word}” says the same twice"),
            "mixed" => say!("“{word}”是两种句式混在一起", "“{word}” mixes two ways to say it"),
            _ => say!("“{word}”是空话", "“{word}” says nothing"),
        };
        found.at(prose.span(hit.at.clone()), message).help(advice(hit));
    }
    let length = || prose.text.chars().filter(|c| !c.is_whitespace()).count();
    if let Some(first) = doubtful.first()
        && doubtful.len() * CHARACTERS > FEW * length().max(CHARACTERS)
    {
        let (word, count) = (&prose.text[first.at.clone()], doubtful.len());
        let message = say!(
            "“{word}”这类可有可无的话全文有 {count} 处",
            "words like “{word}”, which could go, stand in {count} places"
        );
        found.at(prose.span(first.at.clone()), message).help(advice(first));
    }
}

fn advice(hit: &Hit) -> Text {
    let advice = hit.entry.advice;
    say!("{advice}", "the list advises: {advice}")
}
