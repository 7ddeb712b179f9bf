//! Where the cover is cut: the feed shows it at 2.35:1, a list square, and each cut is as large as the picture allows.

use std::fmt;

/// The shape of the card of a lead article, width by height.
pub const WIDE: f64 = 2.35;

/// The shape of the card of the others.
pub const SQUARE: f64 = 1.0;

/// Words for places, as the field `cover_crop` takes them; the first is what it means when nothing is said.
pub const PLACES: [(&str, &str, Focus); 5] = [
    ("居中", "center", Focus { x: 0.5, y: 0.5 }),
    ("上", "top", Focus { x: 0.5, y: 0.0 }),
    ("下", "bottom", Focus { x: 0.5, y: 1.0 }),
    ("左", "left", Focus { x: 0.0, y: 0.5 }),
    ("右", "right", Focus { x: 1.0, y: 0.5 }),
];

/// The point of a picture that each cut holds as near its middle as it can, counted from the left and from the top: 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Focus {
    x: f64,
    y: f64,
}

impl Default for Focus {
    fn default() -> Focus {
        PLACES[0].2
    }
}

impl Focus {
    /// One of [`PLACES`], or two shares of the whole: `30% 20%`, from the left and from the top. Nothing for other words.
    pub fn typed(words: &str) -> Option<Focus> {
        let words = words.trim();
        let named = PLACES.iter().find(|(zh, en, _)| words == *zh || words.eq_ignore_ascii_case(en));
        if let Some((.., focus)) = named {
            return Some(*focus);
        }
        let shares = words.split([' ', ',', '，', '、']).filter(|part| !part.is_empty());
        let shares: Vec<f64> = shares.map(share).collect::<Option<_>>()?;
        let [x, y] = shares[..] else { return None };
        Some(Focus { x, y })
    }

    /// The largest part of a picture of this size, in pixels, that has a shape and holds this point nearest its middle.
    pub fn cut(self, (width, height): (u32, u32), shape: f64) -> Cut {
        let whole = f64::from(width.max(1)) / f64::from(height.max(1));
        let (across, down) = if whole > shape { (shape / whole, 1.0) } else { (1.0, whole / shape) };
        let from = |middle: f64, length: f64| (middle - length / 2.0).clamp(0.0, 1.0 - length);
        let (left, top) = (from(self.x, across), from(self.y, down));
        Cut { left, top, right: left + across, bottom: top + down }
    }
}

/// `30%` as 0.3.
fn share(words: &str) -> Option<f64> {
    let number: f64 = words.strip_suffix(['%', '％'])?.parse().ok()?;
    (0.0..=100.0).contains(&number).then_some(number / 100.0)
}

/// A part of a picture: shares of its width and height, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Cut {
    /// From the left
    pub left: f64,
    /// From the top
    pub top: f64,
    /// Up to here, from the left
    pub right: f64,
    /// Up to here, from the top
    pub bottom: f64,
}

/// As the platform takes it, `X1_Y1_X2_Y2` with at most six decimals (`draft/add`, 2025-12: `pic_crop_235_1`).
impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [left, top, right, bottom] = [self.left, self.top, self.right, self.bottom].map(decimals);
        write!(f, "{left}_{top}_{right}_{bottom}")
    }
}

fn decimals(share: f64) -> String {
    let words = format!("{share:.6}");
    words.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(words: &str, size: (u32, u32), shape: f64) -> String {
        Focus::typed(words).unwrap().cut(size, shape).to_string()
    }

    #[test]
    fn a_cut_is_as_large_as_can_be_and_holds_its_point() {
        assert_eq!(cut("居中", (900, 383), WIDE), "0_0.000028_1_0.999972");
        assert_eq!(cut("居中", (1000, 1000), SQUARE), "0_0_1_1");
        assert_eq!(cut("center", (2000, 1000), SQUARE), "0.25_0_0.75_1");
        assert_eq!(cut("左", (2000, 1000), SQUARE), "0_0_0.5_1");
        assert_eq!(cut("右", (2000, 1000), SQUARE), "0.5_0_1_1");
        assert_eq!(cut("Top", (1000, 1000), WIDE), "0_0_1_0.425532");
        assert_eq!(cut("下", (1000, 1000), WIDE), "0_0.574468_1_1");
        // Near the edge the point is not in the middle any more, and the cut stays in the picture.
        assert_eq!(cut("40% 20%", (2000, 1000), SQUARE), "0.15_0_0.65_1");
        assert_eq!(cut("10％，20％", (2000, 1000), SQUARE), "0_0_0.5_1");
    }

    #[test]
    fn other_words_say_nothing() {
        for words in ["", "middle", "30%", "30% 20% 10%", "130% 20%", "-1% 0%", "30 20", "nan% 1%", "inf% 1%"]
        {
            assert_eq!(Focus::typed(words), None, "{words}");
        }
    }
}
