//! A pattern of the lists: with which words it may begin, and whether it stands at a place.

use std::ops::Range;

use memchr::memmem::Finder;
use regex_automata::{Anchored, Input, meta};
use regex_syntax::hir::{Class, Hir, HirKind, literal::Extractor};

/// Most bytes of the words that a pattern begins with: four characters.
const BEGINNING: usize = 12;

/// A pattern that can be tried.
#[derive(Debug)]
pub(super) struct Pattern {
    regex: meta::Regex,
    /// Words that stand in all it finds, and how many bytes that has at most: most places lack them
    inside: Option<(Finder<'static>, usize)>,
}

impl Pattern {
    /// Nothing if it is miswritten.
    pub(super) fn new(pattern: &str) -> Option<Pattern> {
        let parsed = regex_syntax::parse(pattern).ok()?;
        let inside = inside(&parsed).map(|words| Finder::new(words).into_owned());
        Some(Pattern {
            regex: meta::Regex::new(pattern).ok()?,
            inside: inside.zip(parsed.properties().maximum_len()),
        })
    }

    /// Where it stands that begins just here.
    pub(super) fn at(&self, text: &str, start: usize) -> Option<Range<usize>> {
        if let Some((words, most)) = &self.inside {
            words.find(&text.as_bytes()[start..text.len().min(start + most)])?;
        }
        let here = Input::new(text).range(start..).anchored(Anchored::Yes);
        Some(self.regex.search(&here)?.range())
    }
}

/// The strings with which a pattern may begin; none if that cannot be said. One that begins with the figures of a
/// number is met by the last of them, since what follows tells more: see [`number_at`].
pub(super) fn beginnings(pattern: &str) -> Vec<String> {
    let Ok(pattern) = regex_syntax::parse(pattern) else { return Vec::new() };
    let mut extractor = Extractor::new();
    extractor.limit_class(20).limit_literal_len(BEGINNING);
    let strings = extractor.extract(&last_figure(pattern));
    let strings = strings.literals().unwrap_or_default().iter();
    // Each was cut at so many bytes, perhaps inside a character.
    let whole = strings.filter_map(|string| string.as_bytes().utf8_chunks().next());
    let mut strings: Vec<String> = whole.map(|chunk| chunk.valid().to_owned()).collect();
    strings.sort();
    strings.dedup();
    strings
}

/// Where a number begins of which a figure stands here; the same place if none does.
pub(super) fn number_at(text: &str, at: usize) -> usize {
    let here = text[at..].chars().next().filter(|c| is_figure(*c));
    let before = here.map_or("", |_| &text[..at]);
    at - before.chars().rev().take_while(|c| is_figure(*c)).map(char::len_utf8).sum::<usize>()
}

/// A pattern that begins with any number of figures, with one figure instead; any other as it is.
fn last_figure(pattern: Hir) -> Hir {
    let HirKind::Concat(parts) = pattern.kind() else { return pattern };
    let [first, rest @ ..] = parts.as_slice() else { return pattern };
    let HirKind::Repetition(figures) = first.kind() else { return pattern };
    let HirKind::Class(Class::Unicode(class)) = figures.sub.kind() else { return pattern };
    let is_number = figures.min > 0 && class.iter().all(|range| (range.start()..=range.end()).all(is_figure));
    if !is_number {
        return pattern;
    }
    Hir::concat([&*figures.sub].into_iter().chain(rest).cloned().collect())
}

/// The longest words that stand in all that a pattern finds, unless it was met by them.
fn inside(pattern: &Hir) -> Option<&[u8]> {
    let HirKind::Concat(parts) = pattern.kind() else { return None };
    let literals = parts.iter().enumerate().filter_map(|(nth, part)| match part.kind() {
        HirKind::Literal(words) if nth > 0 || words.0.len() > BEGINNING => Some(&*words.0),
        _ => None,
    });
    literals.max_by_key(|words| words.len())
}

fn is_figure(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_met_by_its_last_figure() {
        assert_eq!(
            beginnings("[01]+(?:多|余)[个人]"),
            ["0余个", "0余人", "0多个", "0多人", "1余个", "1余人", "1多个", "1多人"]
        );
        assert_eq!(beginnings("[12]月"), ["1月", "2月"]);
        assert_eq!(beginnings("以[^。]{1,3}为例"), ["以"]);
        assert_eq!(
            beginnings("abcd(?:甲|乙)丙[丁戊]"),
            ["abcd乙丙", "abcd甲丙"],
            "cut inside the next character"
        );
        assert_eq!(number_at("约1２3多", 7), 3);
        assert_eq!(number_at("约多", 3), 3);
        assert_eq!(number_at("12月", 2), 2);
    }

    #[test]
    fn it_is_tried_where_its_words_stand_near() {
        let pattern = Pattern::new("以[^。]{1,3}为例(?:子)?来说").unwrap();
        assert_eq!(pattern.at("以甲为例来说", 0), Some(0..18));
        assert_eq!(pattern.at("以甲为例，再来说", 0), None);
        assert_eq!(pattern.at("以甲乙丙丁为例来说", 0), None);
    }
}
