//! What differs between two commits, file by file. Folders with the same id are skipped, so the cost is that of the
//! difference.

use std::collections::BTreeMap;

use crate::refusal::Result;

use super::{CommitId, Entry, Kind, Repo, Snapshot};

/// A file that two commits do not have alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its path from the root
    pub path: String,
    /// What the first commit has there
    pub old: Option<Entry>,
    /// What the second one has there
    pub new: Option<Entry>,
}

impl Repo {
    /// All files that two commits do not have alike, in order of path.
    pub fn differing(&self, old: &CommitId, new: &CommitId) -> Result<Vec<Difference>> {
        let mut found = Vec::new();
        between(&self.snapshot(old)?, &self.snapshot(new)?, "", &mut found)?;
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }
}

fn between(old: &Snapshot<'_>, new: &Snapshot<'_>, folder: &str, found: &mut Vec<Difference>) -> Result<()> {
    let mut names: BTreeMap<String, (Option<Entry>, Option<Entry>)> = BTreeMap::new();
    for (name, entry) in old.list(folder)? {
        names.entry(name).or_default().0 = Some(entry);
    }
    for (name, entry) in new.list(folder)? {
        names.entry(name).or_default().1 = Some(entry);
    }
    for (name, (was, is)) in names.into_iter().filter(|(_, (was, is))| was != is) {
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let is_folder = |entry: &Option<Entry>| entry.as_ref().is_some_and(|e| e.kind == Kind::Folder);
        if is_folder(&was) || is_folder(&is) {
            between(old, new, &path, found)?; // where only one is a folder, the other lists nothing
        }
        let (old, new) = (was.filter(|e| e.kind != Kind::Folder), is.filter(|e| e.kind != Kind::Folder));
        if old.is_some() || new.is_some() {
            found.push(Difference { path, old, new });
        }
    }
    Ok(())
}
