//! Every bundle of a commit, by the id that it claims. No slug and no id may stand twice.

use std::collections::{BTreeMap, BTreeSet};

use super::Refused;
use crate::{
    article::{INDEX, bundle::Bundle, front_matter::Table, portable},
    folder::{ContentFolder, Head, find::slug_of},
    refusal::{Refusal, Result},
    repo::Kind,
    say,
    text::Text,
};

/// The bundles of a commit.
#[derive(Default)]
pub(super) struct Bundles {
    /// Those with a `[wxops]` table, by id
    pub(super) by_id: BTreeMap<String, Bundle>,
    /// Those without, by path
    pub(super) unrecorded: Vec<String>,
    /// Slugs of those that could not be read
    unread: BTreeSet<String>,
}

impl Bundles {
    /// Whether a `bundle_gone` is about a bundle that is there and could not be read.
    pub(super) fn is_unread(&self, refusal: &Refusal) -> bool {
        refusal.path.as_deref().is_some_and(|path| self.unread.contains(slug_of(path)))
    }
}

/// Reads all bundles; what is wrong with them is added to `refusals`.
pub(super) fn read(folder: &ContentFolder, head: &Head<'_>, refusals: &mut Vec<Refused>) -> Result<Bundles> {
    for place in lost(head)? {
        refusals.push(Refused { article: None, refusal: nowhere(&place) });
    }
    let places = head.places(true)?;
    let read = folder.in_parallel(head, places, |head, place| (head.bundle(&place), place))?;
    Ok(sorted(read, refusals))
}

/// The bundles that were read at some places, by their ids.
pub(super) fn sorted(read: Vec<(Result<Option<Bundle>>, String)>, refusals: &mut Vec<Refused>) -> Bundles {
    let mut found = Bundles::default();
    let mut slugs: BTreeMap<String, String> = BTreeMap::new();
    for (bundle, place) in read {
        let slug = slug_of(&place).to_owned();
        let twice = slugs.insert(portable::fold(&slug), place.clone());
        let refusal = match twice {
            Some(other) => Err(both("slug_twice", &place, &other, &say!("同名", "one slug"))),
            None => bundle.and_then(|bundle| found.take(bundle, &place)),
        };
        if let Err(refusal) = refusal {
            found.unread.insert(slug.clone());
            refusals.push(Refused { article: Some(slug), refusal });
        }
    }
    found
}

/// Articles on a floor of `articles/` or of the archive where none may lie, so that nobody would look at them.
fn lost(head: &Head<'_>) -> Result<Vec<String>> {
    let mut lost = Vec::new();
    let mut floors = vec!["articles".to_owned(), "archive".to_owned()];
    while let Some(floor) = floors.pop() {
        let below = floor.starts_with("archive") && floor.matches('/').count() < 3; // category, year, month
        for (name, entry) in head.tree.list(&floor)? {
            let path = format!("{floor}/{name}");
            if entry.kind == Kind::Folder && below {
                floors.push(path);
            } else if entry.kind != Kind::Folder && name == INDEX {
                lost.push(path);
            }
        }
    }
    Ok(lost)
}

impl Bundles {
    fn take(&mut self, bundle: Option<Bundle>, place: &str) -> Result<()> {
        let Some(bundle) = bundle else {
            let message = say!("`{place}` 里没有 `{INDEX}`", "`{place}` has no `{INDEX}`");
            return Err(Refusal::findings("index_missing", message).at(place));
        };
        let id = match &bundle.index.front.table {
            Table::Absent => {
                self.unrecorded.push(place.to_owned());
                return Ok(());
            }
            Table::Read(table, _) => table.id.clone(),
            Table::Unreadable(unread) => {
                let line = bundle.index.line_of(unread.span.start);
                let refusal = Refusal::findings("table_unreadable", unread.why.clone());
                let refusal = refusal.at(format!("{place}/{INDEX}")).line(line);
                return Err(unread.help.iter().cloned().fold(refusal, Refusal::help));
            }
        };
        if let Some(other) = self.by_id.get(&id) {
            return Err(both("id_twice", place, &other.path, &say!("编号相同", "one id")));
        }
        self.by_id.insert(id, bundle);
        Ok(())
    }
}

/// An article's file where no article may lie.
pub(super) fn nowhere(place: &str) -> Refusal {
    let message = say!("`{place}` 不在放稿件的地方", "`{place}` does not lie where articles lie");
    Refusal::findings("misplaced", message).at(place).help(say!(
        "稿件放在 `articles/稿件名/{INDEX}`：用 `git mv` 移过去",
        "articles lie at `articles/SLUG/{INDEX}`: move it there with `git mv`"
    ))
}

/// Two articles that have in common what only one may have.
pub(super) fn both(code: &'static str, place: &str, other: &str, what: &Text) -> Refusal {
    let Text { zh, en } = what;
    let message = say!("`{place}` 和 `{other}` {zh}", "`{place}` and `{other}` have {en}");
    let refusal = Refusal::findings(code, message).at(place);
    match code {
        "slug_twice" => refusal.help(say!(
            "后来的一篇换个名字：`git mv {place} articles/别的名字`",
            "give the newer one another name: `git mv {place} articles/OTHER-NAME`"
        )),
        _ => refusal.help(say!(
            "抄来的稿件要去掉 `[wxops]` 表，再 `wxops import`",
            "take the table `[wxops]` out of the copy and `wxops import` it"
        )),
    }
}
