//! The cover is a file of the bundle: it is approved with the text and uploaded with it.

use super::{Findings, Subject};
use crate::{article::target::Target, say, text::nearest};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let cover = subject.article.words("cover");
    let Some(entry) = subject.article.entry("cover").filter(|_| !cover.trim().is_empty()) else { return };
    match (Target::of(cover), subject.files) {
        (Target::Remote, _) => found
            .at(
                entry.span.clone(),
                say!("封面是网址，不是稿件里的文件", "the cover is an address, not a file of the bundle"),
            )
            .help(say!(
                "把图片存到稿件的文件夹里，写它的文件名",
                "save the picture beside the text and write its file name"
            )),
        (Target::Inside(path), Some(files)) if !files.contains(&path) => {
            let finding = found.at(
                entry.span.clone(),
                say!("稿件里没有封面图 `{path}`", "there is no cover picture `{path}` in the bundle"),
            );
            match nearest(&path, files.iter().map(String::as_str)) {
                Some(near) => finding.help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
                None => finding.help(say!("把图片放到稿件的文件夹里", "put the picture beside the text")),
            }
        }
        _ => {}
    }
}
