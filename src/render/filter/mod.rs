//! A strict model of WeChat's filter: of any HTML it keeps what [`kept`] says WeChat keeps, and says what it left out.
//!
//! It has two uses. What was laid out elsewhere goes through it on its way into a page. And a page that the renderer
//! wrote passes it byte for byte, which is how a test knows that it survives. It works in one pass without
//! recursion; what it writes is balanced whatever it reads.

mod kept;
mod style;
mod tags;

use memchr::memchr;

use kept::{EVERYWHERE, Element, RAW, SILENT, element_named};
pub(super) use tags::{Tag, decoded, tag};

/// Most elements inside one another, in a page and in a part of one; deeper ones lose their tags and keep their words.
const DEEPEST: usize = 120;
const DEEPEST_PART: usize = 40;

/// Where HTML comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It was laid out elsewhere as a whole: its style is kept as far as WeChat keeps it
    Elsewhere,
    /// It stands in an article: no style of its own (policy 4.4.2)
    Article,
    /// It is a page on its way to WeChat, its pictures uploaded: others are filtered out
    Push,
}

/// The host that uploaded pictures lie on.
const PICTURES: &str = "mmbiz.qpic.cn";

/// What comes out of the filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filtered {
    /// The HTML that is kept
    pub html: String,
    /// What was left out: `<script>`, `onclick`, `position`, each once
    pub left_out: Vec<String>,
    /// The pictures in it, as their addresses stand there
    pub pictures: Vec<String>,
}

/// Filters a whole page.
pub fn filter(html: &str, origin: Origin) -> Filtered {
    within(html, origin, DEEPEST)
}

/// Filters what becomes part of a page.
pub(super) fn part(html: &str, origin: Origin) -> Filtered {
    within(html, origin, DEEPEST_PART)
}

fn within(html: &str, origin: Origin, deepest: usize) -> Filtered {
    let mut filter = Filter { origin, deepest, open: vec![], shut: 0, done: Filtered::default() };
    filter.done.html.reserve(html.len());
    let mut rest = html;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        filter.words(&rest[..at]);
        rest = filter.markup(&rest[at..]);
    }
    filter.words(rest);
    while let Some(open) = filter.open.pop() {
        filter.end(open);
    }
    filter.done
}

struct Filter {
    origin: Origin,
    deepest: usize,
    /// The elements that are open, by the name they end with
    open: Vec<&'static str>,
    /// How many elements around us are deeper than is written
    shut: usize,
    done: Filtered,
}

impl Filter {
    fn words(&mut self, words: &str) {
        for part in words.split_inclusive(|c: char| c.is_control() && !matches!(c, '\n' | '\t')) {
            let kept = part.trim_end_matches(|c: char| c.is_control() && !matches!(c, '\n' | '\t'));
            if kept.contains('>') {
                self.done.html.push_str(&kept.replace('>', "&gt;"));
            } else {
                self.done.html.push_str(kept);
            }
        }
    }

    /// What begins with `<`; what follows it comes back.
    fn markup<'h>(&mut self, html: &'h str) -> &'h str {
        let bytes = html.as_bytes();
        match bytes.get(1) {
            Some(b'!' | b'?') => {
                let end = match html.strip_prefix("<!--") {
                    Some(comment) => comment.find("-->").map(|at| 4 + at + 3),
                    None => memchr(b'>', bytes).map(|at| at + 1),
                };
                &html[end.unwrap_or(html.len())..]
            }
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'/') => match tag(html) {
                Some((tag, rest)) => self.tag(&tag, rest),
                None => "", // a tag without an end: nothing after it was meant to be read
            },
            _ => {
                self.done.html.push_str("&lt;");
                &html[1..]
            }
        }
    }

    fn tag<'h>(&mut self, tag: &Tag<'h>, rest: &'h str) -> &'h str {
        // Blocks stand in sections; a div would be dissolved.
        let name = if tag.name == "div" { "section" } else { tag.name.as_str() };
        if let Some(element) = element_named(name) {
            if tag.is_end {
                self.close(element.name);
            } else {
                self.start(element, tag);
            }
            return rest;
        }
        if tag.is_end {
            return rest;
        }
        self.left_out(format!("<{}>", tag.name));
        if SILENT.contains(&name) && !tag.closes_itself { silence(name, rest) } else { rest }
    }

    fn start(&mut self, element: &'static Element, tag: &Tag<'_>) {
        let from = self.done.html.len();
        if self.open.len() + self.shut >= self.deepest && !element.is_void {
            self.shut += 1;
            return;
        }
        self.done.html.push('<');
        self.done.html.push_str(element.name);
        for (name, value) in &tag.attributes {
            match name.as_str() {
                "style" if self.origin != Origin::Article => {
                    let (style, dropped) = style::kept(value);
                    for name in dropped {
                        self.left_out(name);
                    }
                    if !style.is_empty() {
                        self.attribute("style", &style);
                    }
                }
                "src" if element.name == "img" => {
                    if self.is_picture(value) {
                        self.done.pictures.push(tags::decoded(value));
                        self.attribute("src", value);
                    } else {
                        self.left_out(format!("src=\"{}\"", value.chars().take(40).collect::<String>()));
                    }
                }
                "href" if element.name == "a" => {
                    if super::links::is_kept(&tags::decoded(value)) {
                        self.attribute("href", value);
                    } else {
                        self.left_out("href".into());
                    }
                }
                name if element.attributes.contains(&name) && self.fits(name, value) => {
                    self.attribute(name, value);
                }
                name if EVERYWHERE.contains(&name) => self.attribute(name, value),
                name => self.left_out(name.to_owned()),
            }
        }
        self.done.html.push('>');
        if element.name == "img" && !self.done.html[from..].contains(" src=") {
            self.done.html.truncate(from);
        } else if !element.is_void {
            self.open.push(element.name);
        }
    }

    /// Whether an address is one of a picture: in the bundle, or on the network; in a push, an uploaded one.
    fn is_picture(&self, address: &str) -> bool {
        let address: String =
            tags::decoded(address).chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        if address.contains(['<', '>', '"']) {
            return false;
        }
        if self.origin == Origin::Push {
            let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
            return rest.and_then(|rest| rest.split('/').next()) == Some(PICTURES);
        }
        match address.split_once(':') {
            Some((scheme, _)) if scheme.contains('/') => true,
            Some((scheme, _)) => scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"),
            None => !address.is_empty(),
        }
    }

    /// Whether an attribute may stand: sizes are style.
    fn fits(&self, name: &str, value: &str) -> bool {
        match name {
            "width" | "height" => {
                self.origin != Origin::Article && value.bytes().all(|b| b.is_ascii_digit() || b == b'%')
            }
            "colspan" | "rowspan" | "start" => {
                !value.is_empty() && value.len() < 6 && value.bytes().all(|b| b.is_ascii_digit())
            }
            _ => true,
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let html = &mut self.done.html;
        html.push(' ');
        html.push_str(name);
        html.push_str("=\"");
        for c in value.chars().filter(|c| !c.is_control()) {
            match c {
                '"' => html.push_str("&quot;"),
                '<' => html.push_str("&lt;"),
                c => html.push(c),
            }
        }
        html.push('"');
    }

    /// An end: of what is open with this name, and of everything in it.
    fn close(&mut self, name: &'static str) {
        if self.shut > 0 {
            self.shut -= 1;
            return;
        }
        if let Some(at) = self.open.iter().rposition(|open| *open == name) {
            while self.open.len() > at {
                if let Some(open) = self.open.pop() {
                    self.end(open);
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        self.done.html.push_str("</");
        self.done.html.push_str(name);
        self.done.html.push('>');
    }

    fn left_out(&mut self, what: String) {
        if self.done.left_out.len() < 50 && !self.done.left_out.contains(&what) {
            self.done.left_out.push(what);
        }
    }
}

/// Whether an element has no content and no end.
pub(super) fn is_void(name: &str) -> bool {
    element_named(name).is_some_and(|element| element.is_void)
}

/// The name of the tag that a text is, in small letters, and whether it is an end.
pub(super) fn tag_name(html: &str) -> Option<(String, bool)> {
    let is_tag = html.as_bytes().get(1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/');
    tag(html).filter(|_| is_tag).map(|(tag, _)| (tag.name, tag.is_end))
}

/// What follows the end of an element of which nothing stays.
fn silence<'h>(name: &str, mut rest: &'h str) -> &'h str {
    let mut depth = 1;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        let here = &rest[at..];
        let is_name = |from: usize| {
            let found = here.get(from..from + name.len());
            found.is_some_and(|found| found.eq_ignore_ascii_case(name))
                && !here[from + name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
        };
        if here.as_bytes().get(1) == Some(&b'/') && is_name(2) {
            depth -= 1;
        } else if !RAW.contains(&name) && is_name(1) {
            depth += 1;
        }
        rest = &here[1..];
        if depth == 0 {
            return memchr(b'>', rest.as_bytes()).map_or("", |end| &rest[end + 1..]);
        }
    }
    ""
}
