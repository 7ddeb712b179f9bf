//! Thousands of strings, found wherever they stand in a text by their first two characters.
//!
//! An automaton would find them too; building one at each start takes longer than all else of checking an article.

use std::ops::Range;

/// Strings, and what each of them means.
pub(super) struct Vocabulary<M> {
    /// By a few bits of their heads
    shelves: Vec<Vec<(Head, String, M)>>,
    /// A bit for each head, where others may fall too: most places of a text cost one look here
    heads: Vec<u64>,
    longest: usize,
}

/// The first two characters; a string of one has nothing after it.
type Head = (char, Option<char>);

/// How many bits there are for heads.
const BITS: usize = 0x4_0000;

/// How many shelves there are.
const SHELVES: usize = 0x1000;

impl<M> Vocabulary<M> {
    pub(super) fn new() -> Self {
        Vocabulary {
            shelves: (0..SHELVES).map(|_| Vec::new()).collect(),
            heads: vec![0; BITS / 64],
            longest: 0,
        }
    }

    /// Learns a string. An empty one means nothing.
    pub(super) fn learn(&mut self, string: &str, meaning: M) {
        let mut characters = string.chars();
        let Some(first) = characters.next() else { return };
        let head = (first, characters.next());
        let bit = bit(head);
        self.heads[bit / 64] |= 1 << (bit % 64);
        self.longest = self.longest.max(string.len());
        self.shelves[bit % SHELVES].push((head, string.to_owned(), meaning));
    }

    /// How many bytes the longest string has.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// Tells of every string at every place of a text, in order of their beginnings.
    pub(super) fn find<'v>(&'v self, text: &str, mut met: impl FnMut(Range<usize>, &'v M)) {
        let mut before = None;
        for (at, c) in text.char_indices() {
            if let Some((at, first)) = before
                && self.may_begin((first, Some(c)))
            {
                self.here(text, at, (first, Some(c)), &mut met);
            }
            if self.may_begin((c, None)) {
                self.here(text, at, (c, None), &mut met);
            }
            before = Some((at, c));
        }
    }

    fn may_begin(&self, head: Head) -> bool {
        let bit = bit(head);
        self.heads[bit / 64] & (1 << (bit % 64)) != 0
    }

    /// The strings with this head, at this place.
    #[inline(never)] // seldom needed: what surrounds it stays small
    fn here<'v>(&'v self, text: &str, at: usize, head: Head, met: &mut impl FnMut(Range<usize>, &'v M)) {
        let length = head.0.len_utf8() + head.1.map_or(0, char::len_utf8);
        for (theirs, string, meaning) in &self.shelves[bit(head) % SHELVES] {
            let is_head = string.len() == length; // many a string is no longer than its head
            if *theirs == head && (is_head || text[at..].starts_with(string.as_str())) {
                met(at..at + string.len(), meaning);
            }
        }
    }
}

fn bit((first, second): Head) -> usize {
    let second = second.map_or(0, |c| c as usize);
    (first as usize ^ second.wrapping_mul(0x9e37)) % BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn every_string_is_found_wherever_it_stands(
            strings in proptest::collection::vec("[甲乙a𠀀]{1,4}", 1..8),
            text in "[甲乙丙a𠀀]{0,40}",
        ) {
            let mut vocabulary = Vocabulary::new();
            for (n, string) in strings.iter().enumerate() {
                vocabulary.learn(string, n);
            }
            let mut found = Vec::new();
            vocabulary.find(&text, |at, n| found.push((at.start, at.end, *n)));
            let mut expected = Vec::new();
            for (at, _) in text.char_indices() {
                for (n, string) in strings.iter().enumerate().filter(|(_, string)| text[at..].starts_with(*string)) {
                    expected.push((at, at + string.len(), n));
                }
            }
            found.sort_unstable();
            expected.sort_unstable();
            proptest::prop_assert_eq!(found, expected);
        }
    }
}
