//! A picture that is not in the bundle is not on anybody else's computer either.

use super::{Findings, Subject};
use crate::{article::target::Target, say, text::nearest};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(files) = subject.files else { return };
    for image in &subject.markdown().images {
        let Target::Inside(path) = Target::of(&image.destination) else { continue };
        if path.is_empty() {
            found.at(image.span.clone(), say!("图片没有写文件名", "the picture names no file"));
        } else if !files.contains(&path) {
            let finding = found.at(
                image.span.clone(),
                say!("稿件里没有图片 `{path}`", "there is no picture `{path}` in the bundle"),
            );
            match nearest(&path, files.iter().map(String::as_str)) {
                Some(near) => finding.help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
                None => finding.help(say!("把图片放到稿件的文件夹里", "put the picture beside the text")),
            }
        }
    }
}
