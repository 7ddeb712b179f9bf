//! 《》 are for works that can be read, seen or heard; an activity or a course has quotation marks.

use super::{Findings, Subject};
use crate::say;

/// What is no work.
const THINGS: [&str; 16] = [
    "活动",
    "产品",
    "品牌",
    "证书",
    "大赛",
    "论坛",
    "展览会",
    "培训班",
    "研讨会",
    "峰会",
    "课程",
    "奖项",
    "称号",
    "服务",
    "套餐",
    "计划",
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for (at, mark) in prose.text.match_indices('》') {
        let end = at + mark.len();
        let Some(thing) = THINGS.iter().find(|thing| prose.text[end..].starts_with(**thing)) else {
            continue;
        };
        let line = prose.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let Some(open) = prose.text[line..at].rfind('《').map(|open| line + open) else { continue };
        // The certificate is named by its own title; 《证书》 is not.
        found
            .at(
                prose.span(open..end),
                say!("{thing}的名称用了书名号", "the name of no work (`{thing}`) stands in `《》`"),
            )
            .help(say!("改成 `“”`", "write `“”`"));
    }
}
