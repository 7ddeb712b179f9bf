//! A commit made once more on another base. The branch does not move; objects that nothing names do no harm.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, TimeZone as _};
use git2::{ObjectType, Oid};

use crate::refusal::{Refusal, Result};
use crate::repo::{CommitId, Entry, Identity, Kind, Repo, broken, oid};
use crate::say;

use super::{Author, objects::Objects, signed, tree};

/// What a commit is to hold at a path.
#[derive(Clone, Debug)]
pub enum Change {
    /// These bytes, as a plain file
    Bytes(Vec<u8>),
    /// A file that the repository has
    Entry(Entry),
    /// Nothing
    Gone,
}

/// Who made a commit, when, and with what words.
#[derive(Clone, Debug)]
pub struct Original {
    /// Author, committer and the author's time
    pub author: Author,
    /// The message
    pub message: String,
    /// The commits it was made on
    pub parents: Vec<CommitId>,
}

impl Original {
    /// Reads it.
    pub fn of(repo: &Repo, commit: &CommitId) -> Result<Original> {
        let found = repo.inner().find_commit(oid(&commit.0)?).map_err(|error| broken(&error))?;
        let identity = |person: &git2::Signature<'_>| Identity {
            name: String::from_utf8_lossy(person.name_bytes()).into_owned(),
            email: String::from_utf8_lossy(person.email_bytes()).into_owned(),
        };
        let (author, committer) = (found.author(), found.committer());
        let (person, typist) = (identity(&author), identity(&committer));
        Ok(Original {
            author: Author {
                committer: (typist != person).then_some(typist),
                at: time(author.when()),
                person,
            },
            message: String::from_utf8_lossy(found.message_bytes()).into_owned(),
            parents: found.parent_ids().map(|id| CommitId(id.to_string())).collect(),
        })
    }
}

fn time(when: git2::Time) -> DateTime<FixedOffset> {
    let zone = FixedOffset::east_opt(when.offset_minutes() * 60);
    let zone = zone.or_else(|| FixedOffset::east_opt(0));
    let at = zone.and_then(|zone| zone.timestamp_opt(when.seconds(), 0).single());
    at.unwrap_or_else(|| DateTime::UNIX_EPOCH.fixed_offset())
}

/// Makes a commit on `base` with these changes.
pub fn onto(
    repo: &Repo,
    base: &CommitId,
    changes: &BTreeMap<String, Change>,
    author: &Author,
    message: &str,
) -> Result<CommitId> {
    let base = oid(&base.0)?;
    let objects = Objects::on(repo);
    let mut leaves = tree::Leaves::new();
    for (path, change) in changes {
        leaves.insert(
            path,
            match change {
                Change::Gone => None,
                Change::Bytes(bytes) => Some((tree::PLAIN, objects.make(ObjectType::Blob, bytes)?)),
                Change::Entry(entry) => Some((mode(entry.kind), oid(&entry.id.0)?)),
            },
        );
    }
    let tree = tree::with(&objects, base, &leaves)?;
    let made = if signed::is_wanted(repo)? {
        objects.write(|| Ok(()))?;
        signed::commit(repo, tree, Some(base), author, message)?
    } else {
        let made = objects.commit(tree, Some(base), author, message)?;
        objects.write(|| Ok(()))?;
        made
    };
    Ok(CommitId(made.to_string()))
}

fn mode(kind: Kind) -> i32 {
    match kind {
        Kind::File => tree::PLAIN,
        Kind::Executable => 0o100_755,
        Kind::Symlink => 0o120_000,
        Kind::Submodule => 0o160_000,
        Kind::Folder => 0o040_000,
    }
}

/// Keeps a commit under a name of its own, `refs/wxops/unsynced/TIME`, so that nothing in it is lost; returns the name.
pub fn set_aside(repo: &Repo, commit: &CommitId, at: DateTime<FixedOffset>) -> Result<String> {
    let id = oid(&commit.0)?;
    let names = repo.inner().references_glob("refs/wxops/unsynced/*").map_err(|error| broken(&error))?;
    let kept = names.flatten().find(|kept| kept.target() == Some(id));
    if let Some(name) = kept.and_then(|kept| kept.name().map(str::to_owned).ok()) {
        return Ok(name); // a sync that did not come to its end
    }
    let base = format!("refs/wxops/unsynced/{}", at.format("%Y%m%dT%H%M%S"));
    for n in 1..100 {
        let name = if n == 1 { base.clone() } else { format!("{base}-{n}") };
        if repo.inner().refname_to_id(&name).is_err() {
            let why = "sync: not made again";
            // The zero id: the name must not exist yet.
            let set = repo.inner().reference_matching(&name, id, true, Oid::ZERO_SHA1, why);
            return set.map(|_| name).map_err(|error| broken(&error));
        }
    }
    Err(Refusal::unusable("no_name_left", say!("`{base}` 已经用满", "too many `{base}`")))
}
