//! What a person must know of a page: what is inserted by hand, what was left out, which pictures are not there.

use std::path::Path;

use serde_json::{Value, json};
use wxops::{
    render::{Page, Picture},
    say,
    text::{Language, Text, plural},
};

use super::source::Source;
use crate::shell::context::Context;

/// The pictures of the page that do not lie beside the text.
fn missing<'p>(source: &Source, page: &'p Page) -> Vec<&'p Picture> {
    let Some(beside) = &source.beside else { return vec![] };
    let is_there = |picture: &&Picture| beside.join(&picture.address).is_file();
    page.pictures.iter().filter(|picture| picture.is_inside && !is_there(picture)).collect()
}

/// Says it, to stderr.
pub(super) fn told(ctx: &Context, source: &Source, page: &Page) {
    if ctx.output.is_json() {
        return;
    }
    let note = |text: Text| ctx.output.note(&text);
    let line = |at: usize| source.article.line_of(at);
    if !page.by_hand.is_empty() {
        let count = page.by_hand.len();
        let places = plural(count, "place");
        note(say!("要在后台手工插入 {count} 处：", "to be inserted by hand in the back office, {places}:"));
        for hand in &page.by_hand {
            let (line, words, Text { zh, en }) = (line(hand.at), &hand.words, hand.kind.label());
            let (colon, also) = if words.is_empty() { ("", "") } else { ("：", ": ") };
            note(say!("  第 {line} 行　{zh}{colon}{words}", "  line {line}: {en}{also}{words}"));
        }
    }
    for picture in missing(source, page) {
        let (line, name) = (line(picture.at), &picture.address);
        note(say!("第 {line} 行：没有图片 `{name}`", "line {line}: there is no picture `{name}`"));
    }
    for left in &page.left_out {
        let (line, what) = (line(left.at), left.what.replace('`', "'"));
        note(say!(
            "第 {line} 行：公众号不留 `{what}`，没有排进去",
            "line {line}: WeChat does not keep `{what}`; it is left out"
        ));
    }
}

/// The page as one document.
pub(super) fn document(
    source: &Source,
    page: &Page,
    theme: &str,
    file: Option<&Path>,
    language: Language,
) -> Value {
    let line = |at: usize| source.article.line_of(at);
    let missing = missing(source, page);
    json!({ "page": {
        "title": source.article.title(),
        "path": source.path,
        "theme": theme,
        "characters": page.characters(),
        "bytes": page.html.len(),
        "by_hand": page.by_hand.iter().map(|hand| json!({
            "kind": hand.kind.name(),
            "label": hand.kind.label().get(language),
            "words": hand.words,
            "line": line(hand.at),
        })).collect::<Vec<_>>(),
        "pictures": page.pictures.iter().map(|picture| json!({
            "address": picture.address,
            "inside": picture.is_inside,
            "missing": missing.contains(&picture),
            "line": line(picture.at),
        })).collect::<Vec<_>>(),
        "links": page.links.iter().map(|link| json!({
            "number": link.number,
            "words": link.words,
            "address": link.address,
        })).collect::<Vec<_>>(),
        "left_out": page.left_out.iter().map(|left| json!({ "what": left.what, "line": line(left.at) })).collect::<Vec<_>>(),
        "frozen": page.frozen,
        "credits": source.credits.iter().map(|credit| json!({ "role": credit.role, "name": credit.name })).collect::<Vec<_>>(),
        "file": file.map(|file| file.display().to_string()),
        "html": page.html,
    }})
}
