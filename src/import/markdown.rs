//! What the Markdown itself tells: its title and its pictures.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::say;
use crate::text::{Text, escaped};

/// The first heading of level one.
pub(super) struct Heading {
    /// Its words, without marks
    pub(super) text: String,
    /// Where it stands
    pub(super) range: Range<usize>,
    /// Whether it is the article's title, and not a section's: the first thing, or the only one of its level
    pub(super) is_title: bool,
}

fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES).into_offset_iter()
}

/// Finds the first heading of level one that has words.
pub(super) fn title(text: &str) -> Option<Heading> {
    let (mut found, mut inside, mut reading_aid, mut blocks, mut headings) = (None, false, false, 0, 0);
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                headings += 1;
                inside = found.is_none();
                if inside {
                    found = Some(Heading { text: String::new(), range, is_title: blocks == 0 });
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                inside = false;
                found = found.filter(|heading| !heading.text.trim().is_empty());
                blocks += 1;
            }
            Event::InlineHtml(html) if inside => reading_aid = html.starts_with("<rt"),
            Event::Text(words) | Event::Code(words) if inside && !reading_aid => {
                if let Some(heading) = &mut found {
                    heading.text.push_str(&words);
                }
            }
            Event::SoftBreak | Event::HardBreak if inside => {
                if let Some(heading) = &mut found {
                    heading.text.push(' ');
                }
            }
            Event::Start(_) | Event::Rule => blocks += 1,
            _ => {}
        }
    }
    found.map(|heading| Heading {
        text: heading.text.trim().to_owned(),
        is_title: heading.is_title || headings == 1,
        range: heading.range,
    })
}

/// The files that pictures point to, each once; tells of those that cannot be found beside the article.
pub(super) fn local_pictures(body: &str, notes: &mut Vec<Text>) -> Vec<String> {
    let mut pictures = Vec::new();
    let mut html = false;
    for (event, _) in events(body) {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                let Some(path) = local(&dest_url) else { continue };
                if path.starts_with('/') || path.starts_with('\\') || path.get(1..2) == Some(":") {
                    let path = escaped(&path);
                    notes.push(say!(
                        "图片 `{path}` 不在稿件旁边，请复制到稿件的文件夹并改写路径",
                        "the picture `{path}` is not beside the article: copy it there and change its path"
                    ));
                } else if !pictures.contains(&path) {
                    pictures.push(path);
                }
            }
            Event::Html(tag) | Event::InlineHtml(tag) => html |= tag.to_lowercase().contains("<img"),
            _ => {}
        }
    }
    if html {
        notes.push(say!(
            "有图片写成 HTML 的 `<img>`，没有找它们的文件，请改写成 `![](…)`",
            "some pictures are HTML `<img>`; their files were not looked for: write them as `![](…)`"
        ));
    }
    pictures
}

/// The file that an address names: without query and fragment, `%20` decoded; `None` for one on the web.
fn local(url: &str) -> Option<String> {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let path = url.split(['?', '#']).next().unwrap_or_default();
    if is_scheme || url.starts_with("//") || path.is_empty() {
        return None;
    }
    let decoded = decoded(path);
    Some(decoded.strip_prefix("./").map_or(decoded.clone(), str::to_owned))
}

/// `%20` and the like decoded; the words themselves if that is not UTF-8.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, more @ ..] = rest {
        let hex = more.get(..2).filter(|hex| *first == b'%' && hex.iter().all(u8::is_ascii_hexdigit));
        let byte = hex.and_then(|hex| u8::from_str_radix(str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { more.get(2..).unwrap_or_default() } else { more };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_beside_the_article() {
        let rows: [(&str, &[&str], usize); 11] = [
            ("![](a.png) ![甲](图/乙.jpg \"丙\")", &["a.png", "图/乙.jpg"], 0),
            ("![](./a.png) ![](a.png)", &["a.png"], 0),
            ("![](a%20b.png) ![](<c d.png>) ![](100%.png)", &["a b.png", "c d.png", "100%.png"], 0),
            ("![](%E5%B0%81.png?v=2#x)", &["封.png"], 0),
            ("![][1]\n\n[1]: ../images/a.png\n", &["../images/a.png"], 0),
            ("![](https://e.com/a.png) ![](data:image/png;base64,AA==) ![](//e.com/a.png) ![](#x)", &[], 0),
            ("![](/images/a.png)", &[], 1),
            ("![](C:/a.png)", &[], 1),
            ("`![](a.png)`", &[], 0),
            ("<img src=\"a.png\">", &[], 1),
            ("| ![](a.png) |\n| --- |\n| ![](b.png) |", &["a.png", "b.png"], 0),
        ];
        for (body, expected, told) in rows {
            let mut notes = Vec::new();
            assert_eq!(local_pictures(body, &mut notes), expected, "{body}");
            assert_eq!(notes.len(), told, "{body}");
        }
    }
}
