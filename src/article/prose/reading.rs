//! The walk through the Markdown: which passage a word belongs to, and what is no word.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{Kind, OBJECT, Prose};
use crate::article::{Article, markdown::options};

/// Adds the article's text to `prose`.
pub(super) fn read(article: &Article, prose: Prose) -> Prose {
    let body = article.body();
    let source = &article.text()[body.clone()];
    let mut reading = Reading { prose, kinds: Vec::new(), quotes: 0, silent: 0, open: None };
    // Fields in another program's form are no words either.
    let options = options() | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    for (event, span) in Parser::new_ext(source, options).into_offset_iter() {
        reading.event(event, body.start + span.start..body.start + span.end);
    }
    reading.close();
    reading.prose
}

/// A passage under way, while Markdown is read.
struct Reading {
    prose: Prose,
    kinds: Vec<Kind>,
    quotes: usize,
    /// How many elements around us have no words for readers
    silent: usize,
    /// Where the passage began
    open: Option<usize>,
}

impl Reading {
    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(_) if self.silent > 0 => {}
            Event::Text(words) => self.words(&words, span),
            Event::SoftBreak | Event::HardBreak if self.silent == 0 => self.add("\n", span),
            Event::Code(_) | Event::FootnoteReference(_) | Event::InlineMath(_) if self.silent == 0 => {
                self.object(span);
            }
            Event::Rule | Event::Html(_) => self.close(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Range<usize>) {
        let kind = match tag {
            Tag::Heading { level, .. } => Some(Kind::Heading(*level as u8)),
            Tag::Item => Some(Kind::Item),
            Tag::TableCell => Some(Kind::Cell),
            Tag::FootnoteDefinition(_) => Some(Kind::Footnote),
            _ => None,
        };
        if is_silent(tag) {
            let block = matches!(tag, Tag::CodeBlock(_) | Tag::MetadataBlock(_));
            if block {
                self.close();
            } else if self.silent == 0 {
                self.object(span);
            }
            self.silent += 1;
        } else if let Some(kind) = kind {
            self.close();
            self.kinds.push(kind);
        } else if matches!(tag, Tag::BlockQuote(_)) {
            self.close();
            self.quotes += 1;
        } else if matches!(tag, Tag::Paragraph) {
            self.close();
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::Image => {
                self.silent = self.silent.saturating_sub(1);
            }
            TagEnd::Link if self.silent > 0 => self.silent -= 1,
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

    /// Words, and addresses typed bare among them.
    fn words(&mut self, words: &str, span: Range<usize>) {
        if words.len() != span.len() {
            return self.add(words, span);
        }
        let mut done = 0;
        while let Some(address) = address(&words[done..]) {
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
            self.open.get_or_insert(self.prose.text.len());
            self.prose.push(words, span);
        }
    }

    fn close(&mut self) {
        if let Some(start) = self.open.take() {
            let kind = self.kinds.last().copied().unwrap_or(Kind::Paragraph);
            self.prose.end(kind, start, self.quotes > 0);
        }
    }
}

/// Whether what stands inside is no words for readers: code, a picture's description, an address in brackets.
fn is_silent(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::CodeBlock(_)
            | Tag::MetadataBlock(_)
            | Tag::Image { .. }
            | Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }
    )
}

/// The first address typed bare: from its scheme to the end of what an address may hold.
fn address(words: &str) -> Option<Range<usize>> {
    let colon = words.find("://")?;
    let scheme = words[..colon].bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
    let rest = &words[colon + 3..];
    let length = rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len());
    let length = rest[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'']).len();
    Some(colon - scheme..colon + 3 + length)
}
