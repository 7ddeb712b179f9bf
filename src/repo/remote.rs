//! The upstream: the branch of a remote that this one follows; what is fetched from it and pushed to it.
//!
//! Credentials are git's affair, and so are its questions. Nothing is ever forced: what does not follow from what is
//! there is refused, here and there.

use std::collections::HashSet;
use std::time::Duration;

use crate::refusal::{Refusal, Result};
use crate::say;
use crate::text::{self, Text};

use super::{CommitId, Repo, broken, git, oid};

/// The branch of a remote that the current one follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// The remote, such as `origin`
    pub remote: String,
    /// The branch there, in full
    branch: String,
    /// What git notes here of it, in full
    noted: String,
}

/// How long an exchange may take, and whether git may ask the person for something.
#[derive(Clone, Copy, Debug)]
pub struct Exchange {
    /// After this long it is given up
    pub patience: Duration,
    /// Whether a password may be asked for
    pub may_ask: bool,
}

/// What became of a push.
pub enum Pushed {
    /// The remote has it
    Done,
    /// Somebody else pushed first
    Overtaken,
}

impl Followed {
    /// How people call it, such as `origin/main`.
    pub fn name(&self) -> &str {
        self.noted.strip_prefix("refs/remotes/").unwrap_or(&self.noted)
    }
}

impl Repo {
    /// What the current branch follows, fetched or not; nothing for a branch that follows none, or one of this very
    /// repository.
    pub fn followed(&self) -> Option<Followed> {
        let here = format!("refs/heads/{}", self.branch()?);
        let words = |buffer: git2::Buf| Some(buffer.as_str().ok()?.to_owned());
        let remote = words(self.inner.branch_upstream_remote(&here).ok()?)?;
        let branch = words(self.inner.branch_upstream_merge(&here).ok()?)?;
        let noted = words(self.inner.branch_upstream_name(&here).ok()?)?;
        noted.starts_with("refs/remotes/").then_some(Followed { remote, branch, noted })
    }

    /// Where the upstream stood when git last fetched it.
    pub fn noted(&self, followed: &Followed) -> Result<Option<CommitId>> {
        match self.inner.refname_to_id(&followed.noted) {
            Ok(id) => Ok(Some(CommitId(id.to_string()))),
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
            Err(error) => Err(broken(&error)),
        }
    }

    /// How many commits there are up to this one.
    pub fn length(&self, here: &CommitId) -> Result<usize> {
        let walk = || {
            let mut walk = self.inner.revwalk()?;
            walk.push(git2::Oid::from_str(&here.0)?)?;
            Ok::<_, git2::Error>(walk.count())
        };
        walk().map_err(|error| broken(&error))
    }

    /// Commits that are behind `here` and not behind `there`, the oldest first. Where somebody's clock was wrong, one that is
    /// behind both may be among them, as with git itself: neither walks all of history to know.
    pub fn only_here(&self, here: &CommitId, there: &CommitId) -> Result<Vec<CommitId>> {
        let walk = || {
            let mut walk = self.inner.revwalk()?;
            walk.set_sorting(git2::Sort::TOPOLOGICAL | git2::Sort::REVERSE)?;
            walk.push(git2::Oid::from_str(&here.0)?)?;
            walk.hide(git2::Oid::from_str(&there.0)?)?;
            walk.map(|id| Ok(CommitId(id?.to_string()))).collect::<std::result::Result<Vec<_>, git2::Error>>()
        };
        walk().map_err(|error| broken(&error))
    }

    /// Whether the upstream had some of these commits once and has them no more: somebody rewrote its history. Git notes
    /// where it stood.
    pub fn had(&self, followed: &Followed, there: &CommitId, commits: &[CommitId]) -> bool {
        let Ok(log) = self.inner.reflog(&followed.noted) else { return false };
        // A clone notes nothing; the first move after it names where it stood.
        let both = |entry: git2::ReflogEntry<'_>| [entry.id_old(), entry.id_new()].map(|id| id.to_string());
        let known: HashSet<String> = log.iter().flat_map(both).collect();
        commits.iter().any(|commit| known.contains(&commit.0) && self.descends(there, commit).is_err())
    }

    /// Whether two commits have anything in common.
    pub fn are_related(&self, here: &CommitId, there: &CommitId) -> Result<bool> {
        match self.inner.merge_base(oid(&here.0)?, oid(&there.0)?) {
            Ok(_) => Ok(true),
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(false),
            Err(error) => Err(broken(&error)),
        }
    }

    /// Fetches the upstream. False if the remote has no such branch yet.
    pub fn fetch(&self, followed: &Followed, exchange: Exchange) -> Result<bool> {
        let Followed { remote, branch, noted } = followed;
        let call = self.exchange("fetch", exchange)?.args([
            "--no-progress", // with `--quiet` a rejection would be one too
            "--no-tags",
            "--no-write-fetch-head",
            "--no-recurse-submodules",
            "--refmap=",
            "--end-of-options",
            remote,
        ]);
        let answer = call.args([format!("{branch}:{noted}")]).answer()?;
        if answer.code == 0 {
            return Ok(true);
        }
        if answer.error.contains("couldn't find remote ref") {
            return if self.noted(followed)?.is_none() { Ok(false) } else { Err(gone(followed)) };
        }
        if answer.error.contains("[rejected]") {
            return Err(rewritten(followed));
        }
        Err(unreachable(followed, &answer))
    }

    /// Gives the upstream a commit and all behind it.
    pub fn push(&self, followed: &Followed, commit: &CommitId, exchange: Exchange) -> Result<Pushed> {
        let call = self.exchange("push", exchange)?;
        let call = call.args(["--porcelain", "--no-follow-tags", "--end-of-options", &followed.remote]);
        let answer = call.args([format!("{}:{}", commit.0, followed.branch)]).answer()?;
        if answer.code == 0 {
            return Ok(Pushed::Done);
        }
        let told = String::from_utf8_lossy(&answer.output).into_owned();
        let Some(why) = told.lines().find(|line| line.starts_with('!')) else {
            return Err(unreachable(followed, &answer));
        };
        let lost = ["[rejected]", "failed to update ref", "cannot lock ref", "incorrect old value"];
        if lost.iter().any(|word| why.contains(word) || answer.error.contains(word)) {
            return Ok(Pushed::Overtaken);
        }
        Err(refused(followed, why, &answer.error))
    }

    fn exchange(&self, name: &str, Exchange { patience, may_ask }: Exchange) -> Result<git::Call> {
        let quiet = ["core.fsync=committed", "gc.auto=0", "maintenance.auto=false"];
        let mute = format!("credential.interactive={may_ask}");
        let call = self.git_with(name, &[&quiet[..], &[&mute]].concat())?.within(patience);
        Ok(if may_ask {
            call.env("GIT_TERMINAL_PROMPT", "1")
        } else {
            // No program is there that could ask, neither for git nor for ssh.
            let nobody = self.git_dir().join("wxops-nobody");
            let call = call.env("GIT_ASKPASS", "").env("GCM_INTERACTIVE", "never");
            call.env("SSH_ASKPASS_REQUIRE", "force").env("SSH_ASKPASS", nobody)
        })
    }
}

/// The remote cannot be reached, or does not let this person in; git's own words say which.
fn unreachable(followed: &Followed, answer: &git::Answer) -> Refusal {
    let remote = text::escaped(&followed.remote);
    let refusal = Refusal::unusable(
        "unreachable",
        say!("连不上远端 {remote}", "the remote {remote} cannot be reached"),
    );
    let refusal = answer
        .error
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(2)
        .fold(refusal, |refusal, line| refusal.detail(Text::same(text::escaped(line))));
    refusal
        .help(say!(
            "本机的操作都在；连上以后运行 `wxops sync`",
            "what was done here is kept; once it can be reached, run `wxops sync`"
        ))
        .help(say!("看远端的地址：`git remote -v`", "see its address: `git remote -v`"))
}

fn gone(followed: &Followed) -> Refusal {
    let name = text::escaped(followed.name());
    Refusal::unusable(
        "upstream_gone",
        say!("远端已经没有 {name} 这个分支", "the remote no longer has the branch {name}"),
    )
    .help(say!(
        "换一个上游：`git branch --set-upstream-to=远端/分支`",
        "follow another one: `git branch --set-upstream-to=REMOTE/BRANCH`"
    ))
}

/// Somebody rewrote the upstream.
pub fn rewritten(followed: &Followed) -> Refusal {
    let (name, remote) = (text::escaped(followed.name()), text::escaped(&followed.remote));
    Refusal::not_now(
        "upstream_rewritten",
        say!(
            "{name} 的历史被改写过，不能接着同步；什么都没改",
            "the history of {name} was rewritten, so nothing can follow from it; nothing was changed"
        ),
    )
    .help(say!(
        "先问清是谁、为什么强推的：去掉的提交本机还有，`git log {name}..`",
        "find out who forced it and why; what was taken away is still here: `git log {name}..`"
    ))
    .help(say!(
        "确认要跟上新的历史：`git branch mine`，`git fetch {remote}`，`git reset --keep {name}`",
        "to follow the new history all the same: `git branch mine`, `git fetch {remote}`, `git reset --keep {name}`"
    ))
}

/// The server's own words: a hook, a protected branch.
fn refused(followed: &Followed, why: &str, error: &str) -> Refusal {
    let name = text::escaped(followed.name());
    let refusal = Refusal::not_now(
        "push_refused",
        say!(
            "{name} 的服务器没有收；本机的操作都在",
            "the server of {name} did not take it; what was done here is kept"
        ),
    );
    let words = error.lines().filter_map(|line| line.strip_prefix("remote:")).map(str::trim);
    let words = words.filter(|line| !line.is_empty()).take(20);
    let reason = why.rsplit('\t').next().unwrap_or(why);
    let refusal =
        words.chain([reason]).fold(refusal, |refusal, line| refusal.detail(Text::same(text::escaped(line))));
    refusal.help(say!(
        "照服务器说的做，再运行 `wxops sync`；看本机有没有问题：`wxops verify`",
        "do what the server says, then `wxops sync`; `wxops verify` shows what is wrong here, if anything is"
    ))
}
