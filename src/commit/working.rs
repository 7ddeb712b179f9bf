//! The working copy after the commit: each touched file follows, unless somebody has changed it meanwhile.

use std::path::{Path, PathBuf};

use crate::refusal::{Refusal, Result};
use crate::repo::{Repo, broken, oid};

use super::journal::{Journal, Step, Target};
use super::{disk, place};

/// What became of the files.
#[derive(Default)]
pub(super) struct Settled {
    /// Files that hold somebody's newer work and were left alone
    pub(super) left: Vec<String>,
    /// The first thing that went wrong; the other files were still tried
    pub(super) failed: Option<Refusal>,
}

/// Brings each file to what the journal says it becomes.
pub(super) fn settle(repo: &Repo, journal: &Journal, steps: &[Step]) -> Settled {
    let mut settled = Settled::default();
    for step in steps {
        match one(repo, journal, step) {
            Ok(true) => {}
            Ok(false) => settled.left.push(step.path.clone()),
            Err(refusal) => settled.failed = settled.failed.or(Some(refusal.at(&step.path))),
        }
    }
    settled
}

/// Says whether the file now is what it should be.
fn one(repo: &Repo, journal: &Journal, step: &Step) -> Result<bool> {
    let target = match &step.working {
        Target::Leave => return Ok(true),
        Target::Gone => None,
        Target::Blob(id) => Some(id),
    };
    let now = place::blob_at(repo.root(), &step.path)?;
    if now.as_ref() == target {
        // The file may have gone in a run that died before its folders went.
        return if target.is_none() {
            disk::remove_empty_folders(repo.root(), &step.path).map(|()| true)
        } else {
            program(repo, step).map(|()| true)
        };
    }
    if now != step.seen {
        return Ok(false);
    }
    let place = place::plain(repo.root(), &step.path)?;
    if let Some(id) = target {
        let blob = repo.inner().find_blob(oid(id)?).map_err(|error| broken(&error))?;
        disk::make_folders(repo.root(), &step.path)?;
        disk::write(&place, &beside(&place, journal), blob.content())?;
        program(repo, step)?;
    } else {
        disk::remove(&place)?;
        disk::remove_empty_folders(repo.root(), &step.path)?;
    }
    Ok(true)
}

/// Lets a file be executed, or no longer, where that is said.
fn program(repo: &Repo, step: &Step) -> Result<()> {
    match step.program {
        Some(is) => disk::make_program(&place::plain(repo.root(), &step.path)?, is),
        None => Ok(()),
    }
}

/// Removes half-written files that a crash left beside the real ones.
pub(super) fn sweep(repo: &Repo, journal: &Journal) -> Result<()> {
    for step in &journal.steps {
        if let Ok(place) = place::plain(repo.root(), &step.path) {
            disk::remove(&beside(&place, journal))?;
        }
    }
    Ok(())
}

/// The name under which a file grows before it gets its own: one for each folder, as one file grows at a time.
fn beside(place: &Path, journal: &Journal) -> PathBuf {
    place.with_file_name(format!(".wxops-{}", journal.word()))
}
