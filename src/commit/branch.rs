//! The branch: moving it from the old commit to the new one is the only moment that counts.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use git2::{ErrorCode, Oid};

use crate::refusal::{Exit, Refusal, Result};
use crate::repo::{Repo, broken, said};
use crate::say;

use super::{disk, fail, preflight};

/// The branch that HEAD is on, by its full name.
pub(super) struct Branch {
    pub(super) name: String,
}

/// How the move ended.
pub(super) enum Swap {
    /// The branch stands on the new commit
    Moved,
    /// Somebody moved it first
    Lost,
    /// Nobody can say; the journal must stay
    Unclear(Refusal),
}

impl Branch {
    /// The branch here; a detached HEAD has none.
    pub(super) fn current(repo: &Repo) -> Result<Branch> {
        let head = repo.inner().find_reference("HEAD").map_err(|error| broken(&error))?;
        match head.symbolic_target().ok().flatten() {
            Some(name) if name.starts_with("refs/heads/") => Ok(Branch { name: name.to_string() }),
            _ => Err(Refusal::unusable("detached_head", say!("现在不在任何分支上", "HEAD is on no branch"))
                .help(say!(
                    "先回到分支，例如 `git switch main`",
                    "go back to the branch first, such as `git switch main`"
                ))),
        }
    }

    /// Where it stands; nothing before the first commit.
    pub(super) fn tip(&self, repo: &Repo) -> Result<Option<Oid>> {
        tip(repo, &self.name)
    }

    /// The file with which git programs lock it.
    pub(super) fn lock_file(&self, repo: &Repo) -> PathBuf {
        lock_file(repo, &self.name)
    }

    /// Moves it from `old` to `new`, if it still stands on `old`.
    pub(super) fn swap(&self, repo: &Repo, old: Option<Oid>, new: Oid, why: &str) -> Result<Swap> {
        let begun = Instant::now();
        loop {
            let error = match self.try_swap(repo, old, new, why) {
                Ok(()) => {
                    self.unlock(repo, new);
                    return Ok(Swap::Moved);
                }
                Err(error) => error,
            };
            // An error does not mean that nothing happened: it may have come after the move.
            match self.tip(repo) {
                Ok(tip) if tip == Some(new) => {
                    self.unlock(repo, new);
                    return Ok(Swap::Moved);
                }
                Ok(tip) if tip != old => return Ok(Swap::Lost),
                Ok(_) if error.code() != ErrorCode::Locked => return Err(broken(&error)),
                Ok(_) if begun.elapsed() > Duration::from_secs(1) => {
                    return Err(preflight::held(&self.lock_file(repo)));
                }
                Ok(_) => std::thread::sleep(Duration::from_millis(20)),
                Err(_) => return Ok(Swap::Unclear(unclear(&error))),
            }
        }
    }

    /// Removes the lock that libgit2 could not: where there is no file of the branch yet it makes one as a
    /// second link to the lock, takes the first one away, and does not look whether that worked.
    fn unlock(&self, repo: &Repo, new: Oid) {
        let lock = self.lock_file(repo);
        let ours = disk::read_if_there(&lock)
            .ok()
            .flatten()
            .is_some_and(|held| held == format!("{new}\n").as_bytes());
        if ours {
            let _ = disk::remove(&lock);
        }
    }

    fn try_swap(
        &self,
        repo: &Repo,
        old: Option<Oid>,
        new: Oid,
        why: &str,
    ) -> std::result::Result<(), git2::Error> {
        fail::point("swap").map_err(|error| git2::Error::from_str(&error.to_string()))?;
        let inner = repo.inner();
        // With the zero id as the old one, the branch must not exist yet.
        inner.reference_matching(&self.name, new, true, old.unwrap_or(Oid::ZERO_SHA1), why)?;
        fail::point("swapped").map_err(|error| git2::Error::from_str(&error.to_string()))
    }
}

/// Where a branch stands; nothing when it does not exist.
pub(super) fn tip(repo: &Repo, branch: &str) -> Result<Option<Oid>> {
    match repo.inner().refname_to_id(branch) {
        Ok(id) => Ok(Some(id)),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(broken(&error)),
    }
}

/// Makes the branch last where it stands: libgit2 leaves that to the system.
pub(super) fn sync(repo: &Repo, branch: &str) -> Result<()> {
    let file = repo.common_dir().join(branch);
    if !file.exists() {
        return Ok(()); // git has packed it meanwhile
    }
    disk::sync(&file)?;
    disk::sync_folder_of(&file)
}

/// After a power cut the file of a branch may have its name and not yet its bytes. Then it was moving from
/// `old`, and nothing else had happened yet.
pub(super) fn mend(repo: &Repo, branch: &str, old: Option<&str>) -> Result<()> {
    let file = repo.common_dir().join(branch);
    match (disk::read_if_there(&file)?, old) {
        (Some(bytes), _) if bytes.iter().any(|byte| *byte != 0) => Ok(()),
        (Some(_), Some(old)) => {
            disk::write(&file, &file.with_extension("lock"), format!("{old}\n").as_bytes())
        }
        (Some(_), None) => disk::remove(&file),
        (None, _) => Ok(()),
    }
}

/// The file with which git programs lock a branch.
pub(super) fn lock_file(repo: &Repo, branch: &str) -> PathBuf {
    repo.common_dir().join(format!("{branch}.lock"))
}

fn unclear(error: &git2::Error) -> Refusal {
    Refusal::new(
        "unclear",
        Exit::Behind,
        say!(
            "不知道提交成功没有：分支读不出来了",
            "it is unclear whether this was committed: the branch cannot be read"
        ),
    )
    .detail(said(error))
    .help(say!("运行 `wxops recover`", "run `wxops recover`"))
}
