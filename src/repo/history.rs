//! The way back: which commit brought a file that is only ever added, and what newest commits said.

use git2::{Oid, TreeEntry};

use crate::refusal::Result;

use super::{CommitId, Repo, broken, oid};

/// How many commits are looked at on the way back.
const LIMIT: usize = 50_000;

impl Repo {
    /// The commit that brought the file at `path`: one that has it while none of its parents does. Nothing if
    /// `from` has no such file, or the way back ends too early (shallow, or too long).
    pub fn brought(&self, from: &CommitId, path: &str) -> Result<Option<CommitId>> {
        let names: Vec<&str> = path.split('/').collect();
        let mut here = oid(&from.0)?;
        if !self.has(here, &names)? {
            return Ok(None);
        }
        for _ in 0..LIMIT {
            let commit = self.inner.find_commit(here).map_err(|error| broken(&error))?;
            let mut older = None;
            for parent in commit.parent_ids() {
                if self.inner.find_commit(parent).is_err() {
                    return Ok(None);
                }
                if self.has(parent, &names)? {
                    older = Some(parent);
                    break;
                }
            }
            match older {
                Some(parent) => here = parent,
                None => return Ok(Some(CommitId(here.to_string()))),
            }
        }
        Ok(None)
    }

    /// The messages of the newest commits, following first parents, as long as `each` says to go on.
    pub fn messages(&self, from: &CommitId, mut each: impl FnMut(&str) -> bool) -> Result<()> {
        let mut here = Some(oid(&from.0)?);
        for _ in 0..LIMIT {
            let Some(id) = here else { break };
            let Ok(commit) = self.inner.find_commit(id) else { break };
            if !each(&String::from_utf8_lossy(commit.message_bytes())) {
                break;
            }
            here = commit.parent_id(0).ok();
        }
        Ok(())
    }

    fn has(&self, commit: Oid, names: &[&str]) -> Result<bool> {
        let commit = self.inner.find_commit(commit).map_err(|error| broken(&error))?;
        let mut tree = commit.tree().map_err(|error| broken(&error))?;
        let Some((last, folders)) = names.split_last() else { return Ok(false) };
        for name in folders {
            let Some(id) = tree.get_name(name).map(|entry: TreeEntry<'_>| entry.id()) else {
                return Ok(false);
            };
            let Ok(below) = self.inner.find_tree(id) else { return Ok(false) };
            tree = below;
        }
        Ok(tree.get_name(last).is_some())
    }
}
