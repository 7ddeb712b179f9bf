//! Of two marks in a row one was left over when the sentence was changed.

use super::{Findings, Subject};
use crate::say;

/// Words that begin like “and”.
const WORDS: [&str; 14] = [
    "和平", "和谐", "和解", "和睦", "和气", "和蔼", "和声", "和弦", "和服", "和田", "和县", "及时", "及格",
    "及早",
];

/// A number before 、 counts the parts of a text: 三、和客户沟通.
const NUMBERS: &str = "一二三四五六七八九十";

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for (at, run) in prose.rows(&['，', '、', '；', '：', '。']) {
        let first = run.chars().next().unwrap_or_default();
        if run.chars().any(|mark| mark != first) {
            // Where the sentence ends, the full stop is the one that is meant.
            let slip = matches!(run, "，。" | "、。" | "；。") && prose.after(at + run.len()) == '\n';
            found
                .at(
                    prose.span(at..at + run.len()),
                    say!("`{run}` 挨在一起", "`{run}`: these marks follow each other"),
                )
                .fix(if slip { subject.mend(&(at..at + run.len()), "。") } else { vec![] })
                .help(say!("只留需要的一个", "keep the one that is meant"));
        }
    }
    for at in prose.each("、") {
        let end = at + '、'.len_utf8();
        let rest = &prose.text[end..];
        let Some(and) = ["和", "及", "或者"].into_iter().find(|and| rest.starts_with(and)) else {
            continue;
        };
        if !WORDS.iter().any(|word| rest.starts_with(word)) && !NUMBERS.contains(prose.before(at)) {
            found
                .at(
                    prose.span(at..end + and.len()),
                    say!("`、` 和“{and}”重复", "`、` and `{and}` say the same"),
                )
                .help(say!("删去 `、`", "delete `、`"));
        }
    }
}
