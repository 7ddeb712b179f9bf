//! The HTML in a text: typed among the words, or laid out elsewhere and kept in a block of its own.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::{body, options};
use crate::article::Article;

/// The word after ` ``` ` of a part that was laid out elsewhere.
pub const FROZEN: &str = "frozen";

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Html {
    /// Where it stands, in bytes of the file; of a frozen part its first line
    pub span: Range<usize>,
    /// Whether it was laid out elsewhere
    pub is_frozen: bool,
}

/// The pieces of HTML in an article, in order of place.
pub fn html(article: &Article) -> Vec<Html> {
    let body = body(article);
    let text = &article.text()[body.clone()];
    if !text.contains('<') && !text.contains(FROZEN) {
        return vec![]; // most articles have none
    }
    let mut found: Vec<Html> = vec![];
    let mut block: Option<Range<usize>> = None;
    for (event, span) in Parser::new_ext(text, options()).into_offset_iter() {
        let span = body.start + span.start..body.start + span.end;
        match event {
            Event::Start(Tag::HtmlBlock) => block = Some(span),
            Event::End(TagEnd::HtmlBlock) => {
                found.extend(block.take().map(|span| Html { span, is_frozen: false }));
            }
            Event::InlineHtml(_) => found.push(Html { span, is_frozen: false }),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if language(&info) == FROZEN => {
                let line = article.text()[span.clone()].find('\n').unwrap_or(span.len());
                found.push(Html { span: span.start..span.start + line, is_frozen: true });
            }
            _ => {}
        }
    }
    found
}

/// The language of a block of code, of what stands after ` ``` `.
pub fn language(info: &str) -> &str {
    info.split([' ', ',', '{', '\t']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_what_markdown_takes_for_it() {
        let text =
            "甲 <b>乙</b> `<i>`\n\n<p>\n丙\n</p>\n\n    <u>\n\n```frozen\n<p>\n```\n\n```html\n<p>\n```\n";
        let article = Article::parse(text.into());
        let found: Vec<(&str, bool)> =
            html(&article).into_iter().map(|html| (&text[html.span.clone()], html.is_frozen)).collect();
        assert_eq!(found, [("<b>", false), ("</b>", false), ("<p>\n丙\n</p>\n", false), ("```frozen", true)]);
    }
}
