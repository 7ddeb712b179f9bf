//! Three corners and the cells between them.

use rqrr::{Grid, SimpleGrid};

use super::{corners::Corner, pixels::Split};

/// Most groups of three corners that are tried: a picture with one code has one.
const TRIES: usize = 40;

/// The smallest and the largest code, in cells.
const SMALLEST: usize = 21;
const LARGEST: usize = 177;

/// Places in a picture, or ways from one to another.
type Point = (f64, f64);

/// What the codes between these corners say.
pub(super) fn read(picture: &Split, corners: &[Corner]) -> Vec<Vec<u8>> {
    let mut used = vec![false; corners.len()];
    let mut said = Vec::new();
    for group in groups(corners).into_iter().take(TRIES) {
        if group.iter().any(|n| used[*n]) {
            continue;
        }
        let three = group.map(|n| corners[n]);
        if let Some(words) =
            sizes(picture, &three).into_iter().find_map(|size| decoded(picture, &three, size))
        {
            for n in group {
                used[n] = true;
            }
            said.push(words);
        }
    }
    said
}

/// The groups that may belong together, the likeliest first: top left, top right, bottom left.
fn groups(corners: &[Corner]) -> Vec<[usize; 3]> {
    let mut found = Vec::new();
    for (n, top) in corners.iter().enumerate() {
        for (m, one) in corners.iter().enumerate() {
            for (k, two) in corners.iter().enumerate().skip(m + 1) {
                if n != m
                    && n != k
                    && let Some(oddness) = oddness(top, one, two)
                {
                    let (a, b) = (way(top, one), way(top, two));
                    let is_in_order = a.0 * b.1 > a.1 * b.0;
                    found.push((oddness, if is_in_order { [n, m, k] } else { [n, k, m] }));
                }
            }
        }
    }
    found.sort_by(|one, two| one.0.total_cmp(&two.0));
    found.into_iter().map(|(_, group)| group).collect()
}

/// How far a corner and its two neighbours are from a right angle, equal sides and equal cells; nothing if too far.
fn oddness(top: &Corner, one: &Corner, two: &Corner) -> Option<f64> {
    let (a, b) = (way(top, one), way(top, two));
    let (long, short) = (distance(top, one), distance(top, two));
    let cells = [top.cell, one.cell, two.cell];
    let least = cells.into_iter().fold(f64::MAX, f64::min);
    let most = cells.into_iter().fold(0.0, f64::max);
    let skew = ((a.0 * b.0 + a.1 * b.1) / (long * short)).abs();
    let uneven = (long / short).ln().abs();
    let is_one = most < least * 1.6 && skew < 0.3 && uneven < 0.3 && long > 10.0 * least;
    is_one.then(|| skew + uneven + (most / least).ln())
}

fn way(from: &Corner, to: &Corner) -> Point {
    (to.x - from.x, to.y - from.y)
}

/// How many cells a side of the code may have, the likeliest first: as its line of alternating cells says, and as
/// far as its corners lie apart.
fn sizes(picture: &Split, [top, right, left]: &[Corner; 3]) -> Vec<usize> {
    let cell = (top.cell + right.cell + left.cell) / 3.0;
    let (u, v) = (along(top, right, cell), along(top, left, cell));
    let start = (top.x + 3.0 * (u.0 + v.0), top.y + 3.0 * (u.1 + v.1));
    let ends = [
        (right.x - 3.0 * (u.0 - v.0), right.y - 3.0 * (u.1 - v.1)),
        (left.x + 3.0 * (u.0 - v.0), left.y + 3.0 * (u.1 - v.1)),
    ];
    let counted = ends.map(|end| changes(picture, start, end) as f64 + 13.0);
    let apart = f64::midpoint(distance(top, right), distance(top, left)) / cell + 7.0;
    let mut sizes = Vec::new();
    for guess in [counted[0], counted[1], apart, apart - 4.0, apart + 4.0] {
        let size = ((guess.clamp(0.0, 400.0) - 17.0) / 4.0).round() as usize * 4 + 17;
        if (SMALLEST..=LARGEST).contains(&size) && !sizes.contains(&size) {
            sizes.push(size);
        }
    }
    sizes
}

/// One cell on the way from a corner to another.
fn along(from: &Corner, to: &Corner, cell: f64) -> Point {
    let ((x, y), far) = (way(from, to), distance(from, to).max(1.0));
    (x / far * cell, y / far * cell)
}

fn distance(from: &Corner, to: &Corner) -> f64 {
    let (x, y) = way(from, to);
    x.hypot(y)
}

/// How often light and dark change on the way between two places.
fn changes(picture: &Split, from: Point, to: Point) -> usize {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    let steps = (x.hypot(y) * 2.0).max(1.0);
    let colours = (0..=steps as usize).map(|n| {
        let part = n as f64 / steps;
        picture.is_dark(from.0 + x * part, from.1 + y * part)
    });
    let colours: Vec<bool> = colours.collect();
    colours.windows(2).filter(|two| two[0] != two[1]).count()
}

/// What a code of this size says: seen straight from above, then as its fourth corner lies.
fn decoded(picture: &Split, corners: &[Corner; 3], size: usize) -> Option<Vec<u8>> {
    let straight = View::of(corners, size, (0.0, 0.0));
    let has_small_square = size > SMALLEST;
    let fitted = || has_small_square.then(|| View::fitted(picture, corners, size))?.decoded(picture);
    straight.decoded(picture).or_else(fitted)
}

/// Where the cells of a code lie.
struct View {
    size: usize,
    /// Right, down and where to begin, of x, of y, and of what both are divided by
    x: [f64; 3],
    y: [f64; 3],
    over: [f64; 2],
}

impl View {
    /// The view in which the fourth corner lies so far from where it would lie from straight above.
    fn of([top, right, left]: &[Corner; 3], size: usize, off: Point) -> View {
        let (dx, dy) = (right.x + left.x - top.x + off.0, right.y + left.y - top.y + off.1);
        let (x1, y1, x2, y2) = (right.x - dx, right.y - dy, left.x - dx, left.y - dy);
        let area = x1 * y2 - x2 * y1;
        let over = if area.abs() < f64::EPSILON {
            [0.0, 0.0]
        } else {
            [(off.0 * y2 - x2 * off.1) / area, (x1 * off.1 - off.0 * y1) / area]
        };
        let [g, h] = over;
        View {
            size,
            x: [right.x - top.x + g * right.x, left.x - top.x + h * left.x, top.x],
            y: [right.y - top.y + g * right.y, left.y - top.y + h * left.y, top.y],
            over,
        }
    }

    /// The view in which the small square near the fourth corner is seen best.
    fn fitted(picture: &Split, corners: &[Corner; 3], size: usize) -> View {
        let [top, right, left] = corners;
        let (u, v) = (along(top, right, top.cell), along(top, left, top.cell));
        let steps = || (-6..=6).map(|n| f64::from(n) / 2.0);
        let views = steps().flat_map(|a| steps().map(move |b| (a, b))).map(|(a, b)| {
            let view = View::of(corners, size, (a * u.0 + b * v.0, a * u.1 + b * v.1));
            (view.agreement(picture), -(a.abs() + b.abs()), view)
        });
        let best = views.max_by(|one, two| one.0.cmp(&two.0).then(one.1.total_cmp(&two.1)));
        best.map_or_else(|| View::of(corners, size, (0.0, 0.0)), |(_, _, view)| view)
    }

    /// How many cells of the small square are as they should be.
    fn agreement(&self, picture: &Split) -> usize {
        let cells = (0..5_usize).flat_map(|row| (0..5_usize).map(move |column| (row, column)));
        let right = cells.filter(|(row, column)| {
            let is_ring = row.abs_diff(2).max(column.abs_diff(2)) == 1;
            self.is_dark(picture, self.size - 9 + row, self.size - 9 + column) != is_ring
        });
        right.count()
    }

    fn is_dark(&self, picture: &Split, row: usize, column: usize) -> bool {
        let part = |cell: usize| (cell as f64 - 3.0) / (self.size as f64 - 7.0);
        let (s, t) = (part(column), part(row));
        let over = self.over[0] * s + self.over[1] * t + 1.0;
        let at = |[right, down, start]: [f64; 3]| (right * s + down * t + start) / over;
        picture.is_dark(at(self.x), at(self.y))
    }

    /// What the code says, if its lines of alternating cells alternate.
    fn decoded(&self, picture: &Split) -> Option<Vec<u8>> {
        let line = 8..self.size - 8;
        let right = line.clone().filter(|n| self.is_dark(picture, 6, *n) == (n % 2 == 0)).count()
            + line.clone().filter(|n| self.is_dark(picture, *n, 6) == (n % 2 == 0)).count();
        if right * 10 < line.len() * 2 * 7 {
            return None;
        }
        let grid = SimpleGrid::from_func(self.size, |column, row| self.is_dark(picture, row, column));
        let mut said = Vec::new();
        Grid::new(grid).decode_to(&mut said).ok()?;
        Some(said)
    }
}
