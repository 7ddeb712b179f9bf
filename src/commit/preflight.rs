//! What must be true before anything is written: no half-done merge, no other program's lock, plain paths,
//! and a working copy that is still what the act was decided on.

use std::path::Path;
use std::time::{Duration, Instant};

use git2::RepositoryState as State;

use crate::refusal::{Refusal, Result};
use crate::repo::{Repo, blob_id};
use crate::say;
use crate::text::{self, Text};
use crate::workflow::plan::{Content, Edit, Plan, Working};

use super::branch::Branch;
use super::place;

/// How long to wait for a lock that another git program holds: an editor asks git for its status every second.
const MOMENT: Duration = Duration::from_secs(1);

/// Whether a commit could be made now: on a branch, nothing of git half done, no lock of another program.
pub fn ready(repo: &Repo) -> Result<()> {
    repository(repo, false)
}

/// The repository as a whole.
pub(super) fn repository(repo: &Repo, allow_unborn: bool) -> Result<()> {
    if let Some((what, way_out)) = unfinished(repo.inner().state()) {
        let message = Text {
            zh: format!("git 的{}还没做完", what.zh),
            en: format!("git is in the middle of {}", what.en),
        };
        return Err(Refusal::not_now("repository_busy", message).help(Text {
            zh: format!("做完它，或者放弃：{way_out}"),
            en: format!("finish it, or give it up: {way_out}"),
        }));
    }
    let branch = Branch::current(repo)?;
    if !allow_unborn && branch.tip(repo)?.is_none() {
        return Err(Refusal::unusable(
            "unborn_head",
            say!("这个仓库还没有任何提交", "this repository has no commit yet"),
        )
        .help(say!("运行 `wxops init`", "run `wxops init`")));
    }
    for lock in [repo.git_dir().join("index.lock"), repo.git_dir().join("HEAD.lock"), branch.lock_file(repo)]
    {
        wait_until_gone(&lock)?;
    }
    Ok(())
}

fn unfinished(state: State) -> Option<(Text, &'static str)> {
    Some(match state {
        State::Clean => return None,
        State::Merge => (say!("合并", "a merge"), "`git merge --abort`"),
        State::Revert | State::RevertSequence => (say!("撤销（revert）", "a revert"), "`git revert --abort`"),
        State::CherryPick | State::CherryPickSequence => {
            (say!("拣选（cherry-pick）", "a cherry-pick"), "`git cherry-pick --abort`")
        }
        State::Bisect => (say!("二分查找（bisect）", "a bisect"), "`git bisect reset`"),
        State::Rebase | State::RebaseInteractive | State::RebaseMerge => {
            (say!("变基（rebase）", "a rebase"), "`git rebase --abort`")
        }
        State::ApplyMailbox | State::ApplyMailboxOrRebase => {
            (say!("打补丁（am）", "applying patches"), "`git am --abort`")
        }
    })
}

/// Waits a moment for a lock of another program; then names it. It is never removed.
pub(super) fn wait_until_gone(lock: &Path) -> Result<()> {
    let begun = Instant::now();
    while lock.symlink_metadata().is_ok() {
        if begun.elapsed() > MOMENT {
            return Err(held(lock));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

/// The refusal for another program's lock.
pub(super) fn held(lock: &Path) -> Refusal {
    let shown = text::escaped(&lock.display().to_string());
    Refusal::not_now(
        "git_lock",
        say!(
            "另一个 git 程序正在写，或者留下了锁：{shown}",
            "another git program is writing, or left its lock: {shown}"
        ),
    )
    .help(say!(
        "等它做完；确定没有 git 在运行，才删除这个文件：`rm '{shown}'`",
        "wait for it; only if no git is running, delete that file: `rm '{shown}'`"
    ))
}

/// The paths of a plan: written the safe way, reached through no link, and holding what was seen.
pub(super) fn paths(repo: &Repo, plan: &Plan) -> Result<()> {
    let mut known = std::collections::HashSet::new();
    for edit in &plan.edits {
        if !is_safe(&edit.path) || !known.insert(&edit.path) {
            let path = text::escaped(&edit.path);
            return Err(Refusal::unusable(
                "unsafe_path",
                say!("不能写这个路径：{path}", "this path cannot be written: {path}"),
            ));
        }
        let now = place::blob_at(repo.root(), &edit.path)?;
        if !is_expected(edit, now.as_deref()) {
            return Err(changed(&edit.path));
        }
    }
    Ok(())
}

fn is_expected(edit: &Edit, now: Option<&str>) -> bool {
    let committed = match &edit.content {
        Content::Bytes(bytes) => Some(blob_id(bytes).0),
        Content::Blob(id) | Content::File(id) => Some(id.0.clone()),
        Content::Gone => None,
    };
    if matches!(edit.content, Content::File(_)) && now != committed.as_deref() {
        return false;
    }
    let target = match &edit.working {
        Working::Leave => return true,
        Working::Same => committed,
        Working::Keep(bytes) => Some(blob_id(bytes).0),
    };
    now == target.as_deref() || now == edit.seen.as_ref().map(|id| id.0.as_str())
}

/// The refusal for a file that is not what the act was decided on.
pub(super) fn changed(path: &str) -> Refusal {
    Refusal::not_now("content_changed", say!("文件刚刚被改过", "the file has just been changed"))
        .at(path)
        .help(say!("看一遍现在的内容，再运行一次", "look at what it holds now, then run this again"))
}

/// Whether a path stays in the folder and out of git's own, on every system.
pub(super) fn is_safe(path: &str) -> bool {
    path.split('/').all(|name| {
        let plain = name.trim_end_matches(['.', ' ']).to_ascii_lowercase();
        !plain.is_empty() && plain != ".git" && plain != "git~1" && !name.contains(['\0', '\\', ':', '\n'])
    })
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn paths_that_leave_the_folder_or_enter_git_are_unsafe() {
        for path in ["articles/a/index.md", ".wxops/records/甲.toml", ".gitattributes", "a/.b"] {
            assert!(is_safe(path), "{path}");
        }
        for path in
            ["", "/etc", "a//b", "../a", "a/./b", "a/../b", ".git/config", "a/.GIT/x", ".git. /x", "git~1/x"]
        {
            assert!(!is_safe(path), "{path}");
        }
        for path in ["a\\..\\b", "c:/x", "a:b", "a\0b", "a\nb", "a/"] {
            assert!(!is_safe(path), "{path:?}");
        }
    }
}
