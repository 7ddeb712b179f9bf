//! Whoever reads `11月25日—11月20日` knows that one of the two is wrong, and not which.

use std::ops::Range;

use super::{Findings, Subject};
use crate::{
    article::prose::{digits_after, digits_before, number_after, number_before},
    dates::{Date, clock, dates, end_after, join},
    figures::unit_after,
    say,
};

/// Longer than any night shift, in minutes: 18:00—9:00 ends on the next day, 20:00—18:00 does not.
const NIGHT: u32 = 16 * 60;

/// A hyphen may be a minus sign or join the parts of a code.
const BETWEEN_NUMBERS: [char; 5] = ['～', '~', '—', '–', '－'];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let text = &prose.text;
    let mut turned = Vec::new();
    for start in dates(text) {
        let end = end_after(text, &start);
        turned.extend(end.filter(|end| ends_before(&start, end)).map(|end| start.range.start..end.range.end));
    }
    for (at, mark) in prose.marks() {
        turned.extend(match mark {
            ':' | '：' => times(text, *at, mark.len_utf8()),
            mark if BETWEEN_NUMBERS.contains(mark) => {
                let after = at + mark.len_utf8();
                years(text, *at).or_else(|| days(text, *at, after)).or_else(|| numbers(text, *at, after))
            }
            '-' => years(text, *at),
            _ => None,
        });
    }
    for range in turned {
        let shown = text[range.clone()].to_owned();
        found
            .at(prose.span(range), say!("“{shown}”的起止颠倒了", "“{shown}” ends before it begins"))
            .help(say!("核对起点和终点", "look up where it begins and where it ends"));
    }
}

/// Without years, only within a month: what begins in December may end in January.
fn ends_before(start: &Date, end: &Date) -> bool {
    match (start.year, end.year) {
        (Some(first), Some(last)) => (last, end.month, end.day) < (first, start.month, start.day),
        (_, None) => end.month == start.month && end.day < start.day,
        (None, Some(_)) => false,
    }
}

/// `20:00—18:00`, by the colon of its beginning.
fn times(text: &str, at: usize, colon: usize) -> Option<Range<usize>> {
    let (start, from) = clock(text, at, colon)?;
    let minutes = at + colon + 2;
    let next = minutes + join(&text[minutes..])?;
    let at = next + digits_after(text, next).len();
    let colon = text[at..].chars().next().filter(|c| matches!(c, ':' | '：'))?.len_utf8();
    let (_, to) = clock(text, at, colon)?;
    let end = at + colon + 2;
    (to < from && to + 24 * 60 - from > NIGHT).then_some(start..end)
}

/// `2026—2021年`, by its mark; years before our era count backwards.
fn years(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text[..at].strip_suffix('年').unwrap_or(&text[..at]);
    let first = digits_before(before, before.len());
    let next = at + join(&text[at..])?;
    let last = digits_after(text, next);
    let end = next + last.len();
    let start = before.len() - first.len();
    let is_year = |digits: &str| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let plain = |c: char| c != '前' && c != '-' && c != '.' && !c.is_ascii_alphanumeric();
    let alone = text[..start].chars().next_back().is_none_or(plain);
    let named = is_year(first) && is_year(last) && text[end..].starts_with('年');
    // A month after it makes it a date, and dates are looked at as a whole.
    let whole = !text[end + named.then_some('年'.len_utf8())?..].starts_with(|c: char| c.is_ascii_digit());
    (alone && whole && last < first).then_some(start..end + '年'.len_utf8())
}

/// `11月25—20日`, by its mark.
fn days(text: &str, at: usize, after: usize) -> Option<Range<usize>> {
    let (first, last) = (digits_before(text, at), digits_after(text, after));
    let month = text[..at - first.len()].strip_suffix('月')?;
    let start = month.len() - digits_before(month, month.len()).len();
    let end = after + last.len();
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    (last < first && text[end..].starts_with(['日', '号'])).then_some(start..end + '日'.len_utf8())
}

/// `30%～15%`, `500～300元`, by the mark: both of one unit, and nothing that says that something fell.
fn numbers(text: &str, at: usize, after: usize) -> Option<Range<usize>> {
    let high = number_after(&text[after..]);
    let rest = text[after + high.len()..].trim_start_matches(' ');
    let unit = unit_after(rest)?;
    let end = text.len() - rest.len() + unit.len();
    let before = text[..at].strip_suffix(unit).unwrap_or(&text[..at]).trim_end_matches(' ');
    let low = number_before(before);
    let start = before.len() - low.len();
    let lead = text[..start].trim_end_matches(' ');
    let falls = lead.ends_with(['从', '由', '第', '-', '−', '－', '负', '下', '图', '表', '式', '例'])
        || lead.ends_with("零下");
    let joined = text[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || ".:/~～—–-".contains(c));
    let (low, high): (f64, f64) = (low.replace(',', "").parse().ok()?, high.replace(',', "").parse().ok()?);
    (high < low && !falls && !joined).then_some(start..end)
}
