//! Which old line became which new one, where several lines gave way to several others.

use std::collections::HashMap;

use super::words::cut;

/// How much two lines must have in common to be one that was edited, in hundredths.
const ALIKE: u32 = 30;

/// Most pairs of lines that are weighed; of more, each old line is held against the new one in its place.
const PAIRS: usize = 10_000;

/// Old and new lines in order, by their places: an edited one with what became of it, others alone. What went stands
/// before what came.
pub(super) fn pairs(old: &[String], new: &[String]) -> Vec<(Option<usize>, Option<usize>)> {
    let edited = match old.len().saturating_mul(new.len()) {
        0..=PAIRS => best(old, new),
        _ => {
            let side = old.iter().map(|line| Bag::of(line)).zip(new.iter().map(|line| Bag::of(line)));
            side.enumerate().filter(|(_, (old, new))| old.alike(new) >= ALIKE).map(|(n, _)| (n, n)).collect()
        }
    };
    let mut pairs = Vec::new();
    let (mut at_old, mut at_new) = (0, 0);
    for (was, is) in edited.into_iter().chain([(old.len(), new.len())]) {
        pairs.extend((at_old..was).map(|n| (Some(n), None)));
        pairs.extend((at_new..is).map(|n| (None, Some(n))));
        if was < old.len() {
            pairs.push((Some(was), Some(is)));
        }
        (at_old, at_new) = (was + 1, is + 1);
    }
    pairs
}

/// The pairs that have most in common, none crossing another.
fn best(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    let (old, new): (Vec<Bag<'_>>, Vec<Bag<'_>>) =
        (old.iter().map(|line| Bag::of(line)).collect(), new.iter().map(|line| Bag::of(line)).collect());
    let alike = |was: usize, is: usize| old[was].alike(&new[is]);
    let weights: Vec<Vec<u32>> = (0..old.len())
        .map(|was| {
            (0..new.len()).map(|is| Some(alike(was, is)).filter(|much| *much >= ALIKE).unwrap_or(0)).collect()
        })
        .collect();
    // What the lines from each place on have in common at most.
    let mut rest = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for was in (0..old.len()).rev() {
        for is in (0..new.len()).rev() {
            let both = match weights[was][is] {
                0 => 0,
                much => much + rest[was + 1][is + 1],
            };
            rest[was][is] = both.max(rest[was + 1][is]).max(rest[was][is + 1]);
        }
    }
    let (mut was, mut is) = (0, 0);
    let mut found = Vec::new();
    while was < old.len() && is < new.len() {
        let much = weights[was][is];
        if much > 0 && rest[was][is] == much + rest[was + 1][is + 1] {
            found.push((was, is));
            (was, is) = (was + 1, is + 1);
        } else if rest[was][is] == rest[was + 1][is] {
            was += 1;
        } else {
            is += 1;
        }
    }
    found
}

/// The words of a line two by two, counted.
struct Bag<'t> {
    pairs: HashMap<(&'t str, &'t str), u32>,
    count: u32,
}

impl<'t> Bag<'t> {
    fn of(line: &'t str) -> Self {
        let words = cut(line);
        let ends = std::iter::once("").chain(words.iter().copied()).zip(words.iter().copied().chain([""]));
        let mut bag = Bag { pairs: HashMap::new(), count: 0 };
        for pair in ends.filter(|_| !words.is_empty()) {
            *bag.pairs.entry(pair).or_default() += 1;
            bag.count += 1;
        }
        bag
    }

    /// How much two lines have in common, in hundredths.
    fn alike(&self, other: &Bag<'_>) -> u32 {
        let shared = self.pairs.iter().map(|(pair, count)| *count.min(other.pairs.get(pair).unwrap_or(&0)));
        let all = u64::from(self.count) + u64::from(other.count);
        let alike = (200 * u64::from(shared.sum::<u32>())).checked_div(all);
        alike.and_then(|alike| u32::try_from(alike).ok()).unwrap_or(0)
    }
}
