//! Which article a person means: slug, path, the beginning of slug or id, a part of the title, or nothing at
//! all where only one fits.

use std::path::{Component, Path, PathBuf};

use super::{Card, ContentFolder, Head, card, cards};
use crate::{
    article::{Article, FILE_LIMIT, INDEX, front_matter::Table},
    refusal::{Refusal, Result},
    say,
    text::{Text, nearest},
    workflow::record::Record,
};

/// An article that was found: its bundle and its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The bundle's folder, such as `articles/dongji-xinpin`
    pub path: String,
    /// The slug
    pub slug: String,
    /// The ULID; nothing for a bundle that wxops does not know yet
    pub id: Option<String>,
    /// The bundle lies in the working copy and is to be recorded where it is
    pub in_place: bool,
}

impl Found {
    /// The place of an article that does not exist yet.
    pub fn nowhere(slug: &str) -> Found {
        Found { path: format!("articles/{slug}"), slug: slug.into(), id: None, in_place: false }
    }
}

impl ContentFolder {
    /// The article that `name` means. `start` is where the person stands, for paths.
    pub fn find(&self, head: &Head<'_>, name: &str, start: &Path) -> Result<Found> {
        let name = name.trim().trim_end_matches('/');
        if let Some(path) =
            head.place_of(name).ok().flatten().filter(|_| !name.is_empty() && !name.contains('/'))
        {
            return at(head, &path);
        }
        if let Some(path) = self.typed_path(name, start)
            && head.tree.entry(&format!("{path}/{INDEX}"))?.is_some()
        {
            return at(head, &path);
        }
        let places = head.places(true)?;
        let by_slug: Vec<&String> = places.iter().filter(|place| slug_of(place).starts_with(name)).collect();
        match by_slug.as_slice() {
            [one] => return at(head, one),
            [] => {}
            many => return Err(several(name, many.iter().map(|place| Text::same(slug_of(place))).collect())),
        }
        if let Some(found) = by_id(head, name)? {
            return Ok(found);
        }
        let cards = cards(self, true)?;
        let by_title: Vec<&Card> = cards.iter().filter(|card| card.title.contains(name)).collect();
        match by_title.as_slice() {
            [one] if head.tree.entry(&format!("{}/{INDEX}", one.path))?.is_none() => Err(one.unrecorded()),
            [one] => at(head, &one.path),
            [] => Err(match self.lying(name, start) {
                Some(card) if card.table.is_some() => card.copied(),
                Some(card) => card.unrecorded(),
                None => none(name, &places),
            }),
            many => Err(several(name, many.iter().map(|card| card.line()).collect())),
        }
    }

    /// The article that was discarded and whose id begins so: its records stay.
    pub fn find_discarded(&self, head: &Head<'_>, name: &str) -> Result<Option<Found>> {
        let Some(id) = id_of(head, name)? else { return Ok(None) };
        let (state, _) = crate::workflow::derive::derive(head.records(&id)?, &head.policy)?;
        let found = Found { path: state.place(), slug: state.slug, id: Some(id), in_place: false };
        Ok(state.gone.then_some(found))
    }

    /// The bundle of the working copy that lies at a path or under a slug, recorded or not.
    pub fn lying(&self, name: &str, start: &Path) -> Option<Card> {
        let named = (!name.is_empty() && !name.contains('/')).then(|| format!("articles/{name}"));
        let places = [self.typed_path(name.trim_end_matches('/'), start), named];
        let mut cards = places.into_iter().flatten().map(|path| card(&self.working, path));
        cards.find(|card| {
            self.working.read_front(&format!("{}/{INDEX}", card.path)).is_ok_and(|text| !text.is_empty())
        })
    }

    /// The only article for which `fits` holds, where none was named.
    pub fn find_only(&self, head: &Head<'_>, archive: bool, fits: impl Fn(&Card) -> bool) -> Result<Found> {
        let cards = cards(self, archive)?;
        let fitting: Vec<&Card> = cards.iter().filter(|card| fits(card)).collect();
        match fitting.as_slice() {
            [one] => at(head, &one.path),
            [] => Err(Refusal::usage(
                "article_missing",
                say!("没有合适的稿件，请写明是哪一篇", "no article fits; say which one"),
            )
            .help(say!("看有哪些：`wxops list`", "see what there is: `wxops list`"))),
            many => {
                let lines = many.iter().map(|card| card.line());
                let refusal = Refusal::usage(
                    "article_missing",
                    say!(
                        "合适的稿件有 {count} 篇，请写明是哪一篇",
                        "{count} articles fit; say which one",
                        count = many.len()
                    ),
                );
                Err(lines.take(20).fold(refusal, Refusal::detail))
            }
        }
    }

    /// `articles/a`, `articles/a/index.md`, or a path from where the person stands, as a bundle's folder.
    pub fn typed_path(&self, name: &str, start: &Path) -> Option<String> {
        let inside = |path: &str| {
            let path = path.strip_suffix(&format!("/{INDEX}")).unwrap_or(path);
            (path.starts_with("articles/") || path.starts_with("archive/")).then(|| path.to_owned())
        };
        let typed = name.replace('\\', "/");
        let full = without_dots(&std::path::absolute(start.join(Path::new(name))).ok()?);
        inside(&typed).or_else(|| inside(&self.working.relative(&full)?))
    }
}

/// A path with its `..` taken back, by its words alone.
fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
}

/// The article whose id begins so.
fn by_id(head: &Head<'_>, name: &str) -> Result<Option<Found>> {
    let Some(id) = id_of(head, name)? else { return Ok(None) };
    let (state, _) = crate::workflow::derive::derive(head.records(&id)?, &head.policy)?;
    if state.gone {
        let slug = &state.slug;
        return Err(Refusal::not_now("discarded", say!("`{slug}` 已弃稿", "`{slug}` was discarded"))
            .help(say!("看流转记录：`wxops log {id}`", "see its records: `wxops log {id}`")));
    }
    at(head, &state.place()).map(Some)
}

/// The id that begins so. At least six characters, so that few names look like one.
fn id_of(head: &Head<'_>, name: &str) -> Result<Option<String>> {
    let name = name.to_ascii_uppercase();
    if name.len() < 6 || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(None);
    }
    let mut ids = Vec::new();
    if let Some(folder) = Record::folder(&name) {
        if head.tree.entry(&folder)?.is_some() {
            ids.push(name.clone());
        }
    } else {
        for (year, _) in head.tree.list(".wxops/records")? {
            for (month, _) in head.tree.list(&format!(".wxops/records/{year}"))? {
                let inside = head.tree.list(&format!(".wxops/records/{year}/{month}"))?.into_iter();
                ids.extend(inside.map(|(id, _)| id).filter(|id| id.starts_with(&name)));
            }
        }
    }
    match ids.as_slice() {
        [] => Ok(None),
        [id] => Ok(Some(id.clone())),
        many => Err(several(&name, many.iter().map(Text::same).collect())),
    }
}

/// The article whose bundle is committed at `path`.
fn at(head: &Head<'_>, path: &str) -> Result<Found> {
    let file = format!("{path}/{INDEX}");
    let Some(entry) = head.tree.entry(&file)? else {
        return Err(Refusal::unusable(
            "bundle_missing",
            say!("`{file}` 没有提交", "`{file}` is not committed"),
        )
        .at(&*file));
    };
    let article =
        Article::parse(head.tree.read(&entry.id, FILE_LIMIT).map_err(|refusal| refusal.at(&*file))?);
    let id = match &article.front.table {
        Table::Read(table, _) => Some(table.id.clone()),
        Table::Absent => {
            return Err(Card::of(path.to_owned(), &article).unrecorded());
        }
        Table::Unreadable(unread) => {
            let line = article.line_of(unread.span.start);
            let refusal = Refusal::unusable("front_matter", unread.why.clone()).at(&*file).line(line);
            return Err(unread.help.iter().fold(refusal, |refusal, help| refusal.help(help.clone())));
        }
    };
    Ok(Found { path: path.into(), slug: slug_of(path).into(), id, in_place: false })
}

/// The slug of a bundle's folder.
pub(super) fn slug_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn several(name: &str, found: Vec<Text>) -> Refusal {
    let count = found.len();
    let refusal =
        Refusal::usage("ambiguous", say!("`{name}` 对应 {count} 篇稿件", "`{name}` fits {count} articles"));
    let refusal = found.into_iter().take(20).fold(refusal, Refusal::detail);
    refusal.help(say!("写得更全一些", "type more of it"))
}

fn none(name: &str, places: &[String]) -> Refusal {
    let refusal =
        Refusal::usage("no_such_article", say!("没有稿件 `{name}`", "there is no article `{name}`"));
    match nearest(name, places.iter().map(|place| slug_of(place))) {
        Some(slug) => refusal.help(say!("是不是 `{slug}`？", "did you mean `{slug}`?")),
        None => refusal.help(say!("看有哪些：`wxops list`", "see what there is: `wxops list`")),
    }
}
