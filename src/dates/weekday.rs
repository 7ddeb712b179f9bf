//! The weekday that is written with a date: `12月5日（周六）`, `12月5日 9:00（星期六）`, `下周六（12月5日）`.

use std::ops::Range;

use super::lasting::{join, time};

/// The weekdays, Monday first.
pub const WEEKDAYS: [char; 7] = ['一', '二', '三', '四', '五', '六', '日'];

/// Most bytes in brackets that are about the date before them.
const ASIDE: usize = 60;

/// What may follow the weekday of a date; another word begins something else: `12月1日，周三的例会`.
const HALVES: [&str; 6] = ["上午", "下午", "中午", "晚", "早", "凌晨"];

/// The weekday that is written with a date, and where its last character stands.
pub fn weekday_of(text: &str, date: &Range<usize>) -> Option<(usize, char)> {
    after(text, date.end).or_else(|| before(text, date.start))
}

fn after(text: &str, end: usize) -> Option<(usize, char)> {
    let rest = text[end + time(&text[end..])..].trim_start_matches(' ');
    if let Some(inside) = rest.strip_prefix(['（', '(']) {
        let inside = &inside[..inside.find(['）', ')']).filter(|end| *end <= ASIDE)?];
        let marks = inside.match_indices(['，', ',', '；', ' ']).map(|(at, mark)| at + mark.len());
        let at = text.len() - rest.len() + rest.chars().next().map_or(0, char::len_utf8);
        return std::iter::once(0).chain(marks).find_map(|start| {
            let (end, day) = weekday(&inside[start..])?;
            is_end(&inside[start + end..]).then_some((at + start + end - day.len_utf8(), day))
        });
    }
    let words = rest.trim_start_matches(['，', ',', ' ']);
    let (end, day) = weekday(words)?;
    let next = &words[end..];
    let is_it = if rest.starts_with(['，', ',']) {
        is_end(next)
    } else {
        !next.starts_with('、') && join(next).is_none()
    };
    is_it.then(|| (text.len() - next.len() - day.len_utf8(), day))
}

fn before(text: &str, start: usize) -> Option<(usize, char)> {
    let lead = text[..start].trim_end_matches(' ').strip_suffix(['（', '('])?;
    let day = lead.chars().next_back()?;
    let at = lead.len() - day.len_utf8();
    let name = ["星期", "礼拜", "周"].iter().find_map(|week| lead[..at].strip_suffix(week))?;
    let single = !name.ends_with(['每', '至', '到', '—', '-', '～', '~', '、', '和']);
    Some((at, plain(day)?)).filter(|_| single)
}

/// Where the weekday ends with which some words begin, and its character.
fn weekday(words: &str) -> Option<(usize, char)> {
    let rest = words.trim_start_matches(['本', '这', '下']);
    let rest = ["星期", "礼拜", "周"].iter().find_map(|week| rest.strip_prefix(week))?;
    let day = rest.chars().next()?;
    Some((words.len() - rest.len() + day.len_utf8(), plain(day)?))
}

/// The weekday that a character means.
fn plain(day: char) -> Option<char> {
    let day = if day == '天' { '日' } else { day };
    WEEKDAYS.contains(&day).then_some(day)
}

/// Whether nothing else is said of a weekday.
fn is_end(rest: &str) -> bool {
    let mark = |c: char| !c.is_alphabetic() && c != '、';
    join(rest).is_none() && rest.chars().next().is_none_or(mark)
        || HALVES.iter().any(|half| rest.starts_with(half))
}

#[cfg(test)]
mod tests {
    use super::{super::dates, *};

    #[test]
    fn a_weekday_belongs_to_the_date_beside_it() {
        let read = |text: &str| {
            let date = dates(text).next().unwrap();
            weekday_of(text, &date.range).map(|(at, day)| (text[at..].chars().next().unwrap(), day))
        };
        for (text, day) in [
            ("12月5日（周六）", Some(('六', '六'))),
            ("12月6日 星期天 9:00", Some(('天', '日'))),
            ("12月5日周六晚8点", Some(('六', '六'))),
            ("12月5日，周六，晴", Some(('六', '六'))),
            ("12月5日 9:00（本周六）", Some(('六', '六'))),
            ("12月5日（农历十月廿七，星期六）", Some(('六', '六'))),
            ("下周六（12月5日）", Some(('六', '六'))),
            ("12月5日，周六的例会", None),
            ("12月5日（周一至周五）", None),
            ("12月5日周六、周日", None),
            ("12月5日周年庆", None),
            ("12月5日周末", None),
            ("12月5日（每周六）", None),
            ("每周六（12月5日起）", None),
        ] {
            assert_eq!(read(text), day, "{text}");
        }
    }
}
