//! Whether a sentence advertises: words like `最佳` are fine elsewhere.

use std::{ops::Range, sync::LazyLock};

use super::read;

/// How far to look to each side, in characters.
const REACH: usize = 60;

static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| read::promotional().collect());

/// Whether the sentence around a word speaks of goods, of customers, of buying. The word itself does not count.
pub fn advertises(passage: &str, word: Range<usize>) -> bool {
    let ends = ['。', '！', '？', '!', '?'];
    let before = passage.get(..word.start).unwrap_or_default();
    let before = before.rsplit(ends).next().unwrap_or_default();
    let before = before.char_indices().rev().take(REACH).last().map_or("", |(start, _)| &before[start..]);
    let after = passage.get(word.end..).unwrap_or_default();
    let after = after.split(ends).next().unwrap_or_default();
    let after = after.char_indices().nth(REACH).map_or(after, |(end, _)| &after[..end]);
    WORDS.iter().any(|word| before.contains(word) || after.contains(word))
}
