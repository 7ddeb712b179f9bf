//! An article as it is sent: what is looked at, and what is kept of it.

use serde_json::{Map, Value, json};

use super::{
    answer::{Failure, fail},
    asked::{number, text},
    filter,
    platform::Platform,
};

/// Most characters.
const TITLE: usize = 32;
const AUTHOR: usize = 16;
const DIGEST: usize = 128;
/// Characters of the text that stand in for a digest.
const OWN_DIGEST: usize = 54;
/// Most bytes.
const CONTENT: usize = 1024 * 1024;
const SOURCE: usize = 1024;
/// Most pictures and characters of a 贴图; the second is not documented, only that there is such a limit.
const PICTURES: usize = 20;
const CAPTION: usize = 1000;

/// What is kept of an article, in the shape that `draft/get` shows. Only an article that is alone has a digest.
pub(crate) fn kept(platform: &Platform, sent: &Value, is_alone: bool) -> Result<Value, Failure> {
    if !sent.is_object() {
        return fail(47001);
    }
    let (title, author, digest) = (text(sent, "title")?, text(sent, "author")?, text(sent, "digest")?);
    let (content, source) = (text(sent, "content")?, text(sent, "content_source_url")?);
    let is_address = source.is_empty() || source.starts_with("https://") || source.starts_with("http://");
    match () {
        () if title.trim().is_empty() || content.trim().is_empty() => return fail(44003),
        () if title.chars().count() > TITLE => return fail(45003),
        () if author.chars().count() > AUTHOR => return fail(45110),
        () if digest.chars().count() > DIGEST => return fail(45004),
        () if source.len() > SOURCE => return fail(45005),
        () if !is_address || source.contains(char::is_whitespace) => return fail(41039),
        () => {}
    }
    let comments = platform.account.has_comments();
    let mut kept = json!({
        "article_type": "news",
        "title": title,
        "author": author,
        "digest": digest,
        "content": content,
        "content_source_url": source,
        "thumb_media_id": "",
        "show_cover_pic": 0,
        "need_open_comment": i64::from(comments && flag(sent, "need_open_comment")?),
        "only_fans_can_comment": i64::from(comments && flag(sent, "only_fans_can_comment")?),
    });
    match text(sent, "article_type")? {
        "" | "news" => news(platform, sent, content, is_alone, &mut kept)?,
        "newspic" => pictures(platform, sent, content, &mut kept)?,
        _ => return fail(40002),
    }
    Ok(kept)
}

fn news(
    platform: &Platform,
    sent: &Value,
    content: &str,
    is_alone: bool,
    kept: &mut Value,
) -> Result<(), Failure> {
    let most = platform.content_limit.unwrap_or(usize::MAX);
    if content.len() >= CONTENT || content.chars().count() >= most {
        return fail(45002);
    }
    let cover = text(sent, "thumb_media_id")?;
    is_material(platform, cover)?;
    for name in ["pic_crop_235_1", "pic_crop_1_1"] {
        let crop = text(sent, name)?;
        if !crop.is_empty() && !is_crop(&crop.split('_').collect::<Vec<_>>()) {
            return fail(40002);
        }
    }
    kept["thumb_media_id"] = cover.into();
    kept["content"] = filter::kept(content).into();
    if !is_alone {
        kept["digest"] = "".into();
    } else if kept["digest"] == "" {
        kept["digest"] = filter::plain(content).chars().take(OWN_DIGEST).collect::<String>().into();
    }
    Ok(())
}

fn pictures(platform: &Platform, sent: &Value, content: &str, kept: &mut Value) -> Result<(), Failure> {
    if content.chars().count() > CAPTION {
        return fail(45166);
    }
    let list =
        sent["image_info"]["image_list"].as_array().filter(|list| (1..=PICTURES).contains(&list.len()));
    for picture in list.ok_or_else(|| Failure::code(45166))? {
        is_material(platform, text(picture, "image_media_id")?)?;
    }
    for crop in sent["cover_info"]["crop_percent_list"].as_array().into_iter().flatten() {
        let corners = ["x1", "y1", "x2", "y2"].map(|name| crop[name].as_str().unwrap_or_default());
        if !["1_1", "16_9", "2.35_1"].contains(&text(crop, "ratio")?) || !is_crop(&corners) {
            return fail(40002);
        }
    }
    let mut own = Map::new();
    for name in ["image_info", "cover_info"] {
        own.extend(sent.get(name).map(|value| (name.to_owned(), value.clone())));
    }
    kept["article_type"] = "newspic".into();
    kept["content"] = filter::plain(content).into();
    if let Some(kept) = kept.as_object_mut() {
        kept.extend(own);
    }
    Ok(())
}

fn is_material(platform: &Platform, media_id: &str) -> Result<(), Failure> {
    let is_picture = |kind: &str| ["image", "thumb"].contains(&kind);
    let known = platform.materials.iter().any(|one| one.media_id == media_id && is_picture(&one.kind));
    if known { Ok(()) } else { fail(40007) }
}

/// Whether corners lie in the unit square, the first above and left of the second, with at most six decimals.
fn is_crop(corners: &[&str]) -> bool {
    let read = |corner: &&str| {
        let short = corner.split_once('.').is_none_or(|(_, decimals)| decimals.len() <= 6);
        corner.parse::<f64>().ok().filter(|place| short && (0.0..=1.0).contains(place))
    };
    match corners.iter().map(read).collect::<Option<Vec<f64>>>().as_deref() {
        Some([left, top, right, bottom]) => left < right && top < bottom,
        _ => false,
    }
}

/// 0 or 1.
fn flag(sent: &Value, name: &str) -> Result<bool, Failure> {
    match number(sent, name, 0)? {
        0 => Ok(false),
        1 => Ok(true),
        _ => fail(40002),
    }
}
