//! A text that was somebody else's names him where the platform asks too: 原文链接 and 来源.

use super::{Findings, Subject, original_contradicted::taken};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let article = subject.article;
    if !article.list("sources").is_empty() || !article.words("source_url").trim().is_empty() {
        return;
    }
    for span in taken(subject) {
        let shown = subject.prose().text[span.clone()].to_owned();
        found
            .at(
                subject.prose().span(span),
                say!("写了“{shown}”，文首没有来源", "“{shown}”, and the front matter names no source"),
            )
            .help(say!(
                "填 `source_url`（原文链接）或 `sources`（来源）",
                "fill in `source_url`, or `sources`"
            ));
    }
}
