//! Title and digest stand next to each other on a shared card; said twice, half of it is lost.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let article = subject.article;
    let plain = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (title, digest) = (plain(article.words("title")), plain(article.words("digest")));
    if let Some(entry) = article.entry("digest").filter(|_| !title.is_empty() && title == digest) {
        found
            .at(entry.span.clone(), say!("摘要和标题一样", "the digest is the title again"))
            .help(say!("写标题没有说的", "say what the title does not"));
    }
}
