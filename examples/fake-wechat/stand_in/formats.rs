//! What kind of file it is, by its bytes.

use super::answer::{Failure, fail};

/// What the first bytes say.
pub(crate) fn format(bytes: &[u8]) -> Option<&'static str> {
    let begins: &[(&[u8], &str)] = &[
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff", "jpeg"),
        (b"GIF87a", "gif"),
        (b"GIF89a", "gif"),
        (b"BM", "bmp"),
        (b"#!AMR", "amr"),
        (b"ID3", "mp3"),
        (b"\xff\xfb", "mp3"),
        (b"\x30\x26\xb2\x75", "wma"),
    ];
    match begins.iter().find(|(begin, _)| bytes.starts_with(begin)) {
        Some((_, format)) => Some(format),
        None if bytes.get(8..12) == Some(b"WAVE") => Some("wav"),
        None if bytes.get(4..8) == Some(b"ftyp") => Some("mp4"),
        None => None,
    }
}

/// A PNG or JPEG that is cut off or has no size is refused.
pub(crate) fn whole(bytes: &[u8], format: &str) -> Result<(), Failure> {
    let is_whole = match format {
        "png" => bytes.get(12..16) == Some(b"IHDR") && memchr::memmem::rfind(bytes, b"IEND").is_some(),
        "jpeg" => memchr::memmem::rfind(bytes, b"\xff\xd9").is_some(),
        _ => true,
    };
    if is_whole { Ok(()) } else { fail(40137) }
}
