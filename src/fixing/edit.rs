//! Edits of a text: other words in place of a range of its bytes.

use std::ops::Range;

/// One change of a file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes, in bytes of the text
    pub span: Range<usize>,
    /// What comes in its place
    pub text: String,
}

/// The edits that mend one finding, all or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The rule of the finding
    pub rule: &'static str,
    /// The edits
    pub edits: Vec<Edit>,
}

/// A text with edits made. One that does not fit, or that overlaps the one before it, is left out.
pub fn applied<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let (mut written, mut done) = (String::with_capacity(text.len()), 0);
    for Edit { span, text: words } in edits {
        if let (true, Some(_), Some(before)) =
            (span.start >= done, text.get(span.clone()), text.get(done..span.start))
        {
            written.push_str(before);
            written.push_str(words);
            done = span.end;
        }
    }
    written + text.get(done..).unwrap_or_default()
}

/// Of fixes in order of place those that touch none before them; the others wait for the next pass.
pub(super) fn apart(mut fixes: Vec<Fix>) -> Vec<Fix> {
    fixes.retain(|fix| !fix.edits.is_empty());
    fixes.sort_by_key(|fix| fix.edits.iter().map(|edit| (edit.span.start, edit.span.end)).min());
    let mut taken: Vec<Range<usize>> = Vec::new();
    fixes.retain(|fix| {
        let free = fix.edits.iter().all(|edit| is_free(&taken, &edit.span));
        if free {
            for edit in &fix.edits {
                let at = taken.partition_point(|other| other.start < edit.span.start);
                taken.insert(at, edit.span.clone());
            }
        }
        free
    });
    fixes
}

/// Whether a span touches none of these, which are in order and apart.
fn is_free(taken: &[Range<usize>], span: &Range<usize>) -> bool {
    let next = taken.partition_point(|other| other.end < span.start);
    taken.get(next).is_none_or(|other| span.end < other.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(span: Range<usize>, text: &str) -> Edit {
        Edit { span, text: text.into() }
    }

    fn fix(edits: &[Edit]) -> Fix {
        Fix { rule: "a_rule", edits: edits.to_vec() }
    }

    #[test]
    fn edits_are_made_in_order_of_place_whatever_their_own_order() {
        assert_eq!(applied("abcdef", &[edit(4..5, "E"), edit(0..1, ""), edit(2..2, "-")]), "b-cdEf");
        assert_eq!(applied("甲乙", &[edit(1..3, "x"), edit(3..9, "x"), edit(3..6, "丙")]), "甲丙");
        assert_eq!(applied("abc", &[edit(0..2, "x"), edit(1..3, "y")]), "xc");
    }

    #[test]
    fn fixes_that_touch_wait() {
        let both = fix(&[edit(0..1, "“"), edit(8..9, "”")]);
        let inside = fix(&[edit(3..4, "x")]);
        let touching = fix(&[edit(9..10, "y")]);
        assert_eq!(apart(vec![touching, inside.clone(), both.clone(), fix(&[])]), [both, inside]);
    }
}
