//! The sentence that something stands in.

use std::ops::Range;

/// The sentence around a place of a text: between the nearest `。`, `！`, `？` or line ends.
pub fn sentence(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].char_indices().rev().find(|(_, c)| ends(*c));
    let start = start.map_or(0, |(at, c)| at + c.len_utf8());
    let end = text[at..].find(ends).map_or(text.len(), |end| at + end);
    start..end
}

/// The sentences around some places in order, each once.
pub fn sentences(text: &str, places: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for at in places {
        if all.last().is_none_or(|last| last.end <= at) {
            all.push(sentence(text, at));
        }
    }
    all
}

fn ends(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '\n')
}
