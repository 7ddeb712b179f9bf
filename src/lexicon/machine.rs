//! Whether words say that a machine made them, or a picture: `本文由 AI 辅助撰写`, `题图：Midjourney`.

use std::ops::Range;

use super::List;

/// What an article consists of.
const THINGS: [&str; 35] = [
    "本文",
    "全文",
    "本篇",
    "文章",
    "文中",
    "正文",
    "译文",
    "文案",
    "摘要",
    "内容",
    "部分内容",
    "以上内容",
    "以下内容",
    "本内容",
    "图片",
    "本图",
    "配图",
    "插图",
    "题图",
    "封面",
    "头图",
    "首图",
    "上图",
    "下图",
    "海报",
    "视频",
    "本视频",
    "配音",
    "音频",
    "图源",
    "图",
    "初稿",
    "插画",
    "画面",
    "音乐",
];

/// What may stand before them.
const THESE: [&str; 8] = ["以上", "以下", "本期", "本次", "本文的", "本文", "部分", "文内"];

/// Words of sentences that teach or report how machines are used.
const ABOUT: [&str; 12] =
    ["介绍", "如何", "怎么", "怎样", "讲", "分享", "讨论", "探讨", "教", "谈", "建议", "技巧"];

/// Words between the thing and its maker.
const BY: [&str; 14] =
    ["由", "用", "使用", "采用", "借助", "利用", "通过", "经", "是", "为", "系", "来自", "出自", "均由"];

/// What a maker does.
const MADE: [&str; 22] = [
    "生成",
    "绘制",
    "创作",
    "制作",
    "撰写",
    "写成",
    "写作",
    "作图",
    "绘图",
    "配图",
    "翻译",
    "合成",
    "润色",
    "辅助",
    "完成",
    "绘画",
    "起草",
    "整理",
    "改写",
    "画的",
    "写的",
    "数字人",
];

/// Words after which nothing is confessed.
const NOT: [&str; 14] =
    ["未", "不", "非", "没有", "如果", "若", "当", "禁止", "是否", "可以", "能", "类", "所有", "任何"];

/// People who have a tool in their name.
const GROUPS: [&str; 14] = [
    "社区",
    "团队",
    "公司",
    "大赛",
    "公众号",
    "实验室",
    "课程",
    "事业部",
    "研究院",
    "小组",
    "中心",
    "部门",
    "杂志社",
    "协会",
];

/// Ends of captions such as `AI 生成图`.
const ENDS: [&str; 10] = ["", "图", "图片", "配图", "示意图", "插图", "效果图", "内容", "视频", "海报"];

/// Where some words say that a machine made them or a picture.
pub fn confession(words: &str, may_be_caption: bool) -> Option<Range<usize>> {
    let hits = super::find(words).into_iter().filter(|hit| hit.entry.list == List::Maker);
    hits.map(|hit| hit.at).find_map(|tool| confession_about(words, tool, may_be_caption))
}

/// The same for one of the makers in these words.
pub fn confession_about(words: &str, tool: Range<usize>, may_be_caption: bool) -> Option<Range<usize>> {
    // A name in Chinese ends where it ends: 豆包AI.
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let (before, after) = (&words[..tool.start], &words[tool.end..]);
    let name = &words[tool.clone()];
    let goes_on = |a: Option<char>, b: Option<char>| is_letter(a) && is_letter(b);
    if goes_on(before.chars().next_back(), name.chars().next())
        || goes_on(name.chars().next_back(), after.chars().next())
    {
        return None;
    }
    let start =
        before.rfind(is_end).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let end = tool.end + after.find(is_end).unwrap_or(after.len());
    let (lead, rest) = (before[start..].trim(), words[tool.end..end].trim());
    let is_made = says_so(lead, rest) || may_be_caption && is_caption(words, lead, rest);
    is_made.then_some(start..end)
}

/// `本文由 AI 辅助撰写`.
fn says_so(lead: &str, rest: &str) -> bool {
    let lead = lead.rfind(['：', ':', '】']).map_or(lead, |at| &lead[at..]);
    let lead = lead.trim_start_matches(|c: char| !c.is_alphanumeric());
    let these = THESE.iter().find_map(|these| lead.strip_prefix(these)).unwrap_or(lead);
    let thing = THINGS.iter().any(|thing| lead.starts_with(thing) || these.starts_with(thing));
    // 由即梦AI生成: the tool has a name of two words.
    let plain = super::find(lead).into_iter().rfind(|hit| hit.entry.list == List::Maker);
    let lead =
        plain.filter(|hit| hit.at.end == lead.len()).map_or(lead, |hit| lead[..hit.at.start].trim_end());
    let by = BY.iter().any(|by| lead.ends_with(by));
    let near = MADE.iter().any(|made| {
        let end = rest.find(made).filter(|at| rest[..*at].chars().count() < 9).map(|at| at + made.len());
        end.is_some_and(|end| {
            let after = &rest[end..];
            let kind = after.starts_with('的')
                && !["的图", "的内容", "的视频"].iter().any(|made| after.starts_with(made))
                || after.starts_with('时');
            let who = &rest[..end];
            !kind && !GROUPS.iter().any(|group| after.starts_with(group) || who.contains(group))
        })
    });
    let alone = (lead.ends_with("来自") || lead.ends_with("出自")) && rest.is_empty();
    let asks = ["还是", "吗"].iter().any(|word| rest.contains(word));
    let tells = ABOUT.iter().any(|about| lead.contains(about));
    let group = GROUPS.iter().any(|group| rest.starts_with(group));
    thing && by && (near || alone) && !asks && !tells && !group && !NOT.iter().any(|not| lead.contains(not))
}

/// `AI 生成图`, alone or in brackets; `题图：Midjourney`.
fn is_caption(words: &str, lead: &str, rest: &str) -> bool {
    let signs = ['：', ':', '/', '｜', '丨', '|'];
    let source = lead.ends_with(signs) && {
        let label = lead.trim_end_matches(signs).trim_end();
        ["题图", "图源", "图片来源", "封面", "封面图", "配图", "插图", "作图", "绘图", "制图", "头图", "图片"]
            .iter()
            .any(|end| label.ends_with(end))
            || label == "图"
    };
    let alone = lead.trim_matches(|c: char| !c.is_alphanumeric()).is_empty() || source;
    let short = words.chars().count() < 30 || lead.contains(['（', '(']) || words.starts_with(['（', '(']);
    let made = MADE.iter().find_map(|made| rest.strip_prefix(made));
    let caption = made.is_some_and(|end| ENDS.contains(&end.trim_start_matches("的")));
    source || alone && short && caption
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '，' | '\n' | '）' | ')' | '（' | '(' | '*')
}
