//! `[limits]`: how long the parts of an article may be, and how large its cover.

use serde::Deserialize;

use super::Level;

/// How many characters a part may have; a bound that is left out is not checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limit {
    /// Up to here it reads best
    pub suggest: Option<u32>,
    /// Above this, a warning
    pub warn: Option<u32>,
    /// Above this, an error
    pub error: Option<u32>,
}

impl Limit {
    /// The bound that a part of this length goes beyond, and what that weighs; the heavier one of two.
    pub fn passed(self, length: usize) -> Option<(Level, u32)> {
        let bounds = [(Level::Error, self.error), (Level::Warning, self.warn)];
        let bounds = bounds.into_iter().filter_map(|(level, bound)| Some((level, bound?)));
        bounds.into_iter().find(|(_, bound)| length > *bound as usize)
    }
}

/// `[limits]`: all in characters (one Chinese character or one Latin letter is 1), the cover in pixels.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// The title, in characters
    pub title: Limit,
    /// The by-line, in characters
    pub author: Limit,
    /// The digest (摘要) of the front matter, in characters
    pub digest: Limit,
    /// One paragraph, in characters
    pub paragraph: Limit,
    /// The page as it is rendered, markup included, in characters
    pub body_chars: Limit,
    /// The cover picture
    pub cover: Cover,
}

/// The two crops of a cover: ratio, and width x height in pixels; as typed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Cover {
    /// As the lead article shows it
    pub main: String,
    /// As a following article and a shared card show it
    pub share: String,
}

impl Default for Limits {
    fn default() -> Self {
        let limit = |suggest, warn, error| Limit { suggest, warn, error };
        Limits {
            title: limit(None, Some(28), Some(64)),
            author: limit(None, Some(8), Some(16)),
            digest: limit(Some(54), Some(120), None),
            paragraph: limit(None, Some(150), None),
            body_chars: limit(None, Some(20_000), None),
            cover: Cover::default(),
        }
    }
}

impl Default for Cover {
    fn default() -> Self {
        Cover { main: "2.35:1 900x383".into(), share: "1:1 500x500".into() }
    }
}
