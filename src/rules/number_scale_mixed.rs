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
            found
                .at(
                    prose.span(at - before.len()..end),
                    say!("数字和“{scale}”混写", "figures and {scale} are mixed"),
                )
                .help(say!("写成 `1300万元` 这样", "write it like `1300万元`"));
        }
    }
}
