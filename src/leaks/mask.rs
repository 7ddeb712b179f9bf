//! Leaked values are never shown whole: stars stand for all but the ends.

use std::ops::Range;

use super::{Leak, find};
use crate::article::{Article, markdown::Markdown};

/// The shortest value of which the ends are shown; in a shorter one they would be most of it.
const SHOWS_ENDS: usize = 10;

/// The part of a value that is hidden: all but its first three and last two characters, all of a short one.
pub(super) fn core(text: &str, span: &Range<usize>) -> Range<usize> {
    let value = &text[span.clone()];
    if value.chars().nth(SHOWS_ENDS - 1).is_none() {
        return span.clone();
    }
    let start = value.char_indices().nth(3).map_or(0, |(at, _)| at);
    let end = value.char_indices().nth_back(1).map_or(0, |(at, _)| at);
    span.start + start..span.start + end
}

/// A part of a text with a star for each character that lies in one of `cores`, which are in order of place.
pub fn covered(text: &str, part: Range<usize>, cores: &[Range<usize>]) -> String {
    if cores.is_empty() {
        return text[part].to_owned();
    }
    let star = |(at, c): (usize, char)| {
        let at = part.start + at;
        let next = cores.partition_point(|core| core.end <= at);
        if cores.get(next).is_some_and(|core| core.contains(&at)) { '*' } else { c }
    };
    text[part.clone()].char_indices().map(star).collect()
}

/// A text, that of a whole file or some words, with its leaks covered. It has as many characters as before, and the
/// same lines.
pub fn masked(text: &str) -> String {
    let article = Article::parse(text.as_bytes().to_vec());
    let cores: Vec<_> = find(&article, &Markdown::of(&article)).into_iter().map(|leak| leak.core).collect();
    let mut done = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = done;
        done += line.len();
        let end = start + line.trim_end_matches(['\r', '\n']).len();
        covered(text, start..end, &cores) + &text[end..done]
    });
    lines.collect()
}

/// A sentence about a text, with the values of these leaks masked wherever it quotes them.
pub fn retold(sentence: &str, text: &str, leaks: &[Leak]) -> String {
    leaks.iter().filter(|leak| !leak.core.is_empty()).fold(sentence.to_owned(), |told, leak| {
        let value = &text[leak.span.clone()];
        if !told.contains(value) {
            return told;
        }
        told.replace(value, &covered(text, leak.span.clone(), std::slice::from_ref(&leak.core)))
    })
}
