//! Words that the Advertising Law forbids, or that need proof. A fine for one word is six figures.

use super::{Findings, Subject};
use crate::{
    article::prose::Prose,
    lexicon::{Entry, Hit, List, Sure, promotion},
    say,
    text::Text,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for hit in subject.hits(List::Absolute) {
        let doubtful = hit.entry.sure == Sure::Seldom;
        if doubtful && !advertises(prose, hit) {
            continue;
        }
        let word = &prose.text[hit.at.clone()];
        let Text { zh, en } = kind(hit.entry);
        let message = if doubtful {
            say!("“{word}”可能是{zh}", "“{word}” may be {en}")
        } else {
            say!("“{word}”是{zh}", "“{word}” is {en}")
        };
        let lighter = doubtful || !hit.entry.is_severe || prose.is_quoted(&hit.at);
        let advice = Text { zh: hit.entry.advice.into(), en: help(hit.entry).into() };
        found.lighter_at(lighter, prose.span(hit.at.clone()), message).help(advice);
    }
}

fn advertises(prose: &Prose, hit: &Hit) -> bool {
    prose.passage(hit.at.start).is_some_and(|passage| {
        let (text, start) = (&prose.text[passage.range.clone()], passage.range.start);
        promotion::advertises(text, hit.at.start - start..hit.at.end - start)
    })
}

fn kind(entry: &Entry) -> Text {
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
        ("superlative", false) => "compare (较, 更), or give figures and their source",
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
