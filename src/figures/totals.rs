//! Totals and the parts that are listed with them: `共 10 人，其中…`, `共6件：…`, `…，合计240人`.

use std::ops::Range;

use super::{Part, parts, sentence};
use crate::article::prose::{number_after, number_before};

/// Words before a total.
const TOTALS: [&str; 4] = ["总计", "合计", "总数为", "总数"];

/// Words that sum up what stands before them.
const SUMS: [&str; 6] = ["共计", "合计", "总计", "总共", "一共", "共"];

/// Numbers that are not exact.
const ABOUT: [char; 7] = ['约', '近', '余', '多', '超', '几', '数'];

/// Numbers that are no totals: means, differences.
const CHANGES: [char; 9] = ['均', '每', '增', '减', '比', '较', '差', '降', '升'];

/// A total as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Total<'t> {
    /// How much
    pub number: f64,
    /// What is counted
    pub unit: &'t str,
    /// Whether words call it a total
    pub is_named: bool,
}

impl<'t> Total<'t> {
    /// The total with which some words end: `共 10 人`, `共有200家企业报名`.
    pub fn before(words: &'t str) -> Option<Self> {
        let unit_at = words.rfind(|c: char| c.is_ascii_digit())? + 1;
        let unit = words[unit_at..].trim_start_matches(' ');
        let number = number_before(&words[..unit_at]);
        let lead = words[..unit_at - number.len()].trim_end_matches(' ');
        let lead = lead.rfind(['，', '；', ',']).map_or(lead, |at| &lead[at..]);
        let exact = !unit.contains(ABOUT)
            && unit.chars().count() < 9
            && unit.chars().all(char::is_alphabetic)
            && !lead.ends_with(['约', '近', '超'])
            && !lead.contains(CHANGES)
            && !unit.is_empty();
        // 共评出 15 名，合计支出 12,000 元
        let near = |at: usize| lead[at..].chars().count() < 5;
        let verb = lead.rfind('共').filter(|at| near(*at)).map(|at| &lead[..at]);
        let is_named = TOTALS.iter().any(|word| lead.rfind(word).is_some_and(near))
            || verb.is_some_and(|before| !before.ends_with('公'));
        let number = number.replace(',', "").parse().ok()?;
        exact.then_some(Total { number, unit, is_named })
    }

    /// Whether each of some parts counts what the total counts, exactly, and there is one at all.
    pub fn counts(&self, parts: &[Part<'_>]) -> bool {
        let same = |part: &Part<'_>| {
            (is_counted(self.unit, part.unit) || is_counted(counted(self.unit), counted(part.unit)))
                && !part.name.contains(ABOUT)
        };
        !parts.is_empty() && parts.iter().all(same)
    }
}

/// Whether a total counts by a unit: `家企业报名` counts by `家`, `人次` counts no people.
fn is_counted(total: &str, unit: &str) -> bool {
    let rest = total.strip_prefix(unit).filter(|_| !unit.is_empty());
    rest.is_some_and(|rest| !rest.starts_with(['次', '天', '时', '均', '以', '左']))
}

/// `个人` counts what `人` counts.
fn counted(unit: &str) -> &str {
    unit.strip_prefix('个').filter(|rest| !rest.is_empty()).unwrap_or(unit)
}

/// The total of a sentence that sums up a whole list, the list, and where they stand: `共6件：…`, `8条，分别为…`,
/// `…，合计240人`. Nobody leaves anything out there.
pub fn told<'t>(text: &'t str, at: usize, word: &str) -> Option<(Total<'t>, Vec<Part<'t>>, Range<usize>)> {
    let around = sentence(text, at);
    let words = &text[around.clone()];
    let found =
        if SUMS.contains(&word) { summed(text, at, word, around) } else { listed(text, at, word, around) };
    found.filter(|_| !["其中", "另有", "除"].iter().any(|word| words.contains(word)))
}

/// `共6件：外套1件、裤子2件、配件4件`
fn listed<'t>(
    text: &'t str,
    at: usize,
    word: &str,
    around: Range<usize>,
) -> Option<(Total<'t>, Vec<Part<'t>>, Range<usize>)> {
    let before = text[around.start..at].trim_end_matches(['，', ',', ' ']);
    let total = Total::before(before).filter(|total| total.is_named || word != "：")?;
    let list = parts(text, at + word.len()..around.end);
    let end = list.last()?.range.end;
    let is_all = text[end..around.end].trim_matches([' ', '；', '）']).is_empty() && list.len() > 1;
    (is_all && total.counts(&list)).then_some((total, list, around.start..end))
}

/// `研发部120人、销售部80人，合计240人`
fn summed<'t>(
    text: &'t str,
    at: usize,
    word: &str,
    around: Range<usize>,
) -> Option<(Total<'t>, Vec<Part<'t>>, Range<usize>)> {
    let before = text[around.start..at].trim_end_matches(' ');
    let before = before.strip_suffix(['，', ','])?;
    let end = around.start + before.len();
    let said = text[at + word.len()..around.end].trim_start_matches(['为', '有', ' ']);
    let number = number_after(said);
    let rest = said[number.len()..].trim_start_matches(' ');
    let unit = counted(&rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())]);
    let total = Total { number: number.replace(',', "").parse().ok()?, unit, is_named: true };
    let first = before.find(|c: char| c.is_ascii_digit())?;
    let start = before[..first].rfind(['，', '：', ',', ':']);
    let start = start.map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let list = parts(text, around.start + start..end);
    let is_all = list.len() > 1
        && list.iter().all(|part| counted(part.unit) == unit)
        && list.last().is_some_and(|last| last.range.end == end);
    let said = text.len() - text[at..].len() + (text[at..around.end].len() - rest.len()) + unit.len();
    (is_all && total.counts(&list)).then_some((total, list, around.start + start..said))
}
