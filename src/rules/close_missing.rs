//! Whoever has read to the end is ready to answer, to ask or to sign up; somebody must say so.

use std::ops::Range;

use super::{Findings, Subject};
use crate::{article::prose::Kind, say, settings::Close, text::Text};

/// Words that invite.
const INVITING: [&str; 36] = [
    "留言",
    "评论",
    "点赞",
    "在看",
    "转发",
    "分享给",
    "收藏",
    "关注",
    "星标",
    "扫码",
    "二维码",
    "长按",
    "进群",
    "加入",
    "投票",
    "报名",
    "联系",
    "欢迎",
    "告诉我",
    "让我知道",
    "分享你",
    "分享您",
    "你的意见",
    "您的意见",
    "试试",
    "聊聊",
    "你怎么看",
    "您怎么看",
    "你觉得",
    "您觉得",
    "阅读原文",
    "期待",
    "下期",
    "一起",
    "咨询",
    "试用",
];

/// Words that say where something can be had.
const WHERE: [&str; 12] =
    ["官网", "官方", "网站", "页面", "商店", "仓库", "应用市场", "地址", "链接", "点击", "前往", "马上"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(close) = subject.category.and_then(|category| category.close) else { return };
    let prose = subject.prose();
    let words = |range: &Range<usize>| prose.text[range.clone()].contains(char::is_alphanumeric);
    let body: Vec<_> = prose
        .passages
        .iter()
        .filter(|passage| !matches!(passage.kind, Kind::Title | Kind::Digest) && words(&passage.range))
        .collect();
    let (Some(first), Some(last)) = (body.first(), body.last()) else { return };
    // The last fifth of the text, or the last three paragraphs where that is more.
    let fifth = last.range.end - (last.range.end - first.range.start) / 5;
    let third = body[body.len().saturating_sub(3)].range.start;
    let start = prose.passage(fifth).map_or(third, |passage| passage.range.start).min(third);
    let end = &prose.text[start..last.range.end];
    let asks = end.contains('？');
    let there = match close {
        Close::Summary | Close::Signature => true,
        Close::Question => asks,
        Close::Contact | Close::Signup => {
            asks || INVITING.iter().any(|word| end.contains(word)) || offers(end)
        }
    };
    if !there {
        let (zh, en) = match close {
            Close::Question => ("结尾没有向读者提一个问题", "the end asks the readers nothing"),
            _ => (
                "结尾没有告诉读者怎么咨询、报名或参与",
                "the end does not say how to ask, sign up or take part",
            ),
        };
        let message = Text { zh: zh.into(), en: en.into() };
        found.at(prose.span(prose.beginning(last)), message).help(say!(
            "补一句，栏目的要求见设置的 `close`",
            "add a sentence; `close` in the settings says what the category asks"
        ));
    }
}

/// Whether something is there to be had, or to be learnt: `前往官网下载`, `点击了解更多`, or a line that begins with
/// `下载`. What a program does by itself, `它会下载依赖`, is no offer.
fn offers(end: &str) -> bool {
    let offer = |clause: &&str| clause.contains("下载") || clause.contains("了解更多");
    let clauses = end.split(['。', '！', '；', '\n']).filter(offer);
    let mut clauses = clauses.map(|clause| clause.trim_start_matches(|c: char| !c.is_alphanumeric()));
    clauses.any(|clause| clause.starts_with("下载") || WHERE.iter().any(|place| clause.contains(place)))
}
