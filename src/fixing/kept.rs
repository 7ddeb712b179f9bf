//! Whether edits changed their own words only: same passages, links, pictures, code and fields as before.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{Edit, applied};
use crate::article::{
    Article,
    front_matter::Value,
    markdown::{Markdown, options},
    prose::Prose,
};

/// Whether `after`, which is `before` with these edits, reads as `before` does but for the words that were edited.
pub(super) fn is_kept(before: &Article, after: &Article, edits: &[Edit]) -> bool {
    has_same_fields(before, after) && words_follow(before, after, edits) && shape(before) == shape(after)
}

/// Whether line ends and the like, which are no words, can go: the fields are read at least as well.
pub(super) fn is_still_read(before: &Article, after: &Article) -> bool {
    after.unread().len() <= before.unread().len() && after.front.entries.len() >= before.front.entries.len()
}

fn has_same_fields(before: &Article, after: &Article) -> bool {
    let (old, new) = (&before.front, &after.front);
    let same = old.entries.iter().zip(&new.entries).all(|(old, new)| {
        let words = matches!((&old.value, &new.value), (Value::Words(_), Value::Words(_)));
        let ours = words && matches!(old.key.as_str(), "title" | "digest");
        old.key == new.key && (ours || old.value == new.value)
    });
    same && old.entries.len() == new.entries.len()
        && before.table() == after.table()
        && old.unread.len() == new.unread.len()
}

/// Whether the prose of the new text is the old prose with the same edits made there.
fn words_follow(before: &Article, after: &Article, edits: &[Edit]) -> bool {
    let (old, new) = (Markdown::of(before).prose, Markdown::of(after).prose);
    let place = |edit: &Edit| Some(Edit { span: old.place_of(&edit.span)?, text: edit.text.clone() });
    let Some(edits) = edits.iter().map(place).collect::<Option<Vec<_>>>() else { return false };
    let kinds = |prose: &Prose| -> Vec<_> {
        prose.passages.iter().map(|passage| (passage.kind, passage.quoted)).collect()
    };
    applied(&old.text, &edits) == new.text && kinds(&old) == kinds(&new)
}

/// A text without its words: what its Markdown is made of, in order.
fn shape(article: &Article) -> Vec<String> {
    let mut shape: Vec<String> = Vec::new();
    let mut verbatim = 0;
    for event in Parser::new_ext(&article.text()[article.body()], options()) {
        match &event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => verbatim += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => verbatim -= 1,
            Event::Text(_) if verbatim == 0 => continue,
            // An empty line of HTML that ends with a carriage return is one of these, and an event without one.
            Event::Html(line) if line.is_empty() => continue,
            _ => {}
        }
        shape.push(format!("{event:?}"));
    }
    shape
}
