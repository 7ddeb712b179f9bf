//! Quotation marks and 《》 part what they hold; a 顿号 between them parts it twice.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for at in prose.each("、") {
        let end = at + '、'.len_utf8();
        if matches!((prose.before(at), prose.after(end)), ('”', '“') | ('》', '《') | ('」', '「')) {
            found
                .at(
                    prose.span(at..end),
                    say!("引号、书名号之间不用顿号", "no `、` stands between quoted items or titles"),
                )
                .help(say!("删去顿号", "delete it"));
        }
    }
}
