//! Blocks: what begins and ends between lines.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, Tag, TagEnd};

use super::writer::{Block, DEEPEST, Line, Writer};

/// The marks of lists without numbers, from the outermost in.
const MARKS: [&str; 3] = ["•", "◦", "▪"];

/// From so many columns on, a table scrolls.
const WIDE: usize = 4;

impl Writer<'_> {
    pub(super) fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::Paragraph => self.paragraph(span),
            Tag::Heading { level, .. } => {
                self.block();
                let (open, end) = &self.styles.headings[level as usize - 1];
                self.begin(open, end);
            }
            Tag::BlockQuote(kind) => self.begin_quote(kind),
            Tag::CodeBlock(kind) => self.begin_code(kind),
            Tag::HtmlBlock => self.begin_html(),
            Tag::List(next) => self.begin_list(next),
            Tag::Item => self.begin_item(),
            Tag::FootnoteDefinition(label) => {
                self.block();
                let mark = format!("[{}]", self.notes.foot(&label));
                let before = std::mem::take(&mut self.out);
                self.blocks.push(Block::Note { label: label.to_string(), before });
                self.out.push_str(&self.styles.item);
                self.blocks.push(Block::Item { mark: Some(mark) });
            }
            Tag::Table(columns) => self.begin_table(&columns),
            Tag::TableHead => self.out.push_str("<thead><tr>"),
            Tag::TableRow => self.out.push_str("<tr>"),
            Tag::TableCell => self.begin_cell(),
            inline => self.start_inline(inline),
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.end_verbatim(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::Table => self.end_block(),
            TagEnd::FootnoteDefinition => {
                self.end_block(); // the item that it stands in
                self.end_block();
            }
            TagEnd::TableHead => {
                self.out.push_str("</tr></thead><tbody>");
                if let Some(Block::Table { in_head, column, .. }) = self.blocks.last_mut() {
                    (*in_head, *column) = (false, 0);
                }
            }
            TagEnd::TableRow => {
                self.out.push_str("</tr>");
                if let Some(Block::Table { column, .. }) = self.blocks.last_mut() {
                    *column = 0;
                }
            }
            TagEnd::Heading(_) | TagEnd::TableCell => self.end_line(),
            inline => self.end_inline(inline),
        }
    }

    /// A block begins: the line before it has ended, and the mark of its item stands.
    pub(super) fn block(&mut self) {
        self.end_line();
        self.after_picture = false;
        if matches!(self.blocks.last(), Some(Block::Item { mark: Some(_) })) {
            self.begin_paragraph();
            self.end_line();
        }
        if let Some(Block::Around { is_empty, .. }) = self.blocks.last_mut() {
            *is_empty = false;
        }
    }

    /// A line of words begins, in the shape that its place asks for.
    pub(super) fn begin_paragraph(&mut self) {
        self.end_line();
        let styles = self.styles;
        let (open, mark) = match self.blocks.last_mut() {
            None => (&styles.paragraph, None),
            Some(Block::Around { is_empty, .. }) => {
                (if std::mem::take(is_empty) { &styles.first } else { &styles.next }, None)
            }
            Some(Block::Item { mark }) => match mark.take() {
                Some(mark) => (&styles.hanging, Some(mark)),
                None => (&styles.next, None),
            },
            Some(_) => (&styles.next, None),
        };
        self.begin(open, "</p>");
        if let Some(mark) = mark {
            self.out.push_str(&styles.mark);
            self.out.push_str(&mark);
            self.out.push_str("</span>");
        }
        if let Some(line) = &mut self.line {
            line.is_paragraph = true;
            line.inner = self.out.len();
            let is_plain = !matches!(self.blocks.last(), Some(Block::Item { .. }));
            line.pictures = is_plain.then(Vec::new);
        }
    }

    fn begin(&mut self, open: &str, end: &'static str) {
        let start = self.out.len();
        self.out.push_str(open);
        let inner = self.out.len();
        self.line = Some(Line { start, inner, end, is_paragraph: false, pictures: None });
        (self.last, self.soft) = (None, false);
    }

    /// The line ends, if one is open, with everything in it.
    pub(super) fn end_line(&mut self) {
        let Some(line) = self.line.take() else { return };
        while let Some(inline) = self.inlines.pop() {
            self.out.push_str(inline.end);
        }
        (self.last, self.soft) = (None, false);
        let styles = self.styles;
        match line.pictures {
            Some(pictures) if !pictures.is_empty() => {
                self.out.truncate(line.start);
                for picture in pictures {
                    picture.figure(styles, &mut self.out);
                }
                self.after_picture = true;
                return self.newline();
            }
            _ => {}
        }
        if line.is_paragraph && std::mem::take(&mut self.after_picture) {
            self.caption(&line);
        }
        self.out.push_str(line.end);
        self.newline();
    }

    /// What is emphasised as a whole behind a picture, or begins with `图1：`, is its caption.
    fn caption(&mut self, line: &Line) {
        let words = &self.out[line.inner..];
        let inside = words.strip_prefix("<em").and_then(|rest| rest.strip_suffix("</em>"));
        let inside = inside.and_then(|rest| rest.split_once('>')).map(|(_, inside)| inside);
        let inside = inside.filter(|inside| !inside.contains("<em"));
        let is_numbered = words.strip_prefix('图').is_some_and(|rest| {
            let after = rest
                .trim_start_matches(' ')
                .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.'));
            after.len() < rest.len() && after.starts_with(['：', ':'])
        });
        if inside.is_some() || is_numbered {
            let whole = self.styles.caption.clone() + inside.unwrap_or(words);
            self.out.truncate(line.start);
            self.out.push_str(&whole);
        }
    }

    fn open_block(&mut self, block: Block, tag: &str) {
        if self.blocks.len() >= DEEPEST {
            self.blocks.push(Block::Flat);
        } else {
            self.out.push_str(tag);
            self.blocks.push(block);
        }
    }

    fn begin_quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.block();
        let styles = self.styles;
        let kind = kind.map(|kind| match kind {
            BlockQuoteKind::Note => 0,
            BlockQuoteKind::Tip => 1,
            BlockQuoteKind::Important => 2,
            BlockQuoteKind::Warning => 3,
            BlockQuoteKind::Caution => 4,
        });
        match kind {
            None => self.open_block(Block::Around { is_empty: true, end: "</blockquote>" }, &styles.quote),
            Some(kind) => {
                let (open, name) = &styles.callouts[kind];
                self.open_block(
                    Block::Around { is_empty: true, end: "</section>" },
                    &[open.as_str(), name].concat(),
                );
            }
        }
    }

    fn begin_list(&mut self, next: Option<u64>) {
        self.block();
        let styles = self.styles;
        let tag = if self.blocks.is_empty() { &styles.list } else { &styles.inner_list };
        self.open_block(Block::List { next, is_empty: true }, tag);
    }

    fn begin_item(&mut self) {
        self.end_line();
        let depth = self.blocks.iter().filter(|block| matches!(block, Block::List { .. })).count();
        let styles = self.styles;
        let Some(Block::List { next, is_empty }) = self.blocks.last_mut() else {
            return self.blocks.push(Block::Flat);
        };
        let mark = match next {
            Some(number) => {
                let mark = format!("{number}.");
                *number = number.saturating_add(1);
                mark
            }
            None => MARKS[depth.clamp(1, MARKS.len()) - 1].to_owned(),
        };
        let tag = if std::mem::take(is_empty) { &styles.first_item } else { &styles.item };
        self.open_block(Block::Item { mark: Some(mark) }, tag);
    }

    /// The mark of an item is that of a task; in a list with paragraphs it stands already.
    pub(super) fn task(&mut self, sign: &str) {
        if let Some(Block::Item { mark: Some(mark) }) = self.blocks.last_mut() {
            sign.clone_into(mark);
        } else if self.line.as_ref().is_some_and(|line| line.inner == self.out.len())
            && self.out.ends_with("</span>")
        {
            self.out.truncate(self.out.len() - "</span>".len());
            let mark = self.out.rfind('>').map_or(self.out.len(), |end| end + 1);
            self.out.truncate(mark);
            self.out.push_str(sign);
            self.out.push_str("</span>");
            if let Some(line) = &mut self.line {
                line.inner = self.out.len();
            }
        }
    }

    fn begin_table(&mut self, columns: &[Alignment]) {
        self.block();
        self.out.push_str(&self.styles.scroll);
        let width = if columns.len() < WIDE { "100%".to_owned() } else { format!("{}em", 7 * columns.len()) };
        self.out.push_str("<table style=\"min-width:");
        self.out.push_str(&width);
        self.out.push_str(";border-collapse:collapse\">");
        let columns = columns.iter().map(|column| match column {
            Alignment::None => 0,
            Alignment::Left => 1,
            Alignment::Center => 2,
            Alignment::Right => 3,
        });
        self.blocks.push(Block::Table { columns: columns.collect(), column: 0, in_head: true });
    }

    fn begin_cell(&mut self) {
        let styles = self.styles;
        let Some(Block::Table { columns, column, in_head }) = self.blocks.last_mut() else { return };
        let align = columns.get(*column).copied().unwrap_or_default();
        *column += 1;
        let (open, end) =
            if *in_head { (&styles.head[align], "</th>") } else { (&styles.cell[align], "</td>") };
        self.begin(open, end);
    }

    fn end_block(&mut self) {
        self.block();
        match self.blocks.pop() {
            Some(Block::Around { end, .. }) => self.out.push_str(end),
            Some(Block::List { .. } | Block::Item { .. }) => self.out.push_str("</section>"),
            Some(Block::Table { .. }) => self.out.push_str("</tbody></table></section>"),
            Some(Block::Note { label, before }) => {
                let html = std::mem::replace(&mut self.out, before);
                self.notes.says(&label, html);
                return;
            }
            Some(Block::Flat) | None => {}
        }
        self.newline();
    }
}
