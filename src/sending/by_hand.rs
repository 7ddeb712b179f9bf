//! What only a person can set in the back office. Such an article is never published through the interfaces: it would go out
//! otherwise than it was approved.

use super::Parcel;
use crate::{
    article::front_matter::Value,
    render::ByHand,
    say,
    text::{Text, escaped},
};

/// What is left to a person, in the order of the checklist: 群发通知, 原创声明, 名片「林间」.
pub fn by_hand(parcel: &Parcel) -> Vec<Text> {
    let text = &parcel.text;
    let is = |key: &str| text.entry(key).is_some_and(|entry| entry.value == Value::Flag(true));
    let words = |key: &str| Some(escaped(text.words(key).trim())).filter(|words| !words.is_empty());
    let notifies = text.entry("notify").is_none_or(|entry| entry.value != Value::Flag(false));
    let mut left = vec![];
    if notifies {
        left.push(say!(
            "群发通知（接口只能仅发表，不通知粉丝）",
            "the notification of fans (interfaces publish without one)"
        ));
    }
    if is("original") {
        left.push(say!("声明原创", "the mark 原创"));
    }
    if let Some(name) = words("collection") {
        left.push(say!("合集“{name}”", "the collection `{name}`"));
    }
    if is("reward") {
        left.push(say!("开启赞赏", "rewards"));
    }
    if let Some(word) = words("declaration").filter(|word| word != "none") {
        let label = match word.as_str() {
            "ai" => "AI 生成",
            "media" => "转自媒体",
            "fiction" => "虚构演绎",
            "opinion" => "个人观点",
            other => other,
        };
        left.push(say!("创作来源：{label}", "where it comes from: {label}"));
    }
    left.extend(parcel.page.by_hand.iter().map(|ByHand { kind, words, .. }| {
        let (Text { zh, en }, words) = (kind.label(), escaped(words));
        say!("插入{zh}“{words}”", "{en} to insert, `{words}`")
    }));
    left
}
