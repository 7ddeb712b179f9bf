//! What a theme can say: a small closed list. Lengths are in pixels.

use serde::Deserialize;

use super::colour::Colour;

/// `[text]`: body text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Typography {
    /// Its size
    pub size: Length,
    /// The height of a line, in sizes
    pub line_height: Ratio,
    /// What stands between two characters
    pub letter_spacing: Length,
    /// What stands below a paragraph
    pub paragraph: Length,
    /// How lines end
    pub align: Align,
    /// Whether a paragraph begins two characters in
    pub indent: bool,
}

/// `[colours]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Colours {
    /// Body text
    pub text: Colour,
    /// Captions, notes, the footer
    pub muted: Colour,
    /// The company's own: headings, marks of lists, links
    pub accent: Colour,
    /// Words on the accent
    pub on_accent: Colour,
    /// What is bold
    pub strong: Colour,
    /// Behind quotations and the heads of tables
    pub surface: Colour,
    /// Thin lines
    pub line: Colour,
}

/// `[headings]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Headings {
    /// How the second level looks, the one that articles use most
    pub look: Look,
    /// The sizes of the first, the second, and all further levels
    pub sizes: [Length; 3],
}

/// How a heading looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Look {
    /// Words alone
    #[default]
    Plain,
    /// A bar of the accent before it
    Bar,
    /// A line of the accent below it
    Underline,
    /// On a field of the accent, in the middle
    Band,
}

/// How lines end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// All at the same place, as in a Chinese book
    #[default]
    Justify,
    /// Where the words end
    Left,
}

/// `[quotes]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Quotes {
    /// A bar at its side, or a field behind it
    pub look: QuoteLook,
}

/// How a quotation looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteLook {
    /// A bar at its side
    #[default]
    Bar,
    /// A field with round corners behind it
    Card,
}

/// `[code]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Code {
    /// The size of a block of code
    pub size: Length,
    /// Behind it
    pub surface: Colour,
    /// What has no colour of its own
    pub text: Colour,
    /// `if`, `return`
    pub keyword: Colour,
    /// `"…"`
    pub string: Colour,
    /// What is there for people
    pub comment: Colour,
    /// `42`
    pub number: Colour,
}

/// `[callouts]`: the colour of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Callouts {
    /// `> [!NOTE]`
    pub note: Colour,
    /// `> [!TIP]`
    pub tip: Colour,
    /// `> [!IMPORTANT]`
    pub important: Colour,
    /// `> [!WARNING]`
    pub warning: Colour,
    /// `> [!CAUTION]`
    pub caution: Colour,
}

/// `[pictures]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pictures {
    /// How round their corners are
    pub radius: Length,
}

/// `[words]`: what the renderer adds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Words {
    /// Above the notes
    pub notes: String,
    /// Above the addresses of links
    pub links: String,
    /// Names of the callouts
    pub note: String,
    /// The same
    pub tip: String,
    /// The same
    pub important: String,
    /// The same
    pub warning: String,
    /// The same
    pub caution: String,
    /// Who edited it
    pub editor: String,
    /// Who has not decided yet
    pub waiting: String,
}

/// A length in pixels, in tenths; from 0 to 100.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Length(pub u16);

/// A ratio, in hundredths; from 0 to 10.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ratio(pub u16);

impl Length {
    /// So many pixels.
    pub const fn px(pixels: u16) -> Length {
        Length(10 * pixels)
    }
}

impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", f64::from(self.0) / 10.0)
    }
}

impl std::fmt::Display for Ratio {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", f64::from(self.0) / 100.0)
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        number(from, 100.0, 10.0).map(Length)
    }
}

impl<'de> Deserialize<'de> for Ratio {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        number(from, 10.0, 100.0).map(Ratio)
    }
}

/// A number from 0 to `most`, in parts.
fn number<'de, D: serde::Deserializer<'de>>(from: D, most: f64, parts: f64) -> Result<u16, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "bad number: a plain number is wanted, without a unit")]
    enum Number {
        Whole(i32),
        Broken(f64),
    }
    let number = match Number::deserialize(from)? {
        Number::Whole(number) => f64::from(number),
        Number::Broken(number) => number,
    };
    if !(0.0..=most).contains(&number) {
        return Err(serde::de::Error::custom(format!("bad number `{number}`: from 0 to {most}")));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "looked at just above")]
    let tenths = (number * parts).round() as u16;
    Ok(tenths)
}
