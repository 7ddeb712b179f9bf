//! Figures make a lunar date look like one of the common calendar.

use super::{Findings, Subject};
use crate::{article::prose::digits_after, say};

const NAME: &str = "农历";
const FIGURES: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for at in prose.each(NAME) {
        let month = digits_after(&prose.text, at + NAME.len());
        let end = at + NAME.len() + month.len();
        if !month.is_empty() && prose.after(end) == '月' {
            let date = date(&prose.text, at + NAME.len());
            let fix = date.map(|(end, right)| subject.mend(&(at + NAME.len()..end), &right));
            found
                .at(prose.span(at..end), say!("农历日期用了阿拉伯数字", "a lunar date is in figures"))
                .fix(fix.unwrap_or_default())
                .help(say!("写成“农历八月十五”这样", "write it like `农历八月十五`"));
        }
    }
}

/// Where a whole date that begins at a place ends, and how it is written; nothing for one that goes on.
fn date(text: &str, at: usize) -> Option<(usize, String)> {
    let month = digits_after(text, at);
    let after = at + month.len() + "月".len();
    let day = digits_after(text, after);
    let end = after + day.len();
    let (end, right) = match day {
        "" => (after, month_name(month)?),
        _ => {
            let ends =
                ["日", "号"].into_iter().find(|word| text[end..].starts_with(word)).map_or(0, str::len);
            (end + ends, month_name(month)? + &day_name(day)?)
        }
    };
    let goes_on = |c: char| c.is_ascii_digit() || "-~～—–至到、/.初一二三四五六七八九十廿".contains(c);
    (!text[end..].starts_with(goes_on)).then_some((end, right))
}

fn month_name(digits: &str) -> Option<String> {
    let name = match digits.parse().ok()? {
        1 => "正",
        n @ 2..=9 => FIGURES[n - 1],
        10 => "十",
        11 => "十一",
        12 => "十二",
        _ => return None,
    };
    Some(format!("{name}月"))
}

fn day_name(digits: &str) -> Option<String> {
    let figure = |n: usize| FIGURES.get(n.wrapping_sub(1)).copied().unwrap_or_default();
    Some(match digits.parse().ok()? {
        n @ 1..=9 => format!("初{}", figure(n)),
        10 => "初十".to_owned(),
        n @ 11..=19 => format!("十{}", figure(n - 10)),
        n @ 20..=29 => format!("二十{}", figure(n - 20)),
        30 => "三十".to_owned(),
        _ => return None,
    })
}
