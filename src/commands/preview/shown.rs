//! What stands beside the article: what it is, how long, what `check` finds, what the review asks.

use std::io::Cursor;

use serde_json::{Value, json};
use wxops::{
    article::{
        crop::{Focus, SQUARE, WIDE},
        markdown::Markdown,
        picture::Picture,
        prose::is_han,
        target::Target,
    },
    check::Place,
    commit::Cached,
    content::WorkingCopy,
    folder::ContentFolder,
    leaks::masked,
    pictures::Unfit,
    refusal::{Refusal, Result},
    render::Page,
    workflow::opinion::{CATEGORIES, Weight, category_label},
};

use super::opinions;
use crate::{commands::render::source::Source, shell::context::Context};

/// Most bytes of a picture that is shown.
const PICTURE: usize = 32 * 1024 * 1024;

/// How many Chinese characters and how many other words people read in a minute on a phone, and how many seconds the first
/// picture takes, each next one a second less down to three (collected in the project's notes on lengths).
const HAN: usize = 400;
const WORDS: usize = 200;
const PICTURE_SECONDS: usize = 12;

/// Everything that the page around the article shows.
pub(super) fn document(ctx: &Context, name: &str, source: &Source, page: &Page) -> Result<Value> {
    let (article, language) = (&source.article, ctx.language);
    let line = |at: usize| article.line_of(at);
    let checked = Place::of(&ctx.start)?.named(&source.path, &ctx.start)?.pop();
    let findings = checked.iter().flat_map(|file| {
        file.findings.iter().map(|found| {
            let mut told = found.json(&file.text, language);
            told["label"] = found.severity.label().get(language).into();
            told["words"] = excerpt(&file.text, found.span.start).into();
            told
        })
    });
    let (words, minutes) = length(source, page);
    let cover = Some(article.words("cover")).filter(|cover| !cover.is_empty());
    let weights =
        Weight::ALL.map(|weight| json!({ "id": weight.name(), "label": weight.label().get(language) }));
    let categories =
        CATEGORIES.iter().map(|(id, _)| json!({ "id": id, "label": category_label(id).get(language) }));
    Ok(json!({
        "name": name,
        "title": article.title().unwrap_or_default(),
        "author": article.words("author"),
        "digest": article.words("digest"),
        "cover": cover.and_then(|cover| cards(source, cover)),
        "words": words,
        "minutes": minutes,
        "characters": page.characters(),
        "findings": findings.collect::<Vec<_>>(),
        "by_hand": page.by_hand.iter().map(|hand| json!({
            "label": hand.kind.label().get(language), "words": hand.words, "line": line(hand.at),
        })).collect::<Vec<_>>(),
        "links": page.links.iter().map(|link| json!({
            "number": link.number, "words": link.words, "address": link.address,
        })).collect::<Vec<_>>(),
        "left_out": page.left_out.iter().map(|left| json!({ "what": left.what, "line": line(left.at) })).collect::<Vec<_>>(),
        "missing": page.pictures.iter().filter(|picture| picture.is_inside && beside(source, &picture.address).is_none())
            .map(|picture| json!({ "address": picture.address, "line": line(picture.at) })).collect::<Vec<_>>(),
        "remote": page.pictures.iter().filter(|picture| !picture.is_inside).count(),
        "review": opinions::review(ctx, name)?,
        "weights": weights,
        "categories": categories.collect::<Vec<_>>(),
    }))
}

/// A refusal, for the page to show instead.
pub(super) fn refused(ctx: &Context, refusal: &Refusal) -> Value {
    let words = |text: &wxops::text::Text| masked(text.get(ctx.language));
    json!({ "error": {
        "code": refusal.code,
        "message": words(&refusal.message),
        "help": refusal.help.iter().map(words).collect::<Vec<_>>(),
    }})
}

/// Words and minutes of reading.
fn length(source: &Source, page: &Page) -> (usize, usize) {
    let markdown = Markdown::of(&source.article);
    let prose = &markdown.prose;
    let han = prose.text.chars().filter(|c| is_han(*c)).count();
    let all = prose.length();
    let pictures: usize = (0..page.pictures.len()).map(|n| PICTURE_SECONDS.saturating_sub(n).max(3)).sum();
    let seconds = han * 60 / HAN + all.saturating_sub(han) * 60 / WORDS + pictures;
    (all, seconds.div_ceil(60).max(1))
}

/// The first words of a finding's place, to find it on the page by.
fn excerpt(text: &str, at: usize) -> String {
    let line = text.get(at..).unwrap_or_default().lines().next().unwrap_or_default();
    let plain = |c: char| !matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '>' | '!' | '#');
    line.chars().skip_while(|c| !plain(*c)).take_while(|c| plain(*c)).take(12).collect()
}

/// The cover and what its two cards show of it.
fn cards(source: &Source, cover: &str) -> Option<Value> {
    let path = beside(source, cover)?;
    let (_, bytes) = picture(source, cover)?;
    let (width, height) = Picture::read(Cursor::new(bytes)).ok()?.pixels?;
    let size = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    let focus = Focus::typed(source.article.words("cover_crop")).unwrap_or_default();
    Some(json!({
        "address": format!("article/{}", encoded(&path)),
        "wide": focus.cut(size, WIDE),
        "square": focus.cut(size, SQUARE),
    }))
}

/// The file of the bundle that a reference points at, if it is there.
fn beside(source: &Source, reference: &str) -> Option<String> {
    let Target::Inside(path) = Target::of(reference) else { return None };
    let there = !path.is_empty() && source.beside.as_ref()?.join(&path).is_file();
    there.then_some(path)
}

/// A picture of the bundle as it goes out, with its kind; nothing for any other file. One that cannot go out is shown as it is,
/// if browsers can: a drawing in SVG may hold a program, and is not.
pub(super) fn picture(source: &Source, address: &str) -> Option<(&'static str, Vec<u8>)> {
    let Target::Inside(path) = Target::of(address) else { return None };
    let beside = source.beside.as_ref()?;
    let bytes = WorkingCopy::new(beside).read(&path, PICTURE).ok()??;
    let repo = ContentFolder::open(beside).ok();
    match Cached::of(repo.as_ref().map(ContentFolder::repo)).outgoing(&bytes) {
        Ok(outgoing) => Some((outgoing.kind.media(), outgoing.bytes)),
        Err(Unfit::Moves | Unfit::TooManyPixels) if bytes.starts_with(b"RIFF") => Some(("image/webp", bytes)),
        Err(_) => None,
    }
}

/// A path as part of an address.
fn encoded(path: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'/' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    path.bytes().map(byte).collect()
}
