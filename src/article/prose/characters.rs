//! Which characters a text holds, and which beside one another: most rules look for words that it does not hold, and
//! need not search it.

use memchr::memmem;

use super::Prose;

/// A set of characters, all outside the basic plane being one, and of pairs of neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Characters {
    plane: Box<[u64; PLANE / 64]>,
    beyond: bool,
    /// A bit for each pair, where others may fall too
    pairs: Box<[u64; PAIRS / 64]>,
    last: char,
}

/// How many characters the basic plane has.
const PLANE: usize = 0x1_0000;

/// How many bits there are for pairs: a text of a few thousand characters sets one in twenty.
const PAIRS: usize = 0x1_0000;

impl Default for Characters {
    fn default() -> Self {
        let (plane, pairs) = (Box::new([0; PLANE / 64]), Box::new([0; PAIRS / 64]));
        Characters { plane, beyond: false, pairs, last: '\n' }
    }
}

impl Characters {
    /// Takes up the next character of the text.
    pub(super) fn add(&mut self, c: char) {
        match self.plane.get_mut(c as usize / 64) {
            Some(held) => *held |= 1 << (c as usize % 64),
            None => self.beyond = true,
        }
        let pair = pair(self.last, c);
        self.pairs[pair / 64] |= 1 << (pair % 64);
        self.last = c;
    }

    fn may_hold(&self, c: char) -> bool {
        match self.plane.get(c as usize / 64) {
            Some(held) => held & (1 << (c as usize % 64)) != 0,
            None => self.beyond,
        }
    }

    fn may_hold_pair(&self, first: char, second: char) -> bool {
        let pair = pair(first, second);
        self.pairs[pair / 64] & (1 << (pair % 64)) != 0
    }

    /// Those of the basic plane.
    fn plain(&self) -> impl Iterator<Item = char> {
        let held = self.plane.iter().zip(0u32..).filter(|(held, _)| **held != 0);
        let codes = held.flat_map(|(held, n)| {
            let mut left = *held;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(n * 64 + bit)
            })
        });
        codes.filter_map(char::from_u32)
    }
}

fn pair(first: char, second: char) -> usize {
    (first as usize ^ (second as usize).wrapping_mul(0x9e37)) % PAIRS
}

impl Prose {
    /// Where a word stands in [`Prose::text`], each place once. Costs next to nothing where it does not.
    pub fn each<'p>(&'p self, word: &'p str) -> impl Iterator<Item = usize> + 'p {
        let text = self.may_hold(word).then_some(self.text.as_bytes());
        text.into_iter().flat_map(move |text| memmem::find_iter(text, word))
    }

    /// Whether the text may hold a word: it holds all its characters, and each two beside one another.
    pub fn may_hold(&self, word: &str) -> bool {
        let mut rest = word.chars();
        let Some(first) = rest.next() else { return true };
        let mut before = first;
        self.characters.may_hold(first)
            && rest.all(|c| self.characters.may_hold_pair(std::mem::replace(&mut before, c), c))
    }

    /// Whether the text may hold a character of which this is true.
    pub fn may_hold_any(&self, is: impl Fn(char) -> bool) -> bool {
        self.characters.beyond || self.characters.plain().any(is)
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, markdown::Markdown};

    #[test]
    fn each_place_is_found_and_what_is_not_there_is_known() {
        let prose = Markdown::of(&Article::parse("甲乙甲乙丙𠀀".into())).prose;
        assert_eq!(prose.each("甲乙").collect::<Vec<_>>(), [0, 6]);
        assert_eq!(prose.each("乙丙").collect::<Vec<_>>(), [9]);
        assert_eq!(prose.each("丙甲").count() + prose.each("丁").count(), 0);
        assert!(prose.may_hold("乙甲") && prose.may_hold("丙𠀀") && prose.may_hold(""));
        assert!(!prose.may_hold("丙甲") && !prose.may_hold("甲丁") && !prose.may_hold("丁"));
        assert!(prose.may_hold("𠀀") && prose.may_hold_any(|c| c == '丁'));
        let plain = Markdown::of(&Article::parse("甲A".into())).prose;
        assert!(plain.may_hold_any(|c| c == 'A') && !plain.may_hold_any(|c| c == '丁'));
        assert!(!plain.may_hold("𠀀"));
    }
}
