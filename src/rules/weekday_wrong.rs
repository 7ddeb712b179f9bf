//! Readers note the weekday and miss the event: the commonest error of a notice.

use chrono::{Datelike as _, NaiveDate};

use super::{Findings, Subject};
use crate::{
    dates::{Date, WEEKDAYS, all_dates, end_after, planned, weekday_of},
    figures::sentence,
    say,
};

/// Words of sentences in which a date without its year is of another one.
const OTHER_YEARS: [&str; 8] = ["去年", "前年", "明年", "次年", "同年", "当年", "那年", "往年"];

/// Without a year, a date is meant that lies no further from the planned day.
const HALF_YEAR: i64 = 180;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let text = &prose.text;
    if !["周", "星期", "礼拜"].iter().any(|week| prose.may_hold(week)) {
        return;
    }
    let planned = planned(subject.article);
    let mut passed = 0;
    for start in all_dates(text) {
        // The end of a span has been looked at with its beginning, which may say its year.
        if start.range.start < passed {
            continue;
        }
        let end = end_after(text, &start).map(|end| Date { year: end.year.or(start.year), ..end });
        passed = end.as_ref().map_or(start.range.end, |end| end.range.end);
        for written in [Some(start), end].into_iter().flatten() {
            let Some((at, said)) = weekday_of(text, &written.range) else { continue };
            let meant = || planned.and_then(|planned| near(subject, &written, planned));
            let Some(date) = written.exact().or_else(meant) else { continue };
            let right = WEEKDAYS[date.weekday().num_days_from_monday() as usize];
            if said != right {
                found
                    .lighter_at(
                        written.year.is_none(),
                        prose.span(at..at + said.len_utf8()),
                        say!("{date} 是星期{right}", "{date} is a {day}", day = date.format("%A")),
                    )
                    .help(say!("核对日期和星期，改正其中一个", "look both up and mend the wrong one"));
            }
        }
    }
}

/// The day that a date without its year means: the one next to the planned day, unless another year is spoken of.
fn near(subject: &Subject<'_>, written: &Date, planned: NaiveDate) -> Option<NaiveDate> {
    let text = &subject.prose().text;
    let around = sentence(text, written.range.start);
    let passage = subject.prose().passage(written.range.start)?;
    let told = &text[passage.range.start..around.end];
    let is_other = |at: usize| {
        let year = told[..at].trim_end_matches(' ');
        let year = &year[year.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
        year.len() == 4 && year.parse() != Ok(planned.year())
    };
    if written.year.is_some()
        || OTHER_YEARS.iter().any(|word| text[around.clone()].contains(word))
        || told.match_indices('年').any(|(at, _)| is_other(at))
    {
        return None;
    }
    let years = [0, 1, -1].into_iter().filter_map(|year| written.in_year(planned.year() + year));
    years.into_iter().find(|day| (*day - planned).num_days().abs() <= HALF_YEAR)
}
