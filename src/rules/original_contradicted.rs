//! 原创 is a statement to the platform: what was taken from elsewhere is none.

use std::ops::Range;

use super::{Findings, Subject};
use crate::{
    article::{front_matter::Value, prose::Kind},
    say,
};

/// Words that say that the text was somebody else's.
const TAKEN: [&str; 12] = [
    "转载自",
    "转载于",
    "转自",
    "编译自",
    "译自",
    "摘自",
    "摘编自",
    "转载来源",
    "翻译自",
    "节选自",
    "系转载",
    "为转载",
];

/// Words that are used of anything: they count only where they are about the text itself.
const DRAWN: [&str; 6] = ["首发于", "原载于", "整理自", "改编自", "综合自", "来源于网络"];

/// Labels of where it stood.
const LABELS: [&str; 4] = ["文章来源：", "本文来源：", "稿件来源：", "内容来源："];

/// What else stands before them: the text itself.
const THIS: [&str; 13] = [
    "本文",
    "全文",
    "文章",
    "原文",
    "内容",
    "本篇",
    "文",
    "整理",
    "系",
    "注：",
    "经授权",
    "已获授权",
    "授权",
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let is_original =
        matches!(subject.article.entry("original").map(|entry| &entry.value), Some(Value::Flag(true)));
    if !is_original {
        return;
    }
    let mut spans: Vec<_> =
        said(subject, &TAKEN).into_iter().map(|span| subject.prose().span(span)).collect();
    let media = subject.article.entry("declaration");
    spans.extend(
        media.filter(|_| subject.article.words("declaration") == "media").map(|entry| entry.span.clone()),
    );
    for span in spans {
        let shown = subject.article.text()[span.clone()].to_owned();
        found
            .at(span, say!("声明了原创，这里却写着“{shown}”", "declared original, and here stands `{shown}`"))
            .help(say!("改成 `original = false`，或改这里", "write `original = false`, or mend this"));
    }
}

/// Where an article says that it was taken from elsewhere, or made of what stood there, which may be original.
pub(super) fn taken(subject: &Subject<'_>) -> Vec<Range<usize>> {
    let mut spans = said(subject, &TAKEN);
    spans.extend(said(subject, &DRAWN));
    spans.extend(said(subject, &LABELS));
    spans
}

/// Where an article says one of these words: at the beginning of a paragraph, or about itself.
fn said(subject: &Subject<'_>, words: &'static [&'static str]) -> Vec<Range<usize>> {
    let prose = subject.prose();
    let text = &prose.text;
    let account = subject.settings.account.as_str();
    let mut spans: Vec<Range<usize>> = Vec::new();
    for (at, word) in words.iter().flat_map(|word| prose.each(word).map(move |at| (at, word))) {
        let Some(passage) = prose.passage(at) else { continue };
        let is_told = matches!(passage.kind, Kind::Paragraph | Kind::Item | Kind::Footnote);
        let before = text[passage.range.start..at].trim_end_matches(' ');
        let lead = before
            .rfind(['。', '，', '；', '：', '\n', '（', '('])
            .map_or(before, |end| before[end..].trim_start_matches(|c: char| !c.is_alphanumeric()));
        let mut lead = lead.trim_matches(|c: char| !c.is_alphanumeric());
        let about = THIS.iter().any(|this| lead.contains(this));
        // 本文由李娜编译自 Nature Energy
        let translator = lead.strip_prefix("本文由").filter(|who| who.chars().count() < 8);
        lead = translator.map_or(lead, |_| "");
        while let Some(this) = THIS.iter().find(|this| lead.ends_with(*this)) {
            lead = lead[..lead.len() - this.len()].trim_end();
        }
        // What stands under a quotation names what is quoted: ——摘自《论语》。
        let may_be_alone = !word.starts_with('摘') && !DRAWN.contains(word);
        let alone = may_be_alone && before.trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
        let own = text[at + word.len()..].starts_with(['本', '我'])
            || !account.is_empty() && text[at + word.len()..].starts_with(account);
        if is_told
            && !own
            && lead.is_empty()
            && (about || alone)
            && spans.last().is_none_or(|last| last.end <= at)
        {
            spans.push(at..at + word.len());
        }
    }
    spans
}
