//! Words that the Advertising Law forbids, or that need proof. A fine for one word is six figures.

use super::{Findings, Subject};
use crate::{
    lexicon::{Entry, List, Sure},
    say,
    text::Text,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for hit in subject.hits(List::Absolute).filter(|hit| hit.entry.sure != Sure::Seldom) {
        let word = &prose.text[hit.at.clone()];
        let Text { zh, en } = kind(hit.entry);
        found
            .lighter_at(
                !hit.entry.is_severe,
                prose.span(hit.at.clone()),
                say!("“{word}”是{zh}", "“{word}” is {en}"),
            )
            .help(advice(hit.entry));
    }
}

/// What to do about a term.
pub(super) fn advice(entry: &Entry) -> Text {
    Text { zh: entry.advice.into(), en: help(entry).into() }
}

/// What kind of term it is.
pub(super) fn kind(entry: &Entry) -> Text {
    match entry.class {
        "superlative" => say!("绝对化用语", "an absolute term"),
        "ranking" => say!("排名用语", "a claim of rank"),
        "authority" => say!("借权威作宣传的话", "an appeal to authority"),
        "guarantee" => say!("保证用语", "a promise"),
        "medical" => say!("涉及疗效的话", "a claim to heal"),
        "financial" => say!("对收益的承诺", "a promise of profit"),
        "exaggeration" => say!("夸张用语", "an exaggeration"),
        "promo-time" => say!("催促用语", "a call to hurry"),
        "superstition" => say!("迷信用语", "superstition"),
        "discrimination" => say!("歧视用语", "discrimination"),
        _ => say!("广告禁用语", "a term that advertising must not use"),
    }
}

fn help(entry: &Entry) -> &'static str {
    match (entry.class, entry.is_severe) {
        ("superlative", true) => "say something that can be checked, or delete it",
        ("superlative", false) => "compare (`较`, `更`), or give figures and their source",
        ("ranking", _) => "say by what figures, when, where and after what source, or delete it",
        ("authority", true) => "delete it; no state organ may be used in advertising (art. 9 (2))",
        ("authority", false) => "name who certified it, the number and the date",
        ("guarantee", _) => "promise what can be kept, with its conditions",
        ("medical", _) => "delete it; only medicine may be said to heal (art. 16-18)",
        ("financial", _) => "warn of the risk and promise no profit (art. 25)",
        ("exaggeration", _) => "say what happened instead",
        ("promo-time", _) => "say from when to when",
        _ => "delete it (art. 9)",
    }
}
