//! Pictures inside articles, and permanent material: covers above all.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{
    answer::{Done, Failure, done, fail},
    asked::Asked,
    formats::{format, whole},
    multipart::Part,
    platform::Platform,
};

const KB: usize = 1024;
const MB: usize = 1024 * KB;

/// A picture from `uploadimg`.
#[derive(Clone, Debug)]
pub(crate) struct Picture {
    pub(crate) id: String,
    pub(crate) url: String,
    /// SHA-256 of what was sent, in hexadecimal digits
    pub(crate) sent: String,
    /// What is kept
    pub(crate) bytes: Vec<u8>,
    /// `png`, `jpeg`, …
    pub(crate) format: &'static str,
}

/// Permanent material.
#[derive(Clone, Debug)]
pub(crate) struct Material {
    pub(crate) media_id: String,
    /// `image`, `thumb`, `voice` or `video`
    pub(crate) kind: String,
    /// The name of the file as it was sent
    pub(crate) name: String,
    pub(crate) url: String,
    /// SHA-256 of what was sent, in hexadecimal digits
    pub(crate) sent: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) format: &'static str,
    /// Seconds since 1970
    pub(crate) at: i64,
}

/// `POST /cgi-bin/media/uploadimg`: JPEG and PNG under 1 MB.
pub(crate) fn upload_picture(platform: &mut Platform, asked: &Asked) -> Done {
    let (_, part) = file(asked)?;
    let format = format(&part.bytes).filter(|format| ["jpeg", "png"].contains(format));
    let format = format.ok_or_else(|| Failure::code(40005))?;
    if part.bytes.len() >= MB {
        return fail(40009);
    }
    whole(&part.bytes, format)?;
    let id = platform.next_id("Pi");
    let url = address(&id, format);
    let bytes = kept(platform, &part.bytes);
    platform.pictures.push(Picture { id, url: url.clone(), sent: digest(&part.bytes), bytes, format });
    Ok(json!({ "url": url, "errcode": 0, "errmsg": "ok" }))
}

/// `POST /cgi-bin/material/add_material?type=…`.
pub(crate) fn add_material(platform: &mut Platform, asked: &Asked) -> Done {
    let kind = asked.query("type").unwrap_or_default();
    let (formats, most, too_large): (&[&str], _, _) = match kind {
        "image" => (&["bmp", "gif", "jpeg", "png"], 10 * MB, 40009),
        "thumb" => (&["jpeg"], 64 * KB, 40006),
        "voice" => (&["amr", "mp3", "wav", "wma"], 2 * MB, 45001),
        "video" => (&["mp4"], 10 * MB, 45001),
        _ => return fail(40004),
    };
    let (name, part) = file(asked)?;
    let format = format(&part.bytes).filter(|format| formats.contains(format));
    let format = format.ok_or_else(|| Failure::code(40005))?;
    if part.bytes.len() > most {
        return fail(too_large);
    }
    whole(&part.bytes, format)?;
    if kind == "video" && !is_described(asked) {
        return fail(47001);
    }
    let media_id = platform.next_id("Th");
    let url = address(&media_id, format);
    let material = Material {
        media_id: media_id.clone(),
        kind: kind.to_owned(),
        name: name.to_owned(),
        url: url.clone(),
        sent: digest(&part.bytes),
        bytes: kept(platform, &part.bytes),
        format,
        at: platform.clock.now(),
    };
    platform.materials.push(material);
    Ok(if kind == "image" {
        json!({ "media_id": media_id, "url": url })
    } else {
        json!({ "media_id": media_id })
    })
}

/// `GET /cgi-bin/material/get_materialcount`.
pub(crate) fn count(platform: &mut Platform, _: &Asked) -> Done {
    let of =
        |kinds: &[&str]| platform.materials.iter().filter(|one| kinds.contains(&one.kind.as_str())).count();
    Ok(json!({
        "voice_count": of(&["voice"]),
        "video_count": of(&["video"]),
        "image_count": of(&["image", "thumb"]),
        "news_count": 0,
    }))
}

/// `POST /cgi-bin/material/del_material`.
pub(crate) fn delete(platform: &mut Platform, asked: &Asked) -> Done {
    let media_id = asked.media_id()?;
    let before = platform.materials.len();
    platform.materials.retain(|material| material.media_id != media_id);
    if platform.materials.len() == before { fail(40007) } else { Ok(done()) }
}

/// The file in the field `media`, which has a name.
fn file<'a>(asked: &'a Asked) -> Result<(&'a str, &'a Part), Failure> {
    let part = asked.files.iter().find(|part| part.name == "media");
    let named = part.and_then(|part| Some((part.file_name.as_deref()?, part)));
    match named.filter(|(name, _)| !name.is_empty()) {
        Some((_, part)) if part.bytes.is_empty() => fail(44001),
        Some(named) => Ok(named),
        None => fail(41005),
    }
}

fn is_described(asked: &Asked) -> bool {
    let part = asked.files.iter().find(|part| part.name == "description");
    let told: Value = part.and_then(|part| serde_json::from_slice(&part.bytes).ok()).unwrap_or_default();
    ["title", "introduction"].iter().all(|name| told[*name].is_string())
}

/// The bytes that are kept: after the end of a picture nothing is read, so one more byte changes its digest only.
fn kept(platform: &Platform, bytes: &[u8]) -> Vec<u8> {
    let more: &[u8] = if platform.reencodes { b"\0" } else { b"" };
    [bytes, more].concat()
}

fn address(id: &str, format: &str) -> String {
    let folder = if format == "jpeg" { "jpg" } else { format };
    format!("http://mmbiz.qpic.cn/mmbiz_{folder}/{id}/0?wx_fmt={format}")
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
}
