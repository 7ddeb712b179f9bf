//! Where the addresses of an article stand: of links, of pictures, in the fields that hold one, and bare ones.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::Kind;
use crate::article::{Article, markdown::options};

/// The fields of the front matter that hold an address.
const FIELDS: [&str; 2] = ["cover", "source_url"];

/// All addresses of an article, in bytes of its text.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    all: Vec<Range<usize>>,
    /// Those that are for mail: an email address there is still one
    mail: Vec<Range<usize>>,
}

impl Addresses {
    /// Reads an article once for all of them.
    pub(super) fn of(article: &Article) -> Addresses {
        let text = article.text();
        let mut found = Addresses::default();
        found.all.extend(FIELDS.iter().filter_map(|key| article.entry(key)).map(|entry| entry.span.clone()));
        found.all.extend(bare(text));
        found.links(text, article.body().start);
        Addresses { all: merged(found.all), mail: merged(found.mail) }
    }

    /// Whether a place lies in an address where this kind does not count.
    pub(super) fn hold(&self, at: usize, kind: Kind) -> bool {
        let is_mail = || kind == Kind::Email && holds(&self.mail, at);
        holds(&self.all, at) && !is_mail()
    }

    /// The addresses that Markdown knows as such.
    fn links(&mut self, text: &str, body: usize) {
        let parser = Parser::new_ext(&text[body..], options());
        for (_, link) in parser.reference_definitions().iter() {
            self.tail(text, body + link.span.start..body + link.span.end, "]:");
        }
        // The open links and pictures around us, and where the words of each end.
        let mut open: Vec<usize> = Vec::new();
        for (event, span) in parser.into_offset_iter() {
            let span = body + span.start..body + span.end;
            match event {
                Event::Start(Tag::Link { link_type: LinkType::Autolink, .. }) => {
                    self.all.push(span.clone());
                    open.push(span.end);
                }
                Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => {
                    self.add(span.clone(), true);
                    open.push(span.end);
                }
                Event::Start(Tag::Link { .. } | Tag::Image { .. }) => open.push(span.start),
                Event::End(TagEnd::Link | TagEnd::Image) => {
                    let words_end = open.pop().unwrap_or(span.end);
                    self.tail(text, words_end.min(span.end)..span.end, "](");
                    widen(&mut open, span.end);
                }
                _ => widen(&mut open, span.end),
            }
        }
    }

    /// The address after `mark` in what follows the words of a link.
    fn tail(&mut self, text: &str, tail: Range<usize>, mark: &str) {
        let Some(at) = text[tail.clone()].find(mark) else { return };
        let rest = text[tail.start + at + mark.len()..tail.end].trim_start();
        let start = tail.end - rest.len();
        let end = if rest.starts_with('<') { rest.find('>') } else { rest.find(char::is_whitespace) };
        let address = &rest[..end.unwrap_or(rest.len())];
        let is_mail = address.trim_start_matches('<').to_ascii_lowercase().starts_with("mailto:");
        self.add(start..start + address.len(), is_mail);
    }

    fn add(&mut self, address: Range<usize>, is_mail: bool) {
        if is_mail {
            self.mail.push(address.clone());
        }
        self.all.push(address);
    }
}

/// What stands inside an open link or picture belongs to its words.
fn widen(open: &mut [usize], end: usize) {
    if let Some(words_end) = open.last_mut() {
        *words_end = end.max(*words_end);
    }
}

/// Addresses typed bare, wherever they stand: from the scheme to what no address holds.
fn bare(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices("://").map(|(colon, mark)| {
        let scheme = text[..colon].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        let from = colon + mark.len();
        let ends = |c: char| !c.is_ascii_graphic() || matches!(c, '"' | '`' | '<' | '>' | '|' | ')' | ']');
        colon - scheme..text[from..].find(ends).map_or(text.len(), |end| from + end)
    })
}

/// The ranges in order, those that overlap made one.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|next, last| {
        let overlap = next.start <= last.end;
        if overlap {
            last.end = last.end.max(next.end);
        }
        overlap
    });
    ranges
}

fn holds(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.contains(&at))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The addresses of a body, joined with spaces.
    fn read(body: &str) -> String {
        let article = Article::parse(format!("+++\ncover = \"a.png\"\n+++\n{body}").into());
        let found = Addresses::of(&article).all;
        found.into_iter().map(|range| &article.text()[range]).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn addresses_are_found_where_markdown_has_them() {
        for (body, expected) in [
            ("见[甲 `a](b`](c/1 \"题 2\")。", "c/1"),
            ("[![图](d.png)](<e f>)", "d.png) <e f"),
            ("[![](g.png)](h)", "g.png) h)"),
            ("<https://i.cn/1>，https://j.cn/2。`k://3` 4", "<https://i.cn/1> https://j.cn/2 k://3"),
            ("[甲][乙]\n\n[乙]: m/5 \"丁\"\n", "m/5"),
            ("[甲](mailto:a@b.cn) <c@d.cn>", "mailto:a@b.cn) <c@d.cn>"),
            ("```\n[甲](n)\n```\n", ""),
        ] {
            assert_eq!(read(body), format!("\"a.png\" {expected}").trim_end(), "{body}");
        }
    }

    #[test]
    fn mail_counts_in_addresses_that_are_for_mail() {
        let text = "[甲](mailto:a@b.cn) https://c.cn/d@e.cn";
        let found = Addresses::of(&Article::parse(text.into()));
        let at = |mail: &str| text.find(mail).unwrap();
        assert!(!found.hold(at("a@b"), Kind::Email) && found.hold(at("d@e"), Kind::Email));
        assert!(found.hold(at("a@b"), Kind::Mobile) && !found.hold(0, Kind::Mobile));
    }
}
