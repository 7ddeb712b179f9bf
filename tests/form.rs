//! The rules of form, pair by pair: what is wrong and what is right.

#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

use wxops::{
    article::Article,
    rules::{self, Shown, Subject},
    settings::Settings,
};

/// The rule, what it finds fault with, and how that is written.
const PAIRS: &[(&str, &str, &str)] = &[
    ("half_width_mark", "你好,世界.", "你好，世界。"),
    ("half_width_mark", "真的吗?好!", "真的吗？好！"),
    ("half_width_mark", "**你好**,世界", "**你好**，世界"),
    ("wrong_quote_mark", "他说\"你好\"。", "他说“你好”。"),
    ("wrong_ellipsis", "等等...", "等等……"),
    ("wrong_ellipsis", "好。。。", "好……"),
    ("wrong_ellipsis", "好…走吧", "好……走吧"),
    ("ellipsis_and_etc", "苹果、梨……等。", "苹果、梨等。"),
    ("ellipsis_and_etc", "苹果、梨……等等", "苹果、梨等"),
    ("marks_repeated", "太好了！！！！", "太好了！"),
    ("marks_repeated", "什么！？", "什么？！"),
    ("marks_repeated", "好，，的。。", "好，的。"),
    ("marks_clash", "好，。的", "好。的"),
    ("ordinal_mark", "一，概述", "一、概述"),
    ("ordinal_mark", "（一）、背景", "（一）背景"),
    ("ordinal_mark", "第一、提高", "第一，提高"),
    ("heading_ends_with_mark", "# 新品发布。", "# 新品发布"),
    ("pair_unclosed", "“你好", "“你好”"),
    ("pair_unclosed", "（甲》", "（甲）"),
    ("zero_in_year", "二零二六年", "二〇二六年"),
    ("approximate_number", "7、8个", "七八个"),
    ("approximate_number", "10几天", "十几天"),
    ("approximate_number", "几10人", "几十人"),
    ("range_unit_missing", "9～16亿", "9亿～16亿"),
    ("range_unit_missing", "15～30%", "15%～30%"),
    ("range_unit_missing", "13～17万元", "13万元～17万元"),
    ("fixed_word_in_digits", "5四运动", "五四运动"),
    ("fixed_word_in_digits", "星期5", "星期五"),
    ("fixed_word_in_digits", "1带1路", "一带一路"),
    ("fixed_word_in_digits", "7上8下", "七上八下"),
    ("lunar_date_in_digits", "农历8月15", "农历八月十五"),
    ("number_scale_mixed", "1千3百万元", "1300万元"),
    ("decrease_in_times", "降低了3倍", "降至原来的1/3"),
    ("date_style_mixed", "三月5日", "3月5日"),
    ("space_beside_mark", "你好 ，世界", "你好，世界"),
    ("full_width_letter", "ＡＢＣ１２３", "ABC123"),
    ("full_width_letter", "100％", "100%"),
    ("full_width_space", "　首行", "首行"),
    ("weekday_wrong", "2026年11月22日（星期一）", "2026年11月22日（星期日）"),
    ("weekday_wrong", "2026年11月23日，周二", "2026年11月23日，周一"),
    ("date_impossible", "2月30日", "2月28日"),
    ("date_impossible", "11月31日", "11月30日"),
    ("time_said_twice", "下午15:00", "15:00"),
    ("currency_said_twice", "￥100元", "100元"),
];

#[test]
fn the_wrong_one_is_found_and_the_right_one_is_not() {
    for (rule, wrong, right) in PAIRS {
        assert_eq!(found(wrong), [*rule], "{wrong}");
        assert_eq!(found(right), [""; 0], "{right}");
    }
}

/// What has no fault, though it looks like one.
#[test]
fn what_only_looks_wrong_is_left_alone() {
    for text in [
        "价格 3,000 元，版本 v1.2，见 https://example.com/a,b.html。",
        "`你好,世界` 是代码。",
        "```\n你好,世界...\n```",
        "Hello, world. It's \"fine\".",
        "约翰.史密斯到场。",
        "第一、二季度，第3、4个。",
        "1）签到；2）入场。",
        "笑一个：）",
        "他等了又等……等到天亮。",
        "2028年2月29日，2月29日。",
        "9月9日～16日，2020-2021年，10.20.30.40-50%",
        "一周5天，每星期10小时。",
        "上午10:00，下午3点。",
        "二百零五年，零距离。",
        "作者：[李娜](https://example.com)，摄影：王芳",
        "<p>你好,世界</p>",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

/// The rules that find something in a text, each once.
fn found(text: &str) -> Vec<&'static str> {
    let article = Article::parse(text.as_bytes().to_vec());
    let settings = Settings::default();
    let found = rules::check(Shown::Article(&Subject::new("a.md", &article, &settings)), &settings);
    let mut names: Vec<_> = found.iter().map(|finding| finding.rule).collect();
    names.retain(|name| PAIRS.iter().any(|(rule, ..)| rule == name));
    names.dedup();
    names
}
