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

/// What an advice asks for, by a word in it; an advice without any is what to write instead.
const DEEDS: [(&str, &str); 8] = [
    ("只留一个", "keep one of the two"),
    ("其一", "keep one of the two"),
    ("重复", "keep one of the two"),
    ("冲突", "keep one of the two"),
    ("动词", "use the verb itself"),
    ("说明", "say what exactly"),
    ("删", "delete it"),
    ("去掉", "delete it"),
];

/// An advice of more characters says more than the deed.
const DEED: usize = 4;

fn advice(hit: &Hit) -> Text {
    let advice = hit.entry.advice;
    let ways = advice.split('；').map(|way| way.trim_start_matches('或')).map(in_english);
    Text { zh: advice.into(), en: ways.collect::<Vec<_>>().join(", or ") }
}

fn in_english(way: &str) -> String {
    match DEEDS.iter().find(|(word, _)| way.contains(word)) {
        Some((_, deed)) if way.chars().count() <= DEED => (*deed).to_owned(),
        Some((_, deed)) => format!("{deed}: `{way}`"),
        None => format!("write `{way}`"),
    }
}
