//! A blank that went out to readers is the most embarrassing slip of all.

use std::ops::Range;

use memchr::memmem;

use super::{Findings, Subject};
use crate::{
    article::{fields, front_matter::Value, prose::is_han},
    say,
};

/// Nobody writes these for readers.
const BLANKS: [&str; 3] = ["待补", "TBD", "此处插图"];

/// These may be meant; `XX` may be longer. `某某` nearly always is: it stands for anybody.
const DOUBTFUL: [&str; 2] = ["XX", "待定"];

/// `等待补货` and `有待定论` are words of their own.
const JOINED: [char; 6] = ['等', '期', '有', '尚', '亟', '急'];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let may_hold = |words: &[&str]| words.iter().any(|word| prose.may_hold(word));
    if may_hold(&["【"]) || may_hold(&BLANKS) || may_hold(&DOUBTFUL) {
        blanks(subject, found, &prose.text, |span| prose.span(span));
    }
    let text = subject.article.text();
    let others = subject.article.front.entries.iter().filter(|entry| {
        fields::find(&entry.key).is_some()
            && !["title", "digest"].contains(&entry.key.as_str())
            && matches!(entry.value, Value::Words(_) | Value::List(_))
    });
    for part in
        others.map(|entry| &entry.span).chain(subject.markdown().images.iter().map(|image| &image.span))
    {
        let place = |span: Range<usize>| part.start + span.start..part.start + span.end;
        blanks(subject, found, &text[part.clone()], place);
    }
}

/// The blanks of one text; `place` says where a part of it stands in the file.
fn blanks(
    subject: &Subject<'_>,
    found: &mut Findings<'_>,
    text: &str,
    place: impl Fn(Range<usize>) -> Range<usize>,
) {
    for span in brackets(text) {
        let blank = &text[span.clone()];
        if blank.trim_matches(['【', '】']).trim().is_empty() {
            found.at(place(span), say!("`【】` 还没有填", "the blank `【】` is not filled in"));
        } else if subject.template.is_some_and(|template| template.contains(blank)) {
            found
                .at(place(span), say!("模板里的提示还留着", "a hint of the template is still there"))
                .help(say!("换成正文，或整句删掉", "write the text in its place, or delete it"));
        }
    }
    for word in BLANKS {
        for span in words(text, word) {
            found.at(place(span), say!("`{word}` 还没有补上", "`{word}` is still to be filled in"));
        }
    }
    for word in DOUBTFUL {
        for span in words(text, word) {
            found.warning_at(place(span), say!("`{word}` 像是没填的空", "`{word}` looks like a blank"));
        }
    }
}

/// Each `【…】` of a text, brackets included.
fn brackets(text: &str) -> impl Iterator<Item = Range<usize>> {
    memmem::find_iter(text.as_bytes(), "【").filter_map(|start| {
        let inside = &text[start + '【'.len_utf8()..];
        let end = inside.find(['【', '】']).filter(|end| inside[*end..].starts_with('】'))?;
        Some(start..start + '【'.len_utf8() + end + '】'.len_utf8())
    })
}

/// Each place where a word stands by itself: not inside another word, and not in an address.
fn words<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = Range<usize>> {
    memmem::find_iter(text.as_bytes(), word).map(|start| start..start + word.len()).filter(move |span| {
        let (before, after) = (&text[..span.start], &text[span.end..]);
        let is_part = if word.is_ascii() {
            before.ends_with(|c: char| c.is_ascii_alphabetic())
                || after.trim_start_matches('X').starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.')
        } else {
            // `待定的方案` and `待定系数` say what kind of thing it is.
            before.ends_with(JOINED) || (word == "待定" && after.starts_with(is_han))
        };
        let address = before.rsplit(|c: char| c.is_whitespace() || !c.is_ascii()).next();
        !is_part && !address.is_some_and(|address| address.contains("://"))
    })
}
