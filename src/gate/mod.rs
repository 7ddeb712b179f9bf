//! The gate of a git server: what a push would make of a guarded branch is proved before git takes it in.
//!
//! The branch that HEAD of the repository names is guarded, and what the setting `wxops.guard` names. What a branch stood at
//! is taken as proved; a new one is held against HEAD's if that is behind it, or proved with its whole history. A
//! guarded branch is neither deleted nor taken back: its history only grows. What is [`leaving`] a person's own repository is
//! proved the same way before it goes.

mod guard;
mod leaving;
mod proving;
mod update;

pub use guard::Guards;
pub use leaving::{leaving, read_leaving};
pub use proving::Proving;
pub use update::{Update, not_asked, read};

use crate::{
    folder::{Proof, Refused},
    refusal::{Refusal, Result},
    repo::CommitId,
    say,
};
use proving::alone;

/// The setting of git that names more guarded references.
pub const SETTING: &str = "wxops.guard";

/// A gate, in front of one repository.
pub struct Gate<'f> {
    proving: Proving<'f>,
    guards: Guards,
}

/// What comes of one reference.
pub enum Verdict {
    /// Everything that came in is proved
    Proved(Box<Proof>),
    /// There is no rule book, neither before nor after: nothing is to be proved
    Nothing,
    /// It does not come in
    Refused(Vec<Refused>),
}

impl<'f> Gate<'f> {
    /// The gate of a repository. `more` is what is guarded besides.
    pub fn of(proving: Proving<'f>, more: &[String]) -> Result<Gate<'f>> {
        let repo = proving.folder.repo();
        let mut names = repo.values_of(SETTING)?;
        names.extend(more.iter().cloned());
        match repo.branch() {
            // Where no commit is there yet, nobody knows which branch will be the one.
            Some(branch) if repo.head()?.is_some() => names.push(branch),
            _ => names.push("*".to_owned()),
        }
        Ok(Gate { proving, guards: Guards::of(names) })
    }

    /// Whether a reference is guarded, or another that moves with it.
    pub fn guards(&self, name: &str) -> bool {
        self.proving.folder.repo().pointed_at(name).iter().any(|name| self.guards.takes(name))
    }

    /// Proves what a push would make of a guarded reference.
    pub fn judge(&self, update: &Update) -> Result<Verdict> {
        let repo = self.proving.folder.repo();
        let Some(new) = &update.new else { return Ok(alone(deleted(update.called()))) };
        let new = repo.commit_of(new)?;
        if let Some(old) = &update.old {
            return self.since(&repo.commit_of(old)?, &new, update.called());
        }
        match repo.head()? {
            Some(main) if self.proving.is_behind(&main, &new)? => self.since(&main, &new, update.called()),
            main => self.proving.whole(&new, main.as_ref()),
        }
    }

    fn since(&self, old: &CommitId, new: &CommitId, called: &str) -> Result<Verdict> {
        match self.proving.folder.span(old, new) {
            Err(refusal) if refusal.code == "base_not_in_head" => Ok(alone(rewritten(called, old))),
            span => self.proving.since(span?, new),
        }
    }
}

fn deleted(called: &str) -> Refusal {
    let message =
        say!("分支 `{called}` 受保护，不能删除", "the branch `{called}` is guarded and cannot be deleted");
    Refusal::findings("branch_deleted", message).help(say!(
        "确实不要了，请管理员在服务器上删",
        "if it really is to go, ask whoever looks after the server"
    ))
}

fn rewritten(called: &str, old: &CommitId) -> Refusal {
    let old = old.short();
    let message = say!(
        "这次推送会改写 `{called}` 的历史：服务器上的 {old} 不在里面了",
        "this push would rewrite the history of `{called}`: {old}, which the server has, is not in it"
    );
    Refusal::findings("history_rewritten", message).help(say!(
        "不要强推：先并入服务器上的（`git pull --no-rebase`），再推送",
        "do not force it: merge what the server has (`git pull --no-rebase`), then push again"
    ))
}
