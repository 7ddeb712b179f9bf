//! Edits as an edited copy of the article's file: what differs from it, as few words as stand there once.

use std::ops::Range;

use super::{Typed, places};
use crate::{
    article::{bundle::Bundle, front_matter::Table},
    diff::changes,
};

/// One change: this stretch of the old text gives way to these words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    span: Range<usize>,
    to: String,
}

/// The edits that lead from an article's file, without its `[wxops]` table, to an edited copy. What editors do to ends
/// of lines and of the file by themselves is no edit.
pub fn copied(bundle: &Bundle, copy: &str) -> Vec<Typed> {
    let kept = bundle.index.kept();
    let copy = as_it_was(&kept, copy);
    let changes = changes(&kept, &copy).into_iter().map(|(span, to)| Change { span, to }).collect();
    let cut = match &bundle.index.front.table {
        Table::Read(_, cut) => cut.start,
        _ => 0,
    };
    let single = single(&kept, cut, changes);
    single.into_iter().map(|change| Typed { from: kept[change.span].to_owned(), to: change.to }).collect()
}

/// The copy without what an editor does to every file it saves.
fn as_it_was(kept: &str, copy: &str) -> String {
    let copy = if kept.starts_with('\u{feff}') { copy } else { copy.trim_start_matches('\u{feff}') };
    let copy = if kept.contains('\r') { copy.to_owned() } else { copy.replace("\r\n", "\n") };
    if copy.ends_with('\n') && !kept.ends_with('\n') && !kept.is_empty() {
        return copy.trim_end_matches('\n').to_owned();
    }
    if kept.ends_with('\n') && !copy.ends_with('\n') { copy + "\n" } else { copy }
}

/// Each change with as many characters around it as make its old words the only ones. Two that would share words
/// become one.
fn single(kept: &str, cut: usize, mut changes: Vec<Change>) -> Vec<Change> {
    let mut n = 0;
    while n < changes.len() {
        let low = n.checked_sub(1).map_or(0, |before| changes[before].span.end);
        let high = changes.get(n + 1).map_or(kept.len(), |after| after.span.start);
        let Range { start, end } = changes[n].span.clone();
        // Never across the table, which lies between two characters of this text.
        let low = if start >= cut { low.max(cut) } else { low };
        let high = if end <= cut { high.min(cut) } else { high };
        if let Some(span) = alone(kept, start..end, low..high) {
            let to = [&kept[span.start..start], &changes[n].to, &kept[end..span.end]].concat();
            changes[n] = Change { span, to };
            n += 1;
        } else if n + 1 < changes.len() {
            let after = changes.remove(n + 1);
            let between = &kept[end..after.span.start];
            changes[n] =
                Change { span: start..after.span.end, to: [&changes[n].to, between, &after.to].concat() };
        } else if n > 0 {
            let last = changes.remove(n);
            n -= 1;
            let Range { start, end } = changes[n].span.clone();
            let between = &kept[end..last.span.start];
            changes[n] =
                Change { span: start..last.span.end, to: [&changes[n].to, between, &last.to].concat() };
        } else {
            n += 1; // whoever places it says why it cannot be
        }
    }
    changes
}

/// The stretch with a character more on either side in turn, within `room`, until its words stand in the text once.
fn alone(kept: &str, span: Range<usize>, room: Range<usize>) -> Option<Range<usize>> {
    let Range { mut start, mut end } = span;
    let mut left = true;
    loop {
        if end > start && places(kept, &kept[start..end]).len() == 1 {
            return Some(start..end);
        }
        let before = kept[room.start.min(start)..start].chars().next_back();
        let after = kept[end..room.end.max(end)].chars().next();
        match (before, after) {
            (None, None) => return None,
            (Some(c), _) if left || after.is_none() => start -= c.len_utf8(),
            (_, Some(c)) => end += c.len_utf8(),
            (Some(c), None) => start -= c.len_utf8(),
        }
        left = !left;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::{Article, bundle::BlobId},
        workflow::replacement::{made, place},
    };

    const TEXT: &str = "+++\ntitle = \"最好的电源\"\n\n[wxops]\nid = \"01M82ZBER00A2WNWRDEP4NQTZ3\"\nstatus = \"in-review\"\nstage = \"final\"\nowner = \"lina\"\n+++\n\n电源很好。电源很轻。\n\n续航 900 公里，900 公里。";

    fn bundle(text: &str) -> Bundle {
        let index = Article::parse(text.into());
        Bundle { path: "articles/a".into(), index, index_blob: BlobId(String::new()), others: vec![] }
    }

    fn told(edits: &[Typed]) -> Vec<String> {
        edits.iter().map(|edit| format!("{}→{}", edit.from, edit.to)).collect()
    }

    #[test]
    fn a_copy_becomes_the_few_words_that_differ() {
        let kept = bundle(TEXT).index.kept();
        for (copy, edits) in [
            (kept.clone(), vec![]),
            (kept.replace("最好的电源", "更好的电源"), vec!["最→更"]),
            (kept.replace("很轻", "很重"), vec!["轻→重"]),
            (kept.replace("电源很轻", "电源也很轻"), vec!["电源很轻→电源也很轻"]),
            (kept.replace("，900", "，800"), vec!["，900→，800"]),
            (kept.replace("很好。", "很好，").replace("轻。\n", "小。\n"), vec!["好。→好，", "轻→小"]),
            (kept.replace("电源很好。", ""), vec!["电源很好。→"]),
            (kept.replace("\n\n续", "\n\n新的一段。\n\n续"), vec!["\n续→\n新的一段。\n\n续"]),
            // What editors do by themselves
            (format!("{kept}\n"), vec![]),
            (kept.replace('\n', "\r\n"), vec![]),
            (format!("\u{feff}{kept}"), vec![]),
        ] {
            let typed = copied(&bundle(TEXT), &copy);
            assert_eq!(told(&typed), edits, "{copy}");
        }
    }

    #[test]
    fn whatever_is_edited_comes_out_as_it_was_written() {
        let kept = bundle(TEXT).index.kept();
        let characters: Vec<char> = kept.chars().collect();
        let mut seed = 11_u64;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(seed >> 33).unwrap() % below
        };
        let mut placed = 0;
        for _ in 0..500 {
            let mut copy = characters.clone();
            for _ in 0..=next(5) {
                let at = 30 + next(copy.len() - 31);
                match next(3) {
                    0 => drop(copy.remove(at)),
                    1 => copy.insert(at, ['源', '很', '。', '\n', '9'][next(5)]),
                    _ => copy[at] = ['轻', '好', ' ', '0'][next(4)],
                }
            }
            let copy: String = copy.into_iter().collect();
            let typed = copied(&bundle(TEXT), &copy);
            let Ok(edits) = place(&bundle(TEXT), &typed) else { continue };
            if let Some(made) = made(&bundle(TEXT), &edits) {
                assert_eq!(made.index.kept(), as_it_was(&kept, &copy));
                placed += 1;
            }
        }
        assert!(placed > 400, "{placed}");
    }
}
