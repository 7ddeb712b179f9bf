//! What one commit changed, brought to another base file by file. Of an article's text the `[wxops]` table does not count: it
//! says what the records say, on either side.

use std::collections::BTreeMap;

use crate::{
    article::{Article, FILE_LIMIT, INDEX},
    commit,
    refusal::Result,
    repo::{Change, Entry, Kind, Snapshot},
};

/// What is to lie where, and where it cannot be told.
#[derive(Default)]
pub(super) struct Merged {
    /// What a commit on the new base changes
    pub(super) changes: BTreeMap<String, commit::Change>,
    /// Files that both sides changed, each in its own way
    pub(super) conflicts: Vec<String>,
}

/// What becomes of one file.
enum Joined {
    /// It changes
    To(commit::Change),
    /// It stays as the new base has it
    Stays,
    /// Nobody can say but a person
    Unclear,
}

/// Brings changes to a tree.
pub(super) fn merged(changes: &[Change], onto: &Snapshot<'_>) -> Result<Merged> {
    let mut merged = Merged::default();
    for Change { path, before, after } in changes {
        let there = onto.entry(path)?;
        let joined = if there == *after {
            Joined::Stays
        } else if there == *before {
            Joined::To(after.clone().map_or(commit::Change::Gone, commit::Change::Entry))
        } else if is_text(path) {
            text(onto, [before.as_ref(), after.as_ref(), there.as_ref()])?
        } else {
            Joined::Unclear
        };
        match joined {
            Joined::To(change) => drop(merged.changes.insert(path.clone(), change)),
            Joined::Stays => {}
            Joined::Unclear => merged.conflicts.push(path.clone()),
        }
    }
    Ok(merged)
}

/// Whether this is the text of an article.
fn is_text(path: &str) -> bool {
    path.ends_with(&format!("/{INDEX}")) && (path.starts_with("articles/") || path.starts_with("archive/"))
}

/// An article's text that both sides changed: before, after, and as the new base has it.
fn text(tree: &Snapshot<'_>, entries: [Option<&Entry>; 3]) -> Result<Joined> {
    if entries.iter().flatten().any(|entry| entry.kind != Kind::File) {
        return Ok(Joined::Unclear);
    }
    let read = |entry: Option<&Entry>| -> Result<Option<Article>> {
        entry.map(|entry| tree.read(&entry.id, FILE_LIMIT).map(Article::parse)).transpose()
    };
    let [before, after, there] = entries;
    let (was, is, lies) = (read(before)?, read(after)?, read(there)?);
    let kept = |article: &Option<Article>| article.as_ref().map(Article::kept);
    if kept(&was) == kept(&is) || kept(&is) == kept(&lies) {
        return Ok(Joined::Stays); // nothing but the table differs, or both wrote the same
    }
    if kept(&was) != kept(&lies) {
        return Ok(Joined::Unclear);
    }
    let (Some(is), Some(lies)) = (is, lies) else { return Ok(Joined::To(commit::Change::Gone)) };
    let bytes = lies.table().and_then(|table| is.with_table(table));
    Ok(bytes.map_or(Joined::Unclear, |bytes| Joined::To(commit::Change::Bytes(bytes))))
}
