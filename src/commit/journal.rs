//! What is being done, on the disk before it begins: enough to finish it or undo it after a crash.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::refusal::Result;
use crate::repo::Repo;

use super::disk;

const FORMAT: &str = "wxops-journal-v1";
const NAME: &str = "wxops-journal.json";
/// The file between two commits: it is used again.
const SPARE: &str = "wxops-journal.old";

/// One commit on its way. Its id is the new commit's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Journal {
    /// The version of this file's form
    format: String,
    /// The branch that moves, in full
    pub(super) branch: String,
    /// Where the branch stood; nothing before the first commit
    pub(super) old: Option<String>,
    /// The commit it moves to
    pub(super) new: String,
    /// Who wrote this, for a person who looks
    pid: u32,
    /// Since which start of the computer, where the system tells
    boot: String,
    /// The files
    pub(super) steps: Vec<Step>,
}

/// One file of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    /// Path from the root
    pub(super) path: String,
    /// The blob in the old commit
    pub(super) old: Option<String>,
    /// The blob in the new commit
    pub(super) new: Option<String>,
    /// The blob that may be replaced in the working copy
    pub(super) seen: Option<String>,
    /// What the working copy will hold
    pub(super) working: Target,
    /// Whether it may be executed, where the old file or the new one may
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) program: Option<bool>,
}

/// What the working copy will hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Target {
    /// What is there now, whatever it is
    Leave,
    /// Nothing
    Gone,
    /// These bytes, which the repository has
    Blob(String),
}

/// What was found where a journal would be.
pub(super) enum Found {
    /// None
    Nothing,
    /// An unfinished commit
    Unfinished(Journal),
    /// A file that is no journal
    Unreadable,
}

impl Journal {
    /// A journal that is not written yet.
    pub(super) fn new(branch: &str, old: Option<String>, new: String, steps: Vec<Step>) -> Journal {
        let boot = disk::read_if_there(Path::new("/proc/sys/kernel/random/boot_id")).ok().flatten();
        let boot = String::from_utf8_lossy(&boot.unwrap_or_default()).trim().to_string();
        Journal {
            format: FORMAT.into(),
            branch: branch.into(),
            old,
            new,
            pid: std::process::id(),
            boot,
            steps,
        }
    }

    /// Where it lies: in the git folder of this work tree.
    pub(super) fn place(repo: &Repo) -> PathBuf {
        repo.git_dir().join(NAME)
    }

    /// Writes it, to stay.
    pub(super) fn write(&self, repo: &Repo) -> Result<()> {
        disk::refill(&spare(repo), &self.bytes())?;
        disk::rename(&spare(repo), &Journal::place(repo))
    }

    /// What the file holds.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default(); // plain strings: cannot fail
        bytes.push(b'\n');
        bytes
    }

    /// Looks for one.
    pub(super) fn find(repo: &Repo) -> Result<Found> {
        let Some(bytes) = disk::read_if_there(&Journal::place(repo))? else { return Ok(Found::Nothing) };
        match serde_json::from_slice::<Journal>(&bytes) {
            Ok(journal) if journal.is_sound() => Ok(Found::Unfinished(journal)),
            _ => Ok(Found::Unreadable),
        }
    }

    /// Takes it away: done, or undone.
    pub(super) fn remove(repo: &Repo) -> Result<()> {
        disk::replace(&Journal::place(repo), &spare(repo))
    }

    /// Puts it aside under another name, as evidence, and returns that.
    pub(super) fn keep(repo: &Repo) -> Result<PathBuf> {
        let mut n = 1;
        let aside = loop {
            let aside = repo.git_dir().join(format!("wxops-journal-kept-{n}.json"));
            if !aside.exists() {
                break aside;
            }
            n += 1;
        };
        disk::rename(&Journal::place(repo), &aside)?;
        Ok(aside)
    }

    /// A short word for the names of temporary files, the same for all of this commit.
    pub(super) fn word(&self) -> &str {
        self.new.get(..16).unwrap_or(&self.new)
    }

    fn is_sound(&self) -> bool {
        let id = |hex: &String| hex.len() == 40 && hex.bytes().all(|b| b.is_ascii_hexdigit());
        self.format == FORMAT
            && self.branch.starts_with("refs/heads/")
            && id(&self.new)
            && self.old.iter().all(id)
            && self.steps.iter().all(|step| super::preflight::is_safe(&step.path))
    }
}

fn spare(repo: &Repo) -> PathBuf {
    repo.git_dir().join(SPARE)
}
