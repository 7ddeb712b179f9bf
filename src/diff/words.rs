//! What changed inside a line. Chinese is written without spaces, so its words here are single characters, and what
//! changed is put together again as an editor would mark it on paper.
//!
//! Clauses are compared first, then the words of those that differ: a new clause in a paragraph of a thousand
//! characters is that clause. No clock has a say in it, so a text is compared alike on every computer.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation as _;

use super::Part;

/// Most pairs of words that are compared one by one: some 3,000 characters with as many. A longer stretch without a
/// clause in common was written anew.
const PAIRS: usize = 10_000_000;

/// What stands in both between two changes, and is so short, says nothing by itself where the changes are longer.
const SHORT: usize = 4;

/// A stretch of both lines, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    old: Range<usize>,
    new: Range<usize>,
    /// The words are the same in both
    same: bool,
}

/// The parts of the old line and of the new one. What is not changed is the same in both, in the same order.
pub(super) fn words(old: &str, new: &str) -> (Vec<Part>, Vec<Part>) {
    let (old, new) = (cut(old), cut(new));
    let stretches = stretches(&old, &new);
    let parts = |words: &[&str], side: fn(&Stretch) -> Range<usize>| -> Vec<Part> {
        let part = |stretch: &Stretch| Part { text: words[side(stretch)].concat(), changed: !stretch.same };
        stretches.iter().map(part).filter(|part| !part.text.is_empty()).collect()
    };
    (parts(&old, |stretch| stretch.old.clone()), parts(&new, |stretch| stretch.new.clone()))
}

/// What leads from one text of several lines to another: stretches of the old text in bytes, each with the words that
/// come in its place. Lines that differ are compared word by word.
pub fn changes(old: &str, new: &str) -> Vec<(Range<usize>, String)> {
    let (lines_old, lines_new): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let ops = capture_diff_slices(Algorithm::Patience, &lines_old, &lines_new);
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    let mut at = 0;
    for op in ops {
        let (before, after) = (lines_old[op.old_range()].concat(), lines_new[op.new_range()].concat());
        let (gone, come) = (cut(&before), cut(&after));
        let each = if matches!(op, DiffOp::Equal { .. }) { vec![] } else { stretches(&gone, &come) };
        let mut here = at;
        for stretch in each {
            let end = here + gone[stretch.old].concat().len();
            let to = come[stretch.new].concat();
            match changes.last_mut() {
                _ if stretch.same => {}
                Some((last, words)) if last.end == here => {
                    last.end = end;
                    words.push_str(&to);
                }
                _ => changes.push((here..end, to)),
            }
            here = end;
        }
        at += before.len();
    }
    changes
}

/// What stays and what changed, in turn.
fn stretches(old: &[&str], new: &[&str]) -> Vec<Stretch> {
    let mut stretches = joined(merged(joined(compared(old, new)), old, new));
    // What is slid leaves room at an end.
    let room = |old: usize, new: usize| Stretch { old: old..old, new: new..new, same: true };
    stretches.insert(0, room(0, 0));
    stretches.push(room(old.len(), new.len()));
    slide(&mut stretches, old, new);
    joined(stretches)
}

/// The words of a line by the rules of Unicode: each Chinese character, each number, each Latin word, each emoji.
pub(super) fn cut(line: &str) -> Vec<&str> {
    line.split_word_bounds().collect()
}

/// The stretches of two lines, by clauses and then by words.
fn compared(old: &[&str], new: &[&str]) -> Vec<Stretch> {
    let (clauses_old, clauses_new) = (clauses(old), clauses(new));
    let texts = |words: &[&str], clauses: &[Range<usize>]| -> Vec<String> {
        clauses.iter().map(|clause| words[clause.clone()].concat()).collect()
    };
    let ops = capture_diff_slices(Algorithm::Patience, &texts(old, &clauses_old), &texts(new, &clauses_new));
    let span = |clauses: &[Range<usize>], range: Range<usize>, from: usize| -> Range<usize> {
        clauses[range].last().map_or(from..from, |last| from..last.end)
    };
    let (mut at_old, mut at_new) = (0, 0);
    let mut stretches = Vec::new();
    for op in ops {
        let stretch = Stretch {
            old: span(&clauses_old, op.old_range(), at_old),
            new: span(&clauses_new, op.new_range(), at_new),
            same: matches!(op, DiffOp::Equal { .. }),
        };
        (at_old, at_new) = (stretch.old.end, stretch.new.end);
        stretches.push(stretch);
    }
    joined(stretches).into_iter().flat_map(|stretch| closer(stretch, old, new)).collect()
}

/// A stretch of changed clauses, word by word.
fn closer(stretch: Stretch, old: &[&str], new: &[&str]) -> Vec<Stretch> {
    let pairs = stretch.old.len().saturating_mul(stretch.new.len());
    if stretch.same || pairs == 0 || pairs > PAIRS {
        return vec![stretch];
    }
    let ops = capture_diff_slices(Algorithm::Myers, &old[stretch.old.clone()], &new[stretch.new.clone()]);
    let moved = |range: Range<usize>, by: usize| range.start + by..range.end + by;
    let each = ops.iter().map(|op| Stretch {
        old: moved(op.old_range(), stretch.old.start),
        new: moved(op.new_range(), stretch.new.start),
        same: matches!(op, DiffOp::Equal { .. }),
    });
    each.collect()
}

/// Where each clause begins and ends: behind a mark.
fn clauses(words: &[&str]) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let mut start = 0;
    for (n, word) in words.iter().enumerate() {
        let ends =
            word.starts_with(['，', '。', '、', '；', '：', '！', '？', '…', ',', ';', '.', '!', '?', '|']);
        if ends || n + 1 == words.len() {
            clauses.push(start..n + 1);
            start = n + 1;
        }
    }
    clauses
}

/// Neighbours of one kind are one; what is empty goes.
fn joined(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let mut joined: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        match joined.last_mut() {
            _ if stretch.old.is_empty() && stretch.new.is_empty() => {}
            Some(last) if last.same == stretch.same => {
                (last.old.end, last.new.end) = (stretch.old.end, stretch.new.end);
            }
            _ => joined.push(stretch),
        }
    }
    joined
}

/// A character or two that happen to stay between longer changes belong to them: `二十三` became `三十四`.
fn merged(mut stretches: Vec<Stretch>, old: &[&str], new: &[&str]) -> Vec<Stretch> {
    let long = |words: &[&str]| words.iter().map(|word| word.chars().count()).sum::<usize>();
    let size = |change: &Stretch| long(&old[change.old.clone()]).max(long(&new[change.new.clone()]));
    loop {
        let mut any = false;
        for n in 1..stretches.len().saturating_sub(1) {
            let (before, here, after) = (&stretches[n - 1], &stretches[n], &stretches[n + 1]);
            let length = long(&old[here.old.clone()]);
            if here.same && length <= SHORT.min(size(before)).min(size(after)) {
                stretches[n].same = false;
                any = true;
                break;
            }
        }
        if !any {
            return stretches;
        }
        stretches = joined(stretches);
    }
}

/// Words that came or went between the same words on both sides can often be told in several ways; a whole clause
/// reads best: `A，{+充满电，+}B`, not `A{+，充满电+}，B`.
fn slide(stretches: &mut [Stretch], old: &[&str], new: &[&str]) {
    for n in 0..stretches.len() {
        let change = stretches[n].clone();
        let (words, span) = match (change.old.is_empty(), change.new.is_empty()) {
            _ if change.same => continue,
            (true, false) => (new, change.new.clone()),
            (false, true) => (old, change.old.clone()),
            _ => continue,
        };
        let length = |stretch: Option<&Stretch>| stretch.map_or(0, |stretch| stretch.old.len());
        let (room_left, room_right) =
            (length(n.checked_sub(1).and_then(|n| stretches.get(n))), length(stretches.get(n + 1)));
        let left =
            (0..room_left).take_while(|by| words[span.start - 1 - by] == words[span.end - 1 - by]).count();
        let right = (0..room_right).take_while(|by| words[span.start + by] == words[span.end + by]).count();
        let begin = span.start - left;
        let best = (0..=left + right).max_by_key(|by| {
            let from = begin + by;
            (fitness(words, &(from..from + span.len())), *by)
        });
        let to = best.map_or(span.start, |by| begin + by);
        let moved = |at: usize| (at + to) - span.start;
        let shifted = |range: &Range<usize>| moved(range.start)..moved(range.end);
        stretches[n].old = shifted(&change.old);
        stretches[n].new = shifted(&change.new);
        if let Some(before) = n.checked_sub(1).and_then(|n| stretches.get_mut(n)) {
            (before.old.end, before.new.end) = (moved(before.old.end), moved(before.new.end));
        }
        if let Some(after) = stretches.get_mut(n + 1) {
            (after.old.start, after.new.start) = (moved(after.old.start), moved(after.new.start));
        }
    }
}

/// How well words read as what was put in or taken out.
fn fitness(words: &[&str], span: &Range<usize>) -> i32 {
    let mark = |at: Option<usize>| {
        at.and_then(|at| words.get(at)).is_none_or(|word| !word.starts_with(char::is_alphanumeric))
    };
    let opens =
        |at: usize| words.get(at).is_some_and(|word| word.starts_with(['（', '(', '“', '「', '《', '[']));
    let behind = i32::from(mark(span.start.checked_sub(1)));
    let ends = i32::from(mark(span.end.checked_sub(1)));
    let begins = i32::from(mark(Some(span.start)) && !opens(span.start));
    2 * behind + 2 * ends - begins
}
