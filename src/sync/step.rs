//! One commit of one's own that is to be made again: what it changed, and which acts it holds.

use std::collections::BTreeSet;

use crate::{
    article::digest::Digest,
    article::{Article, FILE_LIMIT, INDEX},
    commit::Original,
    folder::{ContentFolder, Head},
    refusal::{Refusal, Result},
    repo::{Change, CommitId, Entry, Kind, Snapshot, changes},
    say,
    workflow::{
        chain::Filed,
        policy::{self, pending::PENDING},
        record::{self, Record},
    },
};

/// A commit and the one it was made on.
pub(super) struct Step<'f> {
    pub(super) commit: CommitId,
    pub(super) original: Original,
    pub(super) parent: CommitId,
    pub(super) after: Snapshot<'f>,
    pub(super) changes: Vec<Change>,
}

impl<'f> Step<'f> {
    /// Reads it. Refused for one that joins others.
    pub(super) fn read(folder: &'f ContentFolder, commit: &CommitId) -> Result<Step<'f>> {
        let repo = folder.repo();
        let original = Original::of(repo, commit)?;
        let [parent] = original.parents.as_slice() else { return Err(joins(commit)) };
        let (parent, before, after) = (parent.clone(), repo.snapshot(parent)?, repo.snapshot(commit)?);
        let changes = changes(Some(&before), &after, "", None)?;
        Ok(Step { commit: commit.clone(), original, parent, after, changes })
    }

    /// The acts it brought that are not on the new base, in the order in which they were made.
    pub(super) fn acts(&self, onto: &Snapshot<'_>) -> Result<Vec<Filed>> {
        let mut found: Vec<Filed> = Vec::new();
        for Change { path, before, after } in &self.changes {
            let new = after.as_ref().filter(|after| before.is_none() && after.kind == Kind::File);
            let Some(entry) = new.filter(|_| path.starts_with(".wxops/records/")) else { continue };
            let Ok((id, record)) = record::read(&self.after.read(&entry.id, record::LIMIT)?) else {
                continue;
            };
            if record.path().as_ref() == Some(path) && onto.entry(path)?.is_none() {
                found.push(Filed { id, record });
            }
        }
        let mut acts = Vec::new();
        while !found.is_empty() {
            let ids: BTreeSet<Digest> = found.iter().map(|filed| filed.id.clone()).collect();
            let follows = |filed: &Filed| filed.record.prev.iter().any(|prev| ids.contains(prev));
            let (later, now): (Vec<Filed>, Vec<Filed>) = found.into_iter().partition(follows);
            if now.is_empty() {
                break; // no digest names itself
            }
            acts.extend(now);
            found = later;
        }
        Ok(acts)
    }

    /// Whether it changed the rule book, or what waits to become its next version.
    pub(super) fn is_policy(&self) -> bool {
        self.changes.iter().any(|change| change.path.starts_with(policy::FOLDER) || change.path == PENDING)
    }

    /// The ids of the articles whose bundles it changed.
    pub(super) fn articles(&self, before: &Snapshot<'_>) -> Result<BTreeSet<String>> {
        let mut ids = BTreeSet::new();
        for place in self.bundles() {
            let index = format!("{place}/{INDEX}");
            for tree in [before, &self.after] {
                ids.extend(id_at(tree, tree.entry(&index)?)?);
            }
        }
        Ok(ids)
    }

    /// Articles that it edited where they lay, and that lie elsewhere now.
    pub(super) fn moved_away(&self, head: &Head<'_>) -> Result<Vec<String>> {
        let mut moved = Vec::new();
        for place in self.bundles() {
            let index = format!("{place}/{INDEX}");
            let edited = self.changes.iter().any(|change| change.path == index);
            let known = self.after.entry(&index)?.is_some() && !edited;
            if known && head.tree.entry(&index)?.is_none() {
                moved.push(index);
            }
        }
        Ok(moved)
    }

    /// The folders of the bundles that it changed.
    pub(super) fn bundles(&self) -> BTreeSet<String> {
        self.changes.iter().filter_map(|change| bundle_of(&change.path)).collect()
    }
}

/// The id that an article's text names.
fn id_at(tree: &Snapshot<'_>, entry: Option<Entry>) -> Result<Option<String>> {
    let Some(entry) = entry.filter(|entry| entry.kind == Kind::File) else { return Ok(None) };
    let article = Article::parse(tree.read(&entry.id, FILE_LIMIT)?);
    let id = article.table().map(|table| table.id.clone());
    Ok(id.filter(|id| Record::folder(id).is_some()))
}

/// The bundle that a file belongs to.
pub(super) fn bundle_of(path: &str) -> Option<String> {
    let floors = match path.split('/').next() {
        Some("articles") => 2,
        Some("archive") => 5,
        _ => return None,
    };
    let names: Vec<&str> = path.split('/').collect();
    (names.len() > floors).then(|| names[..floors].join("/"))
}

/// The id of the article that lies in a folder.
pub(super) fn article_at(head: &Head<'_>, place: &str) -> Result<Option<String>> {
    id_at(&head.tree, head.tree.entry(&format!("{place}/{INDEX}"))?)
}

fn joins(commit: &CommitId) -> Refusal {
    let short = commit.short();
    Refusal::not_now(
        "own_merge",
        say!(
            "本机有一次没分享的合并（{short}），同步不会把合并拆开重做；什么都没改",
            "a merge of your own ({short}) is not shared yet, and sync does not take merges apart; nothing was changed"
        ),
    )
    .help(say!(
        "再合并一次，核验后推送：`git pull --no-rebase`，`wxops verify`，`git push`",
        "merge once more, prove it, push: `git pull --no-rebase`, `wxops verify`, `git push`"
    ))
}
