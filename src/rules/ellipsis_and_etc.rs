//! An ellipsis says that more follows, and so does 等: one of them is enough.

use super::{Findings, Subject};
use crate::say;

const BOTH: &str = "……等";

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for at in prose.each(BOTH) {
        let end = at + BOTH.len();
        let more = prose.text[end..].starts_with('等');
        // “等” alone may be a verb: wait.
        if more || "。，；！？、）\n".contains(prose.after(end)) {
            let list = prose.text[..at].rsplit(['。', '！', '？', '；', '\n']).next().unwrap_or_default();
            let sure = list.contains('、') && prose.before(at).is_alphanumeric();
            let fix = if sure { subject.mend(&(at..at + "……".len()), "") } else { vec![] };
            found
                .at(
                    prose.span(at..end + if more { '等'.len_utf8() } else { 0 }),
                    say!("省略号和“等”只留一个", "an ellipsis and `等` say the same twice"),
                )
                .fix(fix)
                .help(say!("删去其中一个", "delete one of them"));
        }
    }
}
