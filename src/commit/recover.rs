//! After a crash: what was not committed is undone, what was committed is finished.
//!
//! The process lock is held here, and whoever wrote the journal held it until it died. So the journal's
//! writer is gone, and what carries its mark may be removed. What does not is somebody else's and stays.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::refusal::{Exit, Refusal, Result};
use crate::repo::{CommitId, Repo, oid};
use crate::say;
use crate::text;

use super::index::{self, Index};
use super::journal::{Found, Journal, Step};
use super::lock::{PATIENCE, ProcessLock};
use super::{branch, disk, working};

/// What recovery found and did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recovered {
    /// There was nothing to do
    Nothing,
    /// A commit had not happened; its traces are gone
    RolledBack,
    /// A commit had happened; working copy and index have followed
    RolledForward {
        /// The commit
        commit: CommitId,
        /// Files that hold somebody's newer work and were left alone
        left: Vec<String>,
    },
    /// The branch has gone elsewhere since; nothing was touched, and the journal lies here as evidence
    Kept {
        /// The journal's new place
        file: PathBuf,
    },
}

/// Finishes or undoes what a crash left, for `wxops recover`. Writers do the same before they begin.
pub fn recover(repo: &Repo) -> Result<Recovered> {
    let _lock = ProcessLock::take(repo, PATIENCE)?;
    unfinished(repo)
}

/// Whether a crash left something to finish or undo. Changes nothing.
pub fn is_unfinished(repo: &Repo) -> Result<bool> {
    Ok(!matches!(Journal::find(repo)?, Found::Nothing))
}

/// The same with the process lock held already.
pub(super) fn unfinished(repo: &Repo) -> Result<Recovered> {
    let journal = match Journal::find(repo)? {
        Found::Nothing => return Ok(Recovered::Nothing),
        Found::Unreadable => return Ok(Recovered::Kept { file: Journal::keep(repo)? }),
        Found::Unfinished(journal) => journal,
    };
    unlock_branch(repo, &journal)?;
    branch::mend(repo, &journal.branch, journal.old.as_deref())?;
    let tip = branch::tip(repo, &journal.branch)?;
    if tip.map(|id| id.to_string()) == journal.old {
        roll_back(repo, &journal)?;
        return Ok(Recovered::RolledBack);
    }
    if tip.is_some_and(|tip| holds(repo, tip, &journal)) {
        let left = roll_forward(repo, &journal)?;
        return Ok(Recovered::RolledForward { commit: CommitId(journal.new), left });
    }
    working::sweep(repo, &journal)?;
    index::abandon(repo, &journal)?;
    Ok(Recovered::Kept { file: Journal::keep(repo)? })
}

/// Removes every trace of a commit that did not happen; the journal last.
pub(super) fn roll_back(repo: &Repo, journal: &Journal) -> Result<()> {
    working::sweep(repo, journal)?;
    index::abandon(repo, journal)?;
    Journal::remove(repo)
}

/// Lets working copy and index follow a commit that did happen, and returns the files left alone. Only where
/// HEAD still holds what that commit brought: later commits have the last word.
fn roll_forward(repo: &Repo, journal: &Journal) -> Result<Vec<String>> {
    working::sweep(repo, journal)?;
    let steps = still_current(repo, journal)?;
    let index = Index::take(repo, journal)?;
    index.prepare(&index.unmoved(&steps)?)?;
    let settled = finish(repo, journal, &index, &steps)?;
    Ok(settled.left)
}

/// The steps after the branch has moved: it is made to last, then files, index, the journal. A file that cannot be written
/// does not keep the index from following.
pub(super) fn finish(
    repo: &Repo,
    journal: &Journal,
    index: &Index<'_>,
    steps: &[Step],
) -> Result<working::Settled> {
    let synced = branch::sync(repo, &journal.branch);
    let settled = working::settle(repo, journal, steps);
    let installed = index.install();
    if installed.is_err() {
        let _ = index::abandon(repo, journal); // git must not stay locked; recovery makes the index again
    }
    match synced.err().or(settled.failed.clone()).or(installed.err()) {
        Some(refusal) => Err(behind(refusal)),
        None => Journal::remove(repo).map_err(behind).map(|()| settled),
    }
}

/// Those steps whose path holds, at HEAD, what the commit brought.
fn still_current(repo: &Repo, journal: &Journal) -> Result<Vec<Step>> {
    let Some(head) = repo.head()? else { return Ok(Vec::new()) };
    let snapshot = repo.snapshot(&head)?;
    let mut steps = Vec::new();
    for step in &journal.steps {
        if snapshot.entry(&step.path)?.map(|entry| entry.id.0) == step.new {
            steps.push(step.clone());
        }
    }
    Ok(steps)
}

/// Whether the commit is the tip or behind it.
fn holds(repo: &Repo, tip: git2::Oid, journal: &Journal) -> bool {
    let Ok(new) = oid(&journal.new) else { return false };
    tip == new || repo.inner().graph_descendant_of(tip, new).unwrap_or(false)
}

/// Removes the lock on the branch that libgit2 left when it was killed: it holds nothing or the new commit's
/// id, is not older than the journal, and nobody writes to it.
fn unlock_branch(repo: &Repo, journal: &Journal) -> Result<()> {
    let lock = branch::lock_file(repo, &journal.branch);
    let Some(first) = disk::read_if_there(&lock)? else { return Ok(()) };
    std::thread::sleep(Duration::from_millis(200)); // a living git fills or removes its lock at once
    let ours = format!("{}\n", journal.new);
    let still = disk::read_if_there(&lock)?;
    let old_enough = !is_older(&lock, &Journal::place(repo));
    if still.as_ref() == Some(&first) && ours.as_bytes().starts_with(&first) && old_enough {
        return disk::remove(&lock);
    }
    Ok(())
}

fn is_older(a: &Path, b: &Path) -> bool {
    let time = |place: &Path| place.metadata().and_then(|found| found.modified()).ok();
    match (time(a), time(b)) {
        (Some(a), Some(b)) => a < b,
        _ => true,
    }
}

/// The same trouble, told as what it is after the commit: exit 6.
pub(super) fn behind(refusal: Refusal) -> Refusal {
    let mut told = Refusal::new(
        "working_copy_behind",
        Exit::Behind,
        say!("已经提交，但工作区没有跟上", "committed, but the working copy has not followed"),
    );
    told.path = refusal.path;
    told.detail.push(refusal.message);
    told.detail.extend(refusal.detail);
    told.help(say!("排除原因后运行 `wxops recover`", "remove the cause, then run `wxops recover`"))
}

/// Files with somebody's newer work in them, after the commit: exit 6.
pub(super) fn left_alone(left: &[String]) -> Refusal {
    let mut told = Refusal::new(
        "working_file_kept",
        Exit::Behind,
        say!(
            "已经提交；有文件在这期间被改过，保留了你的改动",
            "committed; files that were changed meanwhile keep that newer work"
        ),
    );
    told.path = left.first().cloned();
    told.detail.push(text::names(left.iter().map(|path| text::escaped(path))));
    told.help(say!("用 `git diff` 看看差别", "look at the difference with `git diff`"))
}
