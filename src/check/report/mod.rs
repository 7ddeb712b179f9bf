//! What `check` found, in the formats that other programs read: files in, text out, line by line or at the end.
//!
//! Whatever the format, a leak stays masked: no line of an article is ever quoted, only what a finding says.

pub mod fingerprint;
mod github;
mod gitlab;
mod region;
mod sarif;
mod short;

use serde_json::Value;

use crate::{
    article::digest::Digest,
    check::Checked,
    finding::Finding,
    text::{Language, escaped, harmless},
};

use fingerprint::fingerprints;
use region::Region;

/// A format for other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `path:line:column: error[rule] message`, one line each: editors and `grep`
    Short,
    /// Workflow commands of GitHub Actions, which draw findings into a pull request
    Github,
    /// A Code Quality report of GitLab
    Gitlab,
    /// SARIF 2.1.0
    Sarif,
}

impl Format {
    /// The names of all formats.
    pub const NAMES: [&'static str; 4] = ["short", "github", "gitlab", "sarif"];

    /// The format with this name.
    pub fn named(name: &str) -> Option<Format> {
        Some(match name {
            "short" => Format::Short,
            "github" => Format::Github,
            "gitlab" => Format::Gitlab,
            "sarif" => Format::Sarif,
            _ => return None,
        })
    }
}

/// A report that is being written.
pub struct Report {
    format: Format,
    language: Language,
    /// What a document holds so far
    found: Vec<Value>,
    /// The rules of these findings, in order of their first
    rules: Vec<&'static str>,
}

impl Report {
    /// An empty one.
    pub fn new(format: Format, language: Language) -> Report {
        Report { format, language, found: Vec::new(), rules: Vec::new() }
    }

    /// Takes up the findings of a file. What is said at once, a line each, is returned.
    pub fn add(&mut self, file: &Checked) -> String {
        let language = self.language;
        let all = reported(file).filter(|found| found.reason.is_none() || self.format == Format::Sarif);
        let mut lines = Vec::new();
        for found in all {
            match self.format {
                Format::Short => lines.push(short::line(&found, language)),
                Format::Github => lines.push(github::command(&found, language)),
                Format::Gitlab => self.found.push(gitlab::problem(&found, language)),
                Format::Sarif => {
                    let rule = found.finding.rule;
                    let index = self.rules.iter().position(|met| *met == rule).unwrap_or_else(|| {
                        self.rules.push(rule);
                        self.rules.len() - 1
                    });
                    self.found.push(sarif::result(&found, index, language));
                }
            }
        }
        lines.join("\n")
    }

    /// What is said at the end.
    pub fn end(self) -> String {
        let document = match self.format {
            Format::Short | Format::Github => return String::new(),
            Format::Gitlab => Value::Array(self.found),
            Format::Sarif => sarif::document(self.found, &self.rules, self.language),
        };
        harmless(&format!("{document:#}"))
    }
}

/// A finding with its place, as every format needs it.
struct Reported<'a> {
    finding: &'a Finding,
    /// With `/` between names
    path: String,
    /// Where; nothing when it is about the whole file
    region: Option<Region>,
    /// Why it may stay, if the article says so; only SARIF has a place for it
    reason: Option<&'a str>,
    /// By which it is known again when lines have moved
    fingerprint: Digest,
}

impl Reported<'_> {
    /// What is wrong, made harmless.
    fn message(&self, language: Language) -> String {
        escaped(self.finding.message.get(language))
    }

    /// What to do, made harmless.
    fn help(&self, language: Language) -> Option<String> {
        self.finding.help.as_ref().map(|help| escaped(help.get(language)))
    }
}

fn reported(file: &Checked) -> impl Iterator<Item = Reported<'_>> {
    let reasons = file.allowed.iter().map(|allowed| Some(allowed.reason.as_str()));
    let reasons = file.findings.iter().map(|_| None).chain(reasons);
    fingerprints(file).zip(reasons).map(|((finding, fingerprint), reason)| Reported {
        finding,
        reason,
        path: if cfg!(windows) { finding.path.replace('\\', "/") } else { finding.path.clone() },
        region: (!finding.span.is_empty()).then(|| Region::of(&file.text, &finding.span)),
        fingerprint,
    })
}
