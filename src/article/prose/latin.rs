//! Latin words and numbers, and where they meet Chinese characters.

use std::ops::Range;

use super::{Kind, Prose, is_han};

/// A place where a Chinese character and a Latin word or a number meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Both neighbours and what is between them, in [`Prose::text`]
    pub at: Range<usize>,
    /// The Latin word or the number
    pub word: Range<usize>,
    /// Whether one space stands between them; else nothing does
    pub is_spaced: bool,
    /// Whether the word begins (or ends, if that end is met) with a digit
    pub is_digit: bool,
}

impl Prose {
    /// Runs of ASCII letters and digits, in order of place.
    pub fn latin(&self) -> &[Range<usize>] {
        &self.latin
    }

    /// Every place of the text, title and digest left out, where a Chinese character and one of [`Prose::latin`]
    /// meet, in the file too: between `发现<rt>Discover</rt>` stands more than readers read.
    pub fn meetings(&self) -> impl Iterator<Item = Meeting> {
        self.met_by(|_| true)
    }

    /// Those of them that meet a Latin word. A股 and T恤 are one word each, and 25GB is a number with its unit.
    pub fn word_meetings(&self) -> impl Iterator<Item = Meeting> {
        let is_word = |word: &Range<usize>| word.len() > 1 && self.after(word.start).is_ascii_alphabetic();
        self.met_by(is_word).filter(|met| !met.is_digit)
    }

    fn met_by<'p>(&'p self, is: impl Fn(&Range<usize>) -> bool + 'p) -> impl Iterator<Item = Meeting> + 'p {
        let field = |passage: &&super::Passage| matches!(passage.kind, Kind::Title | Kind::Digest);
        let start = self.passages.iter().take_while(field).last().map_or(0, |passage| passage.range.end);
        let words = &self.latin[self.latin.partition_point(|word| word.start < start)..];
        words.iter().filter(move |word| is(word)).flat_map(|word| {
            let before = self.neighbour_before(word);
            let after = self.neighbour_after(word);
            before.into_iter().chain(after)
        })
    }

    /// Whether a range is written in the file as it is read.
    fn is_plain(&self, range: Range<usize>) -> bool {
        self.span(range.clone()).len() == range.len()
    }

    fn neighbour_before(&self, word: &Range<usize>) -> Option<Meeting> {
        let is_spaced = self.before(word.start) == ' ';
        let end = word.start - usize::from(is_spaced);
        let han = Some(self.before(end)).filter(|c| is_han(*c))?;
        let is_digit = self.after(word.start).is_ascii_digit();
        let at = end - han.len_utf8()..word.end;
        self.is_plain(at.start..word.start + 1).then_some(Meeting {
            at,
            word: word.clone(),
            is_spaced,
            is_digit,
        })
    }

    fn neighbour_after(&self, word: &Range<usize>) -> Option<Meeting> {
        let is_spaced = self.after(word.end) == ' ';
        let start = word.end + usize::from(is_spaced);
        let han = Some(self.after(start)).filter(|c| is_han(*c))?;
        let is_digit = self.before(word.end).is_ascii_digit();
        let at = word.start..start + han.len_utf8();
        self.is_plain(word.end - 1..at.end).then_some(Meeting { at, word: word.clone(), is_spaced, is_digit })
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, markdown::Markdown};

    #[test]
    fn meetings_have_a_space_or_none() {
        let text = "+++\ntitle = \"用Rust写\"\n+++\n用 Rust写 3 遍，v2.0，字<b>Word</b>**Bold**字\n";
        let prose = Markdown::of(&Article::parse(text.into())).prose;
        let seen: Vec<_> =
            prose.meetings().map(|met| (&prose.text[met.at.clone()], met.is_spaced, met.is_digit)).collect();
        assert_eq!(
            seen,
            [("用 Rust", true, false), ("Rust写", false, false), ("写 3", true, true), ("3 遍", true, true)]
        );
    }
}
