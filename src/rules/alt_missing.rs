//! Words for those who do not see the picture, or not yet.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for image in &subject.markdown().images {
        if image.words.trim().is_empty() {
            found.at(image.span.clone(), say!("图片没有说明文字", "the picture has no description")).help(
                say!(
                    "在方括号里写图上是什么：`![雪地里的叉车](start.png)`",
                    "say in the brackets what it shows: `![a forklift in the snow](start.png)`"
                ),
            );
        }
    }
}
