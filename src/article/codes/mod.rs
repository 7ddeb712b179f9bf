//! What the QR codes in a picture say, read from its bytes.
//!
//! A picture becomes dark and light (`pixels`), the corners of codes are looked for in it (`corners`), and three
//! that belong together are read as one code (`grid`). Whatever the bytes are, the work is bounded: by the pixels
//! of the picture, by how many corners are kept, by how many of them are tried together.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "places in a picture are a few thousand at most, and looked up with `get`"
)]

pub mod address;
mod corners;
mod grid;
mod pixels;

/// Most bytes of a picture that are looked at: WeChat takes no larger one.
pub const FILE_LIMIT: usize = 10 * 1024 * 1024;

/// Most pixels of a picture that are looked at: those of a good camera.
pub const PIXEL_LIMIT: usize = 16_000_000;

/// What the codes in a picture say, each once. None in a file that is no PNG or JPEG, or too large.
pub fn read(bytes: &[u8]) -> Vec<String> {
    if bytes.len() > FILE_LIMIT {
        return Vec::new();
    }
    let Some(picture) = pixels::Pixels::of(bytes).map(|pixels| pixels.split()) else { return Vec::new() };
    let mut said = Vec::new();
    for code in grid::read(&picture, &corners::find(&picture)) {
        let words = String::from_utf8_lossy(&code).into_owned();
        if !said.contains(&words) {
            said.push(words);
        }
    }
    said
}
