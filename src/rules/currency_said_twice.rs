//! ￥100元 names the currency twice.

use super::{Findings, Subject};
use crate::{article::prose::is_han, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for sign in ["￥", "¥", "RMB"] {
        for at in prose.each(sign) {
            let rest = &prose.text[at + sign.len()..];
            let amount = rest.trim_start_matches(|c: char| {
                c.is_ascii_digit() || matches!(c, ' ' | ',' | '.' | '万' | '亿')
            });
            let length = rest.len() - amount.len();
            if amount.starts_with('元') && rest[..length].contains(|c: char| c.is_ascii_digit()) {
                let end = at + sign.len() + length + '元'.len_utf8();
                let gap = rest.len() - rest.trim_start_matches(' ').len();
                let sure = !prose.before(at).is_alphanumeric() || is_han(prose.before(at));
                let fix = if sure { subject.mend(&(at..at + sign.len() + gap), "") } else { vec![] };
                found
                    .at(prose.span(at..end), say!("`{sign}` 和“元”重复", "`{sign}` and `元` say the same"))
                    .fix(fix)
                    .help(say!("只留一个", "keep one of them"));
            }
        }
    }
}
