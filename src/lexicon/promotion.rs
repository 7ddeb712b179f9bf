//! Whether a sentence advertises: words like `最佳` are fine elsewhere.

use std::{ops::Range, sync::LazyLock};

use super::read;

/// How far to look to each side, in characters.
const REACH: usize = 60;

static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| read::promotional().collect());

/// Whether the sentence around a word speaks of goods, of customers, of buying. The word itself does not count.
pub fn advertises(passage: &str, word: Range<usize>) -> bool {
    let goes_on = |(_, c): &(usize, char)| !matches!(c, '。' | '！' | '？' | '!' | '?');
    let before = passage.get(..word.start).unwrap_or_default();
    let first = before.char_indices().rev().take(REACH).take_while(goes_on).last();
    let before = first.map_or("", |(start, _)| &before[start..]);
    let after = passage.get(word.end..).unwrap_or_default();
    let last = after.char_indices().take(REACH).take_while(goes_on).last();
    let after = last.map_or("", |(start, c)| &after[..start + c.len_utf8()]);
    WORDS.iter().any(|word| before.contains(word) || after.contains(word))
}
