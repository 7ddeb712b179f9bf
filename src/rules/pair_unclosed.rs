//! A bracket without its partner leaves readers waiting for an end that never comes.

use super::{Findings, Subject};
use crate::say;

/// What closes what this opens.
fn closing(opening: char) -> Option<char> {
    Some(match opening {
        '“' => '”',
        '（' => '）',
        '《' => '》',
        '【' => '】',
        '「' => '」',
        '『' => '』',
        _ => return None,
    })
}

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let passages = &prose.passages;
    for (n, passage) in passages.iter().enumerate() {
        let marks = prose.marks();
        let first = marks.partition_point(|(at, _)| *at < passage.range.start);
        let last = marks.partition_point(|(at, _)| *at < passage.range.end);
        let mut open: Vec<(usize, char, char)> = Vec::new();
        let mut alone = Vec::new();
        for (at, mark) in &marks[first..last] {
            if let Some(closing) = closing(*mark) {
                open.push((*at, *mark, closing));
            } else if matches!(mark, '”' | '）' | '》' | '】' | '」' | '』') {
                match open.iter().rposition(|(_, _, closing)| closing == mark) {
                    Some(partner) => drop(open.remove(partner)),
                    // `1）` and `一）` number a list, and `：）` smiles.
                    None if *mark == '）' && is_alone(prose.before(*at)) => {}
                    None => alone.push((*at, *mark)),
                }
            }
        }
        // A quotation of several paragraphs opens each of them and closes the last.
        let goes_on = |mark: char| {
            passages.get(n + 1).is_some_and(|next| prose.text[next.range.clone()].starts_with(mark))
        };
        let ended = n > 0 && prose.text[passage.range.clone()].starts_with('“');
        alone.retain(|(_, mark)| !(*mark == '”' && ended));
        alone.extend(
            open.into_iter()
                .filter(|(_, mark, _)| !(*mark == '“' && goes_on('“')))
                .map(|(at, mark, _)| (at, mark)),
        );
        for (at, mark) in alone {
            found
                .at(
                    prose.span(at..at + mark.len_utf8()),
                    say!("`{mark}` 没有配对", "`{mark}` has no partner"),
                )
                .help(say!("补上另一半，或删去", "add its partner, or delete it"));
        }
    }
}

fn is_alone(before: char) -> bool {
    before.is_ascii_alphanumeric() || matches!(before, '：' | ':') || "一二三四五六七八九十".contains(before)
}
