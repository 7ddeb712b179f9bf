//! Figures that are told as a finding, and nobody is named who found them.

use std::ops::Range;

use super::sentence;
use crate::article::prose::number_after;
use crate::lexicon::Hit;

/// Words that name nobody.
const NOBODY: [&str; 40] = [
    "有",
    "据",
    "一项",
    "多项",
    "某项",
    "这项",
    "近期",
    "近日",
    "最近",
    "最新",
    "新",
    "相关",
    "有关",
    "权威",
    "大量",
    "国外",
    "国内",
    "业内",
    "行业",
    "市场",
    "第三方",
    "专家",
    "科学",
    "无数",
    "一些",
    "很多",
    "许多",
    "不少",
    "的",
    "另",
    "另据",
    "又",
    "而",
    "但",
    "也",
    "且",
    "同时",
    "此外",
    "根据",
    "根",
];

/// Words of sentences that give the source, or only wish.
const SETTLED: [&str; 14] = [
    "《", "据", "根据", "显示", "统计", "数据", "报告", "目标", "力争", "预计", "希望", "如果", "假设",
    "计划",
];

/// Words of the names of those who find things out.
const FINDERS: [&str; 20] = [
    "大学",
    "学院",
    "研究院",
    "研究所",
    "研究中心",
    "统计局",
    "总局",
    "委员会",
    "协会",
    "联合会",
    "学会",
    "咨询",
    "杂志",
    "期刊",
    "《",
    "教授",
    "博士",
    "团队",
    "实验室",
    "医院",
];

/// Where a text claims a figure as a finding and does not say whose: one place a sentence, in order. `cues` are
/// the words of the list of claims in it.
pub fn claims<'h>(text: &str, cues: impl Iterator<Item = &'h Hit>) -> Vec<Range<usize>> {
    let mut claims: Vec<Range<usize>> = cues
        .filter_map(|cue| {
            let told = if cue.entry.class == "share" { share } else { finding };
            told(text, cue.at.clone())
        })
        .collect();
    claims.dedup_by_key(|claim| sentence(text, claim.start).start);
    claims
}

/// The cue, if nobody is named for it and a figure follows.
fn finding(text: &str, cue: Range<usize>) -> Option<Range<usize>> {
    let around = sentence(text, cue.start);
    let clause = &text[around.start..cue.start];
    let clause = clause
        .rfind(['，', '；', '：', ',', '“', '、'])
        .map_or(clause, |at| clause[at..].trim_start_matches(is_mark));
    let mut who = clause.trim();
    while let Some(word) = NOBODY.iter().find(|word| who.ends_with(*word)) {
        who = who[..who.len() - word.len()].trim_end();
    }
    let said = text[cue.end..around.end].trim_start_matches(is_mark);
    // Whoever was named earlier in the paragraph is still meant.
    let paragraph = &text[text[..cue.start].rfind('\n').map_or(0, |end| end + 1)..cue.start];
    let named = FINDERS.iter().any(|finder| paragraph.contains(finder)) || has_latin_name(paragraph);
    (who.is_empty() && !named && has_figure(said)).then_some(cue)
}

/// Whether words hold a name such as `IDC` or `Gartner`.
fn has_latin_name(words: &str) -> bool {
    let names = words.split(|c: char| !c.is_ascii_alphabetic());
    names.into_iter().any(|name| name.len() > 2 && name.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// `市场份额达 37%`, where the sentence neither says who counted nor only hopes.
fn share(text: &str, word: Range<usize>) -> Option<Range<usize>> {
    let around = sentence(text, word.start);
    let said = &text[word.end..around.end];
    let number = said.find(|c: char| c.is_ascii_digit()).filter(|number| *number <= 5 * '达'.len_utf8())?;
    let number = number + number_after(&said[number..]).len();
    let percent = said[number..].trim_start_matches(' ').starts_with(['%', '％']);
    let settled = SETTLED.iter().any(|word| text[around.clone()].contains(word));
    (percent && !settled).then_some(word.start..word.end + number)
}

/// Whether a sentence counts or measures something: not only a year, a date or a version.
fn has_figure(words: &str) -> bool {
    let figures = words.match_indices(|c: char| c.is_ascii_digit()).any(|(at, digit)| {
        let after = words[at + digit.len()..].trim_start_matches(' ');
        after.starts_with(['%', '％', '倍', '万', '亿', '成', '人', '家', '名', '元'])
    });
    figures || ["百分之", "分之一", "分之二", "分之三"].iter().any(|word| words.contains(word))
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}
