//! A link to a file beside the text, or to a heading, that is not there. Files of other articles are not looked at.

use super::{Findings, Subject};
use crate::{
    article::{prose::Kind, target::Target},
    say,
    text::nearest,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for link in &subject.markdown().links {
        let (path, anchor) = link.destination.split_once('#').unwrap_or((&link.destination, ""));
        if path.is_empty() {
            if !anchor.is_empty() && !is_there(subject, anchor) {
                found
                    .warning_at(
                        link.span.clone(),
                        say!("没有小标题 `{anchor}`", "there is no heading `{anchor}`"),
                    )
                    .help(say!("改成现有的小标题，或者去掉链接", "name a heading, or take the link away"));
            }
            continue;
        }
        let (Target::Inside(path), Some(files)) = (Target::of(path), subject.files) else { continue };
        if path.is_empty() || path.contains('?') || files.contains(&path) {
            continue;
        }
        let finding = found.at(
            link.span.clone(),
            say!("稿件里没有文件 `{path}`", "there is no file `{path}` in the bundle"),
        );
        finding.help(nearest(&path, files.iter().map(String::as_str)).map_or_else(
            || say!("写全网址，或者去掉链接", "write the whole address, or take the link away"),
            |near| say!("是不是 `{near}`？", "did you mean `{near}`?"),
        ));
    }
}

/// Whether a heading, or a mark in HTML, can be meant: by its letters and digits alone, as every program makes
/// anchors of headings in its own way.
fn is_there(subject: &Subject<'_>, anchor: &str) -> bool {
    let Target::Inside(anchor) = Target::of(&format!("./{anchor}")) else { return true };
    let wanted = bare(&anchor);
    let prose = subject.prose();
    let headings = prose.passages.iter().filter(|passage| matches!(passage.kind, Kind::Heading(_)));
    let mut headings = headings.map(|passage| bare(&prose.text[passage.range.clone()]));
    let text = subject.article.text();
    let is_marked = || {
        ["id=", "name="]
            .iter()
            .any(|key| ["", "\"", "'"].iter().any(|quote| text.contains(&format!("{key}{quote}{anchor}"))))
    };
    // A heading may hold code, whose words are not in the prose.
    headings.any(|heading| heading == wanted || (!heading.is_empty() && wanted.contains(&heading)))
        || is_marked()
}

fn bare(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
