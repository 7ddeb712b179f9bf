//! Whether a sentence advertises: words like `最佳` are fine elsewhere.

use std::{ops::Range, sync::LazyLock};

use super::read;

/// How far to look to each side, in characters.
const REACH: usize = 60;

/// What holds one of the words and sells nothing: a program, and what a manual says.
const PLAIN: [&str; 6] = ["客户端", "购买前", "购买后", "购买时", "购买者", "新品种"];

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
    let sells = |side: &str| {
        let plain = |at: usize| PLAIN.iter().any(|plain| side[at..].starts_with(plain));
        WORDS.iter().any(|word| side.match_indices(word).any(|(at, _)| !plain(at)))
    };
    sells(before) || sells(after)
}
