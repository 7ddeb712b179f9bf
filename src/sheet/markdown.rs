//! The sheet as Markdown: tables and lists that any reader of Markdown shows.

use super::paper::{Body, NAME, Paper, Part};
use crate::text::markdown::plain;

/// Whether a file begins as one that was drawn here.
pub(super) fn is_one(head: &str) -> bool {
    [NAME.0, NAME.1].iter().any(|name| head.starts_with(&format!("# {name}\n")))
}

/// Draws it, with a line feed at the end.
pub(super) fn drawn(paper: &Paper) -> String {
    let mut page = format!("# {}\n\n", paper.name);
    facts(&mut page, &paper.facts);
    for part in &paper.parts {
        page.push_str(&format!("\n## {}\n\n", plain(&part.heading)));
        body(&mut page, part);
    }
    page.push_str("\n---\n\n");
    for [label, words] in &paper.foot {
        page.push_str(&format!("- {} {}\n", plain(label), plain(words)));
    }
    page
}

fn body(page: &mut String, part: &Part) {
    match &part.body {
        Body::Table(columns, rows) => {
            line(page, columns);
            line(page, &vec!["---".to_owned(); columns.len()]);
            for cells in rows {
                line(page, &cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>());
            }
        }
        Body::Lists(lists) => {
            for (n, (heading, items)) in lists.iter().enumerate() {
                let gap = if n > 0 { "\n" } else { "" };
                page.push_str(&format!("{gap}### {}\n\n", plain(heading)));
                points(page, items);
            }
        }
        Body::Lines(lines) => points(page, lines),
    }
}

fn points(page: &mut String, items: &[String]) {
    for item in items {
        page.push_str(&format!("- {}\n", plain(item)));
    }
}

fn facts(page: &mut String, facts: &[[String; 2]]) {
    line(page, &[String::new(), String::new()]);
    line(page, &["---".to_owned(), "---".to_owned()]);
    for fact in facts {
        line(page, &fact.each_ref().map(|words| plain(words)));
    }
}

/// A row of a table; an empty cell is one blank.
fn line(page: &mut String, cells: &[String]) {
    for cell in cells {
        let gap = if cell.is_empty() { "" } else { " " };
        page.push_str(&format!("|{gap}{cell} "));
    }
    page.push_str("|\n");
}
