//! Readers note the weekday and miss the event: the commonest error of a notice.

use chrono::{Datelike as _, NaiveDate};

use super::{Findings, Subject};
use crate::{article::prose::digits_before, say};

const DAYS: [char; 7] = ['一', '二', '三', '四', '五', '六', '日'];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let text = &prose.text;
    for at in prose.each("日") {
        let Some(date) = date(text, at) else { continue };
        let rest = text[at + '日'.len_utf8()..].trim_start_matches([' ', '（', '(', '，', ',']);
        let Some(day) = ["星期", "礼拜", "周"].iter().find_map(|name| rest.strip_prefix(name)) else {
            continue;
        };
        let Some(said) = day.chars().next().map(|c| if c == '天' { '日' } else { c }) else { continue };
        let right = DAYS[date.weekday().num_days_from_monday() as usize];
        if DAYS.contains(&said) && said != right {
            let start = text.len() - day.len();
            found
                .at(
                    prose.span(start..start + said.len_utf8()),
                    say!("{date} 是星期{right}", "{date} is a {day}", day = date.format("%A")),
                )
                .help(say!("核对日期和星期，改正其中一个", "look both up and mend the wrong one"));
        }
    }
}

/// The date that ends with this `日`, if it has a year.
fn date(text: &str, at: usize) -> Option<NaiveDate> {
    let day = digits_before(text, at);
    let month_end = at - day.len();
    let before = text[..month_end].strip_suffix('月')?;
    let month = digits_before(before, before.len());
    let before = before[..before.len() - month.len()].strip_suffix('年')?;
    let year = digits_before(before, before.len());
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}
