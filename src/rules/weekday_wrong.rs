//! Readers note the weekday and miss the event: the commonest error of a notice.

use chrono::Datelike as _;

use super::{Findings, Subject};
use crate::{dates::dates, say};

const DAYS: [char; 7] = ['一', '二', '三', '四', '五', '六', '日'];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let text = &prose.text;
    for written in dates(text) {
        let Some(date) = written.exact() else { continue };
        let rest = text[written.range.end..].trim_start_matches([' ', '（', '(', '，', ',']);
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
