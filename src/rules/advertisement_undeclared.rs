//! Advertising must be recognisable: the platform shows the mark if it is told.

use super::{Findings, Subject};
use crate::{
    article::{front_matter::Value, prose::Kind},
    say,
};

/// One of these stands in all that is looked for.
const HINTS: [&str; 6] = ["广告", "推广", "赞助", "购买", "下单", "抢购"];

/// Sentences that say what the article is.
const SAYS_SO: [&str; 14] = [
    "本文为广告",
    "本文系广告",
    "本文是广告",
    "本文为推广",
    "本文系推广",
    "本文为商业推广",
    "本文系商业推广",
    "本文为付费推广",
    "本内容为广告",
    "本内容为商业推广",
    "以下为广告",
    "以下内容为广告",
    "商业推广内容",
    "本期由赞助商",
];

/// Marks that stand alone in a paragraph.
const MARKS: [&str; 6] = ["广告", "推广", "商业推广", "付费推广", "赞助内容", "品牌推广"];

/// Words by which one buys.
const BUY: [&str; 12] = [
    "立即购买",
    "点击购买",
    "扫码购买",
    "购买链接",
    "下单链接",
    "立即下单",
    "点击下单",
    "扫码下单",
    "抢购链接",
    "购买入口",
    "下单入口",
    "立即抢购",
];

/// What follows where a text explains how buying works.
const BUTTONS: [&str; 5] = ["按钮", "后", "时", "功能", "流程"];

/// Words of a bargain.
const BARGAIN: [&str; 12] = [
    "限时优惠",
    "限时特价",
    "特惠",
    "秒杀",
    "立减",
    "满减",
    "优惠券",
    "优惠价",
    "到手价",
    "原价",
    "折扣",
    "早鸟价",
];

/// What stands before the sponsor of an article, or behind.
const SPONSOR: &str = "赞助";

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    if matches!(subject.article.entry("ad").map(|entry| &entry.value), Some(Value::Flag(true))) {
        return;
    }
    let prose = subject.prose();
    let text = &prose.text;
    let holds = |word: &&str| prose.each(word).next().is_some();
    if !HINTS.iter().any(holds) {
        return;
    }
    let sponsored = prose.each(SPONSOR).filter_map(|at| {
        let before = &text[..at];
        let start =
            ["本文由", "本期由", "本期内容由", "本篇由"].iter().filter_map(|by| before.rfind(by)).max()?;
        let by = &text[start..at];
        (by.chars().count() < 24 && !by.contains(['。', '，', '\n'])).then_some(start..at + SPONSOR.len())
    });
    let said = SAYS_SO.iter().flat_map(|words| prose.each(words).map(|at| at..at + words.len()));
    let marked = prose.passages.iter().filter(|passage| {
        let words = text[passage.range.clone()].trim_matches(|c: char| !c.is_alphanumeric());
        passage.kind == Kind::Paragraph && MARKS.contains(&words)
    });
    let mut spans: Vec<_> =
        sponsored.chain(said).chain(marked.map(|passage| passage.range.clone())).collect();
    if spans.is_empty() {
        let buy = BUY
            .iter()
            .flat_map(|word| prose.each(word).map(|at| at..at + word.len()))
            .find(|buy| !BUTTONS.iter().any(|button| text[buy.end..].starts_with(button)));
        spans.extend(buy.filter(|_| BARGAIN.iter().any(holds)));
    }
    spans.retain(|span| !prose.is_quoted(span));
    for span in spans {
        let shown = text[span.clone()].to_owned();
        found
            .at(
                prose.span(span),
                say!(
                    "“{shown}”说明这是广告，却没有标明",
                    "“{shown}”: this is advertising, and not marked as such"
                ),
            )
            .help(say!("加上 `ad = true`", "add `ad = true`"));
    }
}
