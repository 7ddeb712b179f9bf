//! A house that sets a space between characters and figures sets it everywhere but in dates.

use super::{Findings, Subject};
use crate::{article::prose::Meeting, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    // 2026年11月22日, 15时30分 and 第3章 are one word each.
    let in_date = |met: &Meeting| {
        let neighbours = [prose.before(met.word.start), prose.after(met.word.end)];
        neighbours.iter().any(|c| "年月日号时分秒点第".contains(*c))
    };
    let figures = prose.meetings().filter(|met| met.is_digit && !in_date(met));
    found.tight(prose, figures, |count| {
        say!(
            "汉字与数字之间有 {count} 处没有空格",
            "no space between characters and figures ({count} places)"
        )
    });
}
