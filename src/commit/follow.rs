//! The branch goes to a commit that is there already, and files and index follow, as after a commit of one's own.
//!
//! What a person changed and did not commit stays. Where the other commit has changed the same file, nothing moves.

use std::collections::BTreeMap;
use std::path::Path;

use git2::ObjectType;

use crate::article::Article;
use crate::refusal::{Refusal, Result};
use crate::repo::{Change, CommitId, Entry, Kind, Repo, broken, changes, oid};
use crate::say;
use crate::text::{self, Text};
use crate::workflow::team::TEAM;

use super::branch::Branch;
use super::index;
use super::journal::{Journal, Step, Target};
use super::objects::Objects;
use super::{Outcome, Writer, disk, place, preflight};

/// Files that the working copy holds otherwise than the commit, by path.
pub type Texts = BTreeMap<String, Vec<u8>>;

impl Writer<'_> {
    /// Moves the branch from `old` to `new`, if it still stands on `old`. `texts` are files that the working copy holds
    /// otherwise afterwards: a person's own writing, which stays a change that is not committed.
    pub fn follow(&self, old: &CommitId, new: &CommitId, texts: &Texts, why: &str) -> Result<Outcome> {
        let repo = self.repo;
        let branch = Branch::current(repo)?;
        let (base, next) = (oid(&old.0)?, oid(&new.0)?);
        if branch.tip(repo)? != Some(base) {
            return Ok(Outcome::Lost);
        }
        let objects = Objects::on(repo);
        let steps = steps(&objects, &differing(repo, old, new)?, texts)?;
        let journal = Journal::new(&branch.name, Some(old.0.clone()), new.0.clone(), steps);
        self.carry_out(&objects, &branch, Some(base), next, &journal, why)
    }
}

/// Whether [`Writer::follow`] would move, with nothing changed.
pub fn may_follow(repo: &Repo, old: &CommitId, new: &CommitId, texts: &Texts) -> Result<()> {
    steps(&Objects::on(repo), &differing(repo, old, new)?, texts).map(drop)
}

fn differing(repo: &Repo, old: &CommitId, new: &CommitId) -> Result<Vec<Change>> {
    changes(Some(&repo.snapshot(old)?), &repo.snapshot(new)?, "", None)
}

/// What each file goes through; refused where somebody's own change would be overwritten.
fn steps(objects: &Objects<'_>, differences: &[Change], texts: &Texts) -> Result<Vec<Step>> {
    let listing = index::listing(objects.repo)?;
    let staged = index::staged(&listing);
    let mut steps = Vec::new();
    let mut in_the_way = Vec::new();
    for Change { path, before: old, after: new } in differences {
        let [old_id, new_id] = [old, new].map(|entry| plain(entry.as_ref(), path).transpose());
        let (old_id, new_id) = (old_id?, new_id?);
        if !preflight::is_safe(path) {
            return Err(special(path));
        }
        let held = staged.get(path.as_bytes()).copied();
        let is_held = |id: Option<&str>| held == id.map(str::as_bytes);
        let lies = place::blob_at(objects.repo.root(), path)?;
        let standing = stands(objects.repo, path, lies.as_deref(), (old_id, new_id))?;
        let own = match (&standing, old_id.zip(new_id)) {
            (Standing::Own, Some(ids)) => unfinished(objects.repo, path, ids)?,
            (Standing::Old, _) => texts.get(path).cloned(),
            _ => None,
        };
        if standing == Standing::Own && own.is_none() || !(is_held(old_id) || is_held(new_id)) {
            in_the_way.push(path.clone());
            continue;
        }
        let working = match (new_id, own) {
            (_, Some(text)) => Target::Blob(objects.make(ObjectType::Blob, &text)?.to_string()),
            _ if standing == Standing::Ready => Target::Leave,
            (None, None) => Target::Gone,
            (Some(id), None) => Target::Blob(checked_out(objects, path, id)?),
        };
        let is_program = |entry: &Option<Entry>| entry.as_ref().is_some_and(|e| e.kind == Kind::Executable);
        let program = (is_program(old) || is_program(new)).then(|| is_program(new));
        let (old, new) = (old_id.map(str::to_owned), new_id.map(str::to_owned));
        steps.push(Step { path: path.clone(), old, new, seen: lies, working, program });
    }
    if in_the_way.is_empty() { Ok(steps) } else { Err(overwritten(&in_the_way)) }
}

/// The blob of a plain file; anything else is for git to bring.
fn plain<'e>(entry: Option<&'e Entry>, path: &str) -> Option<Result<&'e str>> {
    entry.map(|entry| match entry.kind {
        Kind::File | Kind::Executable => Ok(entry.id.0.as_str()),
        _ => Err(special(path)),
    })
}

/// What lies in the working copy.
#[derive(PartialEq, Eq)]
enum Standing {
    /// What was committed, or nothing
    Old,
    /// What is to lie there
    Ready,
    /// A change of the person's own
    Own,
}

fn stands(
    repo: &Repo,
    path: &str,
    lies: Option<&str>,
    (old, new): (Option<&str>, Option<&str>),
) -> Result<Standing> {
    let Some(lies) = lies else {
        // A file that a person took away is no text that could be lost; one that was never checked out stays away.
        let hidden = old.is_some() && repo.is_sparse();
        return Ok(if hidden { Standing::Ready } else { Standing::Old });
    };
    if old == Some(lies) {
        return Ok(Standing::Old);
    }
    if new == Some(lies) && is_raw(path) {
        return Ok(Standing::Ready);
    }
    if is_raw(path) {
        return Ok(Standing::Own);
    }
    // git may have other line ends in the working copy than in the commit.
    let cleaned = repo.git("hash-object")?.args(["--", path]).run()?;
    let cleaned = String::from_utf8_lossy(&cleaned).trim().to_owned();
    Ok(match Some(cleaned.as_str()) {
        id if id == old => Standing::Old,
        id if id == new => Standing::Ready,
        _ => Standing::Own,
    })
}

/// A person's unfinished text of an article of which the other commit has changed nothing but the `[wxops]` table: the text
/// with the new table.
fn unfinished(repo: &Repo, path: &str, (old, new): (&str, &str)) -> Result<Option<Vec<u8>>> {
    let is_text =
        path.ends_with("/index.md") && (path.starts_with("articles/") || path.starts_with("archive/"));
    if !is_text {
        return Ok(None);
    }
    let read = |id: &str| -> Result<Article> {
        let blob = repo.inner().find_blob(oid(id)?).map_err(|error| broken(&error))?;
        Ok(Article::parse(blob.content().to_vec()))
    };
    let (old, new) = (read(old)?, read(new)?);
    let own = Article::parse(disk::read(&place::plain(repo.root(), path)?)?);
    let same = old.kept() == new.kept() && own.table() == old.table();
    Ok(new.table().filter(|_| same).and_then(|table| own.with_table(table)))
}

/// Whether a file lies in the working copy byte for byte as it is committed: `.gitattributes` of every content folder
/// says so.
fn is_raw(path: &str) -> bool {
    ["articles", "archive", ".wxops"].iter().any(|folder| Path::new(path).starts_with(folder)) || path == TEAM
}

/// The blob of what git would check out: the same, or with the line ends of this computer.
fn checked_out(objects: &Objects<'_>, path: &str, id: &str) -> Result<String> {
    if is_raw(path) {
        return Ok(id.to_owned());
    }
    let bytes = objects.repo.git("cat-file")?.args(["--filters", &format!("--path={path}"), id]).run()?;
    Ok(objects.make(ObjectType::Blob, &bytes)?.to_string())
}

fn overwritten(paths: &[String]) -> Refusal {
    let refusal = Refusal::not_now(
        "would_overwrite",
        say!(
            "你没提交的改动和同事的改动在同一个文件里，同步会盖掉它们；什么都没改",
            "what you changed and did not commit lies in files that others changed too; syncing would overwrite it, so nothing was changed"
        ),
    );
    let shown = paths.iter().take(20).map(|path| Text::same(text::escaped(path)));
    shown
        .fold(refusal, Refusal::detail)
        .help(say!(
            "先提交：`git commit -m draft 文件`，再 `wxops sync`",
            "commit it first: `git commit -m draft FILE`, then `wxops sync`"
        ))
        .help(say!(
            "或先收起来：`git stash -u`，`wxops sync`，`git stash pop`",
            "or put it aside: `git stash -u`, `wxops sync`, `git stash pop`"
        ))
}

fn special(path: &str) -> Refusal {
    Refusal::unusable(
        "not_a_plain_file",
        say!(
            "`{path}` 不是普通文件（链接或子模块），`wxops sync` 不动它",
            "`{path}` is no plain file (a link, another repository); `wxops sync` does not touch it",
            path = text::escaped(path)
        ),
    )
    .help(say!("用 git 取回：`git pull --rebase`", "let git bring it: `git pull --rebase`"))
}
