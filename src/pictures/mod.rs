//! Pictures as they go out: without what a camera noted (where it was taken, by whom; policy 6.2.1), upright, no wider than a
//! phone shows, in a format and a size that the platform takes. The file in the folder stays as it is.
//!
//! What fits already loses its notes and nothing else, byte by byte; only what does not fit is drawn anew.

mod drawn;
mod notes;

use crate::{say, text::Text};

/// Most bytes of a picture inside an article (`media/uploadimg`: JPEG and PNG below 1 MB).
pub const LIMIT: usize = 1024 * 1024 - 1;

/// The widest that goes out, in pixels: what a page of 677 points has on a sharp screen.
pub const WIDEST: u32 = 1440;

/// More pixels are not looked at: unpacked they would take half a gigabyte.
const MOST: u64 = 120_000_000;

/// A format that goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JPEG
    Jpeg,
    /// PNG
    Png,
    /// GIF, which may move
    Gif,
    /// BMP
    Bmp,
}

/// What was done to a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Done {
    /// What the camera or a program noted was taken out
    Notes,
    /// It was turned upright, as its notes asked
    Turned,
    /// It was made narrower
    Narrowed,
    /// It was packed more tightly
    Packed,
    /// It has another format
    Converted,
}

/// A picture as it goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Its format
    pub kind: Kind,
    /// The file
    pub bytes: Vec<u8>,
    /// What was done to it
    pub done: Vec<Done>,
}

/// Why a picture cannot go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is no picture, or of a format that nobody here can draw anew
    Unknown,
    /// It has too many pixels to be unpacked
    TooManyPixels,
    /// It moves, and would stand still as JPEG or PNG
    Moves,
    /// It cannot be read to its end
    Broken,
}

impl Outgoing {
    /// A file that was drawn before; nothing if it is no picture that goes out.
    pub fn kept(bytes: Vec<u8>) -> Option<Outgoing> {
        Some(Outgoing { kind: Kind::of(&bytes)?, bytes, done: vec![] })
    }

    /// Whether its pixels were drawn anew: that takes time.
    pub fn is_drawn(&self) -> bool {
        self.done.iter().any(|done| *done != Done::Notes)
    }
}

impl Kind {
    /// The media type.
    pub fn media(self) -> &'static str {
        match self {
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
            Kind::Gif => "image/gif",
            Kind::Bmp => "image/bmp",
        }
    }

    /// The format of a file that may go out, by its first bytes.
    fn of(bytes: &[u8]) -> Option<Kind> {
        let kinds: [(Kind, &[u8]); 4] = [
            (Kind::Jpeg, b"\xff\xd8\xff"),
            (Kind::Png, notes::PNG),
            (Kind::Gif, b"GIF8"),
            (Kind::Bmp, b"BM"),
        ];
        kinds.into_iter().find(|(_, begins)| bytes.starts_with(begins)).map(|(kind, _)| kind)
    }
}

impl Done {
    /// What people call it.
    pub fn label(self) -> Text {
        match self {
            Done::Notes => say!("去掉拍摄信息", "notes of the camera taken out"),
            Done::Turned => say!("转正", "turned upright"),
            Done::Narrowed => say!("缩到 {WIDEST} 像素宽", "made {WIDEST} pixels wide"),
            Done::Packed => say!("压到 1 MB 以内", "packed into 1 MB"),
            Done::Converted => say!("转了格式", "converted"),
        }
    }
}

impl Unfit {
    /// Why, for people.
    pub fn label(self) -> Text {
        match self {
            Unfit::Unknown => {
                say!("不是 JPEG、PNG、GIF、BMP 或 WebP", "it is no JPEG, PNG, GIF, BMP or WebP")
            }
            Unfit::TooManyPixels => say!("像素太多，展不开", "it has too many pixels to be unpacked"),
            Unfit::Moves => say!("动图转成 JPEG、PNG 就不动了", "it moves, and would stand still"),
            Unfit::Broken => say!("文件不完整", "the file is cut off or broken"),
        }
    }
}

/// The picture of a file as it goes out. GIF and BMP are taken as they are.
pub fn outgoing(bytes: &[u8]) -> Result<Outgoing, Unfit> {
    let known = Kind::of(bytes);
    let stripped = match known {
        Some(Kind::Jpeg) => notes::of_jpeg(bytes).ok_or(Unfit::Broken)?,
        Some(Kind::Png) => notes::of_png(bytes).ok_or(Unfit::Broken)?,
        Some(kind @ (Kind::Gif | Kind::Bmp)) => {
            return Ok(Outgoing { kind, bytes: bytes.to_vec(), done: vec![] });
        }
        None => bytes.to_vec(),
    };
    let seen = drawn::Seen::of(bytes)?;
    if u64::from(seen.width) * u64::from(seen.height) > MOST {
        return Err(Unfit::TooManyPixels);
    }
    let mut noted = if stripped.len() < bytes.len() { vec![Done::Notes] } else { vec![] };
    match known {
        Some(kind) if seen.is_upright() && seen.width <= WIDEST && stripped.len() <= LIMIT => {
            Ok(Outgoing { kind, bytes: stripped, done: noted })
        }
        _ => {
            let mut outgoing = drawn::anew(&stripped, known, &seen)?;
            noted.append(&mut outgoing.done);
            Ok(Outgoing { done: noted, ..outgoing })
        }
    }
}
