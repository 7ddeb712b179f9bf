//! One version of the rule book: a header, then `team.toml` byte for byte. `tests/example/` holds one to the letter.

use serde::Deserialize;

use super::FOLDER;
use crate::{
    article::digest::Digest,
    moment::{Moment, stored},
    refusal::{Refusal, Result},
    say,
    workflow::{record::quoted, team::Team},
};

/// One version of the rule book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its header
    pub header: Header,
    /// The rules
    pub team: Team,
    /// `team.toml`, byte for byte
    pub team_text: String,
    /// What the next version and a pin name
    pub digest: Digest,
}

/// What stands above the rules.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    format: String,
    /// From 1
    pub version: u32,
    /// The folder's random id, 32 hex digits
    pub repo: String,
    /// The digest of the version before; from version 2 on
    pub prev: Option<String>,
    /// Who adopted it
    pub adopted: Vec<String>,
    /// When, as stored
    pub at: String,
    /// Made under the test clock: a folder for demonstrations and tests
    #[serde(default)]
    pub sandbox: bool,
}

impl Header {
    /// The header of a new version.
    pub fn new(
        version: u32,
        repo: &str,
        prev: Option<&Digest>,
        adopted: &[&str],
        at: Moment,
        sandbox: bool,
    ) -> Self {
        Header {
            format: "wxops-policy-v1".into(),
            version,
            repo: repo.into(),
            prev: prev.map(ToString::to_string),
            adopted: adopted.iter().map(ToString::to_string).collect(),
            at: stored(at),
            sandbox,
        }
    }

    /// The bytes of a version with this header and these rules.
    pub fn write(&self, team_text: &str) -> String {
        let adopted: Vec<String> = self.adopted.iter().map(|id| quoted(id)).collect();
        let mut text = format!(
            "format = {}\nversion = {}\nrepo = {}\n",
            quoted(&self.format),
            self.version,
            quoted(&self.repo)
        );
        if let Some(prev) = &self.prev {
            text.push_str(&format!("prev = {}\n", quoted(prev)));
        }
        text.push_str(&format!("adopted = [{}]\nat = {}\n", adopted.join(", "), quoted(&self.at)));
        if self.sandbox {
            text.push_str("sandbox = true\n");
        }
        text + "\n" + team_text
    }
}

impl Version {
    /// The path of a version's file.
    pub fn path(number: u32) -> String {
        format!("{FOLDER}/{number:04}.toml")
    }

    /// Reads one version's file.
    pub fn read(bytes: &[u8]) -> Result<Version> {
        let refuse = |why: &str| {
            Refusal::unusable(
                "policy_unreadable",
                say!("规则版本读不懂：{why}", "the version of the rule book cannot be read: {why}"),
            )
        };
        let text = std::str::from_utf8(bytes).map_err(|_| refuse("not UTF-8"))?;
        let (head, team_text) = text.split_once("\n\n").ok_or_else(|| refuse("no header"))?;
        let header: Header = toml::from_str(head).map_err(|error| refuse(error.message()))?;
        if header.format != "wxops-policy-v1" {
            let format = &header.format;
            return Err(
                refuse(&format!("format `{format}`")).help(say!("用更新的 wxops", "use a newer wxops"))
            );
        }
        let whole = toml::from_str::<toml::Table>(text).is_ok() && header.write(team_text) == text;
        if !whole || chrono::DateTime::parse_from_rfc3339(&header.at).is_err() {
            return Err(refuse("not as wxops writes it"));
        }
        let team = Team::parse(team_text)?;
        Ok(Version { header, team, team_text: team_text.into(), digest: Digest::of(bytes) })
    }
}

impl Version {
    /// Whether this version follows from the one before: number, digest, and enough of its managers.
    pub(super) fn follows(&self, before: &Version) -> Result<()> {
        let number = self.header.version;
        let refuse = |message| Refusal::unusable("policy_chain", message);
        if self.header.prev.as_deref() != Some(before.digest.as_str()) {
            return Err(refuse(say!(
                "第 {number} 版接不上前一版：指纹不符",
                "version {number} does not follow the one before: the digest differs"
            )));
        }
        if self.header.repo != before.header.repo || self.header.sandbox != before.header.sandbox {
            return Err(refuse(say!(
                "第 {number} 版属于另一个稿件库",
                "version {number} belongs to another folder"
            )));
        }
        let adopted = &self.header.adopted;
        let managers = adopted
            .iter()
            .enumerate()
            .filter(|(n, id)| before.team.has_role(id, "manager") && !adopted[..*n].contains(id));
        let (enough, needed) = (managers.count(), before.team.threshold);
        if enough < needed || enough < adopted.len() {
            return Err(refuse(say!(
                "第 {number} 版须由前一版的 {needed} 位运营主管采用，有效的只有 {enough} 位",
                "version {number} must be adopted by {needed} managers of the version before; {enough} count"
            )));
        }
        Ok(())
    }
}
