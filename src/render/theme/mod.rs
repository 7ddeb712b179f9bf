//! The theme: one file, `account/theme.toml`, is the only source of an article's style (policy 4.4.1).
//!
//! It names colours, sizes and one of a few looks for each part; never CSS, so that nothing in it can act in a page.
//! What a file leaves out is that of the built-in theme named by its `base`. [`check()`] holds it to the norm of
//! layout (policy 4.4.2), [`Styles`] are what the renderer writes.

mod check;
mod colour;
pub(super) mod dark;
mod looks;
mod parts;
mod refuse;
mod styles;

use serde::Deserialize;
use toml::{Table, Value};

use crate::{refusal::Result, say, text::Text};

pub use check::check;
pub use colour::Colour;
pub use looks::{Align, Callouts, Code, Colours, Headings, Look, Pictures, Quotes, Typography, Words};
pub use styles::Styles;
pub(super) use styles::number;

/// The name of the file, relative to the content folder.
pub const FILE: &str = "account/theme.toml";

/// Most bytes of a theme.
pub const LIMIT: usize = 64 * 1024;

/// The themes that wxops carries: name, what they are like, text.
pub const BUILT_IN: [(&str, (&str, &str), &str); 2] = [
    (
        "plain",
        (
            "平实：藏青、细线，适合资讯、公告、技术文",
            "calm: navy and thin lines, for news, notices, technology",
        ),
        include_str!("plain.toml"),
    ),
    (
        "lively",
        (
            "活泼：暖橙、色块、圆角，适合活动、节日、产品",
            "warm: orange, filled shapes, round corners, for events and products",
        ),
        include_str!("lively.toml"),
    ),
];

/// Everything a theme says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Theme {
    /// The built-in theme that fills in what is left out
    pub base: String,
    /// Body text
    pub text: Typography,
    /// Colours with a part each
    pub colours: Colours,
    /// Headings
    pub headings: Headings,
    /// Quotations
    pub quotes: Quotes,
    /// Code
    pub code: Code,
    /// Callouts: their colours
    pub callouts: Callouts,
    /// Pictures
    pub pictures: Pictures,
    /// Words that the renderer adds, in the language of the articles
    pub words: Words,
    /// Who is named at the end: `editor` 责编, and ids of stages; nobody unless a company wants it
    pub credits: Vec<String>,
}

impl Theme {
    /// Reads the text of a theme; `path` is how it is called.
    pub fn parse(text: &str, path: &str) -> Result<Theme> {
        let typed: Theme = toml::from_str(text).map_err(|error| refuse::unreadable(text, path, &error))?;
        let base = if typed.base.is_empty() { BUILT_IN[0].0 } else { &typed.base };
        let Some((.., base)) = BUILT_IN.iter().find(|(name, ..)| *name == base) else {
            return Err(refuse::no_such_base(text, path, &typed.base));
        };
        // Each table of the base, and over it what is typed. Both read well, so their sum does.
        let mut whole: Table =
            toml::from_str(base).map_err(|error| refuse::unreadable(base, path, &error))?;
        let over: Table = toml::from_str(text).map_err(|error| refuse::unreadable(text, path, &error))?;
        lay(&mut whole, over);
        let theme = Theme::deserialize(Value::Table(whole));
        theme.map_err(|error| refuse::unreadable(text, path, &error))
    }

    /// A built-in theme, by name.
    pub fn built_in(name: &str) -> Option<Result<Theme>> {
        let (.., text) = BUILT_IN.iter().find(|(known, ..)| *known == name)?;
        Some(Theme::parse(text, name))
    }

    /// The theme of whoever has none.
    pub fn plain() -> Theme {
        // A test holds that it reads.
        Theme::parse(BUILT_IN[0].2, BUILT_IN[0].0).unwrap_or_default()
    }
}

/// What a built-in theme is like.
pub fn character((zh, en): (&str, &str)) -> Text {
    say!("{zh}", "{en}")
}

/// Lays one table over another.
fn lay(whole: &mut Table, over: Table) {
    for (key, value) in over {
        match (whole.get_mut(&key), value) {
            (Some(Value::Table(under)), Value::Table(over)) => lay(under, over),
            (_, value) => drop(whole.insert(key, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_themes_are_whole_and_keep_the_norm() {
        for (name, _, text) in BUILT_IN {
            let theme = Theme::parse(text, name).unwrap();
            assert_eq!(theme.base, name);
            let keys = |table: &Table| -> Vec<String> {
                table
                    .iter()
                    .flat_map(|(key, value)| {
                        let inner = value
                            .as_table()
                            .map(|table| table.keys().map(|k| format!("{key}.{k}")).collect());
                        inner.unwrap_or_else(|| vec![key.clone()])
                    })
                    .collect()
            };
            let sorted = |text: &str| {
                let mut all = keys(&toml::from_str(text).unwrap());
                all.sort();
                all
            };
            assert_eq!(sorted(text), sorted(BUILT_IN[0].2), "{name} says all there is to say");
            assert_eq!(check(&theme, text, name), []);
        }
        assert_ne!(Theme::plain(), Theme::default());
    }

    #[test]
    fn what_a_file_leaves_out_is_that_of_its_base() {
        let own = Theme::parse("base = \"lively\"\n[colours]\naccent = \"#0b7285\"\n", FILE).unwrap();
        let lively = Theme::built_in("lively").unwrap().unwrap();
        assert_eq!(own.colours.accent.to_string(), "#0b7285");
        assert_eq!(own.colours.text, lively.colours.text);
        assert_eq!(own.headings, lively.headings);
        assert_eq!(Theme::parse("", FILE).unwrap(), Theme::plain());
    }
}
