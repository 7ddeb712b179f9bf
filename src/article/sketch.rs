//! A few marks of a text, by which it is known again in another article: of all pieces of some characters those
//! whose hash ends in zeros. Texts that share most pieces share most marks, whatever stands before or between.

use super::prose::{Kind, Prose, is_han};

/// Characters of a piece.
const PIECE: usize = 12;

/// One piece in so many is a mark.
const SAMPLE: u64 = 32;

/// Most marks of one text.
const MOST: usize = 64;

/// Fewer marks say nothing: a notice of a few lines is like the next one.
const LEAST: usize = 8;

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
        let text = body.map_or("", |passage| &prose.text[passage.range.start..]);
        let falling = (0..PIECE).fold(1_u64, |power, _| power.wrapping_mul(BASE));
        let mut ring = [0_u64; PIECE];
        let (mut hash, mut count) = (0_u64, 0_usize);
        let mut marks = Vec::new();
        for c in text.chars().filter(|c| is_han(*c) || c.is_ascii_alphanumeric()) {
            let slot = &mut ring[count % PIECE];
            hash =
                hash.wrapping_mul(BASE).wrapping_add(u64::from(c)).wrapping_sub(slot.wrapping_mul(falling));
            *slot = u64::from(c);
            count += 1;
            let mixed = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            if count >= PIECE && (mixed >> 32) % SAMPLE == 0 {
                marks.push(mixed);
            }
        }
        marks.sort_unstable();
        marks.dedup();
        marks.truncate(MOST);
        if marks.len() < LEAST { Sketch::default() } else { Sketch { marks } }
    }
}
