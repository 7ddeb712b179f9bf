//! What cameras and programs note in a picture file: place, time, device, who edited it, a small picture of the whole. It is
//! taken out without touching the pixels.

/// The first bytes of a PNG.
pub(super) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The orientation of a picture that is to be shown as it lies in the file (Exif 2.32, tag 0x0112).
pub(super) const UPRIGHT: u16 = 1;

/// A JPEG without its notes, and how it is to be turned. Kept are the parts that draw it: tables, frames, the colour
/// profile (APP2) and what Adobe says of its colours (APP14). Nothing where the parts do not follow one another.
pub(super) fn of_jpeg(bytes: &[u8]) -> Option<(Vec<u8>, u16)> {
    let mut kept = bytes.get(..2)?.to_vec();
    let (mut at, mut turn) = (2, UPRIGHT);
    loop {
        let (mark, kind) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        if mark != 0xff {
            return None;
        }
        if kind == 0xff {
            at += 1; // filled up
            continue;
        }
        if kind == 0xda {
            // The pixels begin. Behind their end nothing belongs to the picture.
            let pixels = &bytes[at..];
            let end = memchr::memmem::rfind(pixels, b"\xff\xd9").map_or(pixels.len(), |end| end + 2);
            kept.extend_from_slice(&pixels[..end]);
            return Some((kept, turn));
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        let part = bytes.get(at..at + 2 + length)?;
        if let Some(exif) = part.get(4..).and_then(|inside| inside.strip_prefix(b"Exif\0\0")) {
            turn = orientation(exif).unwrap_or(turn);
        }
        let is_note = matches!(kind, 0xe1 | 0xe3..=0xed | 0xef | 0xfe);
        if !is_note {
            kept.extend_from_slice(part);
        }
        at += 2 + length;
    }
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

/// How the notes say that the picture is to be turned: 1 to 8.
fn orientation(exif: &[u8]) -> Option<u16> {
    let small = exif.starts_with(b"II");
    let two = |at: usize| {
        let pair: [u8; 2] = exif.get(at..at + 2)?.try_into().ok()?;
        Some(if small { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let four: [u8; 4] = exif.get(4..8)?.try_into().ok()?;
    let first = if small { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) };
    let first = usize::try_from(first).ok()?;
    let entries = (0..usize::from(two(first)?)).map(|n| first + 2 + 12 * n);
    let entry = entries.take(200).find(|at| two(*at) == Some(0x0112))?;
    two(entry + 8).filter(|turn| (1..=8).contains(turn))
}
