//! 1千3百 is neither figures nor characters.

use super::{Findings, Subject};
use crate::{
    article::prose::{digits_after, digits_before},
    say,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for (at, scale) in ["千", "百"].into_iter().flat_map(|scale| prose.each(scale).map(move |at| (at, scale)))
    {
        let (before, after) = (digits_before(&prose.text, at), digits_after(&prose.text, at + scale.len()));
        let end = at + scale.len() + after.len();
        if before.len() == 1
            && after.len() == 1
            && matches!(prose.after(end), '百' | '十' | '万' | '元' | '人' | '个')
        {
            let start = at - before.len();
            let zeros = zeros(scale, &prose.text[end..]).filter(|_| !is_part(prose.before(start)));
            let fix = zeros
                .map(|zeros| subject.mend(&(start..end + "百".len()), &format!("{before}{after}{zeros}")));
            found
                .at(prose.span(start..end), say!("数字和“{scale}”混写", "figures and `{scale}` are mixed"))
                .fix(fix.unwrap_or_default())
                .help(say!("写成 `1300万元` 这样", "write it like `1300万元`"));
        }
    }
}

/// What stands in figures for the scale that follows the second digit, if the number ends there.
fn zeros(scale: &str, rest: &str) -> Option<&'static str> {
    let (rest, zeros) = match scale {
        "千" => (rest.strip_prefix('百')?, "00"),
        _ => (rest.strip_prefix('十')?, "0"),
    };
    let goes_on = |c: char| "0123456789零〇一二两三四五六七八九十百千几".contains(c);
    (!rest.starts_with(goes_on)).then_some(zeros)
}

/// Whether a number goes on to the left.
fn is_part(before: char) -> bool {
    before.is_ascii_digit()
        || matches!(before, '.' | ',' | '万' | '亿' | '千' | '百' | '-' | '~' | '～' | '—')
}
