//! An article without text is a slip: somebody filled in the fields and forgot the rest.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let article = subject.article;
    let body = article.body();
    let fence = article.front.span.end..body.start;
    if !fence.is_empty() && article.text()[body].trim().is_empty() {
        found.at(fence, say!("结束的 `+++` 后面没有正文", "nothing stands after the closing `+++`"));
    }
}
