//! What stands inside a line: words, emphasis, links, pictures, code, and the few tags of HTML that a writer may use.

use pulldown_cmark::{CowStr, LinkType, Tag, TagEnd};

use crate::article::prose::is_han;

use super::{
    escape,
    filter::tag_name,
    links::{Fate, fate},
    pictures::{Drawn, Picture, open_link},
    theme,
    writer::Writer,
};

/// Most elements inside one another in a line.
const DEEPEST: usize = 30;

/// The tags of HTML that stay in a line, and how they end. They say what words are, not how they look.
const PHRASES: [(&str, &str); 11] = [
    ("b", "</b>"),
    ("del", "</del>"),
    ("em", "</em>"),
    ("i", "</i>"),
    ("mark", "</mark>"),
    ("s", "</s>"),
    ("small", "</small>"),
    ("strong", "</strong>"),
    ("sub", "</sub>"),
    ("sup", "</sup>"),
    ("u", "</u>"),
];

/// What is open inside a line.
pub(super) struct Inline {
    /// How it ends
    pub(super) end: &'static str,
    /// Whether it was typed as HTML: it ends when what is around it does
    is_html: bool,
    /// Where its tag begins
    start: usize,
}

/// A link under way.
pub(super) struct Link {
    address: String,
    fate: Fate,
    /// Whether its words are its address
    is_bare: bool,
    words: String,
    /// How many pictures stood in the line before it
    pictures: usize,
}

impl Writer<'_> {
    pub(super) fn start_inline(&mut self, tag: Tag<'_>) {
        if self.picture.is_some() {
            if let (Some((_, inside)), Tag::Image { .. }) = (&mut self.picture, &tag) {
                *inside += 1;
            }
            return;
        }
        let styles = self.styles;
        match tag {
            Tag::Strong => self.open_inline(&styles.strong, "</strong>"),
            Tag::Emphasis => self.open_inline("<em>", "</em>"),
            Tag::Strikethrough => self.open_inline(&styles.deleted, "</s>"),
            Tag::Link { link_type, dest_url, .. } => self.begin_link(link_type, &dest_url),
            Tag::Image { dest_url, title, .. } => {
                let drawn = Drawn {
                    address: dest_url.to_string(),
                    title: title.to_string(),
                    at: self.at,
                    ..Drawn::default()
                };
                self.picture = Some((drawn, 0));
            }
            _ => {}
        }
    }

    pub(super) fn end_inline(&mut self, tag: TagEnd) {
        match (&mut self.picture, tag) {
            (Some((_, 0)), TagEnd::Image) => self.end_picture(),
            (Some((_, inside)), TagEnd::Image) => *inside -= 1,
            (None, TagEnd::Link) => self.end_link(),
            (None, TagEnd::Strong | TagEnd::Strikethrough) => drop(self.close_inline()),
            (None, TagEnd::Emphasis) => {
                // Chinese is not slanted: it is dotted.
                if let Some(start) = self.close_inline()
                    && self
                        .out
                        .get(start..)
                        .is_some_and(|words| words.starts_with("<em>") && words.contains(is_han))
                {
                    self.out.insert_str(start + "<em".len(), self.styles.dotted);
                }
            }
            _ => {}
        }
    }

    /// Something that is no picture comes into the line; one begins where there is none.
    fn inline(&mut self) {
        if self.line.is_none() {
            self.begin_paragraph();
        }
        // Pictures before words in one line of the file stay among them; behind a break they are figures.
        let Some(line) = &mut self.line else { return };
        if let Some(pictures) = line.pictures.take() {
            for picture in pictures {
                picture.write(&self.styles.inline_picture, &mut self.out);
            }
        }
    }

    fn open_inline(&mut self, tag: &str, end: &'static str) {
        self.inline();
        self.enter(tag, end, false);
    }

    fn enter(&mut self, tag: &str, end: &'static str, is_html: bool) {
        let start = self.out.len();
        let is_shown = self.inlines.len() < DEEPEST;
        if is_shown {
            self.out.push_str(tag);
        }
        self.inlines.push(Inline { end: if is_shown { end } else { "" }, is_html, start });
    }

    /// Ends the innermost that was not typed as HTML, and what was typed in it; says where it began.
    fn close_inline(&mut self) -> Option<usize> {
        while let Some(Inline { end, is_html, start }) = self.inlines.pop() {
            self.out.push_str(end);
            if !is_html {
                return Some(start);
            }
        }
        None
    }

    /// Words of the text.
    pub(super) fn words(&mut self, words: &str) {
        if let Some((drawn, _)) = &mut self.picture {
            return drawn.words.push_str(words);
        }
        let pictures = self.line.as_ref().and_then(|line| line.pictures.as_ref());
        if words.is_empty() || pictures.is_some_and(|all| !all.is_empty()) && words.trim().is_empty() {
            return; // between two pictures
        }
        if let Some(link) = self.links.last_mut() {
            link.words.push_str(words);
        }
        self.inline();
        self.joint(words.chars().next());
        escape(words, &mut self.out);
        self.last = words.chars().next_back();
    }

    /// Where a line of the file ended: a blank between words, none between Chinese characters.
    fn joint(&mut self, next: Option<char>) {
        if std::mem::take(&mut self.soft)
            && let (Some(last), Some(next)) = (self.last, next)
            && !(is_wide(last) && is_wide(next) || is_wide_mark(last) || is_wide_mark(next))
        {
            self.out.push(' ');
        }
    }

    pub(super) fn line_break(&mut self, is_hard: bool) {
        if let Some((drawn, _)) = &mut self.picture {
            return drawn.words.push(' ');
        }
        let has_pictures =
            self.line.as_ref().and_then(|line| line.pictures.as_ref()).is_some_and(|all| !all.is_empty());
        if has_pictures && self.links.is_empty() {
            // What follows a picture in a line of its own stands below it.
            self.begin_paragraph();
        } else if is_hard {
            self.inline();
            self.out.push_str("<br>");
            (self.last, self.soft) = (None, false);
        } else {
            self.soft = true;
        }
    }

    pub(super) fn inline_code(&mut self, words: &str) {
        if self.picture.is_some() {
            return self.words(words);
        }
        if let Some(link) = self.links.last_mut() {
            link.words.push_str(words);
        }
        self.inline();
        self.joint(Some('x'));
        self.out.push_str(&self.styles.code);
        escape(words, &mut self.out);
        self.out.push_str("</span>");
        self.last = Some('x');
    }

    /// The number of a note.
    pub(super) fn number(&mut self, number: usize) {
        if self.picture.is_none() {
            self.inline();
            theme::number(number, self.styles, &mut self.out);
        }
    }

    fn begin_link(&mut self, kind: LinkType, address: &str) {
        let address = if kind == LinkType::Email { format!("mailto:{address}") } else { address.to_owned() };
        let fate = fate(&address);
        let is_bare = matches!(kind, LinkType::Autolink | LinkType::Email);
        let pictures = self.line.as_ref().and_then(|line| line.pictures.as_ref()).map_or(0, Vec::len);
        if fate == Fate::Refused {
            self.left_out(address.clone());
        }
        if fate == Fate::Kept {
            // Whether pictures alone stand in it is not known yet; its tag waits for the first word.
            let mut tag = String::new();
            open_link(&address, self.styles, &mut tag);
            let is_plain =
                self.line.as_ref().is_some_and(|line| line.pictures.as_ref().is_some_and(Vec::is_empty));
            if is_plain {
                self.enter("", "", false);
            } else {
                self.open_inline(&tag, "</a>");
            }
        } else {
            self.enter("", "", false);
        }
        self.links.push(Link { address, fate, is_bare, words: String::new(), pictures });
    }

    fn end_link(&mut self) {
        let start = self.close_inline();
        let Some(link) = self.links.pop() else { return };
        let is_bare = link.is_bare || link.words == link.address;
        let noted = link.fate == Fate::Noted && !is_bare;
        if let Some(pictures) = self.line.as_mut().and_then(|line| line.pictures.as_mut()) {
            // Nothing but pictures so far: they carry the link.
            let mut inside = pictures.iter_mut().skip(link.pictures).peekable();
            let is_shown = inside.peek().is_some();
            let number = if noted && is_shown { Some(self.notes.link("", &link.address)) } else { None };
            for picture in inside {
                picture.number = number;
                picture.link = (link.fate == Fate::Kept).then(|| link.address.clone());
            }
        } else if noted {
            let number = self.notes.link(&link.words, &link.address);
            self.number(number);
        } else if let (Fate::Kept, Some(start)) = (link.fate, start) {
            // Its tag waited.
            if !self.out.get(start..).is_some_and(|rest| rest.starts_with("<a ")) {
                let mut tag = String::new();
                open_link(&link.address, self.styles, &mut tag);
                self.out.insert_str(start.min(self.out.len()), &tag);
                self.out.push_str("</a>");
            }
        }
    }

    fn end_picture(&mut self) {
        let Some((drawn, _)) = self.picture.take() else { return };
        let Some(picture) = Picture::at(&drawn.address, drawn.at) else {
            self.left_out(CowStr::from(drawn.address));
            return;
        };
        self.page.pictures.push(picture);
        if self.line.is_none() {
            self.begin_paragraph();
        }
        let drawn = Drawn { at: drawn.at, ..drawn };
        match self.line.as_mut().and_then(|line| line.pictures.as_mut()) {
            Some(pictures) => pictures.push(drawn),
            None => {
                self.joint(Some('x'));
                drawn.write(&self.styles.inline_picture, &mut self.out);
                self.last = Some('x');
            }
        }
    }

    /// A tag of HTML inside a line.
    pub(super) fn inline_html(&mut self, html: &str) {
        if self.picture.is_some() || html.starts_with("<!--") {
            return;
        }
        let Some((name, is_end)) = tag_name(html) else { return };
        if name == "br" {
            return self.line_break(true);
        }
        let Some((known, end)) = PHRASES.iter().find(|(known, _)| *known == name) else {
            if !is_end {
                self.left_out(format!("<{name}>"));
            }
            return;
        };
        if !is_end {
            self.inline();
            self.enter(&format!("<{known}>"), end, true);
        } else if self.inlines.last().is_some_and(|open| open.is_html && open.end == *end) {
            self.inlines.pop();
            self.out.push_str(end);
        }
    }
}

/// Whether a character stands as wide as a Chinese one, so that no blank is set beside it.
fn is_wide(c: char) -> bool {
    is_han(c) || is_wide_mark(c) || matches!(c, '\u{3040}'..='\u{30ff}' | '“' | '”' | '‘' | '’' | '—' | '…')
}

/// Whether it is a Chinese mark, which brings its own blank.
fn is_wide_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}
