//! A slug names one article, among the articles and in the archive.

use std::collections::HashMap;

use super::{Findings, Summary};
use crate::say;

pub(super) fn check(articles: &[Summary], found: &mut Findings<'_>) {
    let mut first: HashMap<&str, &str> = HashMap::new();
    for article in articles {
        let slug = &article.slug;
        if let Some(other) = first.get(slug.as_str()) {
            found
                .about(
                    &article.path,
                    say!("稿件名 `{slug}` 已经用于 `{other}`", "the slug `{slug}` is that of `{other}` too"),
                )
                .help(say!("换一个名字：`wxops rename`", "give it another one: `wxops rename`"));
        } else {
            first.insert(slug, &article.path);
        }
    }
}
