//! The only writer: carries out a [`Plan`] as one commit, whole or not at all.
//!
//! 1. the process lock is taken, and what a crash left is finished or undone (`lock`, `recover`);
//! 2. nothing half-done, no foreign lock, no link, nothing changed since the act was decided (`preflight`);
//! 3. blobs, trees and the commit, from HEAD's tree plus the plan's edits, never from the index (`tree`,
//!    `objects`, `signed`);
//! 4. while they are written: the journal (`journal`), then the new index beside the old one, under
//!    `index.lock` (`index`). All of it is on the disk before the next step;
//! 5. **the branch moves, if it still stands where it stood** (`branch`): before this nothing has happened,
//!    after this everything has, and what follows is only catching up;
//! 6. the branch is on the disk too; the files of the working copy (`working`), the index, the end of the journal.
//!
//! `onto` makes a commit on another base without moving the branch; `follow` moves the branch to a commit that is there
//! already, by steps 4 to 6.
//!
//! `replace` writes without a commit, one file as an editor would; `export` a file that somebody named, or a hook; `kept` what
//! somebody typed and has not used yet; `cached` pictures that can be made again.
//!
//! Everything that touches a file goes through `disk`, where tests let each call fail. Hooks are not run.

mod branch;
mod cached;
mod disk;
mod export;
mod fail;
mod follow;
mod index;
mod journal;
mod kept;
mod lock;
mod objects;
mod onto;
mod place;
mod preflight;
mod recover;
mod replace;
mod signed;
#[cfg(test)]
mod tests;
mod tree;
mod working;

use chrono::{DateTime, FixedOffset};

use crate::refusal::{Refusal, Result};
use crate::repo::{CommitId, Identity, Repo, oid};
use crate::workflow::plan::Plan;

use branch::{Branch, Swap};
use index::Index;
use journal::Journal;
use lock::{PATIENCE, ProcessLock};
use objects::Objects;

pub use cached::Cached;
pub use export::{export, program, unlink};
pub use follow::{Texts, may_follow};
pub use index::make_room;
pub use kept::Kept;
pub use onto::{Change, Original, onto, set_aside};
pub use preflight::ready;
pub use recover::{Recovered, is_unfinished, recover};
pub use replace::replace;

/// Who makes a commit, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The person who acts
    pub person: Identity,
    /// Who is typing, if that is somebody else
    pub committer: Option<Identity>,
    /// Both dates of the commit; the clock, which in a sandbox stands still
    pub at: DateTime<FixedOffset>,
}

impl Author {
    /// Who is typing.
    fn committer(&self) -> &Identity {
        self.committer.as_ref().unwrap_or(&self.person)
    }
}

/// How a commit ended when it was not refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is made
    Done {
        /// The new commit
        commit: CommitId,
        /// What did not follow in the working copy (exit 6); the commit stands all the same
        behind: Option<Refusal>,
    },
    /// Somebody else's commit came first and nothing was changed: decide again on the new base
    Lost,
}

/// The right to write, held until this is dropped.
pub struct Writer<'r> {
    repo: &'r Repo,
    recovered: Recovered,
    _lock: ProcessLock,
}

impl<'r> Writer<'r> {
    /// Waits for other wxops commands, finishes or undoes what a crash left, and makes sure that git is not in
    /// the middle of something. Only `init` allows a branch without any commit.
    pub fn lock(repo: &'r Repo, allow_unborn: bool) -> Result<Writer<'r>> {
        let lock = ProcessLock::take(repo, PATIENCE)?;
        let recovered = recover::unfinished(repo)?;
        preflight::repository(repo, allow_unborn)?;
        Ok(Writer { repo, recovered, _lock: lock })
    }

    /// What a crash had left.
    pub fn recovered(&self) -> &Recovered {
        &self.recovered
    }

    /// Makes one commit of `plan`, which was decided on `base`. A refusal means that nothing has changed;
    /// after the branch has moved there are no refusals, only [`Outcome::Done`] with what is behind.
    pub fn commit(&self, base: Option<&CommitId>, plan: &Plan, author: &Author) -> Result<Outcome> {
        let repo = self.repo;
        let base = base.map(|commit| oid(&commit.0)).transpose()?;
        let branch = Branch::current(repo)?;
        if branch.tip(repo)? != base {
            return Ok(Outcome::Lost);
        }
        preflight::paths(repo, plan)?;
        let objects = Objects::on(repo);
        let (tree, steps) = tree::edited(&objects, base, plan)?;
        let message = format!("{}\n", plan.message.trim_end());
        let new = if signed::is_wanted(repo)? {
            objects.write(|| Ok(()))?;
            signed::commit(repo, tree, base, author, &message)?
        } else {
            objects.commit(tree, base, author, &message)?
        };
        let journal = Journal::new(&branch.name, base.map(|id| id.to_string()), new.to_string(), steps);
        let subject = format!("commit: {}", message.lines().next().unwrap_or_default());
        self.carry_out(&objects, &branch, base, new, &journal, &subject)
    }

    /// From the journal to its end.
    fn carry_out(
        &self,
        objects: &Objects<'_>,
        branch: &Branch,
        base: Option<git2::Oid>,
        new: git2::Oid,
        journal: &Journal,
        subject: &str,
    ) -> Result<Outcome> {
        let swapped = objects.write(|| self.prepare(journal)).and_then(|index| {
            let swap = branch.swap(self.repo, base, new, subject)?;
            Ok((index, swap))
        });
        match swapped {
            Ok((index, Swap::Moved)) => Ok(self.finish(journal, &index)),
            Ok((_, Swap::Unclear(refusal))) => Err(refusal),
            Ok((_, Swap::Lost)) => {
                // What cannot be cleaned up now, the next command cleans up with the journal.
                let _ = recover::roll_back(self.repo, journal);
                Ok(Outcome::Lost)
            }
            Err(refusal) => {
                let _ = recover::roll_back(self.repo, journal);
                Err(refusal)
            }
        }
    }

    fn prepare(&self, journal: &Journal) -> Result<Index<'r>> {
        journal.write(self.repo)?;
        let index = Index::take(self.repo, journal)?;
        index.prepare(&journal.steps)?;
        Ok(index)
    }

    fn finish(&self, journal: &Journal, index: &Index<'_>) -> Outcome {
        let behind = match recover::finish(self.repo, journal, index, &journal.steps) {
            Ok(settled) if settled.left.is_empty() => None,
            Ok(settled) => Some(recover::left_alone(&settled.left)),
            Err(refusal) => Some(refusal),
        };
        Outcome::Done { commit: CommitId(journal.new.clone()), behind }
    }
}
