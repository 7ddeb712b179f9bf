//! What `check` found, in the formats that other programs read: values in, one text out.
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

    /// The findings of these files, in the order they are in.
    pub fn write(self, files: &[Checked], language: Language) -> String {
        let all = files.iter().flat_map(reported);
        let found: Vec<Reported<'_>> =
            all.filter(|found| found.reason.is_none() || self == Format::Sarif).collect();
        match self {
            Format::Short => short::write(&found, language),
            Format::Github => github::write(&found, language),
            Format::Gitlab => document(&gitlab::write(&found, language)),
            Format::Sarif => document(&sarif::write(&found, language)),
        }
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

fn document(value: &Value) -> String {
    harmless(&format!("{value:#}"))
}
