//! Ten people, of whom six are men and five are women: the reader counts too.

use super::{Findings, Subject};
use crate::{
    article::prose::number_before,
    figures::{Part, are_kinds, parts, sentence},
    say,
};

/// Words before a total.
const TOTALS: [&str; 4] = ["总计", "合计", "总数为", "总数"];

/// Numbers that are not exact.
const ABOUT: [char; 7] = ['约', '近', '余', '多', '超', '几', '数'];

/// Numbers that are no totals: means, differences.
const CHANGES: [char; 9] = ['均', '每', '增', '减', '比', '较', '差', '降', '升'];

/// Words that name what the list leaves out.
const MORE: [&str; 6] = ["另", "还有", "其余", "其他", "此外", "不含"];

/// Two kinds that leave nothing out.
const HALVES: [[char; 2]; 2] = [['男', '女'], ['内', '外']];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let text = &prose.text;
    for at in prose.each("其中") {
        let around = sentence(text, at);
        let before = text[around.start..at].trim_end_matches(['，', ',', '；', '（', '(', ' ', '：']);
        let Some((total, unit, named)) = total(before) else { continue };
        let start = at + "其中".len();
        let after = text[start..around.end].trim_start_matches(['，', '：', ' ']);
        let list = parts(text, around.end - after.len()..around.end);
        let told = list.iter().filter(|part| counted(part.unit) == unit).count();
        if told == 0 || told < list.len() || list.iter().any(|part| part.name.contains(ABOUT)) {
            continue;
        }
        let names: Vec<&str> = list.iter().map(|part| part.name).collect();
        let sum: f64 = list.iter().map(|part| part.number).sum();
        let largest = list.iter().map(|part| part.number).fold(0.0, f64::max);
        let complete = is_complete(&names) && !MORE.iter().any(|word| text[around.clone()].contains(word));
        let slack = 1e-6 * total;
        let said = if named && largest > total + slack {
            largest
        } else if are_kinds(&names) && (sum > total + slack || complete && sum < total - slack) {
            sum
        } else {
            continue;
        };
        let span = around.start..end(&list, start);
        found
            .at(
                prose.span(span.start + text[span.clone()].find(before).unwrap_or(0)..span.end),
                say!(
                    "总数是 {total}{unit}，分项合计 {said}{unit}",
                    "the total is `{total}{unit}`, the parts make `{said}{unit}`"
                ),
            )
            .help(say!("核对总数和每一项", "look up the total and each part"));
    }
}

/// The total with which some words end, its unit, and whether they call it a total: `共 10 人`.
fn total(words: &str) -> Option<(f64, &str, bool)> {
    let unit_at = words.rfind(|c: char| c.is_ascii_digit())? + 1;
    let unit = counted(words[unit_at..].trim_start_matches(' '));
    let number = number_before(&words[..unit_at]);
    let lead = words[..unit_at - number.len()].trim_end_matches(' ');
    let lead = lead.rfind(['，', '；', ',']).map_or(lead, |at| &lead[at..]);
    let exact = !unit.contains(ABOUT)
        && !lead.ends_with(['约', '近', '超'])
        && !lead.contains(CHANGES)
        && !unit.contains(['%', '％'])
        && !unit.is_empty()
        && unit.chars().count() < 4;
    // 共评出 15 名
    let verb = lead.char_indices().rev().take(4).find(|(_, c)| *c == '共').map(|(at, _)| &lead[..at]);
    let named =
        TOTALS.iter().any(|word| lead.ends_with(word)) || verb.is_some_and(|before| !before.ends_with('公'));
    Some((number.replace(',', "").parse().ok()?, unit, named)).filter(|_| exact)
}

/// `个人` counts what `人` counts.
fn counted(unit: &str) -> &str {
    unit.strip_prefix('个').filter(|rest| !rest.is_empty()).unwrap_or(unit)
}

fn is_complete(names: &[&str]) -> bool {
    names.len() == 2
        && HALVES.iter().any(|half| half.iter().all(|kind| names.iter().any(|name| name.contains(*kind))))
}

fn end(list: &[Part<'_>], start: usize) -> usize {
    list.last().map_or(start, |part| part.range.end)
}
