//! A line ends with LF alone: with CR the same text has other bytes, and so another digest, on another computer.

use super::{Findings, Subject};
use crate::{fixing::Edit, say, text::plural};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let text = subject.article.text();
    let Some(first) = text.find('\r') else { return };
    let count = text.matches('\r').count();
    let times = plural(count, "carriage return");
    found
        .at(
            first..first + 1,
            say!(
                "文件里有 {count} 个回车符（CR），换行只用换行符（LF）",
                "the file has {times} (CR); lines end with LF alone"
            ),
        )
        .fix(line_feeds(text))
        .help(say!(
            "在编辑器的状态栏把 CRLF 换成 LF，再保存",
            "change CRLF to LF in the status bar of your editor, then save"
        ));
}

/// CR LF becomes LF, and so does CR alone.
fn line_feeds(text: &str) -> Vec<Edit> {
    let edits = text.match_indices('\r').map(|(at, _)| {
        let alone = !text[at + 1..].starts_with('\n');
        Edit { span: at..at + 1, text: if alone { "\n" } else { "" }.to_owned() }
    });
    edits.collect()
}
