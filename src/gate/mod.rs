//! The gate of a git server: what a push would make of a guarded branch is proved before git takes it in.
//!
//! The branch that HEAD of the repository names is guarded, and what the setting `wxops.guard` names. What a branch stood at
//! is taken as proved; a new one is held against HEAD's if that is behind it, or proved with its whole history. A
//! guarded branch is neither deleted nor taken back: its history only grows.

mod guard;
mod update;

pub use guard::Guards;
pub use update::{Update, not_asked, read};

use crate::{
    folder::{ContentFolder, Proof, Refused},
    moment::Moment,
    refusal::{Refusal, Result},
    repo::CommitId,
    say,
    workflow::policy,
};

/// The setting of git that names more guarded references.
pub const SETTING: &str = "wxops.guard";

/// A gate, in front of one repository.
pub struct Gate<'f> {
    folder: &'f ContentFolder,
    guards: Guards,
    pin: Option<String>,
    /// The clock; whether the folder is a sandbox decides which
    now: &'f dyn Fn(bool) -> Result<Moment>,
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
    pub fn of(
        folder: &'f ContentFolder,
        more: &[String],
        pin: Option<String>,
        now: &'f dyn Fn(bool) -> Result<Moment>,
    ) -> Result<Gate<'f>> {
        let repo = folder.repo();
        let mut names = repo.values_of(SETTING)?;
        names.extend(more.iter().cloned());
        match repo.branch() {
            // Where no commit is there yet, nobody knows which branch will be the one.
            Some(branch) if repo.head()?.is_some() => names.push(branch),
            _ => names.push("*".to_owned()),
        }
        Ok(Gate { folder, guards: Guards::of(names), pin, now })
    }

    /// Whether a reference is guarded, or another that moves with it.
    pub fn guards(&self, name: &str) -> bool {
        self.folder.repo().followed(name).iter().any(|name| self.guards.takes(name))
    }

    /// Proves what a push would make of a guarded reference.
    pub fn judge(&self, update: &Update) -> Result<Verdict> {
        let repo = self.folder.repo();
        let Some(new) = &update.new else { return Ok(alone(deleted(update.called()))) };
        let new = repo.commit_of(new)?;
        if let Some(old) = &update.old {
            return self.since(&repo.commit_of(old)?, &new, update.called());
        }
        match repo.head()? {
            Some(main) if is_behind(self.folder, &main, &new)? => self.since(&main, &new, update.called()),
            main => self.whole(&new, main.as_ref()),
        }
    }

    fn since(&self, old: &CommitId, new: &CommitId, called: &str) -> Result<Verdict> {
        let span = match self.folder.span(old, new) {
            Err(refusal) if refusal.code == "base_not_in_head" => return Ok(alone(rewritten(called, old))),
            span => span?,
        };
        match self.folder.head_at(new) {
            Ok(head) => {
                let now = (self.now)(head.policy.is_sandbox())?;
                self.folder.prove_range(&span, &head, self.pin.as_deref(), now).map(proved)
            }
            Err(refusal) if refusal.code == "history_incomplete" => Err(refusal),
            Err(refusal) if refusal.code == "not_a_content_folder" => {
                // What was lost says it all.
                Ok(if span.lost.is_empty() { Verdict::Nothing } else { Verdict::Refused(span.lost) })
            }
            Err(refusal) => {
                let own = Refused { article: None, refusal };
                Ok(Verdict::Refused(span.lost.into_iter().chain([own]).collect()))
            }
        }
    }

    fn whole(&self, new: &CommitId, main: Option<&CommitId>) -> Result<Verdict> {
        match self.folder.head_at(new) {
            Ok(head) => {
                let now = (self.now)(head.policy.is_sandbox())?;
                self.folder.prove_all(&head, self.pin.as_deref(), now, &mut |_, _| {}).map(proved)
            }
            Err(refusal) if refusal.code == "history_incomplete" => Err(refusal),
            Err(refusal) if refusal.code == "not_a_content_folder" && !self.has_rules(main)? => {
                Ok(Verdict::Nothing)
            }
            Err(refusal) => Ok(alone(refusal)),
        }
    }

    fn has_rules(&self, commit: Option<&CommitId>) -> Result<bool> {
        let tree = commit.map(|commit| self.folder.repo().snapshot(commit)).transpose()?;
        tree.map_or(Ok(false), |tree| Ok(tree.entry(policy::FOLDER)?.is_some()))
    }
}

fn is_behind(folder: &ContentFolder, base: &CommitId, head: &CommitId) -> Result<bool> {
    match folder.repo().descends(head, base) {
        Ok(()) => Ok(true),
        Err(refusal) if refusal.code == "base_not_in_head" => Ok(false),
        Err(refusal) => Err(refusal),
    }
}

fn proved(proof: Proof) -> Verdict {
    if proof.refusals.is_empty() {
        Verdict::Proved(Box::new(proof))
    } else {
        Verdict::Refused(proof.refusals)
    }
}

fn alone(refusal: Refusal) -> Verdict {
    Verdict::Refused(vec![Refused { article: None, refusal }])
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
