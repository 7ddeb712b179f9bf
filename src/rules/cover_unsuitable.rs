//! The feed shows a cover at 2.35:1, further down a list square: one picture, cut twice.

use super::{Findings, Subject};
use crate::say;

/// The large cover, in pixels, and the side of the small one.
const LARGE: (usize, usize) = (900, 383);
const SMALL: usize = 500;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(cover) = subject.pictures().iter().find(|shot| shot.is_cover) else { return };
    let Some((width, height)) = cover.picture.pixels else { return };
    let message = if height * 10 > width * 11 {
        say!(
            "封面是竖图（{width}×{height} 像素），裁成 2.35:1 只剩一条",
            "the cover stands upright ({width}×{height} pixels); at 2.35:1 only a strip of it is left"
        )
    } else if width > height * 3 {
        say!(
            "封面太扁（{width}×{height} 像素），裁成 2.35:1 会切掉两边",
            "the cover is too flat ({width}×{height} pixels); at 2.35:1 it loses both ends"
        )
    } else if is_small(width, height) {
        say!(
            "封面只有 {width}×{height} 像素，显示出来会模糊",
            "the cover has only {width}×{height} pixels and will look blurred"
        )
    } else {
        return;
    };
    found.at(cover.span.clone(), message).help(say!(
        "换一张 2.35:1、不小于 900×383 像素的图；方图不小于 500×500",
        "take one of 2.35:1 with 900×383 pixels or more; a square one has 500×500"
    ));
}

/// Whether too little is left when it is cut; a fifth less is hardly seen.
fn is_small(width: usize, height: usize) -> bool {
    let short = |has: usize, wants: usize| has * 5 < wants * 4;
    let is_square = width * 10 < height * 11;
    if is_square { short(width.min(height), SMALL) } else { short(width, LARGE.0) || short(height, LARGE.1) }
}
