//! The theme is the only source of style (policy 4.4.1, 4.4.2): an article brings none of its own.

use std::ops::Range;

use memchr::{memchr_iter, memchr2};

use super::{Findings, Subject};
use crate::{article::markdown, render::theme, say};

/// Elements that say how words look, or bring style with them.
const LOOKS: [&str; 6] = ["basefont", "big", "center", "font", "link", "style"];

/// Attributes that say how an element looks.
const ATTRIBUTES: [&str; 5] = ["align", "bgcolor", "class", "color", "style"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let mut styled: Option<(Range<usize>, String)> = None;
    let mut count = 0;
    for part in markdown::html(subject.article) {
        if part.is_frozen {
            found
                .at(
                    part.span,
                    say!("这一块是在别处排好的，不随主题", "this part was laid out elsewhere; no theme reaches it"),
                )
                .help(say!(
                    "确有需要的，写明是谁排的：`<!-- wxops-allow own_style: 海报由设计部排版 -->`",
                    "if it must be, say who did it: `<!-- wxops-allow own_style: the designers laid out this poster -->`"
                ));
            continue;
        }
        let text = &subject.article.text()[part.span.clone()];
        for at in memchr_iter(b'<', text.as_bytes()) {
            let inside = &text[at + 1..];
            let tag = &inside[..memchr2(b'<', b'>', inside.as_bytes()).unwrap_or(inside.len())];
            if let Some(what) = style_of(tag) {
                let start = part.span.start + at;
                count += 1;
                styled.get_or_insert((start..(start + tag.len() + 2).min(part.span.end), what.to_owned()));
            }
        }
    }
    // One finding tells of all: whoever pastes styled text pastes it in many places.
    if let Some((first, what)) = styled {
        let file = theme::FILE;
        found
            .at(
                first,
                say!(
                    "稿件自带样式（`{what}` 等 {count} 处），排版时去掉",
                    "the article has styles of its own, here `{what}`, {count} in all; rendering takes them away"
                ),
            )
            .help(say!("样式只在主题里改：`{file}`", "style belongs to the theme: `{file}`"));
    }
}

/// What of a tag is style.
fn style_of(tag: &str) -> Option<&str> {
    let mut words = tag.split(|c: char| c.is_ascii_whitespace() || c == '=' || c == '/');
    let name = words.next().filter(|name| !name.is_empty())?; // an end says nothing
    if LOOKS.iter().any(|look| name.eq_ignore_ascii_case(look)) {
        return Some(name);
    }
    words.find(|word| ATTRIBUTES.iter().any(|known| word.eq_ignore_ascii_case(known)))
}
