//! What lies outside the bundle is not covered by the approval, and on another computer it is not there.

use super::{Findings, Subject};
use crate::{article::target::Target, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let images =
        subject.markdown().images.iter().map(|image| (image.span.clone(), image.destination.as_str()));
    let cover = subject.article.entry("cover");
    let cover = cover.map(|entry| (entry.span.clone(), subject.article.words("cover")));
    for (span, path) in cover.into_iter().chain(images) {
        if Target::of(path) == Target::Outside {
            found.at(span, say!("`{path}` 离开了稿件的文件夹", "`{path}` leads out of the bundle")).help(
                say!(
                    "把图片放到稿件的文件夹里，只写文件名；子文件夹用 `/`",
                    "put the picture beside the text and write its name; `/` for a folder below"
                ),
            );
        }
    }
}
