//! The policy chain: every version of the rule book that was ever in force, append-only.

use serde::Deserialize;

use super::{
    record::quoted,
    team::{TEAM, Team},
};
use crate::{
    article::digest::Digest,
    moment::{Moment, stored},
    refusal::{Refusal, Result},
    say,
};

/// The folder of the versions.
pub const FOLDER: &str = ".wxops/policy";

/// Most bytes of a version that are read (`trust.md` 7).
pub const LIMIT: usize = 256 * 1024;

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

/// All versions, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyChain {
    versions: Vec<Version>,
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

impl PolicyChain {
    /// Reads the whole chain from the files of its folder, in any order: `(name, bytes)`. Each version must
    /// follow from the one before: number, digest, and enough of its managers.
    pub fn read(mut files: Vec<(String, Vec<u8>)>) -> Result<PolicyChain> {
        files.sort();
        let mut versions: Vec<Version> = Vec::with_capacity(files.len());
        for (n, (name, bytes)) in files.iter().enumerate() {
            let path = format!("{FOLDER}/{name}");
            let number = u32::try_from(n + 1).unwrap_or(u32::MAX);
            let refuse = |code, message| Refusal::unusable(code, message).at(&*path);
            let mut version = Version::read(bytes).map_err(|refusal| refusal.at(&*path))?;
            if version.header.version != number || path != Version::path(number) {
                return Err(refuse(
                    "policy_chain",
                    say!(
                        "规则版本要从 1 起连续编号，这里应是第 {number} 版",
                        "versions of the rule book are numbered from 1 without a gap; this must be version {number}"
                    ),
                ));
            }
            match versions.last() {
                None if version.header.prev.is_some() => {
                    return Err(refuse(
                        "policy_chain",
                        say!("第 1 版之前不该有别的版本", "version 1 cannot follow another one"),
                    ));
                }
                None => {}
                Some(before) => version.follows(before).map_err(|refusal| refusal.at(&*path))?,
            }
            if let Some(before) = versions.last() {
                version.team.former.clone_from(&before.team.former);
                let members = before.team.members.iter();
                version.team.former.extend(members.map(|(id, member)| (id.clone(), member.name.clone())));
            }
            versions.push(version);
        }
        if versions.is_empty() {
            return Err(Refusal::unusable(
                "not_a_content_folder",
                say!(
                    "这里不是稿件库：没有 `{FOLDER}`",
                    "this is not a content folder: there is no `{FOLDER}`"
                ),
            )
            .help(say!("在这里建一个：`wxops init`", "make one here: `wxops init`"))
            .help(say!("或者指明在哪里：`wxops -C 目录 …`", "or say where it is: `wxops -C DIR …`")));
        }
        Ok(PolicyChain { versions })
    }

    /// The version in force.
    pub fn newest(&self) -> &Version {
        // `read` never makes an empty chain.
        &self.versions[self.versions.len() - 1]
    }

    /// The version that everything hangs on.
    pub fn root(&self) -> &Version {
        &self.versions[0]
    }

    /// All versions, from 1.
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// A version by its number.
    pub fn version(&self, number: u32) -> Option<&Version> {
        self.versions.get((number as usize).checked_sub(1)?)
    }

    /// Whether the folder was made under the test clock.
    pub fn is_sandbox(&self) -> bool {
        self.root().header.sandbox
    }
}

impl Version {
    fn follows(&self, before: &Version) -> Result<()> {
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

/// Whether `team.toml` as it lies there is the version in force; if not, nobody adopted it.
pub fn adopted(chain: &PolicyChain, team_text: Option<&[u8]>) -> Result<()> {
    is_in_force(chain.newest(), team_text)
}

/// The same for one version, the newest.
pub fn is_in_force(newest: &Version, team_text: Option<&[u8]>) -> Result<()> {
    if team_text == Some(newest.team_text.as_bytes()) {
        return Ok(());
    }
    let number = newest.header.version;
    Err(Refusal::not_now(
        "team_not_adopted",
        say!(
            "`{TEAM}` 改过，但没有人采用；仍按第 {number} 版办",
            "`{TEAM}` was edited and nobody adopted it; version {number} is still in force"
        ),
    )
    .at(TEAM)
    .help(say!("运营主管采用它：`wxops team adopt`", "a manager adopts it: `wxops team adopt`"))
    .help(say!("或者放弃改动：`git restore {TEAM}`", "or drop the edit: `git restore {TEAM}`")))
}
