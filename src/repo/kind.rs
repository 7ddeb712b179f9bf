//! Repositories that wxops cannot use, and why: each with its own code and the way out.

use std::path::Path;

use crate::refusal::Refusal;
use crate::say;
use crate::text::{self, Text};

/// Why no repository could be opened from `start`.
pub(super) fn cannot_open(start: &Path, error: &git2::Error) -> Refusal {
    let place = text::escaped(&start.display().to_string());
    let words = error.message();
    match error.code() {
        git2::ErrorCode::NotFound if !start.exists() => Refusal::unusable(
            "no_such_folder",
            say!("没有这个文件夹：{place}", "there is no such folder: {place}"),
        ),
        git2::ErrorCode::NotFound => not_a_repository(&place),
        git2::ErrorCode::Owner => Refusal::unusable(
            "foreign_owner",
            say!(
                "这个仓库属于系统的另一个用户：{place}",
                "this repository belongs to another user of the system: {place}"
            ),
        )
        .help(say!(
            "信得过这个文件夹，才运行 `git config --global --add safe.directory {place}`",
            "only if you trust the folder, run `git config --global --add safe.directory {place}`"
        )),
        _ if words.contains("extensions.refstorage") => unsupported(
            "reftable",
            &say!("reftable 格式的分支", "branches in the reftable format"),
            &say!("运行 `git refs migrate --ref-format=files`", "run `git refs migrate --ref-format=files`"),
            error,
        ),
        _ if words.contains("extensions.partialclone") => unsupported(
            "partial_clone",
            &say!("不完整的克隆（partial clone）", "a partial clone"),
            &say!("重新克隆，不要加 `--filter`", "clone again without `--filter`"),
            error,
        ),
        _ if words.contains("extensions.objectformat")
            || words.contains("sha256")
            || words.contains("object format") =>
        {
            unsupported(
                "sha256_repository",
                &say!("SHA-256 格式的仓库", "a repository with SHA-256 ids"),
                &say!(
                    "新建一个普通仓库（SHA-1），把内容搬过去",
                    "start an ordinary (SHA-1) repository and move the content there"
                ),
                error,
            )
        }
        _ => Refusal::unusable(
            "repository_unreadable",
            say!("打不开这个仓库：{place}", "cannot open the repository: {place}"),
        )
        .detail(said(error)),
    }
}

/// No repository can be started here.
pub(super) fn cannot_start(place: &Path, error: &std::io::Error) -> Refusal {
    let place = text::escaped(&place.display().to_string());
    Refusal::unusable(
        "file_failed",
        say!("这里建不了仓库：{place}", "no repository can be made here: {place}"),
    )
    .detail(Text::same(text::escaped(&error.to_string())))
}

/// The repository has no work tree.
pub(super) fn bare(place: &Path) -> Refusal {
    let place = text::escaped(&place.display().to_string());
    Refusal::unusable(
        "bare_repository",
        say!("这是裸仓库，没有工作区：{place}", "this is a bare repository, without a work tree: {place}"),
    )
    .help(say!(
        "克隆一份，在克隆里运行：`git clone '{place}' 稿件库`",
        "clone it and run this in the clone: `git clone '{place}' articles`"
    ))
}

/// An object or a reference could not be read.
pub(crate) fn broken(error: &git2::Error) -> Refusal {
    if error.code() == git2::ErrorCode::NotFound {
        return incomplete(say!(
            "仓库里缺少需要的对象（浅克隆，或者损坏）",
            "the repository lacks an object that is needed (shallow, or damaged)"
        ))
        .detail(said(error))
        .help(say!("不是浅克隆就运行 `git fsck`", "if it is not shallow, run `git fsck`"));
    }
    let refusal =
        Refusal::unusable("repository_broken", say!("读不了这个仓库", "the repository cannot be read"))
            .detail(said(error));
    // A power cut while wxops moved the branch; the journal knows where it stood.
    let refusal = if error.message().contains("corrupted loose reference") {
        refusal.help(say!("先运行 `wxops recover`", "first run `wxops recover`"))
    } else {
        refusal
    };
    refusal.help(say!("运行 `git fsck`，看看哪里坏了", "run `git fsck` to see what is damaged"))
}

/// Commits that are needed were left out when this was cloned, or files of them.
pub(crate) fn incomplete(message: Text) -> Refusal {
    Refusal::unusable("history_incomplete", message).help(say!(
        "取全历史：`git fetch --unshallow`；CI 里写 `fetch-depth: 2`（`verify --all` 要 `fetch-depth: 0`），不要加 `--filter`",
        "fetch all of it: `git fetch --unshallow`; in CI say `fetch-depth: 2` (`verify --all` wants `fetch-depth: 0`), and no `--filter`"
    ))
}

/// The library's own words, safe to print.
pub(crate) fn said(error: &git2::Error) -> Text {
    Text::same(text::escaped(error.message()))
}

fn not_a_repository(place: &str) -> Refusal {
    Refusal::unusable(
        "not_a_repository",
        say!("这里不是稿件库：{place}", "this is not a content folder: {place}"),
    )
    .help(say!("进入稿件库的文件夹再运行", "go to the content folder and run this there"))
    .help(say!("还没有的话，运行 `wxops init`", "or start one: `wxops init`"))
}

fn unsupported(code: &'static str, what: &Text, way_out: &Text, error: &git2::Error) -> Refusal {
    let message = Text {
        zh: format!("wxops 还不能用{}", what.zh),
        en: format!("wxops cannot work with {} yet", what.en),
    };
    Refusal::unusable(code, message).detail(said(error)).help(way_out.clone())
}
