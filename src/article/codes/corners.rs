//! The three squares in the corners of a code: dark, light, dark, light and dark again, as 1:1:3:1:1 are.

use super::pixels::Split;

/// Most corners that are kept of a picture: those of eight codes.
const MOST: usize = 24;

/// Most corners that are told apart while a picture is read; those met once above are forgotten first.
const SEEN: usize = 200;

/// The middle of such a square.
#[derive(Clone, Copy, Debug)]
pub(super) struct Corner {
    pub(super) x: f64,
    pub(super) y: f64,
    /// How wide one cell of its code is, in pixels
    pub(super) cell: f64,
    /// In how many lines it was met
    met: usize,
}

/// The corners of codes in a picture, those that were met in most lines first.
pub(super) fn find(picture: &Split) -> Vec<Corner> {
    let mut found: Vec<Corner> = Vec::new();
    for (y, row) in picture.dark.chunks_exact(picture.width).enumerate() {
        let (mut runs, mut was_dark) = ([0; 5], false);
        for x in 0..=row.len() {
            let is_dark = row.get(x).copied().unwrap_or(false);
            if is_dark == was_dark {
                runs[4] += 1;
                continue;
            }
            if was_dark
                && is_square(&runs)
                && let Some(corner) = crossed(picture, x, y, &runs)
            {
                keep(&mut found, corner);
            }
            runs.rotate_left(1);
            (runs[4], was_dark) = (1, is_dark);
        }
    }
    found.retain(|corner| corner.met > 1 && corner.met as f64 * 1.5 >= corner.cell);
    found.sort_by_key(|corner| std::cmp::Reverse(corner.met));
    found.truncate(MOST);
    found
}

/// Whether five runs are those of a line through the middle of a corner.
fn is_square(runs: &[usize; 5]) -> bool {
    let all: usize = runs.iter().sum();
    let cell = all as f64 / 7.0;
    let near = |run: usize, cells: f64| (run as f64 - cells * cell).abs() <= cells * cell / 2.0 + 0.5;
    let [a, b, middle, c, d] = *runs;
    all >= 7 && [a, b, c, d].iter().all(|run| *run > 0 && near(*run, 1.0)) && near(middle, 3.0)
}

/// The corner of which a row shows these runs, ending before `x`, if the column through it and the row again are
/// those of a corner too.
fn crossed(picture: &Split, x: usize, y: usize, runs: &[usize; 5]) -> Option<Corner> {
    let across: usize = runs.iter().sum();
    let x = x - runs[4] - runs[3] - runs[2].div_ceil(2);
    let (y, down) = line(across, y, picture.height, |y| picture.dark[y * picture.width + x])?;
    let row = y as usize * picture.width;
    let (x, again) = line(across, x, picture.width, |x| picture.dark[row + x])?;
    let is_even = 5 * across.abs_diff(down) <= 2 * across + 5;
    let cell = (down + again) as f64 / 14.0;
    is_even.then_some(Corner { x, y, cell, met: 1 })
}

/// The middle and the length of a corner on a line, looked for from a place inside both ways.
fn line(about: usize, from: usize, end: usize, is_dark: impl Fn(usize) -> bool) -> Option<(f64, usize)> {
    let back = three((0..=from).rev().map(&is_dark), about);
    let forth = three((from + 1..end).map(&is_dark), about);
    let runs = [back[2], back[1], back[0] + forth[0], forth[1], forth[2]];
    let middle = (from + 1 + forth[0]) as f64 - runs[2] as f64 / 2.0;
    is_square(&runs).then_some((middle, runs.iter().sum()))
}

/// The lengths of a dark, a light and a dark run at the start of a line, none much longer than `most`.
fn three(line: impl Iterator<Item = bool>, most: usize) -> [usize; 3] {
    let (mut runs, mut at) = ([0; 3], 0);
    for is_dark in line {
        at += usize::from(is_dark != (at % 2 == 0));
        match runs.get_mut(at) {
            Some(run) if *run <= most => *run += 1,
            _ => break,
        }
    }
    runs
}

/// Takes a corner to those found, or counts it with the one that is in its place.
fn keep(found: &mut Vec<Corner>, new: Corner) {
    let is_there = |old: &&mut Corner| {
        (old.x - new.x).abs() <= old.cell && (old.y - new.y).abs() <= old.cell && old.cell < new.cell * 2.0
    };
    if let Some(old) = found.iter_mut().find(is_there) {
        let met = old.met as f64;
        let mean = |old: f64, new: f64| (old * met + new) / (met + 1.0);
        (old.x, old.y, old.cell) = (mean(old.x, new.x), mean(old.y, new.y), mean(old.cell, new.cell));
        old.met += 1;
        return;
    }
    if found.len() == SEEN {
        found.retain(|old| old.met > 1 || old.y + 2.0 * old.cell > new.y);
    }
    if found.len() < SEEN {
        found.push(new);
    }
}
