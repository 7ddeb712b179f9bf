//! The policy chain: every version of the rule book that was ever in force, append-only.

pub mod adopt;
pub mod closing;
pub mod pending;
mod proved;
mod version;

pub use proved::needs_signatures;
pub use version::{Header, Signed, Version};

use super::team::TEAM;
use crate::{
    refusal::{Exit, Refusal, Result},
    say,
};

/// The folder of the versions.
pub const FOLDER: &str = ".wxops/policy";

/// Most bytes of a version that are read.
pub const LIMIT: usize = 256 * 1024;

/// All versions, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyChain {
    versions: Vec<Version>,
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
                None if version.header.prev.is_some()
                    || version.header.closes.is_some()
                    || !version.signatures.is_empty() =>
                {
                    return Err(refuse(
                        "policy_chain",
                        say!("第 1 版之前不该有别的版本", "version 1 cannot follow another one"),
                    ));
                }
                None => {}
                Some(before) => version
                    .follows(before)
                    .map_err(|refusal| Refusal { exit: Exit::Unusable, ..refusal.at(&*path) })?,
            }
            if let Some(before) = versions.last() {
                version.team.former.clone_from(&before.team.former);
                let members = before.team.members.iter();
                version.team.former.extend(members.map(|(id, member)| (id.clone(), member.name.clone())));
            }
            versions.push(version);
        }
        if versions.is_empty() {
            return Err(no_rule_book());
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

/// There is no rule book, so this is no content folder.
pub fn no_rule_book() -> Refusal {
    Refusal::unusable(
        "not_a_content_folder",
        say!("这里不是稿件库：没有 `{FOLDER}`", "this is not a content folder: there is no `{FOLDER}`"),
    )
    .help(say!("在这里建一个：`wxops init`", "make one here: `wxops init`"))
    .help(say!("或者指明在哪里：`wxops -C 目录 …`", "or say where it is: `wxops -C DIR …`"))
}
