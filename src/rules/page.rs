//! The page of a rule: paragraphs in Chinese and in English, and fenced blocks that both share.

use crate::text::Language;

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block<'p> {
    /// A paragraph or a heading
    Words(&'p str),
    /// What stands between two `~~~` lines, its last line end left out, and the words after the first
    Fence(&'p str, &'p str),
}

/// The parts of a page, in order.
pub fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut rest = page.trim_start();
    while !rest.is_empty() {
        let (block, end) = if let Some(fence) = rest.strip_prefix("~~~") {
            let (info, inside) = fence.split_once('\n').unwrap_or((fence, ""));
            let stop = if inside.starts_with("~~~") { Some(0) } else { inside.find("\n~~~") };
            let stop = stop.unwrap_or(inside.len());
            let after = inside[stop..].trim_start_matches('\n').trim_start_matches('~');
            (Block::Fence(info, &inside[..stop]), after)
        } else {
            let stop = rest.find("\n\n").unwrap_or(rest.len());
            (Block::Words(rest[..stop].trim_end()), &rest[stop..])
        };
        blocks.push(block);
        rest = end.trim_start();
    }
    blocks
}

/// The page for a reader of one language, as plain text: fixtures are set in, what they show is not.
pub fn read(page: &str, language: Language) -> String {
    let found = match language {
        Language::Zh => "found zh",
        Language::En => "found en",
    };
    let parts = blocks(page).into_iter().filter_map(|block| match block {
        Block::Words(words) if words.starts_with('#') => Some(words.to_owned()),
        Block::Words(words) => (self::language(words) == language).then(|| words.to_owned()),
        Block::Fence(info, inside) if info == found => Some(inside.to_owned()),
        Block::Fence(info, _) if info.starts_with("found") => None,
        Block::Fence(_, inside) => {
            let lines = inside.lines().map(|line| format!("    {line}"));
            Some(lines.map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n"))
        }
    });
    parts.collect::<Vec<_>>().join("\n\n")
}

/// The language of a paragraph: Chinese if it has a Chinese character outside backticks.
pub fn language(words: &str) -> Language {
    let is_chinese = |c: char| matches!(c, '\u{3400}'..='\u{9fff}');
    let chinese = words.split('`').step_by(2).any(|part| part.contains(is_chinese));
    if chinese { Language::Zh } else { Language::En }
}
