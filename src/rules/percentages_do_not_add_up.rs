//! Shares of one whole make a hundred, or one of them is wrong.

use std::ops::Range;

use super::{Findings, Subject};
use crate::{
    article::prose::{Kind, Passage},
    figures::{Part, are_bands, are_kinds, columns, is_percentage, is_rest, parts, sentences, wrong_sum},
    say,
};

/// Words of sentences in which percentages are no shares, or may be of several wholes.
const OTHERWISE: [&str; 14] = [
    "多选", "增长", "同比", "环比", "提升", "提高", "下降", "上升", "减少", "优惠", "折扣", "利率", "概率",
    "上调",
];

/// Words of a paragraph that introduces shares.
const SHARES: [&str; 6] = ["占比", "构成", "组成", "比例", "份额", "分布"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let signs: Vec<usize> =
        prose.marks().iter().filter(|(_, mark)| matches!(mark, '%' | '％')).map(|(at, _)| *at).collect();
    if signs.len() < 2 || prose.text.contains("多选") {
        return;
    }
    for sentence in sentences(&prose.text, signs.iter().copied()) {
        in_sentence(subject, sentence, found);
    }
    in_list(subject, found);
    let cell = |at: &usize| prose.passage(*at).is_some_and(|passage| passage.kind == Kind::Cell);
    if signs.iter().filter(|at| cell(at)).count() > 2 {
        for (cell, sum) in columns(subject.article) {
            tell(found, cell, sum);
        }
    }
}

/// `男性占 60%，女性占 50%`.
fn in_sentence(subject: &Subject<'_>, sentence: Range<usize>, found: &mut Findings<'_>) {
    let text = &subject.prose().text;
    let words = &text[sentence.clone()];
    if words.matches(['%', '％']).count() < 2 || OTHERWISE.iter().any(|word| words.contains(word)) {
        return;
    }
    let starts = words.char_indices().filter(|(_, c)| "，：；、,:;".contains(*c));
    let starts = starts.map(|(at, c)| sentence.start + at + c.len_utf8());
    for start in std::iter::once(sentence.start).chain(starts) {
        let after =
            text[start..sentence.end].trim_start_matches("其中").trim_start_matches(['，', '：', ' ']);
        let shares = parts(text, sentence.end - after.len()..sentence.end);
        let lead = text[sentence.start..start].trim_end_matches(['：', ':']);
        let is_lead = SHARES.iter().any(|share| lead.ends_with(share));
        if shares.len() > 1 && (shares[0].is_share || is_lead) && shares.iter().all(is_percentage) {
            judge(subject, &shares, is_rest(shares[shares.len() - 1].name), found);
            return;
        }
    }
}

/// Items `研发：45%` below words that speak of shares.
fn in_list(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let is_item = |passage: &Passage| passage.kind == Kind::Item;
    let mut lead = None;
    for items in prose.passages.chunk_by(|a, b| is_item(a) && is_item(b)) {
        let before = lead.replace(&items[items.len() - 1]);
        let words = before.map_or("", |passage| &prose.text[passage.range.clone()]);
        if items.len() < 3 || !SHARES.iter().any(|share| words.contains(share)) {
            continue;
        }
        let share = |item: &Passage| {
            let colon = prose.text[item.range.clone()].rfind(['：', ':']).unwrap_or(0); // 30—45岁：40%
            match parts(&prose.text, item.range.start + colon..item.range.end).as_slice() {
                [share] if is_percentage(share) && share.range.end == item.range.end => {
                    let words = &prose.text[item.range.start..share.range.start];
                    Some(if colon > 0 { Part { name: words, ..share.clone() } } else { share.clone() })
                }
                _ => None,
            }
        };
        if let Some(shares) = items.iter().map(share).collect::<Option<Vec<Part<'_>>>>() {
            let is_whole = is_rest(shares[shares.len() - 1].name) || are_bands(&shares) && !has_more(words);
            judge(subject, &shares, is_whole, found);
        }
    }
}

/// Whether words introduce shares of more wholes than one, or none: `各年龄段的女性占比`, `留存比例`.
fn has_more(words: &str) -> bool {
    words.contains('各') || !["占比", "构成", "组成", "分布"].iter().any(|share| words.contains(share))
}

/// Shares that stand side by side: they exclude each other, or they are the whole.
fn judge(subject: &Subject<'_>, shares: &[Part<'_>], is_whole: bool, found: &mut Findings<'_>) {
    let (Some(first), Some(last)) = (shares.first(), shares.last()) else { return };
    let names: Vec<&str> = shares.iter().map(|share| share.name).collect();
    let prose = subject.prose();
    let sum = wrong_sum(shares.iter().map(|share| (share.number, share.decimals)), is_whole)
        .filter(|_| is_whole || are_kinds(&names) && !names.iter().any(|name| name.contains('率')));
    if let Some(sum) = sum.filter(|_| !prose.is_quoted(&first.range)) {
        tell(found, prose.span(first.range.start..last.range.end), sum);
    }
}

fn tell(found: &mut Findings<'_>, span: Range<usize>, sum: f64) {
    let sum = format!("{sum:.2}");
    let sum = sum.trim_end_matches('0').trim_end_matches('.');
    found
        .at(span, say!("各部分的占比加起来是 {sum}%", "the shares add up to {sum}%"))
        .help(say!("核对每一项，合计应为 100%", "look each of them up; together they make 100%"));
}
