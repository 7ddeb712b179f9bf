//! Without a digest the platform shows the first 54 characters of the text, wherever they end.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let article = subject.article;
    if article.title().is_some() && article.words("digest").trim().is_empty() {
        let span =
            article.entry("digest").or_else(|| article.entry("title")).map(|entry| entry.key_span.clone());
        found.at(span.unwrap_or_default(), say!("没有写摘要", "there is no digest")).help(say!(
            "用一句话写明谁、做什么、为什么；不写就取正文开头 54 个字",
            "say in a sentence who, what and why; else the first 54 characters of the text are taken"
        ));
    }
}
