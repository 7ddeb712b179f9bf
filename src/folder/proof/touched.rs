//! Which articles a range of commits touches: their bundles, records or proofs are not what they were.

use std::collections::BTreeSet;

use super::{
    Refused,
    bundles::{self, Bundles, both, nowhere},
    kept::{RECORDS, article},
    records::stray,
};
use crate::{
    article::{Article, FILE_LIMIT, INDEX, front_matter::Table, portable},
    folder::{Head, consents::CONSENTS, find::slug_of},
    refusal::Result,
    repo::{Change, Kind, Snapshot, changes},
    say,
    workflow::{
        freeze,
        policy::{FOLDER, pending::PENDING},
        record::Record,
    },
};

/// What differs between two commits, as far as a proof looks at it.
pub(super) struct Differences {
    /// Whole bundles, and whatever else lies on their floors
    pub(super) bundles: Vec<Change>,
    /// Files of `.wxops` and of the proofs of second-hand approvals
    pub(super) files: Vec<Change>,
}

impl Differences {
    /// Compares two commits.
    pub(super) fn between(before: &Snapshot<'_>, after: &Snapshot<'_>) -> Result<Differences> {
        let before = Some(before);
        let mut bundles = changes(before, after, "articles", Some(1))?;
        bundles.extend(changes(before, after, "archive", Some(4))?);
        let mut files = changes(before, after, ".wxops", None)?;
        files.extend(changes(before, after, CONSENTS, None)?);
        Ok(Differences { bundles, files })
    }

    /// The bundles that lie otherwise now, as they lie there.
    pub(super) fn bundles(&self, head: &Head<'_>, refusals: &mut Vec<Refused>) -> Result<Bundles> {
        let mut places = Vec::new();
        for change in &self.bundles {
            let Some(now) = &change.after else { continue };
            if now.kind == Kind::Folder {
                if change.before.is_none()
                    && let Some(other) = namesake(head, &change.path)?
                {
                    let refusal = both("slug_twice", &change.path, &other, &say!("同名", "one slug"));
                    refusals.push(Refused { article: Some(slug_of(&change.path).to_owned()), refusal });
                }
                places.push(change.path.clone());
            } else if change.path.ends_with(&format!("/{INDEX}")) {
                refusals.push(Refused { article: None, refusal: nowhere(&change.path) });
            }
        }
        Ok(bundles::sorted(places.into_iter().map(|place| (head.bundle(&place), place)).collect(), refusals))
    }

    /// The ids that the bundles claimed before, and those whose records or proofs are others now.
    pub(super) fn ids(&self, before: &Snapshot<'_>) -> Result<BTreeSet<String>> {
        let mut ids: BTreeSet<String> = self
            .files
            .iter()
            .filter_map(|change| article(&change.path))
            .filter(|id| Record::folder(id).is_some())
            .map(str::to_owned)
            .collect();
        for change in self.bundles.iter().filter(|change| change.before.is_some()) {
            ids.extend(claimed(before, &change.path)?);
        }
        Ok(ids)
    }

    /// The records that came in, by path.
    pub(super) fn records(&self) -> BTreeSet<&str> {
        let new = self.files.iter().filter(|change| change.before.is_none());
        new.map(|change| change.path.as_str()).filter(|path| path.starts_with(RECORDS)).collect()
    }

    /// What came into `.wxops` and does not belong there.
    pub(super) fn strays(&self) -> impl Iterator<Item = Refused> {
        let new = self.files.iter().filter(|change| change.after.is_some());
        let is_stray = |path: &&str| {
            let (folder, _) = path.rsplit_once('/').unwrap_or_default();
            let known = folder == FOLDER
                || *path == PENDING
                || path.starts_with(CONSENTS)
                || path.starts_with(freeze::FOLDER)
                || article(path)
                    .and_then(Record::folder)
                    .is_some_and(|own| path.starts_with(&format!("{own}/")));
            !known
        };
        new.map(|change| change.path.as_str())
            .filter(is_stray)
            .map(|path| Refused { article: None, refusal: stray(path) })
    }
}

/// The id that a bundle claims, if it claims one.
pub(super) fn claimed(tree: &Snapshot<'_>, place: &str) -> Result<Option<String>> {
    let Some(index) = tree.entry(&format!("{place}/{INDEX}"))?.filter(|entry| entry.kind == Kind::File)
    else {
        return Ok(None);
    };
    match tree.read(&index.id, FILE_LIMIT) {
        Ok(text) => match Article::parse(text).front.table {
            Table::Read(table, _) => Ok(Some(table.id)),
            _ => Ok(None),
        },
        Err(refusal) if refusal.code == "too_large" => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// Another bundle that has the name of one that came in.
fn namesake(head: &Head<'_>, place: &str) -> Result<Option<String>> {
    let slug = portable::fold(slug_of(place));
    let mut floors = vec!["articles".to_owned()];
    floors.extend(head.archive_months()?);
    for floor in floors {
        for (name, entry) in head.tree.list(&floor)? {
            let other = format!("{floor}/{name}");
            if entry.kind == Kind::Folder && other != place && portable::fold(&name) == slug {
                return Ok(Some(other));
            }
        }
    }
    Ok(None)
}
