//! A line of 64 KiB is no paragraph: something was pasted, often a picture as text.

use super::{Findings, Subject};
use crate::say;

/// In bytes.
const LIMIT: usize = 64 * 1024;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    if subject.article.text().len() <= LIMIT {
        return;
    }
    let mut start = 0;
    for line in subject.article.text().split_inclusive('\n') {
        if line.len() > LIMIT {
            let (has, most) = (line.len().div_ceil(1024), LIMIT / 1024);
            found
                .at(
                    start..start + line.len(),
                    say!(
                        "这一行有 {has} KB，最多 {most} KB",
                        "the line has {has} KB; the limit is {most} KB"
                    ),
                )
                .help(say!(
                    "分成几段；粘贴进来的图片存成文件",
                    "break it into paragraphs; save a pasted picture as a file"
                ));
        }
        start += line.len();
    }
}
