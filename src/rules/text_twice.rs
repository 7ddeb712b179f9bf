//! The same text under another name. Each article is met once; none is held against all others.

use std::collections::HashMap;

use super::{Findings, Summary};
use crate::{article::sketch::LIKE, say};

pub(super) fn check(articles: &[Summary], found: &mut Findings<'_>) {
    let mut first: HashMap<u64, usize> = HashMap::new();
    for (n, article) in articles.iter().enumerate() {
        let marks = &article.sketch.marks;
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for mark in marks {
            let owner = *first.entry(*mark).or_insert(n);
            if owner != n {
                *shared.entry(owner).or_default() += 1;
            }
        }
        let Some((owner, shared)) =
            shared.into_iter().max_by_key(|(owner, shared)| (*shared, usize::MAX - owner))
        else {
            continue;
        };
        let Some(other) = articles.get(owner) else { continue };
        if shared * 100 >= marks.len().max(other.sketch.marks.len()) * LIKE {
            let path = &other.path;
            found
                .about(&article.path, say!("正文和 `{path}` 几乎相同", "its text is nearly that of `{path}`"))
                .help(say!("留下一篇，或者改写", "keep one of them, or write it anew"));
        }
    }
}
