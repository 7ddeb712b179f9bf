//! A picture as dark and light.

use std::io::Cursor;

use png::Transformations;
use zune_jpeg::{
    JpegDecoder,
    zune_core::{colorspace::ColorSpace, options::DecoderOptions},
};

use super::PIXEL_LIMIT;

/// Codes are looked for among so many pixels; of a larger picture several become one.
const ENOUGH: usize = 1600 * 1600;

/// Most passes that a JPEG may take to become sharp; programs write ten.
const SCANS: usize = 32;

/// A picture in shades of grey, row by row.
pub(super) struct Pixels {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

/// A picture in dark and light, row by row.
pub(super) struct Split {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) dark: Vec<bool>,
}

impl Split {
    /// Whether a place is dark; what lies outside is not.
    pub(super) fn is_dark(&self, x: f64, y: f64) -> bool {
        if x < 0.0 || y < 0.0 || x >= self.width as f64 || y >= self.height as f64 {
            return false;
        }
        self.dark.get(y as usize * self.width + x as usize).copied().unwrap_or(false)
    }
}

impl Pixels {
    /// Those of a PNG or JPEG, unless there are too many; not more than [`ENOUGH`].
    pub(super) fn of(bytes: &[u8]) -> Option<Pixels> {
        let pixels = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            png(bytes)
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            jpeg(bytes)
        } else {
            None
        };
        pixels.map(Pixels::reduced)
    }

    fn reduced(self) -> Pixels {
        let shrink = ((self.width * self.height) as f64 / ENOUGH as f64).sqrt();
        if shrink <= 1.0 {
            return self;
        }
        let less = |side: usize| ((side as f64 / shrink) as usize).max(1);
        let (width, height) = (less(self.width), less(self.height));
        let mut grey = Vec::with_capacity(width * height);
        let mut sums = vec![0_usize; width];
        for y in 0..height {
            let (top, end) = (y * self.height / height, (y + 1) * self.height / height);
            sums.fill(0);
            for row in self.grey[top * self.width..end * self.width].chunks_exact(self.width) {
                for (x, sum) in sums.iter_mut().enumerate() {
                    let (left, right) = (x * self.width / width, (x + 1) * self.width / width);
                    *sum += row[left..right].iter().map(|grey| usize::from(*grey)).sum::<usize>();
                }
            }
            grey.extend(sums.iter().enumerate().map(|(x, sum)| {
                let across = (x + 1) * self.width / width - x * self.width / width;
                (sum / (across * (end - top)).max(1)) as u8
            }));
        }
        Pixels { width, height, grey }
    }

    /// Dark is what is darker than its surroundings, a third of the shorter side wide.
    pub(super) fn split(&self) -> Split {
        let (width, height) = (self.width, self.height);
        let around = (width.min(height) / 6).max(8);
        // Of every place the sum of all that lies above it and to its left.
        let wide = width + 1;
        let mut sums = vec![0_u32; wide * (height + 1)];
        for (y, row) in self.grey.chunks_exact(width).enumerate() {
            let mut sum = 0;
            for (x, grey) in row.iter().enumerate() {
                sum += u32::from(*grey);
                sums[(y + 1) * wide + x + 1] = sums[y * wide + x + 1] + sum;
            }
        }
        let mut dark = Vec::with_capacity(width * height);
        for (y, row) in self.grey.chunks_exact(width).enumerate() {
            let (top, end) = (y.saturating_sub(around), (y + around + 1).min(height));
            let (above, below) = (&sums[top * wide..(top + 1) * wide], &sums[end * wide..(end + 1) * wide]);
            dark.extend(row.iter().enumerate().map(|(x, grey)| {
                let (left, right) = (x.saturating_sub(around), (x + around + 1).min(width));
                let sum = u64::from(below[right] + above[left] - below[left] - above[right]);
                u64::from(*grey) * ((right - left) * (end - top)) as u64 * 20 < sum * 19
            }));
        }
        Split { width, height, dark }
    }
}

fn png(bytes: &[u8]) -> Option<Pixels> {
    let limits = png::Limits { bytes: 4 * PIXEL_LIMIT };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let size = decoder.read_header_info().ok()?.size();
    let (width, height) = small(size.0 as usize, size.1 as usize)?;
    let mut reader = decoder.read_info().ok()?;
    let mut bytes = vec![0; reader.output_buffer_size()?];
    let shown = reader.next_frame(&mut bytes).ok()?;
    let samples = shown.color_type.samples();
    bytes.truncate(width * height * samples);
    let grey: Vec<u8> = match samples {
        1 => bytes,
        2 => bytes.chunks_exact(2).map(|two| on_white(two[0], two[1])).collect(),
        3 => bytes.chunks_exact(3).map(|rgb| grey(rgb[0], rgb[1], rgb[2])).collect(),
        4 => bytes.chunks_exact(4).map(|four| on_white(grey(four[0], four[1], four[2]), four[3])).collect(),
        _ => return None,
    };
    (grey.len() == width * height).then_some(Pixels { width, height, grey })
}

fn jpeg(bytes: &[u8]) -> Option<Pixels> {
    let options = DecoderOptions::new_safe()
        .jpeg_set_out_colorspace(ColorSpace::Luma)
        .jpeg_set_max_scans(SCANS)
        .set_max_width(PIXEL_LIMIT)
        .set_max_height(PIXEL_LIMIT);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    let size = decoder.info()?;
    let (width, height) = small(size.width.into(), size.height.into())?;
    let grey = decoder.decode().ok()?;
    (grey.len() == width * height).then_some(Pixels { width, height, grey })
}

/// The size, if there is something to look at and not too much of it.
fn small(width: usize, height: usize) -> Option<(usize, usize)> {
    width.checked_mul(height).filter(|pixels| (1..=PIXEL_LIMIT).contains(pixels)).map(|_| (width, height))
}

/// A colour as bright as the eye sees it.
fn grey(red: u8, green: u8, blue: u8) -> u8 {
    ((u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29) >> 8) as u8
}

/// What lies behind a picture is white where codes are shown.
fn on_white(grey: u8, alpha: u8) -> u8 {
    let (grey, alpha) = (u32::from(grey), u32::from(alpha));
    ((grey * alpha + 255 * (255 - alpha)) / 255) as u8
}
