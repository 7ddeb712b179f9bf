//! What the platform takes has a limit, and that of its editor is lower than that of its interface.

use super::{Findings, Subject};
use crate::say;

const MB: u64 = 1024 * 1024;

/// The interface takes no more.
const INTERFACE: u64 = 10 * MB;

/// The editor takes no more.
const EDITOR: u64 = 5 * MB;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for shot in subject.pictures().iter().filter(|shot| shot.picture.bytes > EDITOR) {
        let (path, span) = (&shot.path, shot.span.clone());
        let size = megabytes(shot.picture.bytes);
        let finding = if shot.picture.bytes > INTERFACE {
            let message = say!(
                "`{path}` 有 {size} MB，公众号最多收 10 MB",
                "`{path}` has {size} MB; WeChat takes 10 MB"
            );
            found.at(span, message)
        } else {
            let message = say!(
                "`{path}` 有 {size} MB，公众号后台最多收 5 MB",
                "`{path}` has {size} MB; the editor of WeChat takes 5 MB"
            );
            found.warning_at(span, message)
        };
        finding.help(say!("缩小尺寸或压缩后再放进来", "make it smaller, or compress it"));
    }
}

/// Rounded up to a tenth, so that no size looks like one that is taken.
fn megabytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(MB);
    format!("{}.{}", tenths / 10, tenths % 10)
}
