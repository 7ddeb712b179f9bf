//! A range that ends before it begins has its two sides changed, or one of them is wrong.

use super::{Findings, Subject};
use crate::{
    article::prose::{NumberRange, RANGE_SIGNS, digits_after, digits_before},
    say,
};

/// Year, month and day, as far as they are written.
#[derive(Clone, Copy, Default)]
struct Date(Option<u32>, Option<u32>, Option<u32>);

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    // 从30～20℃ falls on purpose.
    let falls = |range: &NumberRange<'_>| falls(range) && !matches!(prose.before(range.start), '从' | '由');
    let numbers = prose.ranges().filter(|range| is_plain(range) && falls(range)).map(|range| range.span());
    let signs = prose.marks().iter().filter(|(_, mark)| RANGE_SIGNS.contains(mark));
    let signs = signs.map(|(at, sign)| (*at, sign.len_utf8()));
    let words = ['至', '到'].into_iter().flat_map(|to| prose.text.match_indices(to));
    let words = words.map(|(at, to)| (at, to.len()));
    let dates = signs.chain(words).filter_map(|(at, length)| {
        let end = at + length;
        let (from, start) = date_before(&prose.text[..at])?;
        let (to, length) = date_after(&prose.text[end..])?;
        is_later(from, to).then_some(start..end + length)
    });
    for span in numbers.chain(dates) {
        let shown = &prose.text[span.clone()];
        found
            .at(prose.span(span.clone()), say!("`{shown}` 的起止颠倒了", "`{shown}` ends before it begins"))
            .help(say!(
                "核对两头，小的、早的写在前面",
                "look both ends up; the lesser or earlier one comes first"
            ));
    }
}

/// Whether two numbers can be compared: not hours and months, which begin anew, nor 9000～1万, nor a score.
fn is_plain(range: &NumberRange<'_>) -> bool {
    let same = range.low_unit.is_none_or(|unit| unit == range.unit);
    let scaled = range.low_unit.is_none() && matches!(range.unit, '万' | '亿' | '千' | '百');
    same && !scaled && !matches!(range.sign, '-' | '－') && !"年月日号时点分秒周".contains(range.unit)
}

fn falls(range: &NumberRange<'_>) -> bool {
    let number = |word: &str| word.parse::<f64>().unwrap_or_default();
    number(range.low) > number(range.high)
}

/// Whether one date is later than the other, as far as both say; where the year is left out it may be the next.
fn is_later(from: Date, to: Date) -> bool {
    let (Date(year, month, day), Date(to_year, to_month, to_day)) = (from, to);
    if year.is_some() && to_year.is_some() && year != to_year {
        return year > to_year;
    }
    if month.is_some() && to_month.is_some() && month != to_month {
        return year.is_some() && to_year.is_some() && month > to_month;
    }
    month.is_some() && to_day.is_some() && day > to_day
}

/// The date that a text ends with, and where it begins. A year has four digits.
fn date_before(text: &str) -> Option<(Date, usize)> {
    let mut date = Date::default();
    let mut rest = text;
    if let Some((day, before)) = ends_with(rest, &['日', '号']) {
        (date.2, rest) = (Some(day), before);
    } else if let Some((day, before)) = ends_with(rest, &[]).filter(|(_, before)| before.ends_with('月')) {
        (date.2, rest) = (Some(day), before);
    }
    if let Some((month, before)) = ends_with(rest, &['月']) {
        (date.1, rest) = (Some(month), before);
    }
    if let Some((year, before)) = ends_with(rest, &['年']).filter(|(year, _)| (1000..=9999).contains(year)) {
        (date.0, rest) = (Some(year), before);
    }
    (rest.len() < text.len()).then_some((date, rest.len()))
}

fn ends_with<'t>(text: &'t str, units: &[char]) -> Option<(u32, &'t str)> {
    let before = if units.is_empty() { text } else { text.strip_suffix(units)? };
    let digits = digits_before(before, before.len());
    Some((digits.parse().ok()?, &before[..before.len() - digits.len()]))
}

/// The date that a text begins with, and how long it is.
fn date_after(text: &str) -> Option<(Date, usize)> {
    let mut date = Date::default();
    let mut rest = text;
    if let Some((year, after)) = begins_with(rest, &['年']).filter(|(year, _)| (1000..=9999).contains(year))
    {
        (date.0, rest) = (Some(year), after);
    }
    if let Some((month, after)) = begins_with(rest, &['月']) {
        (date.1, rest) = (Some(month), after);
    }
    if let Some((day, after)) = begins_with(rest, &['日', '号']) {
        (date.2, rest) = (Some(day), after);
    }
    (rest.len() < text.len()).then_some((date, text.len() - rest.len()))
}

fn begins_with<'t>(text: &'t str, units: &[char]) -> Option<(u32, &'t str)> {
    let digits = digits_after(text, 0);
    Some((digits.parse().ok()?, text[digits.len()..].strip_prefix(units)?))
}
