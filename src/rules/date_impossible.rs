//! A date that does not exist leaves readers without any.

use super::{Findings, Subject};
use crate::{dates::dates, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for date in dates(&prose.text) {
        // Without a year every leap day may be meant.
        if date.in_year(date.year.unwrap_or(2000)).is_none() {
            let shown = &prose.text[date.range.clone()];
            found
                .at(
                    prose.span(date.range.clone()),
                    say!("没有 {shown} 这一天", "“{shown}”: there is no such day"),
                )
                .help(say!("核对日期", "look the date up"));
        }
    }
}
