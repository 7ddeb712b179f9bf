//! Why sync stops before anything changed.

use crate::{
    refusal::Refusal,
    repo::{Repo, incomplete},
    say,
    text::{Text, escaped},
    workflow::policy::Version,
};

/// Files that both sides changed. `upstream` is the other one.
pub(super) fn both_changed(paths: &[String], upstream: &str) -> Refusal {
    let upstream = escaped(upstream);
    let refusal = Refusal::not_now(
        "both_changed",
        say!(
            "你和同事改了同一个文件，要由人来合；什么都没改",
            "you and others changed the same file, and a person has to join the two; nothing was changed"
        ),
    );
    let shown = paths.iter().take(20).map(|path| Text::same(escaped(path)));
    shown
        .fold(refusal, Refusal::detail)
        .help(say!(
            "看同事改了什么：`git diff ...{upstream}`",
            "see what they changed: `git diff ...{upstream}`"
        ))
        .help(say!(
            "合并：`git pull --no-rebase`，改好文件，`git add 文件`，`git commit`，再 `wxops sync`",
            "merge: `git pull --no-rebase`, mend the file, `git add FILE`, `git commit`, then `wxops sync`"
        ))
}

/// An edit of a text that was handed in meanwhile.
pub(super) fn bound_meanwhile(place: &str, why: &Refusal, commit: &str) -> Refusal {
    let refusal = Refusal::not_now(
        "bound_meanwhile",
        say!(
            "你改过 `{place}`（提交 {commit}），而同事已经让它往前走了；什么都没改",
            "you edited `{place}` (commit {commit}), and others took it on meanwhile; nothing was changed"
        ),
    )
    .at(place)
    .detail(why.message.clone());
    refusal
        .help(say!(
            "留着改动、先不带上：`git branch mine`，`git reset --keep {commit}^`，再 `wxops sync`",
            "keep the edit and leave it out for now: `git branch mine`, `git reset --keep {commit}^`, then `wxops sync`"
        ))
        .help(say!(
            "之后照它现在的状态办：`wxops status`",
            "then go on from where it stands: `wxops status`"
        ))
}

/// The rule book went on.
pub(super) fn rules_changed(newest: &Version) -> Refusal {
    let number = newest.header.version;
    Refusal::not_now(
        "rules_changed",
        say!(
            "运营规则同事先改成了第 {number} 版，你的这一版没有带过来",
            "others adopted version {number} of the rule book first, so yours was not carried over"
        ),
    )
    .help(say!(
        "看现在的规则，再改一次：`wxops team`",
        "look at the rules as they are, then change them once more: `wxops team`"
    ))
}

/// The two histories have nothing in common, or this clone does not know what.
pub(super) fn unrelated(repo: &Repo) -> Refusal {
    if repo.is_shallow() {
        let message = say!(
            "历史没有取全（shallow），看不出和远端从哪里分开",
            "a shallow clone does not know where it and the remote went apart"
        );
        return incomplete(message);
    }
    Refusal::unusable(
        "unrelated",
        say!(
            "本机的历史和远端的没有共同的开头，不是同一个稿件库",
            "this history and the one of the remote have no beginning in common: they are two folders"
        ),
    )
    .help(say!("看远端的地址对不对：`git remote -v`", "see whether the address is right: `git remote -v`"))
}

/// The act moves an article or takes it away, and others moved it first.
pub(super) fn moved_meanwhile(place: &str, slug: &str) -> Refusal {
    Refusal::not_now(
        "moved_meanwhile",
        say!(
            "同事先把稿件移到了 `{place}`，这一步要在那里再办一次",
            "others moved the article to `{place}` first; this is to be done once more there"
        ),
    )
    .at(place)
    .help(say!("看现在能办什么：`wxops why {slug}`", "see what can be done now: `wxops why {slug}`"))
}

/// Files of a bundle that others added where it lay.
pub(super) fn left_behind(place: &str) -> Refusal {
    Refusal::not_now(
        "both_changed",
        say!(
            "同事在 `{place}` 里加了文件，稿件不能就这样移走",
            "others added files in `{place}`, so the article cannot move away just so"
        ),
    )
    .at(place)
    .help(say!("看加了什么：`git log --stat -- {place}`", "see which: `git log --stat -- {place}`"))
}
