//! By what a finding is known again: not by its line, which moves with every edit above it.
//!
//! A fingerprint is made of path, rule, the words found and which of several such findings it is. The words are
//! masked first, since nobody needs long to try all mobile numbers against a digest.

use std::collections::HashMap;

use crate::{article::digest::Digest, check::Checked, finding::Finding, leaks::covered};

/// The words that a finding marks, masked; none if it is about the whole file.
pub fn words(finding: &Finding, text: &str) -> String {
    match text.get(finding.span.clone()) {
        Some(_) => covered(text, finding.span.clone(), &finding.hidden),
        None => String::new(),
    }
}

/// The digest of [`words`].
pub fn digest(finding: &Finding, text: &str) -> Digest {
    Digest::of(words(finding, text).as_bytes())
}

/// The findings of a file, then those that it answers, each with its fingerprint. No two are alike.
pub fn fingerprints(file: &Checked) -> impl Iterator<Item = (&Finding, Digest)> {
    let mut met: HashMap<(&'static str, Digest), usize> = HashMap::new();
    let allowed = file.allowed.iter().map(|allowed| &allowed.finding);
    file.findings.iter().chain(allowed).map(move |finding| {
        let words = digest(finding, &file.text);
        let nth = met.entry((finding.rule, words.clone())).and_modify(|nth| *nth += 1).or_insert(1);
        let parts = format!("wxops-finding-v1\0{}\0{}\0{words}\0{nth}\0", finding.path, finding.rule);
        (finding, Digest::of(parts.as_bytes()))
    })
}
