//! The article's text read as Markdown once, as far as rules need it: its prose and its pictures, with places.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::Article;

/// What a text holds, with places in bytes of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    /// Words that readers read: not code, not addresses, not HTML
    pub prose: Vec<Range<usize>>,
    /// The pictures
    pub images: Vec<Image>,
}

/// A picture in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// The whole of it, from `![` on
    pub span: Range<usize>,
    /// Where it points, as typed
    pub destination: String,
}

/// The Markdown that articles are written in.
pub fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES
}

impl Markdown {
    /// Reads an article's text.
    pub fn of(article: &Article) -> Markdown {
        let body = article.body();
        let parser = Parser::new_ext(&article.text()[body.clone()], options());
        let mut found = Markdown::default();
        let mut silent = 0;
        for (event, span) in parser.into_offset_iter() {
            let span = body.start + span.start..body.start + span.end;
            match event {
                Event::Start(ref tag) if is_silent(tag) => silent += 1,
                Event::End(TagEnd::CodeBlock) => silent -= 1,
                Event::End(TagEnd::Link) if silent > 0 => silent -= 1,
                Event::Start(Tag::Image { dest_url, .. }) => {
                    found.images.push(Image { span, destination: dest_url.to_string() });
                }
                Event::Text(_) if silent == 0 => match found.prose.last_mut() {
                    Some(last) if last.end == span.start => last.end = span.end,
                    _ => found.prose.push(span),
                },
                _ => {}
            }
        }
        found
    }
}

/// Whether what stands inside is no prose: code, and an address in angle brackets.
fn is_silent(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::CodeBlock(_) | Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. })
}

/// Where a reference of an article points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To the network
    Remote,
    /// To a file of the bundle, if it is there
    Inside(String),
    /// To a file elsewhere on the writer's computer
    Outside,
}

impl Target {
    /// Where a picture's address points, as typed in Markdown or in a field.
    pub fn of(destination: &str) -> Target {
        let scheme = destination.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        if let Some(scheme) = scheme.filter(|scheme| scheme.bytes().all(|b| b.is_ascii_alphanumeric())) {
            let local = scheme.len() == 1 || scheme == "file";
            return if local { Target::Outside } else { Target::Remote };
        }
        if destination.starts_with("//") {
            return Target::Remote;
        }
        let path = decoded(destination);
        if path.starts_with('/') || path.contains('\\') {
            return Target::Outside;
        }
        let mut parts = Vec::new();
        for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
            if part != ".." {
                parts.push(part);
            } else if parts.pop().is_none() {
                return Target::Outside;
            }
        }
        Target::Inside(parts.join("/"))
    }
}

/// The address with `%20` and the like read; as it is, where that gives no text.
fn decoded(destination: &str) -> String {
    let mut bytes = Vec::with_capacity(destination.len());
    let mut rest = destination.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| destination.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_what_readers_read() {
        let text = "+++\n+++\n# 甲\n\n乙 `丙` <https://丁.cn> [戊](己 \"庚\")\n\n```\n辛\n```\n\n    壬\n\n| 癸 |\n|---|\n| 子丑 |\n";
        let article = Article::parse(text.into());
        let prose: Vec<&str> =
            Markdown::of(&article).prose.into_iter().map(|span| article.text()[span].trim()).collect();
        assert_eq!(prose.concat(), "甲乙戊癸子丑");
    }

    #[test]
    fn references_stay_in_the_bundle_or_leave_it() {
        let inside = |path: &str| Target::Inside(path.into());
        for (typed, target) in [
            ("cover.png", inside("cover.png")),
            ("./pictures/a%20b.png", inside("pictures/a b.png")),
            ("pictures/../%E5%9B%BE.png", inside("图.png")),
            ("100%.png", inside("100%.png")),
            ("https://example.com/a.png", Target::Remote),
            ("//example.com/a.png", Target::Remote),
            ("data:image/png;base64,AA", Target::Remote),
            ("../other/a.png", Target::Outside),
            ("a/%2e%2e/../../b.png", Target::Outside),
            ("/srv/a.png", Target::Outside),
            ("pictures\\a.png", Target::Outside),
            ("C:/a.png", Target::Outside),
            ("file:///a.png", Target::Outside),
        ] {
            assert_eq!(Target::of(typed), target, "{typed}");
        }
    }
}
