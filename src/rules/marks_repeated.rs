//! Repeated marks are slips of the finger, and a row of exclamation marks shouts.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for mark in ['，', '、', '；', '：', '。'] {
        for (at, run) in prose.rows(&[mark]) {
            let count = run.chars().count();
            // Three full stops and more stand for an ellipsis.
            if count == 2 || count > 2 && mark != '。' {
                // `。。` and longer runs may stand for an ellipsis.
                let slip = count == 2 && mark != '。';
                let fix =
                    if slip { subject.mend(&(at..at + run.len()), &run[..mark.len_utf8()]) } else { vec![] };
                found
                    .at(prose.span(at..at + run.len()), say!("`{mark}` 重复了", "`{mark}` is repeated"))
                    .fix(fix)
                    .help(say!("只留一个 `{mark}`", "keep one `{mark}`"));
            }
        }
    }
    for (at, run) in prose.rows(&['！', '？']) {
        let both = run.contains('！') && run.contains('？');
        let right = if both { "？！" } else { &run[..run.len().min(3 * '！'.len_utf8())] };
        if run != right {
            let fix =
                if !both || run == "！？" { subject.mend(&(at..at + run.len()), right) } else { vec![] };
            found
                .at(
                    prose.span(at..at + run.len()),
                    say!(
                        "叹号、问号最多三个，连用写作 `？！`",
                        "at most three, and `？！` when both are meant"
                    ),
                )
                .fix(fix)
                .help(say!("改成 `{right}`", "write `{right}`"));
        }
    }
}
