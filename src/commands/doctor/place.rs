//! The repository: what kind it is, whether a commit could be made now, how far it is from its upstream.

use wxops::{
    commit,
    repo::{Repo, Upstream},
    say,
    text::{Text, escaped, list, plural},
};

use super::line::Line;

pub(super) fn lines(repo: &Repo) -> Vec<Line> {
    let mut lines = vec![kind(repo)];
    lines.extend(unfinished(repo));
    lines.extend(repo.branch().map(|branch| upstream(repo, &branch))); // off all branches there is nothing to follow
    lines
}

/// What kind of repository; a part of one hides articles.
fn kind(repo: &Repo) -> Line {
    if repo.is_sparse() {
        let message = say!(
            "只检出了一部分文件（sparse）：没检出的稿件看不到",
            "only a part of the files is checked out (sparse); the other articles are not seen"
        );
        let all =
            say!("全部检出：`git sparse-checkout disable`", "check all out: `git sparse-checkout disable`");
        return Line::problem("repository", message).help(all);
    }
    if repo.is_shallow() {
        let message =
            say!("没有取全历史（shallow）：旧稿无从比较", "a shallow clone: older texts cannot be compared");
        let all = say!("取全：`git fetch --unshallow`", "fetch the rest: `git fetch --unshallow`");
        return Line::notice("repository", message).help(all);
    }
    if repo.is_submodule().unwrap_or_default() {
        return Line::notice(
            "repository",
            say!(
                "是另一个仓库的子模块：每次操作之后，外层仓库也要提交",
                "a submodule of another repository, which needs a commit of its own after each act"
            ),
        );
    }
    let mut kinds = vec![say!("普通克隆，历史完整", "an ordinary clone with all its history")];
    if repo.is_linked() {
        kinds.push(say!("几个工作树之一", "one of several work trees"));
    }
    Line::fine("repository", list(&kinds))
}

/// What a crash left. Its locks go with it, so that nothing else is said of them.
fn unfinished(repo: &Repo) -> Vec<Line> {
    match commit::is_unfinished(repo) {
        Err(refusal) => vec![Line::refused("recover", &refusal)],
        Ok(true) => {
            let message = say!("上次的操作中断了，没办完", "the last act was cut off");
            let mend = say!("接着办完或撤掉：`wxops recover`", "finish or undo it: `wxops recover`");
            vec![Line::problem("recover", message).help(mend)]
        }
        Ok(false) => {
            let nothing = say!("没有中断的操作", "nothing was cut off");
            vec![Line::fine("recover", nothing), branch(repo)]
        }
    }
}

/// Whether a commit could be made now.
fn branch(repo: &Repo) -> Line {
    match commit::ready(repo) {
        Err(refusal) => Line::refused("branch", &refusal),
        Ok(()) => Line::fine("branch", Text::same(escaped(&repo.branch().unwrap_or_default()))),
    }
}

/// What others have, as far as git has fetched it.
fn upstream(repo: &Repo, branch: &str) -> Line {
    let upstream = match repo.upstream() {
        Ok(Some(upstream)) => upstream,
        Ok(None) => return alone(repo, branch),
        Err(refusal) => return Line::refused("upstream", &refusal),
    };
    let Upstream { name, ahead, behind } = upstream;
    let (name, mine, theirs) = (escaped(&name), plural(ahead, "commit"), plural(behind, "commit"));
    match (ahead, behind) {
        (0, 0) => {
            Line::fine("upstream", say!("与 {name} 一致（按上次取回的）", "equal to {name}, as last fetched"))
        }
        (_, 0) => {
            Line::notice("upstream", say!("有 {ahead} 个提交没有推到 {name}", "{mine} not pushed to {name}"))
                .help(say!("分享：`wxops sync`", "share: `wxops sync`"))
        }
        (0, _) => {
            Line::problem("upstream", say!("比 {name} 少 {behind} 个提交", "{theirs} of {name} are not here"))
                .help(say!("取回来：`wxops sync`", "bring them: `wxops sync`"))
        }
        _ => Line::problem(
            "upstream",
            say!(
                "与 {name} 分了岔：本机多 {ahead} 个提交，少 {behind} 个",
                "{name} and this branch went apart: {mine} only here, {theirs} only there"
            ),
        )
        .help(say!("接起来：`wxops sync`", "bring the two together: `wxops sync`")),
    }
}

fn alone(repo: &Repo, branch: &str) -> Line {
    let message = say!("没有上游：稿件库只在本机", "no upstream: the folder is on this computer alone");
    let branch = escaped(branch);
    Line::notice("upstream", message).help(match repo.remote() {
        Some(remote) => {
            let remote = escaped(&remote);
            say!("推上去：`git push -u {remote} {branch}`", "push it: `git push -u {remote} {branch}`")
        }
        None => say!(
            "要和同事共用：`git remote add origin 地址`，再 `git push -u origin {branch}`",
            "to share it: `git remote add origin URL`, then `git push -u origin {branch}`"
        ),
    })
}
