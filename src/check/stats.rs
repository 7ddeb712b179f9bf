//! `check --stats`: which rules find how much, for whoever tunes the settings or adopts wxops in an old folder.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Checked, report::fingerprint::words};
use crate::finding::Severity;

/// How many words are named for a rule, and how many characters of each.
const MOST_WORDS: usize = 3;
const MOST_CHARACTERS: usize = 16;

/// What was found, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// How many articles were read
    pub articles: usize,
    /// How many characters they have together
    pub characters: usize,
    rules: BTreeMap<&'static str, (Counted, BTreeMap<String, usize>)>,
}

/// What one rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Its name
    pub rule: &'static str,
    /// The heaviest of its findings
    pub severity: Severity,
    /// How many findings
    pub findings: usize,
    /// In how many articles
    pub articles: usize,
    /// The words it found most often, masked if they leak something, and how often
    pub words: Vec<(String, usize)>,
}

impl Stats {
    /// Counts a file.
    pub fn add(&mut self, file: &Checked) {
        let mut here: Vec<&'static str> = Vec::new();
        for finding in &file.findings {
            let (rule, severity) = (finding.rule, finding.severity);
            let fresh = || Counted { rule, severity, findings: 0, articles: 0, words: vec![] };
            let (counted, met) = self.rules.entry(rule).or_insert_with(|| (fresh(), BTreeMap::new()));
            counted.findings += 1;
            counted.severity = counted.severity.min(severity);
            if !here.contains(&rule) {
                counted.articles += 1;
                here.push(rule);
            }
            let words = shortened(&words(finding, &file.text));
            if !words.is_empty() {
                *met.entry(words).or_default() += 1;
            }
        }
        self.articles += usize::from(!file.again);
        self.characters += file.text.chars().count();
    }

    /// Each rule that found something, the one that found most first.
    pub fn rules(&self) -> Vec<Counted> {
        let counted = self.rules.values().map(|(counted, met)| {
            let mut words: Vec<_> = met.iter().map(|(words, count)| (words.clone(), *count)).collect();
            words.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
            words.truncate(MOST_WORDS);
            Counted { words, ..counted.clone() }
        });
        let mut rules: Vec<Counted> = counted.collect();
        rules.sort_by(|a, b| (b.findings, a.rule).cmp(&(a.findings, b.rule)));
        rules
    }

    /// As scripts read it.
    pub fn json(&self) -> Value {
        let words = |(words, count): &(String, usize)| json!({ "words": words, "count": count });
        let rule = |counted: &Counted| {
            json!({
                "rule": counted.rule,
                "severity": counted.severity.name(),
                "findings": counted.findings,
                "articles": counted.articles,
                "words": counted.words.iter().map(words).collect::<Vec<_>>(),
            })
        };
        json!({
            "rules": self.rules().iter().map(rule).collect::<Vec<_>>(),
            "articles": self.articles,
            "characters": self.characters,
        })
    }
}

/// Words in one line, and the beginning of long ones.
fn shortened(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
