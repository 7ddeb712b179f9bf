//! What rules are shown.

use std::{cell::OnceCell, ops::Range, sync::LazyLock};

use rayon::prelude::*;

use crate::{
    allowing::{self, Allow},
    article::{
        Article,
        codes::address::Address,
        markdown::Markdown,
        picture::{Format, Picture},
        prose::Prose,
        sketch::Sketch,
        target::Target,
    },
    leaks::{self, Leak, masked},
    lexicon::{self, Hit, List, company::Company},
    refusal::Refusal,
    render::{Page, Styles, render, theme::Theme},
    settings::{Category, Settings},
    text::escaped,
};

/// The theme of a place that has none.
static PLAIN: LazyLock<Styles> = LazyLock::new(|| Styles::of(&Theme::plain()));

/// Most characters of what a code says that are shown.
const SHOWN: usize = 80;

/// What rules are shown.
#[derive(Clone, Copy)]
pub enum Shown<'a> {
    /// One article
    Article(&'a Subject<'a>),
    /// All articles, those of the archive too
    Folder(&'a [Summary]),
    /// A file, by its path, that could not be taken from the disk
    Refused(&'a str, &'a Refusal),
}

/// One article, with all that its rules may look at. They see no other article.
pub struct Subject<'a> {
    /// The path of its file, as findings show it
    pub path: &'a str,
    /// The article
    pub article: &'a Article,
    /// The names of all files in its bundle; nothing if nobody looked, then rules about files keep quiet
    pub files: Option<&'a [String]>,
    /// Looks into a picture of its bundle, by name; nothing if nobody can, then rules about pictures keep quiet
    pub open: Option<Open<'a>>,
    /// Reads the QR codes in a picture of its bundle, by name; nothing unless somebody takes a close look, since it
    /// takes time, then rules about codes keep quiet
    pub decode: Option<Decode<'a>>,
    /// The folder's settings
    pub settings: &'a Settings,
    /// What they say of its category; nothing if they do not know it
    pub category: Option<&'a Category>,
    /// The template of its category
    pub template: Option<&'a str>,
    /// The company's own word lists
    pub company: Option<&'a Company>,
    /// The theme that it is laid out with; nothing unless somebody takes a close look
    pub styles: Option<&'a Styles>,
    markdown: OnceCell<Markdown>,
    leaks: OnceCell<Vec<Leak>>,
    hits: OnceCell<Vec<Hit>>,
    allows: OnceCell<Vec<Allow>>,
    pictures: OnceCell<Vec<Shot>>,
    codes: OnceCell<Vec<Code>>,
    page: OnceCell<Page>,
}

/// Looks into a picture of a bundle, by its path there.
pub type Open<'a> = &'a dyn Fn(&str) -> Option<Picture>;

/// Reads the QR codes in a picture of a bundle, by its path there.
pub type Decode<'a> = &'a (dyn Fn(&str) -> Vec<String> + Sync);

/// A picture file that the article shows.
pub struct Shot {
    /// Its path inside the bundle
    pub path: String,
    /// Where the article first names it
    pub span: Range<usize>,
    /// The file
    pub picture: Picture,
    /// Whether it is the cover
    pub is_cover: bool,
}

/// A QR code in a picture that the article shows.
pub struct Code {
    /// The path of the picture inside the bundle
    pub path: String,
    /// Where the article first names it
    pub span: Range<usize>,
    /// What the code says
    pub words: String,
}

impl Code {
    /// The address that it says.
    pub(super) fn address(&self) -> Address<'_> {
        Address::of(&self.words)
    }

    /// What it says, as it may be shown: in one line, harmless, not too long, its leaks masked.
    pub(super) fn shown(&self) -> String {
        let line = masked(&self.words).replace(char::is_whitespace, " ").replace('`', "'");
        let cut = line.char_indices().nth(SHOWN).map_or(line.len(), |(end, _)| end);
        escaped(&line[..cut]) + if cut < line.len() { "…" } else { "" }
    }
}

impl<'a> Subject<'a> {
    /// An article to be checked; `files`, `template` and `company` may be added.
    pub fn new(path: &'a str, article: &'a Article, settings: &'a Settings) -> Self {
        Subject {
            path,
            article,
            files: None,
            open: None,
            decode: None,
            settings,
            category: settings.category(article.category()),
            template: None,
            company: None,
            styles: None,
            markdown: OnceCell::new(),
            leaks: OnceCell::new(),
            hits: OnceCell::new(),
            allows: OnceCell::new(),
            pictures: OnceCell::new(),
            codes: OnceCell::new(),
            page: OnceCell::new(),
        }
    }

    /// Its text, read as Markdown when the first rule asks.
    pub fn markdown(&self) -> &Markdown {
        self.markdown.get_or_init(|| Markdown::of(self.article))
    }

    /// Its page as readers see it, laid out when the first rule asks, plainly where no theme is given; nobody is named at
    /// its end.
    pub fn page(&self) -> &Page {
        self.page.get_or_init(|| render(self.article, self.styles.unwrap_or(&PLAIN), &[]))
    }

    /// Its words as readers read them.
    pub fn prose(&self) -> &Prose {
        &self.markdown().prose
    }

    /// What it must not carry out, in order of place.
    pub fn leaks(&self) -> &[Leak] {
        self.leaks.get_or_init(|| leaks::find(self.article, self.markdown()))
    }

    /// The comments that answer findings, in order of place.
    pub fn allows(&self) -> &[Allow] {
        self.allows.get_or_init(|| allowing::read(self.article, || self.markdown()))
    }

    /// The picture files of its bundle that it shows, the cover first, each once.
    pub fn pictures(&self) -> &[Shot] {
        self.pictures.get_or_init(|| self.open.map_or_else(Vec::new, |open| self.shots(open)))
    }

    /// The QR codes in its pictures, in order of [`Subject::pictures`]. Each picture is read once, and none unless a
    /// rule asks.
    pub fn codes(&self) -> &[Code] {
        self.codes.get_or_init(|| self.decode.map_or_else(Vec::new, |decode| self.decoded(decode)))
    }

    fn decoded(&self, decode: Decode<'_>) -> Vec<Code> {
        let may_hold = |shot: &&Shot| matches!(shot.picture.format, Some(Format::Taken("PNG" | "JPEG")));
        let shots: Vec<(&str, &Range<usize>)> =
            self.pictures().iter().filter(may_hold).map(|shot| (shot.path.as_str(), &shot.span)).collect();
        let codes = shots.into_par_iter().flat_map_iter(|(path, span)| {
            let code = move |words| Code { path: path.to_owned(), span: span.clone(), words };
            decode(path).into_iter().map(code)
        });
        codes.collect()
    }

    fn shots(&self, open: Open<'_>) -> Vec<Shot> {
        let cover = self.article.entry("cover").map(|entry| (&entry.span, self.article.words("cover"), true));
        let images = self.markdown().images.iter();
        let images = images.map(|image| (&image.span, image.destination.as_str(), false));
        let mut shots: Vec<Shot> = Vec::new();
        for (span, destination, is_cover) in cover.into_iter().chain(images) {
            let Target::Inside(path) = Target::of(destination) else { continue };
            if path.is_empty() || shots.iter().any(|shot| shot.path == path) {
                continue;
            }
            if let Some(picture) = open(&path) {
                shots.push(Shot { path, span: span.clone(), picture, is_cover });
            }
        }
        shots
    }

    /// The words of a shipped list in [`Subject::prose`], in order of place.
    pub fn hits(&self, list: List) -> impl Iterator<Item = &Hit> {
        let hits = self.hits.get_or_init(|| lexicon::find(&self.prose().text));
        hits.iter().filter(move |hit| hit.entry.list == list)
    }
}

/// What rules over the whole folder see of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The path of its file
    pub path: String,
    /// Its slug
    pub slug: String,
    /// Its ULID, when wxops knows it
    pub id: Option<String>,
    /// Its title, when it has one
    pub title: Option<String>,
    /// The marks of its text; none of an archived article, whose text is not read
    pub sketch: Sketch,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_code_says_is_shown_in_one_harmless_line() {
        let shown = |words: &str| Code { path: String::new(), span: 0..0, words: words.into() }.shown();
        assert_eq!(shown("a\u{1b}[31m\r\n\tb\u{202e}`"), "a\\u{1b}[31m   b\\u{202e}'");
        assert_eq!(shown(&"长".repeat(80)).chars().count(), 80);
        assert_eq!(shown(&"长".repeat(200)).chars().count(), 81);
        assert_eq!(shown("http://10.20.30.40/a"), "http://10.******40/a");
    }
}
