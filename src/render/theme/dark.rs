//! What the WeChat client makes of a colour by night.
//!
//! A model of its published algorithm (`wechatjs/mp-darkmode`, `doc/cn/principle.md` and the constants of
//! `src/modules/constant.ts`, 2026): backgrounds near white are turned over, bright ones are capped, very dark ones
//! lifted; text keeps a distance of 65 from its background in perceived brightness, and on the page itself is no
//! brighter than the client's own text.

use super::colour::{Colour, byte};

/// The page by night.
pub(in crate::render) const PAGE: Colour = Colour(0x19, 0x19, 0x19);

/// Above this, a colour counts as white.
const WHITE_LIKE: f64 = 250.0;
/// No background is brighter.
const BRIGHTEST_GROUND: f64 = 190.0;
/// What text and background differ by, at least.
const APART: f64 = 65.0;
/// What text on the page differs from it by, at most: white of 60 % over the page.
const FARTHEST: f64 = 138.0;
/// From here on a background is a bright one.
const BRIGHT_GROUND: f64 = 100.0;
/// Greys lighter than this (in per cent) are turned over.
const GREY_TURNS: f64 = 40.0;
/// No background is darker (in per cent).
const DARKEST_GROUND: f64 = 22.0;

/// A background by night.
pub(in crate::render) fn ground(day: Colour) -> Colour {
    let (hue, saturation, lightness) = day.hsl();
    let bright = brightness(day);
    if (saturation == 0.0 && lightness > GREY_TURNS) || bright > WHITE_LIKE {
        let (.., page) = PAGE.hsl();
        Colour::of_hsl(0.0, 0.0, (100.0 + page - lightness).min(100.0))
    } else if bright > BRIGHTEST_GROUND {
        with_brightness(day, BRIGHTEST_GROUND)
    } else if lightness < DARKEST_GROUND {
        Colour::of_hsl(hue, saturation, DARKEST_GROUND)
    } else {
        day
    }
}

/// Text or a line by night, on a background that is converted already.
pub(in crate::render) fn ink(day: Colour, ground: Colour) -> Colour {
    let (bright, under) = (brightness(day), brightness(ground));
    if bright >= WHITE_LIKE {
        return day;
    }
    let apart = (bright - under).abs();
    if apart > FARTHEST && under <= brightness(PAGE) + 2.0 {
        return with_brightness(day, FARTHEST + under);
    }
    if apart >= APART {
        return day;
    }
    let (hue, saturation, lightness) = day.hsl();
    let is_bright = under >= BRIGHT_GROUND;
    let turns = if is_bright { lightness > 90.0 - GREY_TURNS } else { lightness <= GREY_TURNS };
    let turned = Colour::of_hsl(hue, saturation, 90.0 - lightness);
    // Turned over once; where that is not enough, its brightness is set.
    if turns && (brightness(turned) - under).abs() >= APART {
        return turned;
    }
    let start = if turns { turned } else { day };
    with_brightness(start, if is_bright { under - APART } else { FARTHEST.min(under + APART) })
}

/// How bright a colour looks, from 0 to 255 (W3C, Techniques for Accessibility Evaluation, 2.2).
fn brightness(Colour(r, g, b): Colour) -> f64 {
    (299.0 * f64::from(r) + 587.0 * f64::from(g) + 114.0 * f64::from(b)) / 1000.0
}

/// The colour with another brightness: its parts scaled, and mixed with white where that is not enough.
fn with_brightness(colour: Colour, wanted: f64) -> Colour {
    let now = brightness(colour).max(1.0);
    let scale = |part: u8| f64::from(part) * wanted / now;
    let scaled = [scale(colour.0), scale(colour.1), scale(colour.2)].map(byte);
    let scaled = Colour(scaled[0], scaled[1], scaled[2]);
    let reached = brightness(scaled);
    if reached + 0.5 >= wanted {
        return scaled;
    }
    let white = (wanted - reached) / (255.0 - reached);
    let mix = |part: u8| byte(f64::from(part) + white * (255.0 - f64::from(part)));
    Colour(mix(scaled.0), mix(scaled.1), mix(scaled.2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::theme::colour::WHITE;

    fn at(words: &str) -> Colour {
        Colour::read(words).unwrap()
    }

    #[test]
    fn white_becomes_the_page_and_dark_text_turns_light() {
        assert_eq!(ground(WHITE), PAGE);
        let text = ink(at("#333333"), PAGE);
        assert!(brightness(text) > 130.0 && text.contrast(PAGE) > 4.5, "{text}");
        assert_eq!(ink(WHITE, at("#1f4e79")), WHITE, "white stays white");
    }

    #[test]
    fn text_keeps_its_distance_from_its_ground() {
        for day in ["#000000", "#1f4e79", "#c92a2a", "#e8590c", "#868e96", "#0b7285", "#ffd43b"] {
            for under in [PAGE, ground(at("#f5f7fa")), ground(at("#1f4e79")), ground(at("#ffe8cc"))] {
                let apart = (brightness(ink(at(day), under)) - brightness(under)).abs();
                assert!(apart > APART - 3.0, "{day} on {under}: {apart}");
            }
        }
    }

    #[test]
    fn grounds_are_capped() {
        assert!(brightness(ground(at("#fff3bf"))) <= BRIGHTEST_GROUND + 1.0);
        assert!(ground(at("#000022")).hsl().2 > 20.0);
        assert_eq!(ground(at("#1f6fb2")), at("#1f6fb2"), "between the bounds it stays");
    }
}
