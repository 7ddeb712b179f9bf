//! ￥100元 names the currency twice.

use super::{Findings, Subject};
use crate::say;

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
                found
                    .at(prose.span(at..end), say!("`{sign}` 和“元”重复", "`{sign}` and 元 say the same"))
                    .help(say!("只留一个", "keep one of them"));
            }
        }
    }
}
