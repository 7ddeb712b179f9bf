//! A picture file: its format and its size, by its bytes and not by its name.

use std::io::{BufRead, Read, Seek, SeekFrom};

use imagesize::{Compression, ImageType};

/// Where a picture ends, its last mark is looked for in so many bytes: cameras write some more behind it.
const TAIL: u64 = 64 * 1024;

/// Most bytes of a drawing in SVG that may stand before its first mark.
const PROLOGUE: u64 = 1024;

/// A picture file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// How long it is
    pub bytes: u64,
    /// What it is; nothing if it is no picture that we know
    pub format: Option<Format>,
    /// Width and height in pixels, where the file says so
    pub pixels: Option<(usize, usize)>,
    /// The file ends before the picture does
    pub is_cut: bool,
    /// It only says where Git LFS keeps the picture
    pub is_pointer: bool,
}

/// The format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Taken by the platform
    Taken(&'static str),
    /// A picture, but none that the platform takes
    Refused(&'static str),
}

impl Format {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Taken(name) | Format::Refused(name) => name,
        }
    }
}

impl Picture {
    /// Reads what is needed of a file: its head, and its tail where that tells whether it is whole.
    pub fn read(mut from: impl BufRead + Seek) -> std::io::Result<Picture> {
        let bytes = from.seek(SeekFrom::End(0))?;
        from.seek(SeekFrom::Start(0))?;
        let mut head = Vec::new();
        from.by_ref().take(PROLOGUE).read_to_end(&mut head)?;
        let is_pointer = head.starts_with(b"version https://git-lfs.github.com/spec/");
        from.seek(SeekFrom::Start(0))?;
        let found = imagesize::reader_type(&mut from).ok();
        let format = found.and_then(format).or_else(|| is_drawing(&head).then_some(Format::Refused("SVG")));
        let size = found.and_then(|found| found.reader_size(&mut from).ok());
        let last: Option<&[u8]> = match found {
            Some(ImageType::Png) => Some(b"IEND"),
            Some(ImageType::Jpeg) => Some(b"\xff\xd9"),
            _ => None,
        };
        let is_cut = match last {
            Some(mark) => {
                from.seek(SeekFrom::Start(bytes.saturating_sub(TAIL)))?;
                let mut tail = Vec::new();
                from.take(TAIL).read_to_end(&mut tail)?;
                size.is_none() || memchr::memmem::find(&tail, mark).is_none()
            }
            None => false,
        };
        let pixels = size.map(|size| (size.width, size.height));
        Ok(Picture { bytes, format, pixels, is_cut, is_pointer })
    }
}

fn format(found: ImageType) -> Option<Format> {
    Some(match found {
        ImageType::Png => Format::Taken("PNG"),
        ImageType::Jpeg => Format::Taken("JPEG"),
        ImageType::Gif => Format::Taken("GIF"),
        ImageType::Bmp => Format::Taken("BMP"),
        ImageType::Webp => Format::Refused("WebP"),
        ImageType::Tiff => Format::Refused("TIFF"),
        ImageType::Heif(Compression::Av1) => Format::Refused("AVIF"),
        ImageType::Heif(_) => Format::Refused("HEIC"),
        ImageType::Jxl => Format::Refused("JPEG XL"),
        ImageType::Ico => Format::Refused("ICO"),
        ImageType::Psd => Format::Refused("PSD"),
        _ => return None,
    })
}

/// Whether a file begins like a drawing in SVG, after its prologue of XML.
fn is_drawing(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let opens = ["<svg", "<?xml", "<!--", "<!DOCTYPE svg"].iter().any(|mark| head.starts_with(mark));
    opens && head.contains("<svg")
}
