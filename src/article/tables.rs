//! The tables of an article's text, cell by cell, with places in the file.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{Article, markdown::options};

/// One table: its rows, the first of which is its head. A cell is where it stands in the file.
pub type Table = Vec<Vec<Range<usize>>>;

/// All tables of an article, in order.
pub fn tables(article: &Article) -> Vec<Table> {
    let body = article.body();
    let mut tables: Vec<Table> = Vec::new();
    for (event, span) in Parser::new_ext(&article.text()[body.clone()], options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Table(_)) => tables.push(Vec::new()),
            Event::Start(Tag::TableHead | Tag::TableRow) => tables.last_mut().into_iter().for_each(|table| {
                table.push(Vec::new());
            }),
            Event::End(TagEnd::TableCell) => {
                if let Some(row) = tables.last_mut().and_then(|table| table.last_mut()) {
                    row.push(body.start + span.start..body.start + span.end);
                }
            }
            _ => {}
        }
    }
    tables
}

/// What a cell says, without the marks of Markdown around it.
pub fn words(article: &Article, cell: &Range<usize>) -> String {
    article.text()[cell.clone()].replace(['*', '_', '`', '|'], "").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_in_their_rows() {
        let text = "+++\n+++\n甲\n\n| 乙 | **丙** |\n|---|---|\n| 丁 | |\n| 戊 | 己 |\n\n庚\n";
        let article = Article::parse(text.into());
        let shown: Vec<Vec<String>> = tables(&article)
            .concat()
            .iter()
            .map(|row| row.iter().map(|cell| words(&article, cell)).collect())
            .collect();
        assert_eq!(shown, [["乙", "丙"], ["丁", ""], ["戊", "己"]]);
    }
}
