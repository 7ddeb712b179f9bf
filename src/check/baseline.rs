//! A baseline: what an old folder had before it took up `check`, so that only what is new is reported.
//!
//! An entry is path, rule, the digest of the words found and how often they are: it outlives moved lines, and
//! holds no words. Leaks are never in it.

use std::collections::{BTreeMap, BTreeSet};

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

impl Baseline {
    /// All findings of these files but leaks.
    pub fn of(files: &[Checked]) -> Baseline {
        let mut findings = Entries::new();
        for file in files {
            for finding in file.findings.iter().filter(|finding| may_hold(finding.rule)) {
                let rules = findings.entry(finding.path.clone()).or_default();
                let words = rules.entry(finding.rule.to_owned()).or_default();
                *words.entry(key(finding, &file.text)).or_default() += 1;
            }
        }
        Baseline { version: VERSION, findings }
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

    /// Takes the findings it holds out of `files`; of several that look the same, as many as it counts.
    /// Entries for other files are obsolete only if `all` files were checked, those about QR codes only after a
    /// close look.
    pub fn hide(&self, files: &mut [Checked], all: bool) -> Hidden {
        let mut hidden = Hidden { findings: 0, obsolete: 0 };
        let mut left = self.findings.clone();
        for file in files.iter_mut() {
            let text = &file.text;
            file.findings.retain(|finding| {
                let words = left.get_mut(&finding.path).and_then(|rules| rules.get_mut(finding.rule));
                let count = words.and_then(|words| words.get_mut(&key(finding, text)));
                match count.filter(|count| **count > 0) {
                    Some(count) => *count -= 1,
                    None => return true,
                }
                hidden.findings += 1;
                false
            });
        }
        let met: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let closely = files.iter().filter(|file| file.look == Look::Close);
        let closely: BTreeSet<&str> = closely.map(|file| file.path.as_str()).collect();
        let left = left.iter().filter(|(path, _)| all || met.contains(path.as_str()));
        let counts = left.flat_map(|(path, rules)| {
            let looked = |rule: &str| !is_about_codes(rule) || closely.contains(path.as_str());
            rules.iter().filter(move |(rule, _)| looked(rule)).flat_map(|(_, words)| words.values())
        });
        hidden.obsolete = counts.filter(|count| **count > 0).count();
        hidden
    }
}

/// Whether a rule's findings may stand in a baseline. One that is not known any more finds nothing.
pub fn may_hold(rule: &str) -> bool {
    rules::find(rule).is_none_or(|rule| !rule.is_about_leaks())
}

fn is_about_codes(rule: &str) -> bool {
    rules::find(rule).is_some_and(rules::Rule::is_about_codes)
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
