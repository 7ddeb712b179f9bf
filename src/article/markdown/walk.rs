//! The walk through the Markdown: which passage a word belongs to, what is no word, and where addresses stand.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};

use super::{Image, Link, Markdown, options};
use crate::article::{
    Article,
    prose::{Kind, OBJECT, Prose},
};

/// Reads the article's text; `prose` holds its title and digest already.
pub(super) fn read(article: &Article, prose: Prose) -> Markdown {
    let (text, body) = (article.text(), body_of(article));
    let found = Markdown { prose, ..Markdown::default() };
    let mut walk = Walk { text, found, kinds: vec![], quotes: 0, silent: 0, open: None, around: vec![] };
    let parser = Parser::new_ext(&text[body.clone()], options());
    for (_, definition) in parser.reference_definitions().iter() {
        let span = body.start + definition.span.start..body.start + definition.span.end;
        walk.found.definitions.extend(address_after(text, span, "]:"));
    }
    for (event, span) in parser.into_offset_iter() {
        walk.event(event, body.start + span.start..body.start + span.end);
    }
    walk.close();
    walk.found.prose.finish();
    walk.found
}

/// A passage under way, while Markdown is read.
struct Walk<'t> {
    text: &'t str,
    found: Markdown,
    kinds: Vec<Kind>,
    quotes: usize,
    /// How many elements around us have no words for readers
    silent: usize,
    /// Where the passage began
    open: Option<usize>,
    /// The links and pictures around us
    around: Vec<Around>,
}

/// A link or a picture under way.
struct Around {
    destination: String,
    /// Where what stands in it ends
    end: usize,
    /// A link that is nothing but its address
    bracketed: bool,
    /// The words of a picture
    words: Option<String>,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => return self.start(tag, span),
            Event::End(tag) => return self.end(tag, span),
            Event::Text(words) | Event::Code(words) if self.silent > 0 => {
                if let Some(description) = self.description() {
                    description.push_str(&words);
                }
            }
            Event::Text(words) => self.words(&words, span.clone()),
            Event::SoftBreak | Event::HardBreak if self.silent == 0 => self.add("\n", span.clone()),
            Event::Code(_) | Event::FootnoteReference(_) | Event::InlineMath(_) if self.silent == 0 => {
                self.object(span.clone());
            }
            Event::InlineHtml(_) => self.comments(span.clone()),
            Event::Rule | Event::Html(_) => self.close(),
            _ => {}
        }
        self.widen(span.end);
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        let kind = match tag {
            Tag::Heading { level, .. } => Some(Kind::Heading(level as u8)),
            Tag::Item => Some(Kind::Item),
            Tag::TableCell => Some(Kind::Cell),
            Tag::FootnoteDefinition(_) => Some(Kind::Footnote),
            _ => None,
        };
        if let Some(kind) = kind {
            self.close();
            self.kinds.push(kind);
        }
        match tag {
            Tag::CodeBlock(_) => {
                self.close();
                self.silent += 1;
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::Paragraph => self.close(),
            Tag::HtmlBlock => self.comments(span),
            Tag::Link { link_type, dest_url, .. } => {
                let bracketed = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.enter(&dest_url, span, bracketed, None);
            }
            Tag::Image { dest_url, .. } => self.enter(&dest_url, span, false, Some(String::new())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Range<usize>) {
        match tag {
            TagEnd::CodeBlock => self.silent = self.silent.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => self.leave(span),
            TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell | TagEnd::FootnoteDefinition => {
                self.close();
                self.kinds.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Paragraph => self.close(),
            _ => {}
        }
    }

    /// A link or a picture begins. A picture, and a link that is its address, have no words for readers.
    fn enter(&mut self, to: &CowStr<'_>, span: Range<usize>, bracketed: bool, words: Option<String>) {
        if bracketed || words.is_some() {
            if self.silent == 0 {
                self.object(span.clone());
            }
            self.silent += 1;
        }
        self.around.push(Around { destination: to.to_string(), end: span.start, bracketed, words });
    }

    fn leave(&mut self, span: Range<usize>) {
        let Some(Around { destination, end, bracketed, words }) = self.around.pop() else { return };
        if bracketed || words.is_some() {
            self.silent = self.silent.saturating_sub(1);
        }
        let tail = end.min(span.end)..span.end;
        let address = if bracketed { Some(span.clone()) } else { address_after(self.text, tail, "](") };
        let address = address.unwrap_or(span.end..span.end);
        self.widen(span.end);
        match words {
            Some(words) => self.found.images.push(Image { span, destination, address, words }),
            None => self.found.links.push(Link { span, destination, address }),
        }
    }

    /// What ends here belongs to the link or picture around us.
    fn widen(&mut self, end: usize) {
        if let Some(around) = self.around.last_mut() {
            around.end = end.max(around.end);
        }
    }

    /// The words of the picture around us.
    fn description(&mut self) -> Option<&mut String> {
        self.around.iter_mut().rev().find_map(|around| around.words.as_mut())
    }

    fn comments(&mut self, html: Range<usize>) {
        let mut at = html.start;
        while let Some(start) = self.text[at..html.end].find("<!--").map(|start| at + start) {
            let end = self.text[start..html.end].find("-->").map_or(html.end, |end| start + end + 3);
            self.found.comments.push(start..end);
            at = end;
        }
    }

    /// Words, and addresses typed bare among them.
    fn words(&mut self, words: &str, span: Range<usize>) {
        if words.len() != span.len() {
            return self.add(words, span);
        }
        let mut done = 0;
        while let Some(address) = bare_address(&words[done..]) {
            let (start, end) = (done + address.start, done + address.end);
            self.add(&words[done..start], span.start + done..span.start + start);
            self.object(span.start + start..span.start + end);
            done = end;
        }
        self.add(&words[done..], span.start + done..span.end);
    }

    fn object(&mut self, span: Range<usize>) {
        self.add(OBJECT.encode_utf8(&mut [0; 3]), span);
    }

    fn add(&mut self, words: &str, span: Range<usize>) {
        if !words.is_empty() {
            self.open.get_or_insert(self.found.prose.text.len());
            self.found.prose.push(words, span);
        }
    }

    fn close(&mut self) {
        if let Some(start) = self.open.take() {
            let kind = self.kinds.last().copied().unwrap_or(Kind::Paragraph);
            self.found.prose.end(kind, start, self.quotes > 0);
        }
    }
}

/// The Markdown of an article.
pub(super) fn body_of(article: &Article) -> Range<usize> {
    after_foreign_fields(article.text(), article.body())
}

/// The text without the fields that another program keeps at the head of a file, between lines of `---`. They
/// are no words; further down such lines are rules between paragraphs.
fn after_foreign_fields(text: &str, body: Range<usize>) -> Range<usize> {
    let fields = Some(&text[body.clone()]).filter(|text| body.start == 0 && text.starts_with("---\n"));
    let end = fields.and_then(|text| text.find("\n---\n"));
    end.map_or(body.clone(), |end| end + "\n---\n".len()..body.end)
}

/// The address after `mark` in what follows the words of a link.
fn address_after(text: &str, tail: Range<usize>, mark: &str) -> Option<Range<usize>> {
    let at = text[tail.clone()].find(mark)?;
    let rest = text[tail.start + at + mark.len()..tail.end].trim_start();
    let start = tail.end - rest.len();
    let bracketed = rest.starts_with('<').then(|| rest.find('>')).flatten().map(|end| end + 1);
    let rest = rest.strip_suffix(')').filter(|_| mark.ends_with('(')).unwrap_or(rest);
    let end = bracketed.or_else(|| rest.find(char::is_whitespace)).unwrap_or(rest.len());
    Some(start..start + end)
}

/// The first address typed bare: from its scheme to the end of what an address may hold.
fn bare_address(words: &str) -> Option<Range<usize>> {
    let bytes = words.as_bytes();
    let colon = memchr::memchr_iter(b':', bytes).find(|at| bytes[*at..].starts_with(b"://"))?;
    let scheme = words[..colon].bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
    let rest = &words[colon + 3..];
    let length = rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len());
    let length = rest[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'']).len();
    Some(colon - scheme..colon + 3 + length)
}
