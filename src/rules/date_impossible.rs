//! A date that does not exist leaves readers without any.

use chrono::NaiveDate;

use super::{Findings, Subject};
use crate::{
    article::prose::{digits_after, digits_before},
    say,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let text = &prose.text;
    for at in prose.each("月") {
        let (month, day) = (digits_before(text, at), digits_after(text, at + '月'.len_utf8()));
        let end = at + '月'.len_utf8() + day.len();
        let after = &text[end..];
        if !after.starts_with('日') && !after.starts_with('号') {
            continue;
        }
        let before = &text[..at - month.len()];
        let year = before.strip_suffix('年').map_or("", |before| digits_before(before, before.len()));
        let (Ok(month_number), Ok(day)) = (month.parse(), day.parse()) else { continue };
        // Without a year every leap day may be meant.
        let year = if year.len() == 4 { year.parse().unwrap_or(2000) } else { 2000 };
        if NaiveDate::from_ymd_opt(year, month_number, day).is_none() {
            let from = if year == 2000 { before.len() } else { before.len() - '年'.len_utf8() - 4 };
            let span = from..end + '日'.len_utf8();
            let shown = &text[span.clone()];
            found
                .at(prose.span(span.clone()), say!("没有 {shown} 这一天", "{shown}: there is no such day"))
                .help(say!("核对日期", "look the date up"));
        }
    }
}
