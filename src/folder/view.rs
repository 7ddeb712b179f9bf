//! A view over many articles: a card each, from the front matter alone. What a card says is what the article
//! says of itself; whoever needs proof reads the records.

use rayon::prelude::*;

use super::{ContentFolder, find::slug_of};
use crate::{
    article::{Article, INDEX, wxops_table::WxopsTable},
    content::WorkingCopy,
    refusal::Result,
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
    /// wxops' own table; nothing for a bundle that is not recorded, or not readable
    pub table: Option<WxopsTable>,
}

impl Card {
    /// The card in one line: slug, title, status.
    pub fn line(&self) -> Text {
        let (slug, title) = (&self.slug, &self.title);
        let status =
            self.table.as_ref().map_or_else(|| say!("未登记", "unrecorded"), |table| table.status.label());
        let (zh, en) = (status.zh, status.en);
        say!("{slug}　《{title}》　{zh}", "{slug}  “{title}”  {en}")
    }
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
    let article = Article::parse(bytes);
    let words = |key: &str| article.words(key).to_owned();
    Card {
        slug: slug_of(&path).to_owned(),
        title: words("title"),
        author: words("author"),
        category: words("category"),
        planned_at: words("planned_at"),
        table: article.table().cloned(),
        path,
    }
}
