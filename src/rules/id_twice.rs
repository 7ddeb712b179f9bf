//! An id is one article's for life; a copied folder carries the id of the original.

use std::collections::HashMap;

use super::{Findings, Summary};
use crate::say;

pub(super) fn check(articles: &[Summary], found: &mut Findings<'_>) {
    let mut first: HashMap<&str, &str> = HashMap::new();
    for article in articles {
        let Some(id) = &article.id else { continue };
        if let Some(other) = first.get(id.as_str()) {
            found
                .about(&article.path, say!("编号和 `{other}` 相同：{id}", "it has the id of `{other}`: {id}"))
                .help(say!(
                    "删掉复制来的 `[wxops]` 表，用 `wxops import` 登记成新稿件",
                    "delete the copied table `[wxops]` and record it as a new article: `wxops import`"
                ));
        } else {
            first.insert(id, &article.path);
        }
    }
}
