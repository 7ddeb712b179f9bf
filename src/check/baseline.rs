//! A baseline: what an old folder had before it took up `check`, so that only what is new is reported.
//!
//! An entry is path, rule, the digest of the words found and how often they are: it outlives moved lines, and
//! holds no words. Leaks are never in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Checked, Look, report::fingerprint::digest};
use crate::{
    finding::Finding,
    refusal::{Refusal, Result},
    rules, say,
    text::Text,
};

/// Most bytes of a baseline that are read.
pub const LIMIT: usize = 64 * 1024 * 1024;

const VERSION: u32 = 1;
const HEADER: &str = "# wxops check --write-baseline\n";

/// Path → rule → digest of the words → how often.
type Entries = BTreeMap<String, BTreeMap<String, BTreeMap<String, usize>>>;

/// What is known and not reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    #[serde(default)]
    findings: Entries,
}

/// What a baseline did to findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// How many findings are not reported
    pub findings: usize,
    /// How many entries no finding answers to any more
    pub obsolete: usize,
}

impl Default for Baseline {
    /// Nothing is known.
    fn default() -> Self {
        Baseline { version: VERSION, findings: Entries::new() }
    }
}

impl Baseline {
    /// Takes up all findings of a file but leaks.
    pub fn add(&mut self, file: &Checked) {
        for finding in file.findings.iter().filter(|finding| may_hold(finding.rule)) {
            let rules = self.findings.entry(finding.path.clone()).or_default();
            let words = rules.entry(finding.rule.to_owned()).or_default();
            *words.entry(key(finding, &file.text)).or_default() += 1;
        }
    }

    /// How many findings it holds, and in how many files.
    pub fn size(&self) -> (usize, usize) {
        let counts = self.findings.values().flat_map(|rules| rules.values().flat_map(BTreeMap::values));
        (counts.sum(), self.findings.len())
    }

    /// Reads a baseline; `shown` is the name of its file.
    pub fn read(shown: &str, bytes: &[u8]) -> Result<Baseline> {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Err(broken(shown, say!("不是 UTF-8 编码", "it is not encoded in UTF-8")));
        };
        let baseline: Baseline = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| crate::article::line_of(text, span.start));
            broken(shown, say!("基线文件读不懂", "the baseline cannot be read"))
                .line(line)
                .detail(Text::same(error.message()))
        })?;
        if baseline.version != VERSION {
            let version = baseline.version;
            let message = say!(
                "基线的版本是 {version}，只认得 1",
                "the baseline is of version {version}; only 1 is known"
            );
            return Err(broken(shown, message));
        }
        let mut rules = baseline.findings.values().flat_map(BTreeMap::keys);
        if let Some(rule) = rules.find(|rule| !may_hold(rule)) {
            let line = text.lines().position(|line| line.starts_with('[') && line.contains(rule.as_str()));
            let message = say!(
                "`{rule}` 查的是泄露，不能放进基线",
                "`{rule}` is against leaks and cannot be in a baseline"
            );
            return Err(broken(shown, message).line(line.unwrap_or(0) + 1));
        }
        Ok(baseline)
    }

    /// Whether a file, sound or not, was once written as a baseline.
    pub fn was_written(bytes: &[u8]) -> bool {
        bytes.starts_with(HEADER.as_bytes())
    }

    /// Its file: in order, one line an entry, so that two of them can be compared and merged.
    pub fn write(&self) -> String {
        let mut text = format!("{HEADER}version = {VERSION}\n");
        for (path, rules) in &self.findings {
            for (rule, words) in rules {
                text.push_str(&format!("\n[findings.{}.{rule}]\n", toml_edit::Key::new(path).display_repr()));
                for (digest, count) in words {
                    text.push_str(&format!("{digest} = {count}\n"));
                }
            }
        }
        text
    }

    /// Begins to take the findings it holds out of files.
    pub fn hiding(self) -> Hiding {
        Hiding { left: self.findings, met: BTreeMap::new(), findings: 0 }
    }
}

/// A baseline while files are compared with it.
#[derive(Clone, Debug)]
pub struct Hiding {
    /// What no finding has answered to yet
    left: Entries,
    /// The files it met, and how closely they were looked at
    met: BTreeMap<String, Look>,
    findings: usize,
}

impl Hiding {
    /// Takes the findings that are known out of a file; of several that look the same, as many as were counted.
    pub fn hide(&mut self, file: &mut Checked) {
        let (text, before) = (&file.text, file.findings.len());
        file.findings.retain(|finding| {
            let words = self.left.get_mut(&finding.path).and_then(|rules| rules.get_mut(finding.rule));
            match words.and_then(|words| words.get_mut(&key(finding, text))).filter(|count| **count > 0) {
                Some(count) => *count -= 1,
                None => return true,
            }
            false
        });
        self.findings += before - file.findings.len();
        self.met.insert(file.path.clone(), file.look);
    }

    /// What it did. Entries for files that it did not meet are obsolete only if `all` files were checked, those of
    /// rules that take time only after a close look.
    pub fn end(self, all: bool) -> Hidden {
        let left = self.left.iter().filter(|(path, _)| all || self.met.contains_key(path.as_str()));
        let counts = left.flat_map(|(path, rules)| {
            let closely = self.met.get(path) == Some(&Look::Close);
            let looked = move |rule: &str| closely || !is_close(rule);
            rules.iter().filter(move |(rule, _)| looked(rule)).flat_map(|(_, words)| words.values())
        });
        Hidden { findings: self.findings, obsolete: counts.filter(|count| **count > 0).count() }
    }
}

/// Whether a rule's findings may stand in a baseline. One that is not known any more finds nothing.
pub fn may_hold(rule: &str) -> bool {
    rules::find(rule).is_none_or(|rule| !rule.is_about_leaks())
}

fn is_close(rule: &str) -> bool {
    rules::find(rule).is_some_and(rules::Rule::is_close)
}

fn key(finding: &Finding, text: &str) -> String {
    digest(finding, text).short().to_owned()
}

fn broken(shown: &str, message: Text) -> Refusal {
    Refusal::unusable("baseline_unreadable", message).at(shown).help(say!(
        "改正它，或另记一份：`wxops check --write-baseline new-baseline.toml`",
        "correct it, or write another: `wxops check --write-baseline new-baseline.toml`"
    ))
}
