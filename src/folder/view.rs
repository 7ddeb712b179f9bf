//! A view over many articles: a card each, from the front matter alone. What a card says is what the article
//! says of itself; whoever needs proof reads the records.

use rayon::prelude::*;

use super::{ContentFolder, find::slug_of};
use crate::{
    article::{
        Article, INDEX,
        front_matter::{Table, Value},
        wxops_table::WxopsTable,
    },
    content::WorkingCopy,
    leaks::masked,
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// What a list shows of an article.
#[derive(Clone, Debug)]
pub struct Card {
    /// The bundle's folder
    pub path: String,
    /// The slug
    pub slug: String,
    /// The title, or empty
    pub title: String,
    /// The by-line
    pub author: String,
    /// The category's id
    pub category: String,
    /// The planned time, as typed
    pub planned_at: String,
    /// Whether fans are told (群发): it goes out as a push unless the article says otherwise
    pub notifies: bool,
    /// wxops' own table; nothing for a bundle that is not recorded, or not readable
    pub table: Option<WxopsTable>,
    /// A table stands there that cannot be read
    pub broken: bool,
}

impl Card {
    /// The card of an article that lies at a path.
    pub fn of(path: String, article: &Article) -> Card {
        let words = |key: &str| article.words(key).to_owned();
        Card {
            slug: slug_of(&path).to_owned(),
            title: words("title"),
            author: words("author"),
            category: words("category"),
            planned_at: words("planned_at"),
            notifies: article.entry("notify").is_none_or(|entry| entry.value != Value::Flag(false)),
            table: article.table().cloned(),
            broken: matches!(article.front.table, Table::Unreadable(_)),
            path,
        }
    }

    /// The card in one line: slug, title, status.
    pub fn line(&self) -> Text {
        let (slug, title) = (&self.slug, masked(&self.title));
        let status = self.table.as_ref().map_or_else(|| self.without_status(), |table| table.status.label());
        let (zh, en) = (status.zh, status.en);
        say!("{slug}　《{title}》　{zh}", "{slug}  “{title}”  {en}")
    }

    /// What stands in the place of a status where there is none.
    pub fn without_status(&self) -> Text {
        if self.broken { say!("读不懂", "unreadable") } else { say!("未登记", "unrecorded") }
    }

    /// What to type to record the bundle where it lies.
    pub fn recording(&self) -> Text {
        let path = &self.path;
        if self.category.is_empty() {
            return say!("wxops import {path} --category 栏目", "wxops import {path} --category CATEGORY");
        }
        say!("wxops import {path}", "wxops import {path}")
    }

    /// Why no act fits: the bundle is not recorded, or its table cannot be read.
    pub fn unrecorded(&self) -> Refusal {
        let path = &self.path;
        if self.broken {
            return Refusal::unusable(
                "front_matter",
                say!("`{path}` 的 `[wxops]` 表读不懂", "the table `[wxops]` of `{path}` cannot be read"),
            )
            .at(format!("{path}/{INDEX}"))
            .help(say!("看哪里不对：`wxops check {path}`", "see what is wrong: `wxops check {path}`"));
        }
        let Text { zh, en } = self.recording();
        Refusal::not_now("unrecorded", say!("`{path}` 还没有登记", "`{path}` is not recorded yet"))
            .at(format!("{path}/{INDEX}"))
            .help(say!("登记它：`{zh}`", "record it: `{en}`"))
    }

    /// Why no act fits a bundle that is not committed but says that it is recorded.
    pub fn copied(&self) -> Refusal {
        let path = &self.path;
        let Text { zh, en } = self.recording();
        Refusal::not_now(
            "unrecorded",
            say!(
                "`{path}` 没有提交过，它的 `[wxops]` 表是从别处抄来的",
                "`{path}` was never committed; its table `[wxops]` was copied from elsewhere"
            ),
        )
        .at(format!("{path}/{INDEX}"))
        .help(say!(
            "当新稿登记：删掉 `[wxops]` 表，再运行 `{zh}`",
            "to record it as a new article: take `[wxops]` out, then `{en}`"
        ))
    }
}

/// How an article is called in a sentence: its title in 《》, or its slug where it has none. A title may hold what must
/// not be shown, and every sentence that names an article takes its name from here.
pub fn called(title: &str, slug: &str) -> Text {
    let title = masked(title);
    if title.trim().is_empty() { Text::same(slug) } else { say!("《{title}》", "“{title}”") }
}

/// The cards of the working copy, in byte order of their paths. Files are read up to the closing `+++`, in
/// parallel; one that cannot be read has an empty card.
pub fn cards(folder: &ContentFolder, archive: bool) -> Result<Vec<Card>> {
    let working = folder.working();
    let paths = working.articles(archive)?;
    Ok(paths.into_par_iter().map(|path| card(working, path)).collect())
}

/// The card of one article.
pub fn card(working: &WorkingCopy, path: String) -> Card {
    let bytes = working.read_front(&format!("{path}/{INDEX}")).unwrap_or_default();
    Card::of(path, &Article::parse(bytes))
}
