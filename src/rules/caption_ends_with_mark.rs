//! A caption names what is seen; it is no sentence of the text, even where it is a long one.

use super::{Findings, Subject};
use crate::{
    article::prose::{Kind, OBJECT},
    say,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let source = subject.article.text();
    let mut after_picture = false;
    for passage in &prose.passages {
        let mut start = passage.range.start;
        for line in prose.text[passage.range.clone()].split('\n') {
            let words = line.trim_end();
            let end = start + words.len();
            let is_text = matches!(passage.kind, Kind::Paragraph | Kind::Cell);
            let is_emphasised = || {
                let span = prose.span(start..end);
                let (before, after) = (source.get(..span.start), source.get(span.end..));
                before.is_some_and(|before| before.ends_with(['*', '_']))
                    && after.is_some_and(|after| after.starts_with(['*', '_']))
            };
            let is_caption = is_text && (is_numbered(words) || after_picture && is_emphasised());
            if words.ends_with('。') && is_caption {
                found
                    .at(
                        prose.span(end - '。'.len_utf8()..end),
                        say!("图注末尾用了句号", "a caption ends with a full stop"),
                    )
                    .help(say!("删去句号", "delete the full stop"));
            }
            if !words.is_empty() {
                after_picture = words.chars().all(|c| c == OBJECT || c == ' ');
            }
            start += line.len() + 1;
        }
    }
}

/// `图1：…`, `表 2-1 …`: not a sentence about the picture, in which a word follows at once or a verb does.
fn is_numbered(words: &str) -> bool {
    let Some(rest) = words.strip_prefix(['图', '表']) else { return false };
    let rest = rest.trim_start_matches(' ');
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.'));
    after.len() < rest.len() && after.starts_with(['：', ':', '｜', '|'])
}
