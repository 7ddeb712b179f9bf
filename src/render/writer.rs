//! The walk: one pass over the events of the Markdown, one string.
//!
//! What is open lies on two stacks, [`Block`]s and the ends of what stands inside a line. A line (a paragraph, a
//! heading, a cell) begins when something is written into it, so that a list item without a paragraph has one too.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Parser};

use crate::article::{Article, markdown};

use super::{
    ByHand, Credit, LeftOut, Page, Styles, by_hand, code, escape,
    filter::{self, Origin},
    inline::{Inline, Link},
    notes::Notes,
    pictures::{Drawn, Picture},
};

/// Most blocks inside one another that are written; deeper ones keep their words.
pub(super) const DEEPEST: usize = 40;

/// Renders an article.
pub(super) fn write(article: &Article, styles: &Styles, credits: &[Credit]) -> Page {
    let (text, body) = (article.text(), markdown::body(article));
    let mut writer = Writer {
        text,
        styles,
        out: String::with_capacity(2 * body.len() + 1024),
        page: Page::default(),
        notes: Notes::default(),
        blocks: vec![],
        line: None,
        inlines: vec![],
        links: vec![],
        picture: None,
        verbatim: None,
        skips: false,
        after_picture: false,
        last: None,
        soft: false,
        at: body.start,
    };
    writer.out.push_str(&styles.page);
    writer.out.push('\n');
    for (event, span) in Parser::new_ext(&text[body.clone()], markdown::options()).into_offset_iter() {
        writer.event(event, body.start + span.start..body.start + span.end);
    }
    writer.finish(credits)
}

/// A block that is open.
pub(super) enum Block {
    /// A quotation, a callout: whether nothing stands in it yet, and how it ends
    Around { is_empty: bool, end: &'static str },
    /// A list: the number of its next item, and whether it has one
    List { next: Option<u64>, is_empty: bool },
    /// An item, or a note: the mark before its first line, until that begins
    Item { mark: Option<String> },
    /// A footnote: its label, and what was written before it
    Note { label: String, before: String },
    /// A table: how each column is aligned, and where we are
    Table { columns: Vec<usize>, column: usize, in_head: bool },
    /// One too deep to be written
    Flat,
}

/// A line that is open.
pub(super) struct Line {
    /// Where its tag begins, and where what stands in it does
    pub(super) start: usize,
    pub(super) inner: usize,
    pub(super) end: &'static str,
    /// Whether it is a paragraph, which may turn out to be pictures or a caption
    pub(super) is_paragraph: bool,
    /// The pictures, while nothing else stands in it
    pub(super) pictures: Option<Vec<Drawn>>,
}

/// What keeps its words as they are: code, and HTML.
enum Verbatim {
    Code { language: String, words: String },
    Html(String),
}

pub(super) struct Writer<'a> {
    pub(super) text: &'a str,
    pub(super) styles: &'a Styles,
    pub(super) out: String,
    pub(super) page: Page,
    pub(super) notes: Notes,
    pub(super) blocks: Vec<Block>,
    pub(super) line: Option<Line>,
    pub(super) inlines: Vec<Inline>,
    pub(super) links: Vec<Link>,
    /// The picture whose words are read, and how many pictures are in its words
    pub(super) picture: Option<(Drawn, usize)>,
    verbatim: Option<Verbatim>,
    /// Whether the words of a place to be filled by hand go by
    skips: bool,
    /// Whether a figure was written just before
    pub(super) after_picture: bool,
    /// The last character of the line, and whether a line of the file ended behind it
    pub(super) last: Option<char>,
    pub(super) soft: bool,
    /// Where the event stands in the file
    pub(super) at: usize,
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        self.at = span.start;
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            _ if self.skips => {}
            Event::Text(words) => match &mut self.verbatim {
                Some(Verbatim::Code { words: code, .. } | Verbatim::Html(code)) => code.push_str(&words),
                None => self.words(&words),
            },
            Event::Html(html) => match &mut self.verbatim {
                Some(Verbatim::Html(all)) => all.push_str(&html),
                _ => self.html(&html, Origin::Article),
            },
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::Code(words) => self.inline_code(&words),
            Event::SoftBreak | Event::HardBreak => self.line_break(matches!(event, Event::HardBreak)),
            Event::Rule => {
                self.block();
                let rule = &self.styles.rule;
                self.out.push_str(rule);
                self.newline();
            }
            Event::FootnoteReference(label) => {
                let number = self.notes.foot(&label);
                self.number(number);
            }
            Event::TaskListMarker(is_done) => {
                let sign = if is_done { "☑" } else { "☐" };
                self.task(sign);
            }
            Event::InlineMath(words) | Event::DisplayMath(words) => self.words(&words),
        }
    }

    /// A paragraph begins: it may be a place to be filled by hand.
    pub(super) fn paragraph(&mut self, span: Range<usize>) {
        if let Some((kind, words)) = self.text.get(span.clone()).and_then(by_hand::read) {
            self.block();
            self.skips = true;
            self.page.by_hand.push(ByHand { kind, words: words.to_owned(), at: span.start });
            let styles = self.styles;
            self.out.push_str(&styles.by_hand);
            self.out.push_str(&styles.by_hand_kind);
            self.out.push_str(&kind.label().zh);
            self.out.push_str("</strong>");
            if !words.is_empty() {
                self.out.push_str("<br>");
                escape(words, &mut self.out);
            }
            self.out.push_str("</section>");
        } else {
            self.begin_paragraph();
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        if std::mem::take(&mut self.skips) {
            self.newline();
        } else {
            self.end_line();
        }
    }

    pub(super) fn begin_code(&mut self, kind: CodeBlockKind<'_>) {
        self.block();
        let info = match &kind {
            CodeBlockKind::Fenced(info) => markdown::language(info),
            CodeBlockKind::Indented => "",
        };
        self.verbatim = Some(Verbatim::Code { language: info.to_owned(), words: String::new() });
    }

    pub(super) fn begin_html(&mut self) {
        self.block();
        self.verbatim = Some(Verbatim::Html(String::new()));
    }

    /// Code or HTML ends: now it is whole and can be written.
    pub(super) fn end_verbatim(&mut self) {
        match self.verbatim.take() {
            Some(Verbatim::Code { language, words }) if language == markdown::FROZEN => {
                self.page.frozen += 1;
                self.html(&words, Origin::Elsewhere);
            }
            Some(Verbatim::Code { language, words }) => {
                let styles = self.styles;
                self.out.push_str(&styles.code_block);
                self.out.push_str(&styles.code_lines);
                code::write(&words, &language, &styles.tokens, &mut self.out);
                self.out.push_str("</p></section>");
                self.newline();
            }
            Some(Verbatim::Html(html)) => self.html(&html, Origin::Article),
            None => {}
        }
    }

    /// A piece of HTML, filtered.
    fn html(&mut self, html: &str, origin: Origin) {
        let filtered = filter::part(html, origin);
        for what in filtered.left_out {
            self.left_out(what);
        }
        for address in filtered.pictures {
            self.page.pictures.extend(Picture::at(&address, self.at));
        }
        let html = filtered.html.trim();
        if html.is_empty() {
            return;
        }
        let is_block = html.starts_with('<')
            && !["<a", "<b>", "<em", "<i", "<s>", "<span", "<strong", "<sub", "<sup", "<u>", "<br"]
                .iter()
                .any(|tag| html.starts_with(tag));
        if is_block {
            self.out.push_str(html);
        } else {
            self.out.push_str(&self.styles.paragraph);
            self.out.push_str(html);
            self.out.push_str("</p>");
        }
        self.newline();
    }

    pub(super) fn left_out(&mut self, what: impl Into<CowStr<'static>>) {
        self.page.left_out.push(LeftOut { what: what.into().to_string(), at: self.at });
    }

    /// Between two blocks of the page; inside a list WeChat would take it for one more item.
    pub(super) fn newline(&mut self) {
        if self.blocks.is_empty() {
            self.out.push('\n');
        }
    }

    fn finish(mut self, credits: &[Credit]) -> Page {
        let styles = self.styles;
        let mut html = self.out;
        self.page.links = self.notes.write(styles, &mut html);
        if !credits.is_empty() {
            html.push_str(&styles.credits);
            for (n, Credit { role, name }) in credits.iter().enumerate() {
                html.push_str(if n > 0 { "　" } else { "" });
                escape(role, &mut html);
                html.push('：');
                escape(name, &mut html);
            }
            html.push_str("</p>\n");
        }
        html.push_str("</section>\n");
        Page { html, ..self.page }
    }
}
