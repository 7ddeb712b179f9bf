//! The rules of form, pair by pair: what is wrong and what is right.

#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

use wxops::{
    article::Article,
    rules::{self, Shown, Subject},
    settings::{Level, Settings},
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
    ("wrong_ellipsis", "还剩下 9GB...但是满了", "还剩下 9GB……但是满了"),
    ("wrong_ellipsis", "说了 ... 又说", "说了……又说"),
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
    ("approximate_number", "来了三、四个人", "来了三四个人"),
    ("brand_misspelled", "放在Github上", "放在 GitHub 上"),
    ("brand_misspelled", "支持IOS。", "支持 iOS。"),
    ("caption_ends_with_mark", "图1：流程图。", "图1：流程图"),
    (
        "caption_ends_with_mark",
        "![](https://a.cn/a.png)\n*开幕式现场。*",
        "![](https://a.cn/a.png)\n*开幕式现场*",
    ),
    ("colon_twice", "他说：原因是：没钱", "他说原因是：没钱"),
    ("digit_space_missing", "共3篇", "共 3 篇"),
    ("wrong_mark_in_number", "售价3，000元", "售价3,000元"),
    ("wrong_mark_in_number", "版本v1。2", "版本 v1.2"),
    ("half_width_bracket", "苹果(红)", "苹果（红）"),
    ("half_width_range_sign", "需要3-5天", "需要3～5天"),
    ("latin_space_missing", "使用Rust开发", "使用 Rust 开发"),
    ("mark_between_quotes", "“甲”、“乙”", "“甲”“乙”"),
    ("mark_between_quotes", "《甲》、《乙》", "《甲》《乙》"),
    ("marks_clash", "甲、乙、和丙", "甲、乙和丙"),
    ("percentage_for_points", "从5%提高10%到15%", "从5%提高10个百分点到15%"),
    ("quote_in_quote", "他说：“她说“好”吗？”", "他说：“她说‘好’吗？”"),
    ("range_reversed", "11月25日—11月20日", "11月20日—11月25日"),
    ("range_reversed", "2026年11月25日～20日", "2026年11月20日～25日"),
    ("range_reversed", "2026年1月5日—2025年12月25日", "2025年12月25日—2026年1月5日"),
    ("range_reversed", "每组30～20人", "每组20～30人"),
    ("range_reversed", "11月25—20日", "11月20—25日"),
    ("range_reversed", "11月25日至20日", "11月20日至25日"),
    ("range_sign_mixed", "3～5天，5-8人", "3～5天，5～8人"),
    (
        "sentence_runs_on",
        "开会，讨论，发言，吃饭，回家，再来，继续，结束。",
        "开会，讨论，发言。吃饭，回家，再来，继续，结束。",
    ),
    ("space_before_percent", "增长50 %。", "增长50%。"),
    ("space_before_percent", "旋转25 °", "旋转25°"),
    ("space_in_date", "2026 年 11 月 22 日", "2026年11月22日"),
    ("spacing_mixed", "用 Go，用 Go，用 Go，用Go，用Go，用Go", "用 Go，用 Go，用 Go，用Go，用Go"),
    ("stop_outside_quote", "他说：“好”。", "他说：“好。”"),
    ("thousands_mixed", "1234567元和1,234元", "1,234,567元和1,234元"),
    ("title_marks_misused", "《年终大促》活动", "“年终大促”活动"),
    ("unit_not_legal", "屏幕3吋", "屏幕3英寸"),
    ("unit_not_legal", "重5KG", "重5kg"),
    ("unit_spacing_mixed", "10Gbps与 20 TB", "10 Gbps与 20 TB"),
    ("wrong_dash", "他--老师", "他——老师"),
    ("wrong_dash", "他 — 老师", "他——老师"),
    ("wrong_two", "二个人", "两个人"),
    ("wrong_two", "第两名", "第二名"),
    ("year_in_two_digits", "98年5月", "1998年5月"),
    ("year_in_two_digits", "’90年代", "20世纪90年代"),
];

#[test]
fn the_wrong_one_is_found_and_the_right_one_is_not() {
    for (rule, wrong, right) in PAIRS {
        assert_eq!(found(wrong, rule), [*rule], "{wrong}");
        assert_eq!(found(right, rule), [""; 0], "{right}");
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
        assert_eq!(found(text, ""), [""; 0], "{text}");
    }
}

/// The same, for one rule each: what lies nearest to the fault that it looks for.
#[test]
fn a_rule_leaves_its_neighbours_alone() {
    for (rule, texts) in TRAPS {
        for text in *texts {
            assert!(!found(text, rule).contains(rule), "{rule}: {text}");
        }
    }
}

const TRAPS: &[(&str, &[&str])] = &[
    (
        "approximate_number",
        &["第三、四章", "一、二年级", "一、二、三个", "十三、四个", "三、个人", "\n一、二人"],
    ),
    (
        "brand_misspelled",
        &["见 github.com/a", "npm/javascript", "@openai", "Githubber", "a-ios-b", "`github`"],
    ),
    (
        "caption_ends_with_mark",
        &["图1是流程。", "图 1 显示流程。", "*这是一段斜体。*", "![](https://a.cn/a.png)\n开幕了。"],
    ),
    (
        "colon_twice",
        &[
            "他说：“原因：没钱”。",
            "甲：乙。丙：丁",
            "译者：甲，校对：乙",
            "时间：10：30",
            "提示：如下：",
            "甲（乙：丙）：丁",
        ],
    ),
    ("digit_space_missing", &["2026年11月22日15时30分", "第3章", "3.5", "v2"]),
    ("wrong_mark_in_number", &["选1，2，3", "共100，200人", "共5。2026年"]),
    ("half_width_bracket", &["f(文件)", "版本(2.0)", "1) 签到", "`a`(甲)", "甲:)乙:)", "[甲](https://a.cn)"]),
    ("half_width_range_sign", &["2026-11-22", "010-12345678", "CVE-2021-4个", "图1-4展示", "A1-2个"]),
    ("latin_space_missing", &["A股", "T恤", "用 `Rust`写", "，Rust。"]),
    ("mark_between_quotes", &["“甲”和“乙”、丙", "《甲》（节选）、《乙》", "“甲”、乙"]),
    ("marks_clash", &["安全、和平", "准时、及时", "同学、与会者", "甲、或许", "三、和客户沟通"]),
    ("percentage_for_points", &["从50%降低10%到45%", "从5%提高到15%", "从头提高10%"]),
    ("quote_in_quote", &["“甲”和“乙”", "“甲\n\n“乙”", "“甲“乙”"]),
    (
        "range_reversed",
        &[
            "12月25日—1月5日",
            "12月—2月",
            "22点～6点",
            "9000～1万元",
            "3-2人",
            "11月25日—20",
            "98～02年",
            "从30～20℃下降",
            "截至11月2日",
            "11月25日到12月2日",
        ],
    ),
    ("range_sign_mixed", &["3～5天，编号 5-8", "3～5人，11月3—5日", "3-5天，5-8人"]),
    ("space_before_percent", &["25 °C", "10 % 3", "100%", "甲 %"]),
    ("space_in_date", &["3 日常用语", "2026年11月", "共 30 秒", "40 年", "30 日内", "新年 3 次"]),
    (
        "spacing_mixed",
        &[
            "甲<b>Go</b>乙<b>Go</b>丙，用 Go，用 Go，用 Go",
            "用Go，用Go，用Go，A 股，A 股，A 股",
            "用 3 次，用 3 次，用 3 次，用Go，用Go，用Go",
        ],
    ),
    ("stop_outside_quote", &["口号：“好”。", "他说要“走”。", "他说：“走！”。"]),
    ("thousands_mixed", &["1,234元，电话12345678", "12345元和54321元", "1,234元和1234元"]),
    ("title_marks_misused", &["《活动指南》", "看《甲》的活动", "《证书》"]),
    ("unit_not_legal", &["打听公分的来历", "5MB", "KG"]),
    ("unit_spacing_mixed", &["10GB，20TB", "10 GB，5G网络", "第 5 s级"]),
    ("space_beside_mark", &["点击<b> 外观 </b>，下一步"]),
    (
        "wrong_ellipsis",
        &[
            "s_1、s_2、...、s_n",
            "改为 Powered By ... 的标志",
            "http://... 开头",
            "点击“另存为…”",
            "甲...Logo",
            "等等……",
            "甲……乙",
        ],
    ),
    ("wrong_quote_mark", &["author = \"李娜\"", "{{< text content=\"你好\" >}}", "说“你好”"]),
    ("wrong_dash", &["北京—上海", "他——老师", "a --all", "2020—2023年", "甲-乙", "---"]),
    ("wrong_two", &["第二个", "十二个", "二手", "二名单", "一、二个", "星期二个", "初二种树"]),
    ("year_in_two_digits", &["20年的历史", "90年代", "民国38年5月", "1998年5月", "20年5个月", "第20年5月"]),
];

/// The rules of [`PAIRS`] that find something in a text, each once: those that are on as shipped, and `also`.
fn found(text: &str, also: &str) -> Vec<&'static str> {
    let article = Article::parse(text.as_bytes().to_vec());
    let mut settings = Settings::default();
    settings.check.severity.insert(also.to_owned(), Level::Warning);
    let found = rules::check(Shown::Article(&Subject::new("a.md", &article, &settings)), &settings);
    let mut names: Vec<_> = found.iter().map(|finding| finding.rule).collect();
    names.retain(|name| PAIRS.iter().any(|(rule, ..)| rule == name));
    names.dedup();
    names
}
