//! All that can be mended in a text, pass by pass: what one pass wrote the next one reads.

use super::{
    Edit, Fix,
    edit::{apart, applied},
    kept::{is_kept, is_still_read},
};
use crate::{
    article::Article,
    lexicon::company::Company,
    rules::{self, Subject},
    settings::Settings,
};

/// Most passes over one text. Two or three are enough unless the company's own lists chase their tails; then
/// nothing is mended.
const PASSES: usize = 12;

/// The rules whose fixes are about the file's bytes and not about words.
const OF_BYTES: [&str; 2] = ["bom", "carriage_return"];

/// A text that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The text as it is now
    pub text: String,
    /// The rules whose findings were mended, one entry a finding
    pub rules: Vec<&'static str>,
}

/// Mends a file's text. Nothing if there is nothing to mend, or if it is not UTF-8.
pub fn mended(article: &Article, settings: &Settings, company: Option<&Company>) -> Option<Mended> {
    if article.text().as_bytes() != article.bytes() {
        return None;
    }
    let mut now = article.clone();
    let mut rules = Vec::new();
    for _ in 0..PASSES {
        let mut subject = Subject::new("", &now, settings);
        subject.company = company;
        let (next, done) = pass(&now, rules::fixes(&subject));
        if done.is_empty() {
            let text = now.text().to_owned();
            return (!rules.is_empty()).then_some(Mended { text, rules });
        }
        rules.extend(done);
        now = next;
    }
    None
}

/// One pass: the text with as many of the fixes as it bears, and their rules.
fn pass(article: &Article, fixes: Vec<Fix>) -> (Article, Vec<&'static str>) {
    let (bytes, words): (Vec<Fix>, Vec<Fix>) =
        fixes.into_iter().partition(|fix| OF_BYTES.contains(&fix.rule));
    if !bytes.is_empty() {
        let next = with(article, &bytes);
        if is_still_read(article, &next) {
            return (next, bytes.iter().map(|fix| fix.rule).collect());
        }
    }
    let mut taken = Vec::new();
    take(article, &apart(words), &mut taken);
    (with(article, &taken), taken.iter().map(|fix| fix.rule).collect())
}

/// Adds to `taken` those of the fixes that change no more than their words: all at once where that goes, else
/// half by half.
fn take(article: &Article, fixes: &[Fix], taken: &mut Vec<Fix>) {
    if fixes.is_empty() {
        return;
    }
    let before = taken.len();
    taken.extend_from_slice(fixes);
    let edits: Vec<Edit> = taken.iter().flat_map(|fix| fix.edits.clone()).collect();
    if is_kept(article, &with(article, taken), &edits) {
        return;
    }
    taken.truncate(before);
    if let [_, _, ..] = fixes {
        let (first, second) = fixes.split_at(fixes.len() / 2);
        take(article, first, taken);
        take(article, second, taken);
    }
}

fn with(article: &Article, fixes: &[Fix]) -> Article {
    Article::parse(applied(article.text(), fixes.iter().flat_map(|fix| &fix.edits)).into_bytes())
}
