//! Where the addresses of an article stand: of links, of pictures, in the fields that hold one, and bare ones.

use std::ops::Range;

use super::Kind;
use crate::article::{Article, markdown::Markdown};

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
    pub(super) fn of(article: &Article, markdown: &Markdown) -> Addresses {
        let text = article.text();
        let mut found = Addresses::default();
        found.all.extend(FIELDS.iter().filter_map(|key| article.entry(key)).map(|entry| entry.span.clone()));
        found.all.extend(bare(text));
        found.links(text, markdown);
        Addresses { all: merged(found.all), mail: merged(found.mail) }
    }

    /// Whether a place lies in an address where this kind does not count.
    pub(super) fn hold(&self, at: usize, kind: Kind) -> bool {
        let is_mail = || kind == Kind::Email && holds(&self.mail, at);
        holds(&self.all, at) && !is_mail()
    }

    /// The addresses that Markdown knows as such.
    fn links(&mut self, text: &str, markdown: &Markdown) {
        let images = markdown.images.iter().map(|image| &image.address);
        let links = markdown.links.iter().map(|link| &link.address);
        let all = images.chain(links).chain(&markdown.definitions);
        for address in all.filter(|address| !address.is_empty()) {
            let typed = text[address.clone()].trim_start_matches('<');
            let is_mail = typed.to_ascii_lowercase().starts_with("mailto:")
                || typed.len() < address.len() && !typed.contains(':');
            self.add(address.clone(), is_mail);
        }
    }

    fn add(&mut self, address: Range<usize>, is_mail: bool) {
        if is_mail {
            self.mail.push(address.clone());
        }
        self.all.push(address);
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
        let found = Addresses::of(&article, &Markdown::of(&article)).all;
        found.into_iter().map(|range| &article.text()[range]).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn addresses_are_found_where_markdown_has_them() {
        for (body, expected) in [
            ("见[甲 `a](b`](c/1 \"题 2\")。", "c/1"),
            ("[![图](d.png)](<e f>)", "d.png <e f>"),
            ("[![](g.png)](h)", "g.png h"),
            ("<https://i.cn/1>，https://j.cn/2。`k://3` 4", "<https://i.cn/1> https://j.cn/2 k://3"),
            ("[甲][乙]\n\n[乙]: m/5 \"丁\"\n", "m/5"),
            ("[甲](mailto:a@b.cn) <c@d.cn>", "mailto:a@b.cn <c@d.cn>"),
            ("```\n[甲](n)\n```\n", ""),
        ] {
            assert_eq!(read(body), format!("\"a.png\" {expected}").trim_end(), "{body}");
        }
    }

    #[test]
    fn mail_counts_in_addresses_that_are_for_mail() {
        let text = "[甲](mailto:a@b.cn) https://c.cn/d@e.cn";
        let article = Article::parse(text.into());
        let found = Addresses::of(&article, &Markdown::of(&article));
        let at = |mail: &str| text.find(mail).unwrap();
        assert!(!found.hold(at("a@b"), Kind::Email) && found.hold(at("d@e"), Kind::Email));
        assert!(found.hold(at("a@b"), Kind::Mobile) && !found.hold(0, Kind::Mobile));
    }
}
