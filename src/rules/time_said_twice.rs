//! 下午15:00 is read twice: which half of the day, and the hour of the whole day.

use super::{Findings, Subject};
use crate::{article::prose::digits_after, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for half in ["下午", "晚上", "傍晚"] {
        for at in prose.each(half) {
            let rest = at + half.len();
            let hour = digits_after(&prose.text, rest);
            let end = rest + hour.len();
            let Some(twelve) =
                hour.parse::<u8>().ok().filter(|hour| (13..=23).contains(hour)).map(|hour| hour - 12)
            else {
                continue;
            };
            if ":：点时".contains(prose.after(end)) {
                found
                    .at(
                        prose.span(at..end),
                        say!("`{half}{hour}` 说了两遍", "`{half}{hour}` says the half of the day twice"),
                    )
                    .help(say!(
                        "删去“{half}”，或写成 `{half}{twelve}点`",
                        "delete `{half}`, or write `{half}{twelve}点`"
                    ));
            }
        }
    }
}
