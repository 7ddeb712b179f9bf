//! The blocks that a text is made of: what a person means by "this paragraph" or "this row".

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{options, walk::body_of};
use crate::article::Article;

/// Paragraphs, headings, list items, tables and their rows, code, footnotes, HTML: in order of place, an outer
/// one before those in it. A list item ends where the first item inside it begins.
pub fn blocks(article: &Article) -> Vec<Range<usize>> {
    let body = body_of(article);
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut items: Vec<usize> = Vec::new();
    let parser = Parser::new_ext(&article.text()[body.clone()], options());
    for (event, span) in parser.into_offset_iter() {
        let span = body.start + span.start..body.start + span.end;
        match event {
            Event::Start(Tag::Item) => {
                if let Some(outer) = items.last().and_then(|outer| blocks.get_mut(*outer)) {
                    outer.end = outer.end.min(span.start);
                }
                items.push(blocks.len());
                blocks.push(span);
            }
            Event::End(TagEnd::Item) => drop(items.pop()),
            Event::Rule
            | Event::Start(
                Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::CodeBlock(_)
                | Tag::FootnoteDefinition(_)
                | Tag::HtmlBlock,
            ) => blocks.push(span),
            _ => {}
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_block_has_its_place() {
        let text = "+++\n+++\n# 甲\n\n乙\n丙\n\n- 丁\n  - 戊\n- 己\n\n> 庚\n\n| 辛 |\n|---|\n| 壬 |\n\n<!-- 癸 -->\n子\n";
        let article = Article::parse(text.into());
        let shown: Vec<&str> = blocks(&article).into_iter().map(|block| text[block].trim()).collect();
        assert_eq!(
            shown,
            [
                "# 甲",
                "乙\n丙",
                "- 丁",
                "- 戊",
                "- 己",
                "庚",
                "| 辛 |\n|---|\n| 壬 |",
                "| 辛 |",
                "| 壬 |",
                "<!-- 癸 -->",
                "子"
            ]
        );
    }
}
