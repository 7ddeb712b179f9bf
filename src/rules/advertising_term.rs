//! Words of everyday use that sell when they stand beside a product. In other articles they are plain words, so
//! only categories of a plain tone are looked at.

use super::{Findings, Subject, absolute_term};
use crate::{
    article::prose::Prose,
    lexicon::{Hit, List, Sure, promotion},
    say,
    settings::Tone,
    text::Text,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    if subject.category.and_then(|category| category.tone) != Some(Tone::Plain) {
        return;
    }
    let prose = subject.prose();
    for hit in subject.hits(List::Absolute).filter(|hit| hit.entry.sure == Sure::Seldom) {
        if !advertises(prose, hit) {
            continue;
        }
        let word = &prose.text[hit.at.clone()];
        let Text { zh, en } = absolute_term::kind(hit.entry);
        found
            .at(prose.span(hit.at.clone()), say!("“{word}”可能是{zh}", "“{word}” may be {en}"))
            .help(absolute_term::advice(hit.entry));
    }
}

/// Whether the sentence speaks of goods, customers or buying.
fn advertises(prose: &Prose, hit: &Hit) -> bool {
    prose.passage(hit.at.start).is_some_and(|passage| {
        let (text, start) = (&prose.text[passage.range.clone()], passage.range.start);
        promotion::advertises(text, hit.at.start - start..hit.at.end - start)
    })
}
