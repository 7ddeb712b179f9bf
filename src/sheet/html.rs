//! The sheet as one HTML file for the printer: no script, nothing loaded, every word escaped.

use super::paper::{Body, Paper, Part};
use crate::text::{Language, escaped};

/// What the file says of itself, so that it can be told from others.
const GENERATOR: &str = "<meta name=\"generator\" content=\"wxops sheet\">";

/// How it is printed: a page of A4, small letters, lists side by side.
const STYLE: &str = "\
@page { size: A4; margin: 11mm 12mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 186mm; color: #000; background: #fff;
  font: 7.5pt/1.4 \"Noto Sans CJK SC\", \"Source Han Sans SC\", \"Microsoft YaHei\", \"PingFang SC\", \"WenQuanYi Micro Hei\", sans-serif; }
h1 { font-size: 14pt; text-align: center; margin: 0 0 1.5mm; letter-spacing: .1em; }
h2 { font-size: 8.5pt; margin: 2.2mm 0 .8mm; break-after: avoid; }
h3 { font-size: 7.5pt; margin: 0 0 .6mm; }
table { width: 100%; border-collapse: collapse; }
th, td { border: .25mm solid #777; padding: .25mm 1.2mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eee; font-weight: 600; white-space: nowrap; }
tr, li { break-inside: avoid; }
td.short { white-space: nowrap; }
.facts { display: grid; grid-template-columns: repeat(6, 1fr); border: .25mm solid #777; border-width: .25mm 0 0 .25mm; }
.facts div { grid-column: span 2; display: flex; border: .25mm solid #777; border-width: 0 .25mm .25mm 0; }
.facts div.wide { grid-column: span 6; }
.facts b { flex: 0 0 15mm; background: #eee; padding: .25mm 1.2mm; font-weight: 600; }
.facts span { padding: .25mm 1.2mm; overflow-wrap: anywhere; }
.lists { display: grid; grid-template-columns: repeat(auto-fit, minmax(52mm, 1fr)); gap: 1mm 3mm; font-size: 6.6pt; line-height: 1.32; }
ul { margin: 0; padding: 0; list-style: none; }
li { padding-left: 2mm; text-indent: -2mm; }
ul.lines { columns: 2; column-gap: 4mm; overflow-wrap: anywhere; }
.foot { margin-top: 2.2mm; border-top: .25mm solid #777; padding-top: .8mm; overflow-wrap: anywhere; }
.foot div b { display: inline-block; min-width: 15mm; font-weight: 600; }
";

/// Whether a file begins as one that was drawn here.
pub(super) fn is_one(head: &str) -> bool {
    head.starts_with("<!doctype html>\n") && head.contains(GENERATOR)
}

/// Draws it.
pub(super) fn drawn(paper: &Paper, language: Language) -> String {
    let lang = match language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    };
    let title = format!("{} {}", safe(&paper.name), safe(&paper.called));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n{GENERATOR}\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{}</h1>\n",
        safe(&paper.name)
    );
    facts(&mut page, &paper.facts);
    for part in &paper.parts {
        body(&mut page, part);
    }
    page.push_str("<div class=\"foot\">\n");
    for [label, words] in &paper.foot {
        page.push_str(&format!("<div><b>{}</b> {}</div>\n", safe(label), safe(words)));
    }
    page.push_str("</div>\n</body>\n</html>\n");
    page
}

/// The facts as the boxes of a form: the first and long ones as wide as the page.
fn facts(page: &mut String, facts: &[[String; 2]]) {
    page.push_str("<div class=\"facts\">\n");
    for (n, [label, words]) in facts.iter().enumerate() {
        let wide = n == 0 || words.chars().count() > 40;
        let class = if wide { " class=\"wide\"" } else { "" };
        page.push_str(&format!("<div{class}><b>{}</b><span>{}</span></div>\n", safe(label), safe(words)));
    }
    page.push_str("</div>\n");
}

fn body(page: &mut String, part: &Part) {
    page.push_str(&format!("<h2>{}</h2>\n", safe(&part.heading)));
    match &part.body {
        Body::Table(columns, rows) => {
            page.push_str("<table>\n<thead>");
            row(page, "th", columns);
            page.push_str("</thead>\n<tbody>\n");
            for cells in rows {
                row(page, "td", cells);
            }
            page.push_str("</tbody>\n</table>\n");
        }
        Body::Lists(lists) => {
            page.push_str("<div class=\"lists\">\n");
            for (heading, items) in lists {
                page.push_str(&format!("<section class=\"list\"><h3>{}</h3>\n", safe(heading)));
                points(page, "list", items);
                page.push_str("</section>\n");
            }
            page.push_str("</div>\n");
        }
        Body::Lines(lines) => points(page, "lines", lines),
    }
}

/// A row. Times and short words are not broken, so that an ordinary act takes one line.
fn row(page: &mut String, tag: &str, cells: &[String]) {
    page.push_str("<tr>");
    for (n, cell) in cells.iter().enumerate() {
        let is_short = n == 0 || cell.chars().count() <= 12;
        let short = if tag == "td" && is_short { " class=\"short\"" } else { "" };
        page.push_str(&format!("<{tag}{short}>{}</{tag}>", safe(cell)));
    }
    page.push_str("</tr>\n");
}

fn points(page: &mut String, class: &str, items: &[String]) {
    page.push_str(&format!("<ul class=\"{class}\">\n"));
    for item in items {
        page.push_str(&format!("<li>{}</li>\n", safe(item)));
    }
    page.push_str("</ul>\n");
}

/// Words that mean nothing to HTML.
fn safe(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for c in escaped(words).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' => safe.push_str("<br>"),
            _ => safe.push(c),
        }
    }
    safe
}
