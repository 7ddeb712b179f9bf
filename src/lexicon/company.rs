//! A company's own lists, in its content folder: words that are banned, words that it prefers, and names.
//!
//! A row has three columns with a tab between: the word, what to write instead, why. A list may be long: it is read in
//! one pass, and an article is looked up in it character by character.

use std::{collections::BTreeMap, ops::Range};

use rayon::prelude::*;

use crate::{
    article::prose::is_han,
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// The three lists.
#[derive(Clone, Debug, Default)]
pub struct Company {
    /// `lexicon/banned.tsv`: words that may not stand in an article
    pub banned: Words,
    /// `lexicon/preferred.tsv`: words for which the company writes others
    pub preferred: Words,
    /// `lexicon/names.tsv`: how names are often miswritten
    pub names: Words,
}

/// One list.
#[derive(Clone, Debug, Default)]
pub struct Words {
    text: String,
    /// Where in the text the rows stand, in order of their words
    rows: Vec<Place>,
    /// How long the words are that begin with a character, in bytes, the longest first
    lengths: BTreeMap<char, Vec<usize>>,
}

/// Where a row stands: its line from 1, the word, and the rest of the line.
#[derive(Clone, Debug)]
struct Place {
    line: usize,
    word: Range<usize>,
    rest: Range<usize>,
}

/// What a list says about a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'w> {
    /// What to write instead
    pub instead: Option<&'w str>,
    /// Why
    pub why: Option<&'w str>,
}

impl Row<'_> {
    /// Why, as help for either reader.
    pub fn reason(&self) -> Option<Text> {
        let why = self.why?;
        let foreign = why.contains(is_han);
        Some(Text {
            zh: why.into(),
            en: if foreign { format!("the company says `{why}`") } else { why.into() },
        })
    }
}

impl Words {
    /// Reads a list. `path` is how a refusal calls it; `wants` says whether a row needs something to write instead.
    pub fn read(path: &str, bytes: Vec<u8>, wants: bool) -> Result<Words> {
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = valid.split(|byte| *byte == b'\n').count();
            refused(path, line, say!("不是 UTF-8 编码", "it is not encoded in UTF-8"))
        })?;
        let mut words = Words { text, ..Words::default() };
        let mut start = 0;
        for (n, line) in words.text.split('\n').enumerate() {
            let plain = line.trim_start_matches('\u{feff}');
            if !plain.trim().is_empty() && !plain.starts_with('#') {
                let cell = plain.split('\t').next().unwrap_or_default();
                let first = cell.trim().chars().next();
                let no_word = || say!("第一栏没有词", "there is no word in the first column");
                let first = first.ok_or_else(|| refused(path, n + 1, no_word()))?;
                let from = start + (line.len() - plain.len()) + (cell.len() - cell.trim_start().len());
                let word = from..from + cell.trim().len();
                let rest = start + (line.len() - plain.len()) + cell.len()..start + line.len();
                let lengths = words.lengths.entry(first).or_default();
                if !lengths.contains(&word.len()) {
                    lengths.push(word.len());
                }
                words.rows.push(Place { line: n + 1, word, rest });
                if wants && words.rows.last().is_some_and(|place| words.row(place).instead.is_none()) {
                    let message = say!("没有写改用什么", "it does not say what to write instead");
                    return Err(refused(path, n + 1, message));
                }
            }
            start += line.len() + 1;
        }
        words.sort(path)?;
        Ok(words)
    }

    /// Puts the rows in order; a word that stands there twice is refused.
    fn sort(&mut self, path: &str) -> Result<()> {
        let text = &self.text;
        self.rows.par_sort_by(|a, b| text[a.word.clone()].cmp(&text[b.word.clone()]));
        let twice =
            self.rows.windows(2).filter(|pair| text[pair[0].word.clone()] == text[pair[1].word.clone()]);
        if let Some([before, place]) = twice.min_by_key(|pair| pair[1].line) {
            let (word, line) = (&text[place.word.clone()], before.line);
            let message = say!("`{word}` 在第 {line} 行已经有了", "`{word}` stands in line {line} already");
            return Err(refused(path, place.line, message));
        }
        for lengths in self.lengths.values_mut() {
            lengths.sort_unstable_by(|a, b| b.cmp(a));
        }
        Ok(())
    }

    /// The words of the list in a text, in order of place; of those that overlap the first and longest.
    pub fn find(&self, text: &str) -> Vec<(Range<usize>, Row<'_>)> {
        let (mut found, mut free) = (Vec::new(), 0);
        if self.rows.is_empty() {
            return found;
        }
        for (start, first) in text.char_indices() {
            if let Some((at, row)) = self.at(text, start, first).filter(|_| start >= free) {
                free = at.end;
                found.push((at, row));
            }
        }
        found
    }

    fn at(&self, text: &str, start: usize, first: char) -> Option<(Range<usize>, Row<'_>)> {
        self.lengths.get(&first)?.iter().find_map(|length| {
            let word = text.get(start..start + length)?;
            let place = self.rows.binary_search_by(|place| self.text[place.word.clone()].cmp(word)).ok()?;
            let row = self.row(&self.rows[place]);
            let alone = stands_alone(text, &(start..start + length)) && !row.is_right(text, word, start);
            alone.then_some((start..start + length, row))
        })
    }

    fn row(&self, place: &Place) -> Row<'_> {
        let mut cells = self.text[place.rest.clone()].split('\t').map(str::trim).skip(1);
        let mut cell = || cells.next().filter(|cell| !cell.is_empty());
        Row { instead: cell(), why: cell() }
    }
}

impl Row<'_> {
    /// Whether the word is part of what should be written: `账号` in `登录账号`.
    fn is_right(&self, text: &str, word: &str, start: usize) -> bool {
        let Some(instead) = self.instead else { return false };
        instead.match_indices(word).any(|(at, _)| {
            start
                .checked_sub(at)
                .and_then(|from| text.get(from..))
                .is_some_and(|text| text.starts_with(instead))
        })
    }
}

/// Whether what should be written instead is one word, and nothing that a person has to choose from or to read.
pub fn is_one(instead: &str) -> bool {
    let choice = |c: char| c.is_control() || "/|、，。；：,;（）()“”《》".contains(c);
    !instead.is_empty() && !instead.contains(choice) && !instead.contains('或')
}

/// Whether no Latin word or number goes on at either end.
fn stands_alone(text: &str, at: &Range<usize>) -> bool {
    let goes_on = |before: Option<char>, after: Option<char>| {
        [before, after].into_iter().all(|c| c.is_some_and(|c| c.is_ascii_alphanumeric()))
    };
    let (start, end) = (&text[..at.start], &text[at.end..]);
    let word = &text[at.clone()];
    !goes_on(start.chars().next_back(), word.chars().next())
        && !goes_on(word.chars().next_back(), end.chars().next())
}

fn refused(path: &str, line: usize, message: crate::text::Text) -> Refusal {
    let help =
        say!("一行一词，栏与栏之间用制表符（Tab）隔开", "one word a line, with a tab between the columns");
    Refusal::unusable("lexicon_unreadable", message).help(help).at(path).line(line)
}
