//! The tree of the new commit: HEAD's tree with exactly the plan's edits, never the index.
//!
//! Only the folders on the way to an edit are made anew, so the cost does not grow with the archive.

use std::collections::BTreeMap;

use git2::{ObjectType, Oid, TreeEntry};

use crate::article::bundle::BlobId;
use crate::refusal::{Refusal, Result};
use crate::repo::{Repo, broken, oid};
use crate::say;
use crate::workflow::plan::{Content, Edit, Plan, Working};

use super::journal::{Step, Target};
use super::objects::Objects;
use super::{disk, place, preflight};

pub(super) const PLAIN: i32 = 0o100_644;
const FOLDER: i32 = 0o040_000;

/// The tree of the commit `base` with the plan's edits, and what each file goes through.
pub(super) fn edited(objects: &Objects<'_>, base: Option<Oid>, plan: &Plan) -> Result<(Oid, Vec<Step>)> {
    let mut steps = Vec::new();
    let mut leaves = BTreeMap::new();
    for edit in &plan.edits {
        let new = content(objects, edit)?;
        let working = match &edit.working {
            Working::Leave => Target::Leave,
            Working::Keep(bytes) => Target::Blob(objects.make(ObjectType::Blob, bytes)?.to_string()),
            Working::Same => new.map_or(Target::Gone, |id| Target::Blob(id.to_string())),
        };
        leaves.insert(edit.path.as_str(), new.map(|id| (PLAIN, id)));
        let seen = edit.seen.as_ref().map(|BlobId(id)| id.clone());
        steps.push(Step {
            path: edit.path.clone(),
            old: None,
            new: new.map(|id| id.to_string()),
            seen,
            working,
            program: None,
        });
    }
    let mut old = BTreeMap::new();
    let base = base.map(|commit| tree_of(objects, commit)).transpose()?;
    let tree = folder(objects, base, "", &leaves, &mut old)?;
    for step in &mut steps {
        step.old = old.get(&step.path).map(Oid::to_string);
    }
    match tree {
        Some(tree) => Ok((tree, steps)),
        None => Ok((objects.make(ObjectType::Tree, b"")?, steps)),
    }
}

/// The blob that the commit will hold at an edit's path.
fn content(objects: &Objects<'_>, edit: &Edit) -> Result<Option<Oid>> {
    match &edit.content {
        Content::Gone => Ok(None),
        Content::Bytes(bytes) => objects.make(ObjectType::Blob, bytes).map(Some),
        Content::File(seen) => {
            let bytes = disk::read(&place::plain(objects.repo.root(), &edit.path)?)?;
            if crate::repo::blob_id(&bytes) != *seen {
                return Err(preflight::changed(&edit.path));
            }
            objects.make(ObjectType::Blob, &bytes).map(Some)
        }
        Content::Blob(id) => {
            let id = oid(&id.0)?;
            let header = objects.repo.inner().odb().and_then(|odb| odb.read_header(id));
            let header = header.map_err(|error| broken(&error))?;
            if header.1 == ObjectType::Blob { Ok(Some(id)) } else { Err(occupied(&edit.path)) }
        }
    }
}

/// One folder with `leaves` changed in it, their paths from here; nothing when it has become empty. Notes
/// what lay at each changed path.
fn folder(
    objects: &Objects<'_>,
    tree: Option<Oid>,
    prefix: &str,
    leaves: &Leaves<'_>,
    old: &mut BTreeMap<String, Oid>,
) -> Result<Option<Oid>> {
    let mut entries = tree.map_or_else(|| Ok(Entries::new()), |id| read(objects.repo, id))?;
    let mut deeper: BTreeMap<&str, Leaves<'_>> = BTreeMap::new();
    for (path, leaf) in leaves {
        if let Some((name, rest)) = path.split_once('/') {
            deeper.entry(name).or_default().insert(rest, *leaf);
            continue;
        }
        let place = format!("{prefix}{path}");
        match entries.get(path.as_bytes()) {
            Some((mode, _)) if mode & 0o170_000 != 0o100_000 => return Err(occupied(&place)),
            Some((_, id)) => drop(old.insert(place, *id)),
            None => {}
        }
        put(&mut entries, path, *leaf);
    }
    for (name, leaves) in deeper {
        let place = format!("{prefix}{name}");
        let below = match entries.get(name.as_bytes()) {
            Some((FOLDER, id)) => Some(*id),
            Some(_) => return Err(occupied(&place)),
            None => None,
        };
        let below = folder(objects, below, &format!("{place}/"), &leaves, old)?;
        put(&mut entries, name, below.map(|id| (FOLDER, id)));
    }
    if entries.is_empty() { Ok(None) } else { objects.make(ObjectType::Tree, &written(entries)).map(Some) }
}

/// What will lie at each path: the mode and the object, or nothing.
pub(super) type Leaves<'p> = BTreeMap<&'p str, Option<(i32, Oid)>>;

/// The tree of the commit `base` with these files.
pub(super) fn with(objects: &Objects<'_>, base: Oid, leaves: &Leaves<'_>) -> Result<Oid> {
    let base = tree_of(objects, base)?;
    match folder(objects, Some(base), "", leaves, &mut BTreeMap::new())? {
        Some(tree) => Ok(tree),
        None => objects.make(ObjectType::Tree, b""),
    }
}

/// What lies in a folder: by name, the mode and the object.
type Entries = BTreeMap<Vec<u8>, (i32, Oid)>;

fn read(repo: &Repo, tree: Oid) -> Result<Entries> {
    let tree = repo.inner().find_tree(tree).map_err(|error| broken(&error))?;
    let entry = |entry: TreeEntry<'_>| (entry.name_bytes().to_vec(), (entry.filemode_raw(), entry.id()));
    Ok(tree.iter().map(entry).collect())
}

fn put(entries: &mut Entries, name: &str, entry: Option<(i32, Oid)>) {
    match entry {
        Some(entry) => drop(entries.insert(name.into(), entry)),
        None => drop(entries.remove(name.as_bytes())),
    }
}

/// A tree as git writes it: `MODE NAME`, a zero byte and the id, sorted as if each folder's name ended in `/`.
fn written(entries: Entries) -> Vec<u8> {
    let mut entries: Vec<_> = entries.into_iter().collect();
    entries.sort_by_cached_key(|(name, (mode, _))| [name, &b"/"[..usize::from(*mode == FOLDER)]].concat());
    let mut bytes = Vec::new();
    for (name, (mode, id)) in entries {
        bytes.extend(format!("{mode:o} ").bytes());
        bytes.extend(name);
        bytes.push(0);
        bytes.extend(id.as_bytes());
    }
    bytes
}

/// The tree of a commit.
fn tree_of(objects: &Objects<'_>, commit: Oid) -> Result<Oid> {
    Ok(objects.repo.inner().find_commit(commit).map_err(|error| broken(&error))?.tree_id())
}

fn occupied(path: &str) -> Refusal {
    Refusal::unusable(
        "not_a_plain_file",
        say!("提交里这个位置不是普通文件", "what the commit holds there is no plain file"),
    )
    .at(path)
}
