//! Pictures drawn anew: turned, narrower, packed more tightly, in another format.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder as _, ImageFormat, ImageReader,
    codecs::{jpeg::JpegEncoder, png::PngDecoder, webp::WebPDecoder},
    imageops::FilterType,
    metadata::Orientation,
};

use super::{Done, Kind, LIMIT, Outgoing, Unfit, WIDEST};

/// How well a JPEG is drawn, from best to just good enough.
const QUALITIES: [u8; 4] = [88, 80, 70, 60];

/// What the head of a file tells.
pub(super) struct Seen {
    pub(super) width: u32,
    pub(super) height: u32,
    /// How its notes ask for it to be turned
    turn: Orientation,
}

impl Seen {
    pub(super) fn of(bytes: &[u8]) -> Result<Seen, Unfit> {
        let mut decoder = reader(bytes)?.into_decoder().map_err(|_| Unfit::Broken)?;
        let (width, height) = decoder.dimensions();
        let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms); // notes that cannot be read ask for nothing
        Ok(Seen { width, height, turn })
    }

    pub(super) fn is_upright(&self) -> bool {
        self.turn == Orientation::NoTransforms
    }
}

/// The picture as it fits.
pub(super) fn anew(bytes: &[u8], known: Option<Kind>, seen: &Seen) -> Result<Outgoing, Unfit> {
    if moves(bytes) {
        return Err(Unfit::Moves);
    }
    let mut picture = reader(bytes)?.decode().map_err(|_| Unfit::Broken)?;
    let mut done = vec![];
    if !seen.is_upright() {
        picture.apply_orientation(seen.turn);
        done.push(Done::Turned);
    }
    if picture.width() > WIDEST {
        let height = (u64::from(picture.height()) * u64::from(WIDEST)).div_ceil(u64::from(picture.width()));
        let height = u32::try_from(height).unwrap_or(u32::MAX).max(1);
        picture = picture.resize_exact(WIDEST, height, FilterType::Lanczos3);
        done.push(Done::Narrowed);
    }
    let clear = picture.color().has_alpha() && !is_opaque(&picture);
    let (kind, packed) = fitting(&picture, known, clear)?;
    if bytes.len() > LIMIT {
        done.push(Done::Packed);
    }
    if known != Some(kind) {
        done.push(Done::Converted);
    }
    Ok(Outgoing { kind, bytes: packed, done })
}

/// The file, small enough: a PNG where that fits or parts of it are clear, else a JPEG, smaller and smaller.
fn fitting(picture: &DynamicImage, known: Option<Kind>, clear: bool) -> Result<(Kind, Vec<u8>), Unfit> {
    let mut picture = picture.clone();
    for _ in 0..8 {
        if clear || known == Some(Kind::Png) {
            let mut file = Cursor::new(vec![]);
            picture.write_to(&mut file, ImageFormat::Png).map_err(|_| Unfit::Broken)?;
            if file.get_ref().len() <= LIMIT {
                return Ok((Kind::Png, file.into_inner()));
            }
        }
        if !clear {
            let flat = DynamicImage::from(picture.to_rgb8());
            for quality in QUALITIES {
                let mut file = vec![];
                flat.write_with_encoder(JpegEncoder::new_with_quality(&mut file, quality))
                    .map_err(|_| Unfit::Broken)?;
                if file.len() <= LIMIT {
                    return Ok((Kind::Jpeg, file));
                }
            }
        }
        let (width, height) = (picture.width() * 3 / 4, picture.height() * 3 / 4);
        picture = picture.resize_exact(width.max(1), height.max(1), FilterType::Lanczos3);
    }
    Err(Unfit::Broken)
}

fn is_opaque(picture: &DynamicImage) -> bool {
    picture.to_rgba8().pixels().all(|pixel| pixel.0[3] == u8::MAX)
}

/// Whether it is a WebP or a PNG of several pictures.
fn moves(bytes: &[u8]) -> bool {
    let webp = WebPDecoder::new(Cursor::new(bytes)).is_ok_and(|decoder| decoder.has_animation());
    webp || PngDecoder::new(Cursor::new(bytes)).is_ok_and(|decoder| decoder.is_apng().unwrap_or(false))
}

fn reader(bytes: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, Unfit> {
    let mut reader = ImageReader::new(Cursor::new(bytes));
    let format = image::guess_format(bytes).ok();
    let format =
        format.filter(|format| matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP));
    reader.set_format(format.ok_or(Unfit::Unknown)?);
    Ok(reader)
}
