//! Pictures on the platform: those inside a page, and covers.

use serde_json::Value;

use super::{Failed, Platform};
use crate::{
    pictures::{Kind, LIMIT, Outgoing},
    say,
};

impl Platform {
    /// Hands over a picture of a page and gives the address that it has there. JPEG and PNG below 1 MB do not count among
    /// the account's materials (`media/uploadimg`); others do (`material/add_material`).
    pub fn picture(&self, picture: &Outgoing) -> Result<String, Failed> {
        let small = matches!(picture.kind, Kind::Jpeg | Kind::Png) && picture.bytes.len() <= LIMIT;
        let path =
            if small { "/cgi-bin/media/uploadimg" } else { "/cgi-bin/material/add_material?type=image" };
        let said = self.upload(path, file(picture))?;
        // The platform says http; the same address answers https, and only that shows everywhere.
        word(&said, "url").map(|url| match url.strip_prefix("http://") {
            Some(rest) => format!("https://{rest}"),
            None => url,
        })
    }

    /// Hands over a cover and gives the id of the material: lasting, up to 10 MB.
    pub fn cover(&self, picture: &Outgoing) -> Result<String, Failed> {
        let said = self.upload("/cgi-bin/material/add_material?type=image", file(picture))?;
        word(&said, "media_id")
    }
}

fn file(picture: &Outgoing) -> (&'static str, &'static str, &[u8]) {
    let name = match picture.kind {
        Kind::Jpeg => "picture.jpg",
        Kind::Png => "picture.png",
        Kind::Gif => "picture.gif",
        Kind::Bmp => "picture.bmp",
    };
    (name, picture.kind.media(), &picture.bytes)
}

/// A field of an answer that has to be there.
pub(super) fn word(said: &Value, key: &str) -> Result<String, Failed> {
    let found = match &said[key] {
        Value::String(words) => Some(words.clone()),
        Value::Number(number) => Some(number.to_string()), // ids come as either
        _ => None,
    };
    found
        .filter(|words| !words.is_empty())
        .ok_or_else(|| Failed::Unknown(say!("回答里没有 {key}", "there is no {key} in the answer")))
}
