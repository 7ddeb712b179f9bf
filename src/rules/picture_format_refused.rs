//! A format is what the bytes say, not the name: pictures saved from the web are often WebP under another name.

use super::{Findings, Subject};
use crate::{article::picture::Format, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for shot in subject.pictures() {
        let Some(Format::Refused(format)) = shot.picture.format else { continue };
        let path = &shot.path;
        found
            .at(
                shot.span.clone(),
                say!(
                    "`{path}` 是 {format} 图片，公众号不收",
                    "`{path}` is a picture in {format}, which WeChat does not take"
                ),
            )
            .help(say!(
                "另存为 PNG 或 JPEG，只改扩展名没有用",
                "save it as PNG or JPEG; another name is not enough"
            ));
    }
}
