//! The notes at the end: footnotes and the addresses of links, numbered together in order of their first mention.

use std::collections::HashMap;

use super::{Numbered, Styles, escape};

/// The notes of a page.
#[derive(Default)]
pub(super) struct Notes {
    all: Vec<Note>,
    labels: HashMap<String, usize>,
    addresses: HashMap<String, usize>,
}

enum Note {
    /// A footnote: its HTML, once it was met
    Foot(String),
    Link(Numbered),
}

impl Notes {
    /// The number of a footnote.
    pub(super) fn foot(&mut self, label: &str) -> usize {
        if let Some(number) = self.labels.get(label) {
            return *number;
        }
        self.all.push(Note::Foot(String::new()));
        self.labels.insert(label.to_owned(), self.all.len());
        self.all.len()
    }

    /// What a footnote says.
    pub(super) fn says(&mut self, label: &str, html: String) {
        let number = self.foot(label);
        if let Some(Note::Foot(said)) = self.all.get_mut(number - 1) {
            *said = html;
        }
    }

    /// The number of a link's address.
    pub(super) fn link(&mut self, words: &str, address: &str) -> usize {
        if let Some(number) = self.addresses.get(address) {
            return *number;
        }
        let number = self.all.len() + 1;
        let words = words.trim().to_owned();
        self.all.push(Note::Link(Numbered { number, words, address: address.to_owned() }));
        self.addresses.insert(address.to_owned(), number);
        number
    }

    /// Writes them, and gives the links back.
    pub(super) fn write(self, styles: &Styles, out: &mut String) -> Vec<Numbered> {
        if self.all.is_empty() {
            return vec![];
        }
        out.push_str(&styles.notes);
        out.push_str(&styles.notes_heading);
        let words = &styles.words;
        let titles = [(&words.notes, !self.labels.is_empty()), (&words.links, !self.addresses.is_empty())];
        let titles: Vec<&str> =
            titles.iter().filter(|(_, is_there)| *is_there).map(|(title, _)| title.as_str()).collect();
        escape(&titles.join(" / "), out);
        out.push_str("</p>");
        let mut links = vec![];
        for (n, note) in self.all.into_iter().enumerate() {
            let link = match note {
                Note::Foot(html) => {
                    out.push_str(&html);
                    continue;
                }
                Note::Link(link) => link,
            };
            open(n + 1, styles, out);
            escape(&link.words, out);
            if !link.words.is_empty() {
                out.push_str("<br>");
            }
            out.push_str(&styles.address);
            escape(&link.address, out);
            out.push_str("</span></p></section>");
            links.push(link);
        }
        out.push_str("</section>\n");
        links
    }
}

/// Begins a note: its number, hanging.
pub(super) fn open(number: usize, styles: &Styles, out: &mut String) {
    out.push_str(&styles.item);
    out.push_str(&styles.hanging);
    out.push_str(&styles.mark);
    out.push_str(&format!("[{number}]</span>"));
}
