//! Some words are words, not numbers.

use super::{Findings, Subject};
use crate::say;

/// As typed, and as written.
const WORDS: [(&str, &str); 6] = [
    ("5四运动", "五四运动"),
    ("1带1路", "一带一路"),
    ("1心1意", "一心一意"),
    ("7上8下", "七上八下"),
    ("5颜6色", "五颜六色"),
    ("4面8方", "四面八方"),
];
/// What stands between two days.
const JOINS: &str = " -~～—–至到、,，和及与或/.·";
const DAYS: [char; 6] = ['一', '二', '三', '四', '五', '六'];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let mut wrong = |at: usize, typed: &str, right: &str| {
        let end = at + typed.len();
        if !prose.before(at).is_ascii_digit() && !prose.after(end).is_ascii_digit() {
            // `星期1、3` and `星期1-5` name more days than one.
            let more = prose.text[end..].trim_start_matches(|c| JOINS.contains(c));
            let alone = !more.starts_with(|c: char| c.is_ascii_digit()) && !more.starts_with("星期");
            found
                .at(prose.span(at..end), say!("`{typed}` 里用了数字", "`{typed}` is written with figures"))
                .fix(if alone { subject.mend(&(at..end), right) } else { vec![] })
                .help(say!("改成 `{right}`", "write `{right}`"));
        }
    };
    for (typed, right) in WORDS {
        prose.each(typed).for_each(|at| wrong(at, typed, right));
    }
    for week in ["星期", "礼拜"] {
        for at in prose.each(week) {
            let day = prose.after(at + week.len()).to_digit(10).and_then(|day| day.checked_sub(1));
            if let Some(right) = day.and_then(|day| DAYS.get(day as usize)) {
                let typed = &prose.text[at..=at + week.len()];
                wrong(at, typed, &format!("{week}{right}"));
            }
        }
    }
}
