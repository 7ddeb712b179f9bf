//! One version of the rule book: a header, then `team.toml` byte for byte. `tests/example/` holds one to the letter.

use serde::Deserialize;

use super::FOLDER;
use crate::{
    article::digest::Digest,
    moment::{Moment, stored},
    refusal::{Refusal, Result},
    say,
    signature::Signature,
    workflow::{
        record::quoted,
        team::{Level, Team},
    },
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
    /// What the next version and a pin name: the digest of everything before the signatures
    pub digest: Digest,
    /// Who proves that it was adopted; only at level `signed`
    pub signatures: Vec<Signed>,
}

/// A manager's signature under a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The member's id
    pub by: String,
    /// The signature over everything before the signatures
    pub signature: Signature,
}

/// How the signatures of a version stand in its file, behind `team.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSigned {
    by: String,
    key: String,
    ssh: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSignatures {
    #[serde(default)]
    signatures: Vec<FileSigned>,
}

impl Signed {
    /// Its lines in the file.
    pub fn write(&self) -> String {
        let Signature { key, ssh } = &self.signature;
        let (by, key, ssh) = (quoted(&self.by), quoted(key), quoted(ssh));
        format!("{HEAD}\nby = {by}\nkey = {key}\nssh = {ssh}\n")
    }
}

/// The line that each signature begins with.
const HEAD: &str = "[[signatures]]";

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
    /// The digest of the older records to which it lets none be added; only at level `signed`
    pub closes: Option<String>,
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
            closes: None,
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
        if let Some(closes) = &self.closes {
            text.push_str(&format!("closes = {}\n", quoted(closes)));
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
        let file = std::str::from_utf8(bytes).map_err(|_| refuse("not UTF-8"))?;
        let end = file.find(&format!("\n{HEAD}\n")).map_or(file.len(), |at| at + 1);
        let (text, rest) = file.split_at(end);
        let listed: FileSignatures = toml::from_str(rest).map_err(|error| refuse(error.message()))?;
        let signatures: Vec<Signed> = listed.signatures.into_iter().map(FileSigned::signed).collect();
        let (head, team_text) = text.split_once("\n\n").ok_or_else(|| refuse("no header"))?;
        let header: Header = toml::from_str(head).map_err(|error| refuse(error.message()))?;
        if header.format != "wxops-policy-v1" {
            let format = &header.format;
            return Err(
                refuse(&format!("format `{format}`")).help(say!("用更新的 wxops", "use a newer wxops"))
            );
        }
        let whole = toml::from_str::<toml::Table>(file).is_ok()
            && header.write(team_text) == text
            && signatures.iter().map(Signed::write).collect::<String>() == rest;
        if !whole || chrono::DateTime::parse_from_rfc3339(&header.at).is_err() {
            return Err(refuse("not as wxops writes it"));
        }
        let team = Team::parse(team_text)?;
        let digest = Digest::of(text.as_bytes());
        Ok(Version { header, team, team_text: team_text.into(), digest, signatures })
    }

    /// What is signed, and what the digest is of: all but the signatures.
    pub fn unsigned(&self) -> String {
        self.header.write(&self.team_text)
    }

    /// The whole file.
    pub fn write(&self) -> String {
        self.unsigned() + &self.signatures.iter().map(Signed::write).collect::<String>()
    }
}

impl FileSigned {
    fn signed(self) -> Signed {
        Signed { by: self.by, signature: Signature { key: self.key, ssh: self.ssh } }
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
        if before.team.level.max(self.team.level) == Level::Signed {
            return super::proved::adoption(before, self);
        }
        if !self.signatures.is_empty() || self.header.closes.is_some() {
            return Err(refuse(say!(
                "第 {number} 版是自报身份的，不该有签名",
                "version {number} is at level declared and carries no signature"
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
