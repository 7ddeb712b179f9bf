//! The article's text read as Markdown, once: its words, its pictures, its links, its comments, with places.

mod blocks;
mod html;
mod walk;

use std::ops::Range;

use pulldown_cmark::Options;

use super::{Article, prose::Prose};

pub use blocks::blocks;
pub use html::{FROZEN, Html, html, language};

/// What a text holds, with places in bytes of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    /// The words as readers read them; title and digest first
    pub prose: Prose,
    /// The pictures
    pub images: Vec<Image>,
    /// The links, those in angle brackets too
    pub links: Vec<Link>,
    /// The addresses that links name from afar: `[name]: address`
    pub definitions: Vec<Range<usize>>,
    /// The HTML comments, from `<!--` to `-->`
    pub comments: Vec<Range<usize>>,
}

/// A picture in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// The whole of it, from `![` on
    pub span: Range<usize>,
    /// Where it points, as typed
    pub destination: String,
    /// Where that stands; empty if it is named from afar
    pub address: Range<usize>,
    /// The description for those who do not see it
    pub words: String,
}

/// A link in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The whole of it
    pub span: Range<usize>,
    /// Where it points
    pub destination: String,
    /// Where that stands; empty if it is named from afar
    pub address: Range<usize>,
}

/// The Markdown that articles are written in: what rules read is what readers will see.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

/// The Markdown of an article, in bytes of its file.
pub fn body(article: &Article) -> Range<usize> {
    walk::body_of(article)
}

impl Markdown {
    /// Reads an article.
    pub fn of(article: &Article) -> Markdown {
        walk::read(article, Prose::of_fields(article))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_between_paragraphs_are_no_fields_of_another_program() {
        let words = |text: &str| Markdown::of(&Article::parse(text.into())).prose.text;
        assert_eq!(words("---\ntitle: 甲\n---\n乙\n"), "乙\n");
        assert_eq!(words("甲\n\n---\n### 乙\n\n丙\n\n---\n"), "甲\n乙\n丙\n");
    }

    #[test]
    fn places_of_pictures_links_and_comments_are_those_of_the_file() {
        let text = "+++\ntitle = \"题\"\n+++\n![图 `一`](a.png \"题\") [甲](https://b.cn)<https://c.cn>\n\n\
                    <!-- 注\n二 -->\n\n丙<!-- 三 -->[丁][戊] [![](d.png)](<e f>)\n\n```\n<!-- 码 --> [己](g)\n```\n\n[戊]: h/i\n";
        let found = Markdown::of(&Article::parse(text.into()));
        let images: Vec<_> = found
            .images
            .iter()
            .map(|image| (image.destination.as_str(), &text[image.address.clone()], image.words.as_str()))
            .collect();
        assert_eq!(images, [("a.png", "a.png", "图 一"), ("d.png", "d.png", "")]);
        let links: Vec<_> =
            found.links.iter().map(|link| (link.destination.as_str(), &text[link.address.clone()])).collect();
        assert_eq!(
            links,
            [
                ("https://b.cn", "https://b.cn"),
                ("https://c.cn", "<https://c.cn>"),
                ("h/i", ""),
                ("e f", "<e f>")
            ]
        );
        let shown = |spans: &[Range<usize>]| {
            spans.iter().map(|span| text[span.clone()].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(shown(&found.comments), ["<!-- 注\n二 -->", "<!-- 三 -->"]);
        assert_eq!(shown(&found.definitions), ["h/i"]);
    }
}
