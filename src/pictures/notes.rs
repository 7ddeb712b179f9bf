//! What cameras and programs note in a picture file: place, time, device, who edited it, smaller pictures of the same. It is
//! taken out without touching the pixels.

/// The first bytes of a PNG.
pub(super) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Marks of a JPEG (ITU-T T.81, table B.1).
const START_OF_SCAN: u8 = 0xda;
const END: u8 = 0xd9;

/// A JPEG without its notes. Kept are the parts that draw it: tables, frames, scans, the colour profile and what Adobe says
/// of its colours (APP14). What stands behind its end goes too: phones put a second picture there, with notes of its own.
/// Nothing where the parts do not follow one another.
pub(super) fn of_jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..2)?.to_vec();
    let mut at = 2;
    loop {
        let (mark, kind) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        match (mark, kind) {
            (0xff, 0xff) => at += 1, // filled up
            (0xff, END) => {
                kept.extend_from_slice(&[mark, kind]);
                return Some(kept);
            }
            (0xff, _) => {
                let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
                let mut part = bytes.get(at..at + 2 + length)?;
                if kind == START_OF_SCAN {
                    part = &bytes[at..end_of_scan(bytes, at + part.len())];
                }
                if draws(kind, part) {
                    kept.extend_from_slice(part);
                }
                at += part.len();
            }
            _ => return None,
        }
    }
}

/// Whether a part of a JPEG is needed to draw it. Of what programs add, only what tells colours is.
fn draws(kind: u8, part: &[u8]) -> bool {
    match kind {
        0xe2 => part.get(4..).is_some_and(|inside| inside.starts_with(b"ICC_PROFILE\0")),
        0xe0 | 0xee => true,
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

/// Where the pixels of a scan end: at the next mark that is no part of them.
fn end_of_scan(bytes: &[u8], from: usize) -> usize {
    let pixels = bytes.get(from..).unwrap_or_default();
    let marks = memchr::memchr_iter(0xff, pixels);
    let ends = |at: &usize| !matches!(pixels.get(at + 1), None | Some(0x00 | 0xd0..=0xd7 | 0xff));
    from + marks.into_iter().find(ends).unwrap_or(pixels.len())
}

/// A PNG without its notes. Nothing where its parts do not follow one another.
pub(super) fn of_png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = bytes.strip_prefix(PNG).map(|_| PNG.to_vec())?;
    let mut at = PNG.len();
    loop {
        let length = usize::try_from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()?;
        let name = bytes.get(at + 4..at + 8)?;
        let part = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        if !matches!(name, b"eXIf" | b"tEXt" | b"zTXt" | b"iTXt" | b"tIME") {
            kept.extend_from_slice(part);
        }
        at += part.len();
        if name == b"IEND" {
            return Some(kept);
        }
    }
}
