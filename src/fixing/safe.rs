//! Where an edit is safe: the file holds the very words, and nobody is quoted.

use std::ops::Range;

use super::Edit;
use crate::{
    article::prose::{Kind, OBJECT, Passage, Prose},
    rules::Subject,
};

/// Marks that open what somebody says, and those that close it.
const SAID: [(char, char); 3] = [('“', '”'), ('「', '」'), ('『', '』')];

/// What marks emphasis.
const EMPHASIS: [char; 3] = ['*', '_', '~'];

/// What stands in a line that another program reads first.
const TEMPLATE: [&str; 4] = ["{{", "}}", "{%", ":::"];

impl Subject<'_> {
    /// The edit that writes `right` in a range of the prose; none where that is not safe.
    pub fn mend(&self, at: &Range<usize>, right: &str) -> Vec<Edit> {
        self.mend_all(&[(at.clone(), right)])
    }

    /// The edits that write all of these; none where one is not safe.
    pub fn mend_all(&self, changes: &[(Range<usize>, &str)]) -> Vec<Edit> {
        let edits = changes.iter().map(|(at, right)| self.edit(at, right));
        edits.collect::<Option<_>>().unwrap_or_default()
    }

    fn edit(&self, at: &Range<usize>, right: &str) -> Option<Edit> {
        let prose = self.prose();
        let passage = prose.passage(at.start).filter(|passage| at.end <= passage.range.end)?;
        let words = prose.text.get(at.clone()).filter(|words| !words.is_empty() && *words != right)?;
        let span = prose.span(at.clone());
        let text = self.article.text();
        let is_exact = text.get(span.clone()) == Some(words) && !words.contains(OBJECT);
        let is_escaped = text[..span.start].ends_with('\\');
        // A space beside `**` may be what makes it a mark.
        let holds = words.trim().is_empty()
            && (text[..span.start].ends_with(EMPHASIS) || text[span.end..].starts_with(EMPHASIS));
        let fits = match passage.kind {
            Kind::Title | Kind::Digest => {
                !right.contains(|c: char| c.is_control() || matches!(c, '"' | '\'' | '\\'))
            }
            _ => true,
        };
        let safe = is_exact && !is_escaped && !holds && fits && is_chinese(prose, passage);
        let safe = safe && !prose.is_quoted(at) && !is_said(prose, passage, at) && !is_template(text, &span);
        safe.then(|| Edit { span, text: right.to_owned() })
    }
}

/// Japanese has marks and full-width letters of its own.
fn is_chinese(prose: &Prose, passage: &Passage) -> bool {
    !prose.text[passage.range.clone()].contains(|c| matches!(c, '\u{3041}'..='\u{30fa}'))
}

/// Whether a place lies inside quotation marks. A straight one before it that has no partner there counts too.
fn is_said(prose: &Prose, passage: &Passage, at: &Range<usize>) -> bool {
    let before = &prose.text[passage.range.start..at.start];
    let after = &prose.text[at.end..passage.range.end];
    let inside = |(open, close): (char, char)| {
        before.rfind([open, close]).is_some_and(|last| before[last..].starts_with(open))
            && after.find([open, close]).is_some_and(|next| after[next..].starts_with(close))
    };
    let is_mark = prose.text[at.clone()].contains('"');
    SAID.into_iter().any(inside) || !is_mark && before.matches('"').count() % 2 == 1 && after.contains('"')
}

/// Whether the line is written for a site's templates, or holds a formula.
fn is_template(text: &str, span: &Range<usize>) -> bool {
    let start = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |end| span.end + end);
    let line = &text[start..end];
    TEMPLATE.into_iter().any(|mark| line.contains(mark)) || line.matches('$').nth(1).is_some()
}
