//! Colours: read from `#rrggbb`, how far two of them stand apart (WCAG 2.2, contrast ratio 1.4.3), and what kind they are.

use std::fmt;

use serde::{Deserialize, Deserializer, de::Error as _};

/// A colour, opaque.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Colour(pub u8, pub u8, pub u8);

/// The page by day.
pub(super) const WHITE: Colour = Colour(255, 255, 255);

impl Colour {
    /// Reads `#1f4e79` or `#1ab`; nothing else is a colour here, so that none can carry anything into a page.
    pub fn read(words: &str) -> Option<Colour> {
        let digits =
            words.strip_prefix('#').filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        let short = |at: usize| Some(17 * u8::from_str_radix(digits.get(at..=at)?, 16).ok()?);
        match digits.len() {
            6 => Some(Colour(part(0)?, part(2)?, part(4)?)),
            3 => Some(Colour(short(0)?, short(1)?, short(2)?)),
            _ => None,
        }
    }

    /// How far two colours stand apart: from 1 (the same) to 21 (black and white).
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Hue in degrees, saturation and lightness in per cent.
    pub fn hsl(self) -> (f64, f64, f64) {
        let [r, g, b] = [self.0, self.1, self.2].map(|part| f64::from(part) / 255.0);
        let (most, least) = (r.max(g).max(b), r.min(g).min(b));
        let (spread, light) = (most - least, f64::midpoint(most, least));
        if spread == 0.0 {
            return (0.0, 0.0, 100.0 * light);
        }
        let hue = if r >= g && r >= b {
            ((g - b) / spread).rem_euclid(6.0)
        } else if g >= b {
            (b - r) / spread + 2.0
        } else {
            (r - g) / spread + 4.0
        };
        (60.0 * hue, 100.0 * spread / (1.0 - (2.0 * light - 1.0).abs()), 100.0 * light)
    }

    /// The colour of a hue, a saturation and a lightness.
    pub fn of_hsl(hue: f64, saturation: f64, lightness: f64) -> Colour {
        let (saturation, light) = (saturation / 100.0, lightness / 100.0);
        let reach = saturation * light.min(1.0 - light);
        let part = |n: f64| {
            let turn = (n + hue / 30.0).rem_euclid(12.0);
            byte(255.0 * (light - reach * (turn - 3.0).min(9.0 - turn).clamp(-1.0, 1.0)))
        };
        Colour(part(0.0), part(8.0), part(4.0))
    }

    /// Whether the eye takes it for a colour and not for a grey.
    pub fn is_vivid(self) -> bool {
        let (_, saturation, lightness) = self.hsl();
        saturation > 20.0 && (12.0..92.0).contains(&lightness)
    }
}

/// A number as a part of a colour.
pub(super) fn byte(part: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
    let byte = part.round().clamp(0.0, 255.0) as u8;
    byte
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let words = String::deserialize(from)?;
        Colour::read(&words).ok_or_else(|| D::Error::custom(format!("bad colour `{words}`")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hex_digits_are_a_colour() {
        assert_eq!(Colour::read("#1f4e79"), Some(Colour(0x1f, 0x4e, 0x79)));
        assert_eq!(Colour::read("#1aB").unwrap().to_string(), "#11aabb");
        for odd in [
            "",
            "#",
            "red",
            "#12",
            "#1234567",
            "#12345g",
            "url(javascript:alert(1))",
            "#fff;x",
            "＃ffffff",
            "#é1",
        ] {
            assert_eq!(Colour::read(odd), None, "{odd}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let near = |one: &str, two: &str, ratio: f64| {
            let found = Colour::read(one).unwrap().contrast(Colour::read(two).unwrap());
            assert!((found - ratio).abs() < 0.01, "{one} {two}: {found}");
        };
        near("#000000", "#ffffff", 21.0);
        near("#767676", "#ffffff", 4.54); // the lightest grey that passes on white
        near("#777777", "#ffffff", 4.48);
        near("#123456", "#123456", 1.0);
    }

    #[test]
    fn hue_and_back() {
        for words in ["#1f4e79", "#e8590c", "#2b8a3e", "#333333", "#ffffff", "#000000", "#c2255c"] {
            let colour = Colour::read(words).unwrap();
            let (hue, saturation, lightness) = colour.hsl();
            assert_eq!(Colour::of_hsl(hue, saturation, lightness).to_string(), words);
        }
    }
}
