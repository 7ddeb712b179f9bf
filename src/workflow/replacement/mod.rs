//! A reviewer's edits: exact replacements in an article's file, and how they are undone to prove them.
//!
//! They count in bytes of `index.md` without its `[wxops]` table, which is what the content digest covers. Made, they
//! lead from one text to one other; undone, they lead back to the same bytes, or they are refused.

mod copy;
mod patch;
mod typed;

pub use copy::copied;
pub use patch::patch;
pub use typed::{Typed, place, shortened, typed};

use super::state::Submitted;
use crate::article::{Article, bundle::Bundle, digest::Digest, front_matter::Table};

/// Most replacements of one decision; whoever wants more sends the article back.
pub const MOST: usize = 50;

/// Most bytes of their words together.
pub const BYTES: usize = 16 * 1024;

/// Words that give way to others, at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// Where the old words begin in the old text, in bytes
    pub offset: usize,
    /// The old words; they stand in the old text once
    pub from: String,
    /// The new words; none where the old ones only go
    pub to: String,
}

/// Whether these can be a decision's edits, whatever text they are made in: some, not too many, each changes
/// something, in order of place, none over another.
pub fn well_formed(edits: &[Replacement]) -> bool {
    let bytes: usize = edits.iter().map(|edit| edit.from.len() + edit.to.len()).sum();
    let changes = |edit: &Replacement| !edit.from.is_empty() && edit.from != edit.to;
    let apart = |two: &[Replacement]| end(&two[0]).is_some_and(|end| end <= two[1].offset);
    (1..=MOST).contains(&edits.len())
        && bytes <= BYTES
        && edits.iter().all(changes)
        && edits.windows(2).all(apart)
}

/// The bundle after these edits, with its `[wxops]` table where it was. Nothing if an edit does not stand where it
/// says, or the front matter would not be read as before.
pub fn made(bundle: &Bundle, edits: &[Replacement]) -> Option<Bundle> {
    let article = &bundle.index;
    let Table::Read(table, cut) = &article.front.table else { return None };
    let text = replaced(&article.kept(), edits)?;
    let mut at = cut.start;
    for edit in edits.iter().filter(|edit| edit.offset < cut.start) {
        if end(edit)? > cut.start {
            return None; // around the table
        }
        at = (at + edit.to.len()).checked_sub(edit.from.len())?;
    }
    let whole = [text.get(..at)?, &table.render(), text.get(at..)?].concat();
    let index = Article::parse(whole.into_bytes());
    let kept = matches!(&index.front.table, Table::Read(now, cut) if now == table && cut.start == at);
    kept.then(|| Bundle { index, ..bundle.clone() })
}

/// The bundle before these edits. Nothing if they do not lead to this text from one in which the old words of each
/// stand once.
pub fn undone(bundle: &Bundle, edits: &[Replacement]) -> Option<Bundle> {
    let before = made(bundle, &inverse(edits)?)?;
    let text = before.index.kept();
    edits.iter().all(|edit| places(&text, &edit.from) == [edit.offset]).then_some(before)
}

/// The bundle as it was before the edits of a submission that came after the content `since`.
pub fn back_to(bundle: &Bundle, submitted: &Submitted, since: &Digest) -> Option<Bundle> {
    let mut text = bundle.clone();
    for decided in submitted.decisions.iter().rev().filter(|decided| !decided.edits.is_empty()) {
        if decided.content == *since {
            break;
        }
        text = undone(&text, &decided.edits)?;
        if decided.before == *since {
            return Some(text);
        }
    }
    (submitted.content == *since).then_some(text)
}

/// The replacements that lead back.
fn inverse(edits: &[Replacement]) -> Option<Vec<Replacement>> {
    let (mut more, mut less) = (0_usize, 0_usize);
    let back = edits.iter().map(|edit| {
        let offset = edit.offset.checked_add(more)?.checked_sub(less)?;
        more += edit.to.len();
        less += edit.from.len();
        Some(Replacement { offset, from: edit.to.clone(), to: edit.from.clone() })
    });
    back.collect()
}

/// A text after replacements that are in order of place.
fn replaced(text: &str, edits: &[Replacement]) -> Option<String> {
    let mut after = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let end = end(edit)?;
        after.push_str(text.get(at..edit.offset)?);
        if text.get(edit.offset..end)? != edit.from {
            return None;
        }
        after.push_str(&edit.to);
        at = end;
    }
    after.push_str(text.get(at..)?);
    Some(after)
}

/// Every place where some words begin.
fn places(text: &str, words: &str) -> Vec<usize> {
    let begins = |(at, _): &(usize, char)| text[*at..].starts_with(words);
    match words.chars().next() {
        Some(first) => {
            text.char_indices().filter(|(_, c)| *c == first).filter(begins).map(|(at, _)| at).collect()
        }
        None => vec![],
    }
}

fn end(edit: &Replacement) -> Option<usize> {
    edit.offset.checked_add(edit.from.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::bundle::BlobId;

    const TEXT: &str = "+++\ntitle = \"最好的电源\"\n\n[wxops]\nid = \"01M82ZBER00A2WNWRDEP4NQTZ3\"\nstatus = \"in-review\"\nstage = \"final\"\nowner = \"lina\"\n+++\n\n电源很好。电源很轻。\n";

    fn bundle(text: &str) -> Bundle {
        let index = Article::parse(text.into());
        Bundle { path: "articles/a".into(), index, index_blob: BlobId(String::new()), others: vec![] }
    }

    fn placed(words: &[&str]) -> Result<Vec<Replacement>, &'static str> {
        let wishes: Result<Vec<Typed>, _> = words.iter().map(|words| typed(words)).collect();
        wishes.and_then(|wishes| place(&bundle(TEXT), &wishes)).map_err(|refusal| refusal.code)
    }

    #[test]
    fn what_is_made_can_be_undone_to_the_byte() {
        for (words, after) in [
            (&["最好→更好"][..], TEXT.replace("最好", "更好")),
            (&["很好->很好很好"], TEXT.replace("很好", "很好很好")),
            (&["很轻。→", "最好的→"], TEXT.replace("很轻。", "").replace("最好的", "")),
            (&["电源很好→很轻", "。电源→，电源"], TEXT.replace("电源很好。", "很轻，")),
            (&["\"\n\n+++→"], String::new()),
        ] {
            match placed(words) {
                Ok(edits) => {
                    assert!(well_formed(&edits));
                    let made = made(&bundle(TEXT), &edits).unwrap();
                    assert_eq!(made.index.text(), after);
                    assert_eq!(undone(&made, &edits).unwrap().index.text(), TEXT);
                    assert!(undone(&bundle(TEXT), &edits).is_none(), "{words:?}");
                }
                Err(code) => assert_eq!((code, after.as_str()), ("edit_table", ""), "{words:?}"),
            }
        }
    }

    #[test]
    fn what_cannot_be_placed_is_refused() {
        for (words, code) in [
            (&["很好"][..], "edit_form"),
            (&["甲→乙→丙"], "edit_form"),
            (&["→甲"], "edit_form"),
            (&["很好→很好"], "edit_same"),
            (&["极好→很好"], "edit_not_found"),
            (&["电源→机器"], "edit_several"),
            (&["很好。电→甲", "电源很轻→乙"], "edit_overlap"),
            (&["很好→甲", "很好→甲"], "edit_overlap"),
            (&["in-review→approved"], "edit_table"),
            (&["\n\n+++→\n\n[more]\n+++"], "edit_table"),
        ] {
            assert_eq!(placed(words).unwrap_err(), code, "{words:?}");
        }
        let many: Vec<String> = (0..=MOST).map(|n| format!("甲{n}→乙")).collect();
        assert_eq!(placed(&many.iter().map(String::as_str).collect::<Vec<_>>()).unwrap_err(), "edit_limit");
        let long = format!("很好→{}", "好".repeat(BYTES));
        assert_eq!(placed(&[&long]).unwrap_err(), "edit_limit");
        // The front matter must be read as before.
        let edits = placed(&["的电源\"→\"\n\n[wxops]\nx = \"1\""]).unwrap();
        assert!(made(&bundle(TEXT), &edits).is_none());
    }

    #[test]
    fn forged_places_are_not_undone() {
        let edit = |offset, from: &str, to: &str| Replacement { offset, from: from.into(), to: to.into() };
        let kept = bundle(TEXT).index.kept();
        let at = kept.find("很轻").unwrap();
        assert!(undone(&bundle(TEXT), &[edit(at, "重", "很轻")]).is_some());
        for forged in [
            edit(at + 1, "重", "很轻"),
            edit(usize::MAX, "重", "很轻"),
            edit(at, "电源", "很轻"), // stands there three times then
        ] {
            assert!(undone(&bundle(TEXT), std::slice::from_ref(&forged)).is_none(), "{forged:?}");
        }
        assert!(!well_formed(&[]));
        assert!(!well_formed(&[edit(0, "", "甲")]) && !well_formed(&[edit(0, "甲", "甲")]));
        assert!(!well_formed(&[edit(0, "甲", "乙"), edit(2, "甲", "乙")]));
        assert!(!well_formed(&[edit(usize::MAX, "甲", "乙"), edit(2, "甲", "乙")]));
    }
}
