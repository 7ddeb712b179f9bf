//! A file that is no picture, or only the first part of one: a download that failed, a page saved in its place.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for shot in subject.pictures() {
        let (path, picture, span) = (&shot.path, &shot.picture, shot.span.clone());
        if picture.bytes == 0 {
            found
                .at(span, say!("`{path}` 是空文件", "`{path}` is an empty file"))
                .help(say!("重新放一份", "put it there again"));
        } else if picture.is_pointer {
            found
                .at(
                    span,
                    say!(
                        "`{path}` 只是 Git LFS 的指针，图片本身不在这里",
                        "`{path}` is a pointer of Git LFS; the picture itself is not here"
                    ),
                )
                .help(say!("取回图片：`git lfs pull`", "fetch the picture: `git lfs pull`"));
        } else if picture.format.is_none() {
            found.at(span, say!("`{path}` 不是图片", "`{path}` is no picture")).help(say!(
                "打开看看是什么，换成真的图片",
                "open it to see what it is, and put the picture there"
            ));
        } else if picture.is_cut {
            found
                .at(span, say!("`{path}` 不完整，后面缺了一截", "`{path}` is cut off"))
                .help(say!("重新下载或导出一份", "download or export it again"));
        }
    }
}
