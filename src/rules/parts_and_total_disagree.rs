//! Ten people, of whom six are men and five are women: the reader counts too.

use std::ops::Range;

use super::{Findings, Subject};
use crate::{
    article::prose::Prose,
    figures::{Part, Total, are_groups, are_kinds, parts, sentence, told},
    say,
};

/// Words that name what the list leaves out.
const MORE: [&str; 6] = ["另", "还有", "其余", "其他", "此外", "不含"];

/// Two kinds that leave nothing out.
const HALVES: [[char; 2]; 2] = [['男', '女'], ['内', '外']];

/// Words between a whole list and its total, in either order.
const WHOLE: [&str; 9] = ["：", "分别为", "分别是", "共计", "合计", "总计", "总共", "一共", "共"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let text = &prose.text;
    for at in prose.each("其中") {
        let around = sentence(text, at);
        let before = text[around.start..at].trim_end_matches(['，', ',', '；', '（', '(', ' ', '：']);
        let Some(total) = Total::before(before) else { continue };
        let start = at + "其中".len();
        let after = text[start..around.end].trim_start_matches(['，', '：', ' ']);
        let list = parts(text, around.end - after.len()..around.end);
        if !total.counts(&list) {
            continue;
        }
        let is_whole = !MORE.iter().any(|word| text[around.clone()].contains(word));
        let end = list.last().map_or(start, |part| part.range.end);
        let start = around.start + text[around.start..end].find(before).unwrap_or(0);
        if let Some(said) = wrong(&total, &list, is_whole) {
            tell(prose, start..end, (&total, said, list[0].unit), found);
        }
    }
    let mut passed = 0;
    for (at, word) in WHOLE.iter().flat_map(|word| prose.each(word).map(move |at| (at, word))) {
        let Some((total, list, span)) = told(text, at, word) else { continue };
        let sum: f64 = list.iter().map(|part| part.number).sum();
        if (sum - total.number).abs() > 1e-6 * total.number && span.end != passed {
            passed = span.end;
            tell(prose, span, (&total, sum, list[0].unit), found);
        }
    }
}

/// What parts make that cannot be parts of the total: one is more than all, or they exclude each other.
fn wrong(total: &Total<'_>, list: &[Part<'_>], is_whole: bool) -> Option<f64> {
    let names: Vec<&str> = list.iter().map(|part| part.name).collect();
    let sum: f64 = list.iter().map(|part| part.number).sum();
    let largest = list.iter().map(|part| part.number).fold(0.0, f64::max);
    let slack = 1e-6 * total.number;
    if total.is_named && largest > total.number + slack {
        return Some(largest);
    }
    let more = sum > total.number + slack && (are_kinds(&names) || are_groups(&names));
    let less = is_whole && is_complete(&names) && are_kinds(&names) && sum < total.number - slack;
    (more || less).then_some(sum)
}

/// What total and parts make, each in the unit of the parts.
fn tell(
    prose: &Prose,
    span: Range<usize>,
    (total, said, unit): (&Total<'_>, f64, &str),
    found: &mut Findings<'_>,
) {
    let number = total.number;
    found
        .at(
            prose.span(span),
            say!(
                "总数是 {number}{unit}，分项合计 {said}{unit}",
                "the total is `{number}{unit}`, the parts make `{said}{unit}`"
            ),
        )
        .help(say!("核对总数和每一项", "look up the total and each part"));
}

fn is_complete(names: &[&str]) -> bool {
    names.len() == 2
        && HALVES.iter().any(|half| half.iter().all(|kind| names.iter().any(|name| name.contains(*kind))))
}
