//! The words of an article as readers read them, in one text without Markdown's marks, and where each stands
//! in the file.
//!
//! Rules about words look here: they see `我们的**产品**` as one sentence, and never see code, addresses or
//! HTML. Whatever stands inside a line and is no word is one [`OBJECT`].

mod characters;
mod latin;
mod marks;
mod ranges;

use std::ops::Range;

use characters::Characters;
pub use latin::Meeting;
pub use marks::{digits_after, digits_before, is_han, number_after, number_before};
pub use ranges::{NumberRange, RANGE_SIGNS};

use super::{Article, front_matter::Value};

/// Stands for a picture, code, an address or the like.
pub const OBJECT: char = '\u{fffc}';

/// No title in `《》` is longer, in characters.
const TITLE: usize = 100;

/// What readers read of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// All passages one after the other, each ended by a line end; a line end inside a paragraph is one too
    pub text: String,
    /// The passages, in order of their places in [`Prose::text`]
    pub passages: Vec<Passage>,
    pieces: Vec<Piece>,
    marks: Vec<(usize, char)>,
    /// Which of them stand together, by their numbers
    rows: Vec<Range<usize>>,
    characters: Characters,
    latin: Vec<Range<usize>>,
}

/// A paragraph, a heading, a cell and the like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it is
    pub kind: Kind,
    /// Where its words stand in [`Prose::text`]
    pub range: Range<usize>,
    /// Whether it quotes somebody: it stands in a block quote
    pub quoted: bool,
    /// How many characters it has, spaces and line ends left out
    pub length: usize,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The title of the front matter
    Title,
    /// The digest of the front matter
    Digest,
    /// A heading, 1 to 6
    Heading(u8),
    /// A paragraph
    Paragraph,
    /// What stands in a list item, each item by itself
    Item,
    /// A cell of a table
    Cell,
    /// A footnote
    Footnote,
}

/// Words that stand together in the file too.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    /// Where they stand in the text
    at: Range<usize>,
    /// Where they stand in the file; of another length if they are written otherwise there
    from: Range<usize>,
}

impl Prose {
    /// The title and the digest of an article; its text follows.
    pub(super) fn of_fields(article: &Article) -> Prose {
        let mut prose = Prose { text: String::with_capacity(article.text().len()), ..Prose::default() };
        for (key, kind) in [("title", Kind::Title), ("digest", Kind::Digest)] {
            prose.field(article, key, kind);
        }
        prose
    }

    /// Looks at each character once, when all are there.
    pub(super) fn finish(&mut self) {
        self.marks.reserve(self.text.len() / 16);
        self.latin.reserve(self.text.len() / 32);
        let text = std::mem::take(&mut self.text);
        for (at, c) in text.char_indices() {
            self.characters.add(c);
            if matches!(c, '\u{4e00}'..='\u{9fff}') {
                continue; // by far the most
            }
            if c.is_ascii_alphanumeric() {
                match self.latin.last_mut() {
                    Some(word) if word.end == at => word.end += 1,
                    _ => self.latin.push(at..at + 1),
                }
            } else if !is_han(c) {
                self.mark(at, c);
            }
        }
        self.text = text;
        let mut marks = self.marks.iter().peekable();
        for passage in &mut self.passages {
            let within = std::iter::from_fn(|| marks.next_if(|(at, _)| *at < passage.range.end));
            let blank = within.filter(|(at, c)| *at >= passage.range.start && c.is_whitespace()).count();
            let characters = self.text[passage.range.clone()].chars().count();
            passage.length = characters - blank;
        }
    }

    /// Where a range of [`Prose::text`] stands in the file; it may hold marks there.
    pub fn span(&self, range: Range<usize>) -> Range<usize> {
        let first = self.piece(range.start);
        let start = first.map_or(0, |piece| {
            piece.from.start + if piece.is_plain() { range.start - piece.at.start } else { 0 }
        });
        let last = self.piece(range.end.saturating_sub(1)).filter(|_| !range.is_empty());
        let end = last.map_or(start, |piece| {
            if piece.is_plain() { piece.from.start + (range.end - piece.at.start) } else { piece.from.end }
        });
        start..end
    }

    /// Where words of the file stand in [`Prose::text`], if they stand together there too.
    pub fn place_of(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let holds =
            |piece: &&Piece| piece.is_plain() && piece.from.start <= span.start && span.end <= piece.from.end;
        let piece = self.pieces.iter().filter(|piece| !piece.at.is_empty()).find(holds)?;
        let start = piece.at.start + (span.start - piece.from.start);
        Some(start..start + span.len())
    }

    /// The passage that a place of [`Prose::text`] lies in.
    pub fn passage(&self, at: usize) -> Option<&Passage> {
        let next = self.passages.partition_point(|passage| passage.range.start <= at);
        self.passages[..next].last().filter(|passage| at <= passage.range.end)
    }

    /// How many characters the text has, title and digest left out.
    pub fn length(&self) -> usize {
        let body = |passage: &&Passage| !matches!(passage.kind, Kind::Title | Kind::Digest);
        self.passages.iter().filter(body).map(|passage| passage.length).sum()
    }

    /// The first words of a passage, to point at it.
    pub fn beginning(&self, passage: &Passage) -> Range<usize> {
        let words = &self.text[passage.range.clone()];
        let length: usize = words.chars().take_while(|c| *c != '\n').take(12).map(char::len_utf8).sum();
        passage.range.start..passage.range.start + length
    }

    /// Whether a range of [`Prose::text`] is quoted: it stands in a block quote or in `《》`.
    pub fn is_quoted(&self, range: &Range<usize>) -> bool {
        let Some(passage) = self.passage(range.start) else { return false };
        let before = self.text.get(passage.range.start..range.start).unwrap_or_default();
        let after = self.text.get(range.end..passage.range.end).unwrap_or_default();
        let mark = |c: &char| matches!(c, '《' | '》');
        let named = before.chars().rev().take(TITLE).find(mark) == Some('《')
            && after.chars().take(TITLE).find(mark) == Some('》');
        passage.quoted || named
    }

    /// Whether words of the file are quoted, by where they begin and end in [`Prose::text`].
    pub fn quotes(&self, span: &Range<usize>) -> bool {
        let (Some(start), Some(last)) = (self.place(span.start), self.place(span.end.saturating_sub(1)))
        else {
            return false;
        };
        let width = self.text[last..].chars().next().map_or(0, char::len_utf8);
        self.is_quoted(&(start..(last + width).max(start)))
    }

    /// The place in [`Prose::text`] of the nearest words at or before a place of the file. Title and digest stand in
    /// any order there, the text does not.
    fn place(&self, at: usize) -> Option<usize> {
        let is_field = |passage: &&Passage| matches!(passage.kind, Kind::Title | Kind::Digest);
        let body = self.passages.iter().take_while(is_field).last().map_or(0, |field| field.range.end);
        let (fields, body) = self.pieces.split_at(self.pieces.partition_point(|piece| piece.at.start < body));
        let before = &body[..body.partition_point(|piece| piece.from.start <= at)];
        let holds = |piece: &&Piece| piece.from.contains(&at);
        let piece = before.last().or_else(|| fields.iter().find(holds))?;
        let offset = if piece.is_plain() { (at - piece.from.start).min(piece.at.len()) } else { 0 };
        let place = piece.at.start + offset;
        (0..=place).rev().find(|place| self.text.is_char_boundary(*place))
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        self.pieces[..self.pieces.partition_point(|piece| piece.at.start <= at)].last()
    }

    /// A field of the front matter; its places are exact where it is written without escapes.
    fn field(&mut self, article: &Article, key: &str, kind: Kind) {
        let Some((Value::Words(words), span)) = article.entry(key).map(|entry| (&entry.value, &entry.span))
        else {
            return;
        };
        let written = &article.text()[span.clone()];
        let from = match written.find(words.as_str()) {
            Some(at) => span.start + at..span.start + at + words.len(),
            None => span.clone(),
        };
        let start = self.text.len();
        self.push(words, from);
        self.end(kind, start, false);
    }

    pub(super) fn push(&mut self, words: &str, from: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(words);
        let piece = Piece { at: start..self.text.len(), from };
        match self.pieces.last_mut() {
            Some(last) if last.is_plain() && piece.is_plain() && last.from.end == piece.from.start => {
                (last.at.end, last.from.end) = (piece.at.end, piece.from.end);
            }
            _ => self.pieces.push(piece),
        }
    }

    pub(super) fn end(&mut self, kind: Kind, start: usize, quoted: bool) {
        let end = self.text.len();
        if start < end {
            let from = self.pieces.last().map_or(0, |piece| piece.from.end);
            self.passages.push(Passage { kind, range: start..end, quoted, length: 0 });
            self.push("\n", from..from);
        }
    }
}

impl Piece {
    fn is_plain(&self) -> bool {
        self.at.len() == self.from.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::markdown::Markdown;

    fn read(text: &str) -> (Prose, Article) {
        let article = Article::parse(text.as_bytes().to_vec());
        (Markdown::of(&article).prose, article)
    }

    #[test]
    fn marks_are_gone_and_what_is_no_word_is_an_object() {
        let (prose, _) = read(
            "+++\ntitle = \"题\"\n+++\n# 甲 **乙**\n\n丙`丁`戊<https://己.cn>\n庚[辛](壬)![癸](子)\n\n> 丑\n\n```\n寅\n```\n\n- 卯\n- 辰\n\n| 巳 |\n|---|\n| 午 |\n",
        );
        let shown: Vec<(Kind, &str, bool)> = prose
            .passages
            .iter()
            .map(|passage| (passage.kind, &prose.text[passage.range.clone()], passage.quoted))
            .collect();
        assert_eq!(
            shown,
            [
                (Kind::Title, "题", false),
                (Kind::Heading(1), "甲 乙", false),
                (Kind::Paragraph, "丙\u{fffc}戊\u{fffc}\n庚辛\u{fffc}", false),
                (Kind::Paragraph, "丑", true),
                (Kind::Item, "卯", false),
                (Kind::Item, "辰", false),
                (Kind::Cell, "巳", false),
                (Kind::Cell, "午", false),
            ]
        );
    }

    #[test]
    fn fields_of_another_program_are_no_words() {
        assert_eq!(read("---\ntitle: \"题\"\n---\n文\n").0.text, "文\n");
    }

    #[test]
    fn places_lead_back_to_the_file() {
        let (prose, article) =
            read("+++\ntitle = \"冬季\\u65b0品\"\n+++\n我们的**产\\*品**好&amp;坏 a://b/c。结尾\n");
        for (words, there) in [
            ("我们的产", "我们的**产"),
            ("产*品好", "产\\*品**好"),
            ("好&坏", "好&amp;坏"),
            ("&", "&amp;"),
            ("\u{fffc}", "a://b/c"),
            ("。结尾", "。结尾"),
            ("冬季新品", "\"冬季\\u65b0品\""),
        ] {
            let at = prose.text.find(words).unwrap_or_else(|| panic!("{words} in {:?}", prose.text));
            let span = prose.span(at..at + words.len());
            assert_eq!(&article.text()[span], there, "{words}");
        }
    }
}
