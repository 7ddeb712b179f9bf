//! A company's own lists, in its content folder: words that are banned, words that it prefers, and names.
//!
//! A row has three columns with a tab between: the word, what to write instead, why. A list may be long: it is read in
//! one pass, and an article is looked up in it character by character.

use std::{
    collections::{BTreeMap, HashMap, hash_map::Entry},
    ops::Range,
};

use crate::{
    refusal::{Refusal, Result},
    say,
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
    rows: HashMap<Box<str>, Row>,
    /// How long the words are that begin with a character, in bytes, the longest first
    lengths: BTreeMap<char, Vec<usize>>,
}

/// What a list says about a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What to write instead
    pub instead: Option<Box<str>>,
    /// Why
    pub why: Option<Box<str>>,
    line: usize,
}

impl Words {
    /// Reads a list. `path` is how a refusal calls it; `wants` says whether a row needs something to write instead.
    pub fn read(path: &str, bytes: &[u8], wants: bool) -> Result<Words> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
            refused(path, line, say!("不是 UTF-8 编码", "it is not encoded in UTF-8"))
        })?;
        let mut words = Words::default();
        for (n, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if !line.trim().is_empty() && !line.starts_with('#') {
                words.row(line, n + 1).map_err(|message| refused(path, n + 1, message))?;
                let complete = !wants || line.split('\t').nth(1).is_some_and(|cell| !cell.trim().is_empty());
                if !complete {
                    let message = say!("没有写改用什么", "it does not say what to write instead");
                    return Err(refused(path, n + 1, message));
                }
            }
        }
        for lengths in words.lengths.values_mut() {
            lengths.sort_unstable_by(|a, b| b.cmp(a));
        }
        Ok(words)
    }

    fn row(&mut self, line: &str, number: usize) -> std::result::Result<(), crate::text::Text> {
        let mut cells = line.split('\t').map(str::trim);
        let word = cells.next().unwrap_or_default();
        let Some(first) = word.chars().next() else {
            return Err(say!("第一栏没有词", "there is no word in the first column"));
        };
        let mut cell = || cells.next().filter(|cell| !cell.is_empty()).map(Box::from);
        let row = Row { instead: cell(), why: cell(), line: number };
        match self.rows.entry(word.into()) {
            Entry::Occupied(before) => {
                let line = before.get().line;
                Err(say!("`{word}` 在第 {line} 行已经有了", "`{word}` stands in line {line} already"))
            }
            Entry::Vacant(place) => {
                place.insert(row);
                let lengths = self.lengths.entry(first).or_default();
                if !lengths.contains(&word.len()) {
                    lengths.push(word.len());
                }
                Ok(())
            }
        }
    }

    /// The words of the list in a text, in order of place; of those that overlap the first and longest.
    pub fn find(&self, text: &str) -> Vec<(Range<usize>, &Row)> {
        let mut found = Vec::new();
        if self.rows.is_empty() {
            return found;
        }
        let mut free = 0;
        for (start, first) in text.char_indices() {
            if let Some((at, row)) = self.at(text, start, first).filter(|_| start >= free) {
                free = at.end;
                found.push((at, row));
            }
        }
        found
    }

    fn at(&self, text: &str, start: usize, first: char) -> Option<(Range<usize>, &Row)> {
        self.lengths.get(&first)?.iter().find_map(|length| {
            let word = text.get(start..start + length)?;
            let row = self.rows.get(word)?;
            let alone = stands_alone(text, &(start..start + length)) && !row.is_right(text, word, start);
            alone.then_some((start..start + length, row))
        })
    }
}

impl Row {
    /// Whether the word is part of what should be written: `账号` in `登录账号`.
    fn is_right(&self, text: &str, word: &str, start: usize) -> bool {
        let Some(instead) = self.instead.as_deref() else { return false };
        instead.match_indices(word).any(|(at, _)| {
            start
                .checked_sub(at)
                .and_then(|from| text.get(from..))
                .is_some_and(|text| text.starts_with(instead))
        })
    }
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
