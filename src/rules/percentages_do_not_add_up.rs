//! Shares of one whole make a hundred, or one of them is wrong.

use std::ops::Range;

use super::{Findings, Subject};
use crate::{
    article::{
        prose::Kind,
        tables::{tables, words},
    },
    figures::{Part, are_kinds, is_rest, parts, sentences},
    say,
};

/// Heads of columns that hold the shares of one whole. `女性占比` may be of another whole in each row.
const HEADS: [&str; 14] = [
    "占比",
    "比例",
    "百分比",
    "份额",
    "市场份额",
    "市占率",
    "构成",
    "比重",
    "结构",
    "构成比",
    "所占比例",
    "占比（%）",
    "占比(%)",
    "百分比（%）",
];

/// Rows that give the whole.
const WHOLES: [&str; 5] = ["合计", "总计", "总和", "共计", "总体"];

/// Words of sentences in which percentages are no shares, or may be of several wholes.
const OTHERWISE: [&str; 14] = [
    "多选", "增长", "同比", "环比", "提升", "提高", "下降", "上升", "减少", "优惠", "折扣", "利率", "概率",
    "上调",
];

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
        in_tables(subject, found);
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
        if shares.len() > 1 && shares[0].is_share && shares.iter().all(is_percentage) {
            judge(subject, &shares, |range| subject.prose().span(range), found);
            return;
        }
    }
}

/// Items `研发：45%`, one below the other.
fn in_list(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let item = |kind| matches!(kind, Kind::Item);
    for items in prose.passages.chunk_by(|a, b| item(a.kind) && item(b.kind)).filter(|items| items.len() > 2)
    {
        let shares: Vec<Part<'_>> = items
            .iter()
            .map_while(|item| match parts(&prose.text, item.range.clone()).as_slice() {
                [share] if is_percentage(share) && share.range.end == item.range.end => Some(share.clone()),
                _ => None,
            })
            .collect();
        if shares.len() == items.len() {
            judge(subject, &shares, |range| prose.span(range), found);
        }
    }
}

/// A column with the head `占比`.
fn in_tables(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let article = subject.article;
    for table in tables(article) {
        let Some((head, rows)) = table.split_first().filter(|(_, rows)| rows.len() > 2) else { continue };
        for column in
            (1..head.len()).filter(|column| HEADS.contains(&words(article, &head[*column]).as_str()))
        {
            let cells: Option<Vec<(String, String, Range<usize>)>> = rows
                .iter()
                .map(|row| {
                    Some((
                        words(article, row.first()?),
                        words(article, row.get(column)?),
                        row[column].clone(),
                    ))
                })
                .collect();
            let cells = cells.unwrap_or_default();
            let is_whole = |name: &str| WHOLES.iter().any(|whole| name.starts_with(whole));
            let has_whole = cells.iter().any(|(name, ..)| is_whole(name));
            let cells: Vec<_> = cells.iter().filter(|(name, ..)| !is_whole(name)).collect();
            let shares: Vec<Part<'_>> = cells
                .iter()
                .filter_map(|(name, said, _)| {
                    let share = parts(said, 0..said.len()).pop()?;
                    let plain =
                        share.name.is_empty() && share.range == (0..said.len()) && is_percentage(&share);
                    plain.then_some(Part { name, ..share })
                })
                .collect();
            let sum: f64 = shares.iter().map(|share| share.number).sum();
            let exhaustive = has_whole || shares.last().is_some_and(|share| is_rest(share.name));
            // More than twice the whole is no slip: each row has its own.
            let wrong = off(&shares, sum) && (exhaustive || sum > 100.0) && sum < 200.0;
            if let (true, true, Some((.., last))) = (wrong, shares.len() == cells.len(), cells.last()) {
                tell(found, last.clone(), sum);
            }
        }
    }
}

/// Shares that stand side by side: they exclude each other, or one of them is all the rest.
fn judge(
    subject: &Subject<'_>,
    shares: &[Part<'_>],
    place: impl Fn(Range<usize>) -> Range<usize>,
    found: &mut Findings<'_>,
) {
    let names: Vec<&str> = shares.iter().map(|share| share.name).collect();
    let sum: f64 = shares.iter().map(|share| share.number).sum();
    let rest = names.last().is_some_and(|name| is_rest(name));
    let kinds = are_kinds(&names);
    let quoted = subject.prose().is_quoted(&shares[0].range);
    if !quoted && off(shares, sum) && (rest || kinds && sum > 100.0) && sum < 200.0 {
        let range = shares[0].range.start..shares[shares.len() - 1].range.end;
        tell(found, place(range), sum);
    }
}

fn tell(found: &mut Findings<'_>, span: Range<usize>, sum: f64) {
    let sum = format!("{:.2}", sum);
    let sum = sum.trim_end_matches('0').trim_end_matches('.');
    found
        .at(span, say!("各部分的占比加起来是 {sum}%", "the shares add up to {sum}%"))
        .help(say!("核对每一项，合计应为 100%", "look each of them up; together they make 100%"));
}

/// Whether a sum differs from a hundred by more than one, and by more than rounding could do.
fn off(shares: &[Part<'_>], sum: f64) -> bool {
    let unit = shares.iter().map(|share| 0.1_f64.powi(i32::try_from(share.decimals).unwrap_or(9)));
    let rounding: f64 = unit.map(|unit| unit / 2.0).sum();
    (sum - 100.0).abs() > rounding.max(1.0) + 1e-6
}

fn is_percentage(part: &Part<'_>) -> bool {
    matches!(part.unit, "%" | "％")
}
