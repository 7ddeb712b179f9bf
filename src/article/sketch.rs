//! A few marks of a text, by which it is known again in another article: numbers made of the first characters after
//! each of its signs, of which the smallest are kept. Texts that share most clauses share most marks, whatever stands
//! before or between.

use super::prose::{Kind, Prose, is_han};

/// Of how many characters a mark is made, signs left out.
const PIECE: usize = 12;

/// Most marks of one text.
const MOST: usize = 64;

/// Fewer marks say nothing: a notice of a few lines is like the next one.
const LEAST: usize = 20;

/// From how many shared marks in a hundred two texts are nearly the same.
pub const LIKE: usize = 80;

const BASE: u64 = 0x0100_0000_01b3;

/// The marks of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// In order, each once; none where there is too little text
    pub marks: Vec<u64>,
}

impl Sketch {
    /// Takes the marks of an article's text; title and digest do not count.
    pub fn of(prose: &Prose) -> Sketch {
        let body = prose.passages.iter().find(|passage| !matches!(passage.kind, Kind::Title | Kind::Digest));
        let Some(start) = body.map(|passage| passage.range.start) else { return Sketch::default() };
        let signs = &prose.marks()[prose.marks().partition_point(|(at, _)| *at < start)..];
        let ends = signs.iter().filter(|(_, sign)| *sign != ' ').map(|(at, sign)| at + sign.len_utf8());
        let begins = std::iter::once(start).chain(ends);
        let mut marks: Vec<u64> = begins.filter_map(|at| mark(&prose.text[at..])).collect();
        marks.sort_unstable();
        marks.dedup();
        marks.truncate(MOST);
        marks.shrink_to_fit();
        if marks.len() < LEAST { Sketch::default() } else { Sketch { marks } }
    }
}

/// The mark of the words that a text begins with; none if a sign comes first, or too little.
fn mark(text: &str) -> Option<u64> {
    let (mut hash, mut count) = (0_u64, 0);
    for c in text.chars() {
        if is_han(c) || c.is_ascii_alphanumeric() {
            hash = (hash ^ u64::from(c)).wrapping_mul(BASE);
            count += 1;
        }
        match count {
            0 => return None,
            PIECE => return Some((hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)),
            _ => {}
        }
    }
    None
}
