//! A percent sign belongs to its number; a space lets the line break between them.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for (at, sign) in prose.marks().iter().filter(|(_, mark)| matches!(mark, '%' | '％' | '‰' | '°')) {
        let before = prose.text[..*at].trim_end_matches(' ');
        let end = at + sign.len_utf8();
        // GB 3100 sets a space before °C; after an operator a number follows.
        let after = prose.after(end);
        let other = *sign == '°' && matches!(after, 'C' | 'F') || after.is_ascii_alphanumeric();
        let operator =
            prose.text[end..].trim_start_matches(' ').starts_with(|c: char| c.is_ascii_alphanumeric());
        let number = before.ends_with(|c: char| c.is_ascii_digit());
        if before.len() < *at && number && !other && !operator {
            found
                .at(
                    prose.span(before.len()..end),
                    say!("`{sign}` 前面多了空格", "there is a space before `{sign}`"),
                )
                .help(say!("删去空格", "delete the space"));
        }
    }
}
