//! Finds the words of all shipped lists in one pass over a text.
//!
//! One vocabulary holds every word, the first words of every pattern, every exception and every innocent phrase. A
//! pattern is tried just where its first words were met. Then each list takes the first and longest of its own words
//! wherever they overlap.

use std::{
    ops::Range,
    sync::{LazyLock, OnceLock},
};

use super::{
    Entry, List, Sure,
    pattern::{Pattern, beginnings, number_at},
    read,
    vocabulary::Vocabulary,
};

/// A word of a list in a text.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The row
    pub entry: &'static Entry,
    /// Where it stands
    pub at: Range<usize>,
}

/// The words of all lists in a text, list by list, in order of place. Words in their exceptions are not there.
pub fn find(text: &str) -> Vec<Hit> {
    MATCHER.find(text)
}

static MATCHER: LazyLock<Matcher> = LazyLock::new(Matcher::new);

struct Matcher {
    rows: Vec<Row>,
    vocabulary: Vocabulary<Meaning>,
}

/// A phrase in which the word of a row is right, or one that is no absolute term.
type Excuse = (Option<usize>, Range<usize>);

struct Row {
    entry: Entry,
    /// Built when its first words are first met
    pattern: OnceLock<Option<Pattern>>,
}

#[derive(Clone, Copy)]
enum Meaning {
    /// The word of a row
    Word(usize),
    /// How the pattern of a row begins
    Beginning(usize),
    /// The word of this row is right inside
    Exception(usize),
    /// No absolute term
    Innocent,
}

impl Matcher {
    fn new() -> Matcher {
        let rows: Vec<Row> = read::entries()
            .filter(is_reported)
            .map(|entry| Row { entry, pattern: OnceLock::new() })
            .collect();
        let mut vocabulary = Vocabulary::new();
        let mut learn = |string: &str, meaning| vocabulary.learn(string, meaning);
        for (n, Row { entry, .. }) in rows.iter().enumerate() {
            if entry.is_pattern {
                for words in beginnings(entry.word) {
                    learn(&words, Meaning::Beginning(n));
                }
            } else {
                learn(entry.word, Meaning::Word(n));
            }
            for words in &entry.exceptions {
                learn(words, Meaning::Exception(n));
            }
        }
        read::innocent().for_each(|words| learn(words, Meaning::Innocent));
        Matcher { rows, vocabulary }
    }

    fn find(&'static self, text: &str) -> Vec<Hit> {
        let (mut hits, mut excuses) = (Vec::new(), Vec::new());
        self.vocabulary.find(text, |at, meaning| match *meaning {
            Meaning::Word(n) => hits.push((n, at)),
            Meaning::Beginning(n) => {
                let start = number_at(text, at.start);
                hits.extend(self.rows[n].pattern_at(text, start).map(|at| (n, at)));
            }
            Meaning::Exception(n) => excuses.push((Some(n), at)),
            Meaning::Innocent => excuses.push((None, at)),
        });
        excuses.sort_unstable_by_key(|(_, phrase)| phrase.end);
        hits.retain(|(n, at)| {
            let is_absolute = self.rows[*n].entry.list == List::Absolute;
            let within = |phrase: &Range<usize>| at.start <= phrase.start && phrase.end <= at.end;
            let mut around = self.around(at, &excuses);
            !around.any(|(row, phrase)| match row {
                Some(row) => row == n,
                None => is_absolute && !within(phrase),
            })
        });
        let hits = hits.into_iter().map(|(n, at)| Hit { entry: &self.rows[n].entry, at });
        first_and_longest(hits.collect())
    }

    /// The excuses, in order of their ends, that overlap a place.
    fn around<'e>(&self, at: &Range<usize>, excuses: &'e [Excuse]) -> impl Iterator<Item = &'e Excuse> {
        let (at, last) = (at.clone(), at.end + self.vocabulary.longest());
        let first = excuses.partition_point(|(_, phrase)| phrase.end <= at.start);
        let near = excuses[first..].iter().take_while(move |(_, phrase)| phrase.end < last);
        near.filter(move |(_, phrase)| phrase.start < at.end)
    }
}

impl Row {
    /// Where its pattern stands that begins just here.
    fn pattern_at(&self, text: &str, start: usize) -> Option<Range<usize>> {
        self.pattern.get_or_init(|| Pattern::new(self.entry.word)).as_ref()?.at(text, start)
    }
}

/// Whether a row is ever shown: a doubtful word only if it is an absolute term, which counts in advertising.
fn is_reported(entry: &Entry) -> bool {
    entry.sure != Sure::Seldom || entry.list == List::Absolute
}

/// In each list the first of the hits that overlap, of those that begin together the longest.
fn first_and_longest(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.entry.list, hit.at.start, usize::MAX - hit.at.end, hit.entry.sure));
    let mut last: Option<(List, usize)> = None;
    hits.retain(|hit| {
        let free = last.is_none_or(|(list, end)| list != hit.entry.list || end <= hit.at.start);
        if free {
            last = Some((hit.entry.list, hit.at.end));
        }
        free
    });
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_pattern_compiles_and_begins_with_words() {
        for Row { entry, .. } in MATCHER.rows.iter().filter(|row| row.entry.is_pattern) {
            assert!(Pattern::new(entry.word).is_some(), "{}", entry.word);
            let beginnings = beginnings(entry.word);
            assert!(!beginnings.is_empty(), "{}", entry.word);
            assert!(beginnings.iter().all(|words| !words.is_empty()), "{}", entry.word);
        }
    }
}
