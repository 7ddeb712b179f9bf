//! Where the pictures of an article come from, and by whose leave: `[[materials]]` in its front matter.
//!
//! ```toml
//! [[materials]]
//! file = "cover.png"
//! origin = "本公司拍摄"
//! licence = "自有"
//! expires = 2027-12-31
//! ```

use super::{
    Article,
    front_matter::{Row, Value},
};

/// What is said of a picture: its file as the article names it, where it comes from, by what licence it is used;
/// its author, an address, and the last day of the licence where there is one.
pub const KEYS: &[&str] = &["file", "origin", "licence", "author", "url", "expires"];

/// The pictures that the front matter speaks of.
pub fn materials(article: &Article) -> &[Row] {
    match article.entry("materials").map(|entry| &entry.value) {
        Some(Value::Tables(rows)) => rows,
        _ => &[],
    }
}
