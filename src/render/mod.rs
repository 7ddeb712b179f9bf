//! Markdown to the HTML that WeChat keeps: sections with inline styles, nothing else.
//!
//! One pass over the events of the Markdown writes one string; the styles were worked out once, by the [`theme`]. What
//! WeChat takes away is not written: links out of WeChat become numbered notes, what only the back office can insert
//! becomes a marked box and stands in a list. [`filter`](fn@filter) is the model of what WeChat keeps; every page
//! passes it unchanged. Sources: the platform's documentation and round trips on a real account, collected in the
//! project's notes on the platform, section 5.

mod blocks;
mod by_hand;
mod code;
mod credits;
mod filter;
mod inline;
mod links;
mod night;
mod notes;
mod pictures;
pub mod theme;
mod writer;

use crate::article::{Article, digest::Digest};

pub use by_hand::{ByHand, Kind, inserted};
pub use credits::{Credit, credits};
pub use filter::{Filtered, Origin, filter};
pub use links::is_kept;
pub use night::by_night;
pub use pictures::{Picture, with_addresses};
pub use theme::Styles;

/// Most bytes of a page: the platform refuses more (`draft/add`, 2025-12).
pub const LIMIT: usize = 1024 * 1024;

/// A page as it goes to WeChat, and what a person must know of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The HTML
    pub html: String,
    /// The pictures it shows, in order of place
    pub pictures: Vec<Picture>,
    /// The links that became notes, in order of their numbers
    pub links: Vec<Numbered>,
    /// What somebody inserts in the back office, in order of place
    pub by_hand: Vec<ByHand>,
    /// What was left out since WeChat takes it away or an article may not carry it
    pub left_out: Vec<LeftOut>,
    /// How many parts were laid out elsewhere
    pub frozen: usize,
}

impl Page {
    /// How many characters WeChat counts: those of the HTML.
    pub fn characters(&self) -> usize {
        self.html.chars().count()
    }
}

/// A link that became a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// Its number in the text
    pub number: usize,
    /// The words of the link
    pub words: String,
    /// Where it points
    pub address: String,
}

/// Something that did not come into the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What: `<script>`, `position`, an address
    pub what: String,
    /// Where it stands, in bytes of the file
    pub at: usize,
}

/// Whether a file is a page that was rendered.
pub fn is_one(file: &[u8]) -> bool {
    file.starts_with(b"<section data-tool=\"wxops\"")
}

/// Renders an article; `credits` are named at its end.
pub fn render(article: &Article, styles: &Styles, credits: &[Credit]) -> Page {
    writer::write(article, styles, credits)
}

/// The digest of an article's page, as records carry it: of the HTML with nobody named at its end.
pub fn digest(article: &Article, styles: &Styles) -> Digest {
    Digest::of(render(article, styles, &[]).html.as_bytes())
}

/// Words that mean nothing to HTML, as text or in an attribute.
pub fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    escape(words, &mut out);
    out
}

/// Writes words as the value of an attribute: in one line.
fn quoted(words: &str, out: &mut String) {
    if words.contains(char::is_control) {
        escape(&words.replace(char::is_control, " "), out);
    } else {
        escape(words, out);
    }
}

/// Writes words as text of HTML.
fn escape(words: &str, out: &mut String) {
    let mut done = 0;
    for (at, byte) in words.bytes().enumerate() {
        let written = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            0..=8 | 11..=31 | 127 => "",
            _ => continue,
        };
        out.push_str(&words[done..at]);
        out.push_str(written);
        done = at + 1;
    }
    out.push_str(&words[done..]);
}
