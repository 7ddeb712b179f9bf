//! Two articles under one title: readers take the second for the first sent again.

use std::collections::HashMap;

use super::{Findings, Summary};
use crate::say;

pub(super) fn check(articles: &[Summary], found: &mut Findings<'_>) {
    let mut first: HashMap<&str, &str> = HashMap::new();
    for article in articles {
        let Some(title) = article.title.as_deref().map(str::trim).filter(|title| !title.is_empty()) else {
            continue;
        };
        if let Some(other) = first.get(title) {
            found
                .about(
                    &article.path,
                    say!("标题和 `{other}` 相同：《{title}》", "it has the title of `{other}`: “{title}”"),
                )
                .help(say!("换一个标题；系列稿写明第几期", "take another title; number those of a series"));
        } else {
            first.insert(title, &article.path);
        }
    }
}
