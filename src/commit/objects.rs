//! The new commit's objects: HEAD's tree with exactly the plan's edits, never the index.
//!
//! Only the folders on the way to an edit are rebuilt, so the cost does not grow with the archive.

use crate::article::bundle::BlobId;
use std::collections::BTreeMap;

use git2::{ObjectType, Oid};

use crate::refusal::{Refusal, Result};
use crate::repo::{Repo, broken, oid};
use crate::say;
use crate::workflow::plan::{Content, Edit, Plan, Working};

use super::journal::{Step, Target};
use super::{Author, disk, fail, preflight};

const PLAIN: i32 = 0o100_644;
const FOLDER: i32 = 0o040_000;

/// Writes the blobs and trees on top of the commit `base`; returns the new tree and what each file goes through.
pub(super) fn write(repo: &Repo, base: Option<Oid>, plan: &Plan) -> Result<(Oid, Vec<Step>)> {
    let mut steps = Vec::new();
    let mut leaves = BTreeMap::new();
    for edit in &plan.edits {
        let new = content(repo, edit)?;
        let working = match &edit.working {
            Working::Leave => Target::Leave,
            Working::Keep(bytes) => Target::Blob(blob(repo, bytes)?.to_string()),
            Working::Same => new.map_or(Target::Gone, |id| Target::Blob(id.to_string())),
        };
        leaves.insert(edit.path.as_str(), new);
        let seen = edit.seen.as_ref().map(|BlobId(id)| id.clone());
        steps.push(Step {
            path: edit.path.clone(),
            old: None,
            new: new.map(|id| id.to_string()),
            seen,
            working,
        });
    }
    let mut old = BTreeMap::new();
    let base = base.map(|commit| tree_of(repo, commit)).transpose()?;
    let tree = rebuild(repo, base, "", &leaves, &mut old)?;
    for step in &mut steps {
        step.old = old.get(&step.path).map(Oid::to_string);
    }
    match tree {
        Some(tree) => Ok((tree, steps)),
        None => Ok((empty_tree(repo)?, steps)),
    }
}

/// The blob that the commit will hold at an edit's path.
fn content(repo: &Repo, edit: &Edit) -> Result<Option<Oid>> {
    match &edit.content {
        Content::Gone => Ok(None),
        Content::Bytes(bytes) => blob(repo, bytes).map(Some),
        Content::File(seen) => {
            let bytes = disk::read(&disk::plain(repo.root(), &edit.path)?)?;
            if crate::repo::blob_id(&bytes) != *seen {
                return Err(preflight::changed(&edit.path));
            }
            blob(repo, &bytes).map(Some)
        }
        Content::Blob(id) => {
            let id = oid(&id.0)?;
            let header =
                repo.inner().odb().and_then(|odb| odb.read_header(id)).map_err(|error| broken(&error))?;
            if header.1 == ObjectType::Blob { Ok(Some(id)) } else { Err(occupied(&edit.path)) }
        }
    }
}

/// Writes raw bytes, no filter.
fn blob(repo: &Repo, bytes: &[u8]) -> Result<Oid> {
    point("blob")?;
    repo.inner().blob(bytes).map_err(|error| broken(&error))
}

/// One folder with `leaves` changed in it, their paths from here; nothing when it has become empty. Notes
/// what lay at each changed path.
fn rebuild(
    repo: &Repo,
    folder: Option<Oid>,
    prefix: &str,
    leaves: &BTreeMap<&str, Option<Oid>>,
    old: &mut BTreeMap<String, Oid>,
) -> Result<Option<Oid>> {
    let inner = repo.inner();
    let tree = folder.map(|id| inner.find_tree(id)).transpose().map_err(|error| broken(&error))?;
    let mut builder = inner.treebuilder(tree.as_ref()).map_err(|error| broken(&error))?;
    let mut deeper: BTreeMap<&str, BTreeMap<&str, Option<Oid>>> = BTreeMap::new();
    for (path, leaf) in leaves {
        if let Some((name, rest)) = path.split_once('/') {
            deeper.entry(name).or_default().insert(rest, *leaf);
            continue;
        }
        let place = format!("{prefix}{path}");
        let there =
            builder.get(*path).map_err(|error| broken(&error))?.map(|entry| (entry.id(), entry.filemode()));
        match there {
            Some((_, mode)) if mode & 0o170_000 != 0o100_000 => return Err(occupied(&place)),
            Some((id, _)) => drop(old.insert(place, id)),
            None => {}
        }
        match leaf {
            Some(id) => drop(builder.insert(*path, *id, PLAIN).map_err(|error| broken(&error))?),
            None if there.is_some() => builder.remove(*path).map_err(|error| broken(&error))?,
            None => {}
        }
    }
    for (name, leaves) in deeper {
        let place = format!("{prefix}{name}");
        let there =
            builder.get(name).map_err(|error| broken(&error))?.map(|entry| (entry.id(), entry.filemode()));
        let below = match there {
            Some((id, FOLDER)) => Some(id),
            Some(_) => return Err(occupied(&place)),
            None => None,
        };
        match rebuild(repo, below, &format!("{place}/"), &leaves, old)? {
            Some(id) => drop(builder.insert(name, id, FOLDER).map_err(|error| broken(&error))?),
            None if there.is_some() => builder.remove(name).map_err(|error| broken(&error))?,
            None => {}
        }
    }
    if builder.is_empty() {
        return Ok(None);
    }
    point("tree")?;
    builder.write().map(Some).map_err(|error| broken(&error))
}

fn empty_tree(repo: &Repo) -> Result<Oid> {
    let builder = repo.inner().treebuilder(None).map_err(|error| broken(&error))?;
    builder.write().map_err(|error| broken(&error))
}

/// Writes the commit itself; the branch does not move yet.
pub(super) fn commit(
    repo: &Repo,
    tree: Oid,
    base: Option<Oid>,
    author: &Author,
    message: &str,
) -> Result<Oid> {
    point("commit")?;
    let write = || {
        let inner = repo.inner();
        let tree = inner.find_tree(tree)?;
        let parent = base.map(|id| inner.find_commit(id)).transpose()?;
        let parents: Vec<_> = parent.iter().collect();
        let when = git2::Time::new(author.at.timestamp(), author.at.offset().local_minus_utc() / 60);
        let person = git2::Signature::new(&author.person.name, &author.person.email, &when)?;
        let by = author.committer();
        let committer = git2::Signature::new(&by.name, &by.email, &when)?;
        inner.commit(None, &person, &committer, message, &tree, &parents)
    };
    write().map_err(|error| broken(&error))
}

/// The tree of a commit.
fn tree_of(repo: &Repo, commit: Oid) -> Result<Oid> {
    Ok(repo.inner().find_commit(commit).map_err(|error| broken(&error))?.tree_id())
}

fn point(name: &str) -> Result<()> {
    fail::point(name).map_err(|error| disk::failed(std::path::Path::new("objects"), &error))
}

fn occupied(path: &str) -> Refusal {
    Refusal::unusable(
        "not_a_plain_file",
        say!("提交里这个位置不是普通文件", "what the commit holds there is no plain file"),
    )
    .at(path)
}
