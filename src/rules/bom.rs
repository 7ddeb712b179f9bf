//! A byte order mark is invisible, and makes two files that look the same differ.

use super::{Findings, Subject};
use crate::{fixing::Edit, say};

const BOM: &str = "\u{feff}";

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    if subject.article.text().starts_with(BOM) {
        found
            .at(0..BOM.len(), say!("文件以 BOM 开头", "the file begins with a byte order mark (BOM)"))
            .fix(vec![Edit { span: 0..BOM.len(), text: String::new() }])
            .help(say!("把文件另存为“UTF-8”，不要选“带 BOM 的 UTF-8”", "save the file as UTF-8 without BOM"));
    }
}
