//! The opening tag of each part of a page, with its style: worked out once a theme, written as they stand.
//!
//! Styles are written the way [`filter`](crate::render::filter) writes them (`key:value;key:value`), so that a page
//! passes it byte for byte. What is the same everywhere stands on the outermost section and is inherited.

use super::{
    Theme, Words,
    looks::Length,
    parts::{self, tag},
};

/// The opening tags of a theme.
#[derive(Clone, Debug)]
pub struct Styles {
    /// Around everything
    pub(in crate::render) page: String,
    /// A paragraph; the first inside something, the next ones, one with a mark before it; a caption
    pub(in crate::render) paragraph: String,
    pub(in crate::render) first: String,
    pub(in crate::render) next: String,
    pub(in crate::render) hanging: String,
    pub(in crate::render) caption: String,
    /// A heading of each level, and what it ends with
    pub(in crate::render) headings: [(String, &'static str); 6],
    /// A list, one inside something, its first item, the next ones, the mark before an item
    pub(in crate::render) list: String,
    pub(in crate::render) inner_list: String,
    pub(in crate::render) first_item: String,
    pub(in crate::render) item: String,
    pub(in crate::render) mark: String,
    /// A quotation; a callout of each kind, and its name
    pub(in crate::render) quote: String,
    pub(in crate::render) callouts: [(String, String); 5],
    /// What scrolls sideways: code, a wide table
    pub(in crate::render) code_block: String,
    pub(in crate::render) code_lines: String,
    pub(in crate::render) scroll: String,
    /// A cell of the head and of the body, aligned: not at all, left, centre, right
    pub(in crate::render) head: [String; 4],
    pub(in crate::render) cell: [String; 4],
    /// Inside a line; `dotted` is what emphasis of Chinese has, an address
    pub(in crate::render) strong: String,
    pub(in crate::render) dotted: &'static str,
    pub(in crate::render) address: String,
    pub(in crate::render) code: String,
    pub(in crate::render) link: String,
    pub(in crate::render) number: String,
    pub(in crate::render) deleted: String,
    /// Colours of code: keyword, string, comment, number
    pub(in crate::render) tokens: [String; 4],
    /// A picture alone, its frame; a picture in a line
    pub(in crate::render) figure: String,
    pub(in crate::render) picture: String,
    pub(in crate::render) inline_picture: String,
    pub(in crate::render) rule: String,
    /// A box for what only the back office can insert
    pub(in crate::render) by_hand: String,
    pub(in crate::render) by_hand_kind: String,
    /// The notes at the end, their heading, one of them; the footer
    pub(in crate::render) notes: String,
    pub(in crate::render) notes_heading: String,
    pub(in crate::render) credits: String,
    /// What is added in words
    pub(in crate::render) words: Words,
}

impl Styles {
    /// Works out a theme.
    pub fn of(theme: &Theme) -> Styles {
        let Theme { text, colours, code, pictures, .. } = theme;
        let (size, gap) = (text.size, text.paragraph);
        let small = Length(size.0.saturating_sub(20).max(120));
        let indent = if text.indent { ";text-indent:2em" } else { "" };
        let (accent, line, muted) = (colours.accent, colours.line, colours.muted);
        let (half, near) = (Length(gap.0 / 2), Length(gap.0 * 2 / 5));
        let columns = parts::columns(theme);
        let (code_block, code_lines, inline_code) = parts::listing(theme);
        Styles {
            page: parts::page(theme),
            paragraph: tag("p", &format!("margin:0 0 {gap}px{indent}")),
            first: tag("p", "margin:0"),
            next: tag("p", &format!("margin:{half}px 0 0")),
            hanging: tag("p", "margin:0;text-indent:-1.6em"),
            caption: tag(
                "p",
                &format!(
                    "margin:0 0 {gap}px;font-size:{small}px;line-height:1.6;text-align:center;color:{muted}"
                ),
            ),
            headings: [1, 2, 3, 4, 5, 6].map(|level| parts::heading(level, theme)),
            list: tag("section", &format!("margin:0 0 {gap}px")),
            inner_list: tag("section", &format!("margin:{near}px 0 0")),
            first_item: tag("section", "padding-left:1.6em"),
            item: tag("section", &format!("margin:{near}px 0 0;padding-left:1.6em")),
            mark: tag("span", &format!("display:inline-block;min-width:1.6em;text-indent:0;color:{accent}")),
            quote: parts::quote(theme),
            callouts: parts::callouts(theme),
            code_block,
            code_lines,
            scroll: tag(
                "section",
                &format!(
                    "margin:0 0 {gap}px;overflow-x:auto;font-size:{}px;letter-spacing:0;text-align:left",
                    Length(size.0.saturating_sub(10))
                ),
            ),
            head: columns.each_ref().map(|(head, _)| head.clone()),
            cell: columns.map(|(_, cell)| cell),
            strong: tag("strong", &format!("color:{}", colours.strong)),
            dotted: " style=\"font-style:normal;text-emphasis:filled dot;text-emphasis-position:under right\"",
            address: tag("span", "word-break:break-all"),
            code: inline_code,
            link: format!("style=\"color:{accent};text-decoration:none\""),
            number: tag("sup", &format!("font-size:0.7em;line-height:1;color:{accent}")),
            deleted: tag("s", &format!("color:{muted}")),
            tokens: [code.keyword, code.string, code.comment, code.number]
                .map(|colour| tag("span", &format!("color:{colour}"))),
            figure: tag("section", &format!("margin:0 0 {half}px;text-align:center;text-indent:0")),
            picture: format!(
                "style=\"max-width:100%;height:auto;vertical-align:middle{}\"",
                parts::radius(pictures.radius)
            ),
            inline_picture: "style=\"max-width:100%;height:1.4em;vertical-align:middle\"".into(),
            rule: format!("<hr style=\"margin:{gap}px 0;border:none;border-top:1px solid {line}\">"),
            by_hand: tag(
                "section",
                &format!(
                    "margin:0 0 {gap}px;padding:14px;border:1px dashed {accent};border-radius:4px;text-align:center;color:{muted}"
                ),
            ),
            by_hand_kind: tag("strong", &format!("color:{accent}")),
            notes: tag(
                "section",
                &format!(
                    "margin:{}px 0 {gap}px;padding-top:12px;border-top:1px solid {line};font-size:{small}px;line-height:1.6;letter-spacing:0;text-align:left;color:{muted}",
                    Length(gap.0 * 3 / 2)
                ),
            ),
            notes_heading: tag("p", "margin:0 0 8px;font-weight:bold"),
            credits: tag(
                "p",
                &format!("margin:0 0 {gap}px;font-size:{small}px;text-align:right;color:{muted}"),
            ),
            words: theme.words.clone(),
        }
    }
}

/// Writes the number of a note where it is mentioned.
pub(in crate::render) fn number(number: usize, styles: &Styles, out: &mut String) {
    out.push_str(&styles.number);
    out.push_str(&format!("[{number}]</sup>"));
}
