//! From when to when: `11月20日（周五）9:00—25日18:00`.

use super::{Date, date_at, numeric::numeric_date_at};
use crate::article::prose::digits_after;

/// What stands between a beginning and an end.
const JOINS: [char; 9] = ['—', '–', '-', '－', '～', '~', '至', '到', '―'];

/// The length of the mark or word with which a text begins and which joins a beginning to an end, with the spaces
/// around it; nothing if there is none.
pub fn join(text: &str) -> Option<usize> {
    let spaces = text.len() - text.trim_start_matches(' ').len();
    let mark = text[spaces..].chars().next().filter(|c| JOINS.contains(c))?;
    let rest = &text[spaces + mark.len_utf8()..];
    // Many type a dash of two characters here.
    let rest = if mark == '—' { rest.strip_prefix(mark).unwrap_or(rest) } else { rest };
    Some(text.len() - rest.trim_start_matches(' ').len())
}

/// The date that ends what begins with `start`, where one is written. Its month is that of the start if it says
/// none, and so is its year if it says no month either.
pub fn end_after(text: &str, start: &Date) -> Option<Date> {
    let at = start.range.end + aside(&text[start.range.end..]);
    let at = at + join(&text[at..])?;
    if let Some(date) = numeric_date_at(text, at) {
        return Some(date);
    }
    let first = digits_after(text, at);
    let mark = after_spaces(text, at + first.len());
    match text[mark..].chars().next()? {
        c @ '年' => {
            let month = after_spaces(text, mark + c.len_utf8());
            let mark = after_spaces(text, month + digits_after(text, month).len());
            text[mark..].starts_with('月').then(|| date_at(text, mark))?
        }
        '月' => date_at(text, mark),
        c @ ('日' | '号') => Some(Date {
            range: at..mark + c.len_utf8(),
            year: start.year,
            month: start.month,
            day: first.parse().ok()?,
        }),
        _ => None,
    }
}

fn after_spaces(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches(' ').len()
}

/// How much of a text is a weekday in brackets and a time of day.
fn aside(text: &str) -> usize {
    let mut rest = text;
    if let Some(inside) = rest.strip_prefix(['（', '(']) {
        let end = inside.find(['）', ')']).filter(|end| *end <= 4 * '周'.len_utf8());
        rest = end.map_or(rest, |end| inside[end..].trim_start_matches(['）', ')']));
    }
    text.len() - rest.len() + time(rest)
}

/// How much of a text is a time of day, with the half of the day before it: `下午3点`; nothing if it begins with
/// another word.
pub(super) fn time(text: &str) -> usize {
    let time = text.trim_start_matches(' ');
    let day = ["上午", "下午", "晚上", "晚", "早上", "中午", "凌晨"].iter();
    let time = day.into_iter().find_map(|half| time.strip_prefix(half)).unwrap_or(time);
    let time = time.trim_start_matches(' ');
    let after = time.trim_start_matches(|c: char| c.is_ascii_digit() || ":：时点分半".contains(c));
    let clock = &time[..time.len() - after.len()];
    let is_clock = clock.starts_with(|c: char| c.is_ascii_digit()) && clock.contains([':', '：', '时', '点']);
    if is_clock { text.len() - after.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::{super::dates, *};

    #[test]
    fn the_end_is_found_behind_weekday_and_time() {
        for (text, end) in [
            ("11月20日—25日", Some((None, 11, 25))),
            ("2026年11月20日至12月5日", Some((None, 12, 5))),
            ("2026年11月20日至25日", Some((Some(2026), 11, 25))),
            ("2026年12月20日——2027年1月5日", Some((Some(2027), 1, 5))),
            ("11月20日（周五）9:00 - 11月21日18:00", Some((None, 11, 21))),
            ("2018 年 2 月 2 日 21时 - 2018 年 2 月 12 日 24时", Some((Some(2018), 2, 12))),
            ("11月20日下午3点至11月21日", Some((None, 11, 21))),
            ("11月20日，25日", None),
            ("11月20日到场", None),
            ("11月20日—3人", None),
            ("2026年11月18日 至 2026-11-20", Some((Some(2026), 11, 20))),
        ] {
            let start = dates(text).next().unwrap();
            let found = end_after(text, &start).map(|date| (date.year, date.month, date.day));
            assert_eq!(found, end, "{text}");
        }
    }
}
