//! The rules of facts and duties, pair by pair: what is wrong and what is right; and what only looks wrong.

#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use wxops::{
    article::Article,
    rules::{self, Shown, Subject},
    settings::{Level, Settings},
};

/// The rule, what it finds fault with, and how that is written.
const PAIRS: &[(&str, &str, &str)] = &[
    ("figure_without_source", "市占率达 37 ％。", "市占率超过同行。"),
    ("figure_without_source", "市场占有率达37％。", "市场占有率达37个点。"),
    ("percentages_do_not_add_up", "男性占60%，女性占50%。", "男性占60%，女性占40%。"),
    ("percentages_do_not_add_up", "研发占45%、销售占30%、其他占15%。", "研发占45%、销售占30%、其他占25%。"),
    (
        "percentages_do_not_add_up",
        "其中，一等品占 50.5%，二等品占 40.2%，三等品占 19.3%。",
        "其中，一等品占 50.5%，二等品占 40.2%，三等品占 9.3%。",
    ),
    (
        "percentages_do_not_add_up",
        "人员构成：\n\n- 研发：45%\n- 销售：30%\n- 其他：35%\n",
        "人员构成：\n\n- 研发：45%\n- 销售：30%\n- 其他：25%\n",
    ),
    (
        "percentages_do_not_add_up",
        "| 部门 | 占比 |\n|---|---|\n| 研发 | 45% |\n| 销售 | 40% |\n| 行政 | 25% |\n",
        "| 部门 | 占比 |\n|---|---|\n| 研发 | 45% |\n| 销售 | 40% |\n| 行政 | 15% |\n",
    ),
    (
        "percentages_do_not_add_up",
        "| 部门 | **占比** |\n|---|---|\n| 研发 | 45% |\n| 销售 | 40% |\n| 行政 | 5% |\n| 合计 | 100% |\n",
        "| 部门 | **占比** |\n|---|---|\n| 研发 | 45% |\n| 销售 | 40% |\n| 行政 | 15% |\n| 合计 | 100% |\n",
    ),
    (
        "parts_and_total_disagree",
        "参会共 10 人，其中男 6 人、女 5 人。",
        "参会共 10 人，其中男 6 人、女 4 人。",
    ),
    (
        "parts_and_total_disagree",
        "参会共 10 人，其中男 6 人、女 3 人。",
        "参会共 10 人，其中男 6 人、女 4 人。",
    ),
    ("parts_and_total_disagree", "合计1,200元（其中材料费1,500元）。", "合计1,200元（其中材料费500元）。"),
    (
        "parts_and_total_disagree",
        "共评出15名，其中一等奖3名、二等奖5名、三等奖8名。",
        "共评出15名，其中一等奖3名、二等奖5名、三等奖7名。",
    ),
    (
        "parts_and_total_disagree",
        "班级一共有40个人，其中男生有22人，女生有28个人。",
        "班级一共有40个人，其中男生有22人，女生有18个人。",
    ),
    (
        "parts_and_total_disagree",
        "全市1250万人，其中男性638万人，女性622万人。",
        "全市1250万人，其中男性638万人，女性612万人。",
    ),
    ("range_reversed", "10 月 25 日 - 10 月 20 日", "10 月 20 日 - 10 月 25 日"),
    ("range_reversed", "11月25日—11月20日", "11月20日—11月25日"),
    ("range_reversed", "11月25日至20日", "11月20日至25日"),
    ("range_reversed", "2026年12月1日－2026年11月1日", "2026年11月1日－2026年12月1日"),
    (
        "range_reversed",
        "11月25日（周三）9:00 — 11月20日（周五）18:00",
        "11月20日（周五）9:00 — 11月25日（周三）18:00",
    ),
    ("range_reversed", "20:00—18:00", "18:00—20:00"),
    ("range_reversed", "每天 18：30 至 17：30", "每天 17：30 至 18：30"),
    ("range_reversed", "30%～15%", "15%～30%"),
    ("range_reversed", "售价500元～300元", "售价300元～500元"),
    ("range_reversed", "1,500—800 元", "800—1,500 元"),
    ("range_reversed", "2026—2021年", "2021—2026年"),
    ("range_reversed", "2026年-2021年", "2021年-2026年"),
    (
        "figure_without_source",
        "据统计，80%的故障发生在冬天。",
        "据中国电力企业联合会统计，80%的故障发生在冬天。",
    ),
    (
        "figure_without_source",
        "根据统计，80%的故障发生在冬天。",
        "根据中国电力企业联合会统计，80%的故障发生在冬天。",
    ),
    ("figure_without_source", "有研究表明，早睡的人效率高3倍。", "《睡眠》的研究表明，早睡的人效率高3倍。"),
    (
        "figure_without_source",
        "最新调查显示：超过300万用户受益。",
        "[最新调查](https://example.com)显示：超过300万用户受益。",
    ),
    (
        "figure_without_source",
        "公司在华东的市场份额达 37%。",
        "公司在华东的市场份额达 37%（IDC 报告，2026 年）。",
    ),
    (
        "relative_day",
        "+++\ncategory = \"notice\"\n+++\n明天上午停机。",
        "+++\ncategory = \"notice\"\n+++\n11月25日上午停机。",
    ),
    (
        "relative_day",
        "+++\nplanned_at = \"2026-11-24 20:00\"\n+++\n本周五开售。",
        "+++\nplanned_at = \"2026-11-24 20:00\"\n+++\n本周五（11月27日）开售。",
    ),
    (
        "event_before_publication",
        "+++\nplanned_at = \"2026-11-24 20:00\"\n+++\n发布会将于11月20日举行。",
        "+++\nplanned_at = \"2026-11-24 20:00\"\n+++\n发布会将于11月24日举行。",
    ),
    (
        "event_before_publication",
        "+++\nplanned_at = \"2026-11-24 20:00\"\n+++\n活动时间：2026年11月1日至20日",
        "+++\nplanned_at = \"2026-11-24 20:00\"\n+++\n活动时间：2026年11月1日至30日",
    ),
    (
        "event_before_publication",
        "+++\nplanned_at = \"2027-01-02 20:00\"\n+++\n2026年1月10日截止。",
        "+++\nplanned_at = \"2027-01-02 20:00\"\n+++\n2027年1月10日截止。",
    ),
    (
        "ai_undeclared",
        "+++\n+++\n本文由 AI 辅助撰写。",
        "+++\ndeclaration = \"ai\"\n+++\n本文由 AI 辅助撰写。",
    ),
    ("ai_undeclared", "（注：内容由AI生成）", "（注：内容由李娜提供）"),
    ("ai_undeclared", "> 📝 本文由 AI 翻译，如有疑问请参考原文", "> 📝 本文由李娜翻译，如有疑问请参考原文"),
    ("ai_undeclared", "（图片由豆包生成）", "（图片由李娜拍摄）"),
    ("ai_undeclared", "*（题图：MJ/6a12-55）*", "*（题图：李娜）*"),
    ("ai_undeclared", "![AI 生成图](a.png)", "![车间](a.png)"),
    ("ai_undeclared", "封面用 Midjourney 绘制，人物是虚构的。", "封面用相机拍摄，人物是虚构的。"),
    (
        "advertisement_undeclared",
        "+++\n+++\n【广告】\n\n好电池。",
        "+++\nad = true\n+++\n【广告】\n\n好电池。",
    ),
    ("advertisement_undeclared", "本文由星火电池赞助。", "跑步比赛由星火电池赞助。"),
    ("advertisement_undeclared", "限时优惠 199 元，点击购买。", "限时优惠 199 元。"),
    (
        "source_undeclared",
        "+++\n+++\n本文转载自人民日报。",
        "+++\nsources = [\"人民日报\"]\n+++\n本文转载自人民日报。",
    ),
    ("source_undeclared", "**来源**：本文转载自人民日报。", "**来源**：人民日报。"),
    ("source_undeclared", "编译自 Nature", "资料编译自动完成"),
    (
        "original_contradicted",
        "+++\noriginal = true\nsource_url = \"https://example.com\"\n+++\n> 甲\n\n（本文转自人民日报）",
        "+++\noriginal = false\nsource_url = \"https://example.com\"\n+++\n> 甲\n\n（本文转自人民日报）",
    ),
    (
        "original_contradicted",
        "+++\noriginal = true\ndeclaration = \"media\"\n+++\n甲",
        "+++\noriginal = true\ndeclaration = \"none\"\n+++\n甲",
    ),
    (
        "material_without_origin",
        "+++\n[[materials]]\nfile = \"a.png\"\norigin = \"本公司拍摄\"\n+++\n![甲](a.png)",
        "+++\n[[materials]]\nfile = \"a.png\"\norigin = \"本公司拍摄\"\nlicence = \"自有\"\n+++\n![甲](./a.png)",
    ),
    ("material_without_origin", "![甲](a.png)![乙](b.png)", "没有图"),
    (
        "licence_expired",
        "+++\nplanned_at = \"2026-11-24 20:00\"\n[[materials]]\nfile = \"a.png\"\nexpires = 2026-11-23\n+++\n",
        "+++\nplanned_at = \"2026-11-24 20:00\"\n[[materials]]\nfile = \"a.png\"\nexpires = 2026-11-24\n+++\n",
    ),
    (
        "licence_expired",
        "+++\n[[materials]]\nfile = \"a.png\"\nexpires = \"明年\"\n+++\n",
        "+++\n[[materials]]\nfile = \"a.png\"\nexpires = \"2026-11-24\"\n+++\n",
    ),
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
        // Shares of several wholes, several answers, roundings, the leading three.
        "男性占60%，党员占50%。",
        "员工中女性占55%，本科以上占80%，30岁以下占40%。",
        "（多选）线上占60%，线下占70%。",
        "男性占33.3%，女性占66.6%。",
        "一等品占34%，二等品占34%，三等品占33%。",
        "甲牌占30%、乙牌占20%、丙牌占10%。",
        "营收增长60%，利润增长70%，其他增长80%。",
        "- 甲：30%\n- 乙：20%\n- 丙：10%\n",
        "各部门的增速：\n\n- 研发：15%\n- 销售：20%\n- 其他：30%\n",
        "各级城市的普及率：\n\n- 一线城市：60%\n- 二线城市：50%\n- 三线城市：40%\n",
        "| 产品 | 线上占比 |\n|---|---|\n| 甲 | 45% |\n| 乙 | 40% |\n| 丙 | 25% |\n",
        "| 品牌 | 市场份额 |\n|---|---|\n| 甲 | 25% |\n| 乙 | 20% |\n| 丙 | 15% |\n",
        "| 步骤 | 占比 |\n|---|---|\n| 访问 | 100% |\n| 加购 | 30% |\n| 下单 | 20% |\n",
        "| 题目 | 比例 |\n|---|---|\n| 甲 | 90% |\n| 乙 | 80% |\n| 丙 | 70% |\n",
        // Parts that overlap, are not exact, are not all, or count something else.
        "共 10 人，其中党员 6 人，女性 5 人。",
        "共约 10 人，其中男 6 人、女 5 人。",
        "共 10 人，其中男 6 人、女 3 人，另有儿童 1 人。",
        "共 10 人，其中 3 个部门 25 名代表发言。",
        "共 10 人，其中新员工 6 人、女员工 5 人。",
        "共 3 天，其中前 10 人有礼。",
        "人均 10 件，其中男 12 件、女 8 件。比去年增加 10 人，其中男 20 人、女 5 人。增长 10%，其中线上 20%、线下 5%。",
        "现有学生 38 人，其中男生 26 人、女生 12 人，团员 36 人、党员 4 人。",
        "公司共有 8 个部门，其中研发 120 人、销售 80 人。",
        // Nights, turns of the year, seasons, codes, scores, and what falls.
        "22:00—6:00，22:00—次日6:00，18:00—9:00",
        "12月28日—1月3日，9月1日至6月30日，11月—2月",
        "2025-26年度，公元前221年—前207年，010-62345678，400-100-20人",
        "价格从500～300元，成活率由30%～15%，零下5～3℃，−5～3℃，第3～1名",
        "比分 3:2，3:2—1:0，比例 2:1，1:10:20-0:30:10",
        "满500-300元，5～1万元，500米～2公里，v3.10～3.9个",
        "2024年12月28日—2025年1月3日，2021-2026年，2026-11-24",
        "11月25日——11月会更冷。11月25日到20人。",
        // Sources, wishes, figures that are none.
        "据国家统计局数据显示，增长 5%。",
        "调查显示，大家都喜欢冬天。",
        "哈佛大学随访了一千人。研究表明，80%的人早睡。",
        "Gartner 看好这一行，数据显示，增长 30%。",
        "我们调查发现，2026 年大家更忙了。",
        "我们的目标是市场份额达到 37%。",
        "据统计，80%的人早睡。\n\n参考资料：睡眠白皮书",
        "> 据统计，80%的人早睡。",
        "+++\nsources = [\"白皮书\"]\n+++\n据统计，80%的人早睡。",
        // Days in stories, in quotations, or with their date.
        "今天上午我去了工厂。",
        "+++\ncategory = \"event\"\n+++\n他说：“明天上午见。”今天是个好日子。明天会更好。",
        "+++\nplanned_at = \"2026-11-24 20:00\"\n+++\n今天（11月24日）下午，下周再见，本周内完成。",
        // History, reports, the next year, and no plan.
        "发布会将于11月20日举行。",
        "+++\nplanned_at = \"2026-11-24 20:00\"\n+++\n活动圆满落幕。活动时间：11月20日。",
        "+++\nplanned_at = \"2026-11-24 20:00\"\n+++\n展会将于1月10日举行，原定将于11月20日举行。",
        "+++\nplanned_at = \"2026-11-24 20:00\"\n+++\n公司 11月20日成立。2020年他将于5月1日出发。",
        "+++\nplanned_at = \"2026-11-24 20:00\"\n+++\n他宣布将于2016年1月1日退休。",
        // Talk about machines, advertising and sources.
        "AI 生成图片的五个技巧：图片可以用 AI 生成。",
        "本文未使用 AI 生成内容。",
        "如果文章由 AI 生成，就要声明。",
        "OpenAI 的视频由 Sora 团队介绍。",
        "# AI 绘画",
        "内容由 AI 生成的网站越来越多。图片是 AI 生成还是真实拍摄？",
        "本文由 AI 学术社区推荐，本文由 AI 写作社区供稿。",
        "> 学而时习之。\n\n——摘自《论语》",
        "点击购买按钮后，可以使用优惠券。广告合作请联系客服。互联网广告要标明。",
        "数据来源：国家统计局。图片来源：李娜。",
        "+++\noriginal = true\n+++\n本文转载自本公司官网。图10—3人员结构，表 3—1 个人信息。",
        "他转自行车去了。翻译自然不容易。以下内容摘自霍尔的《记录处理》：",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

/// One finding for an article that says nothing of any picture, and one for each that is forgotten later.
#[test]
fn pictures_without_origin_are_told_once() {
    let count = |text: &str| found(text).len();
    assert_eq!(count("+++\ncover = \"c.png\"\n+++\n![甲](a.png)![乙](b.png)"), 1);
    let said = "[[materials]]\nfile = \"c.png\"\norigin = \"甲\"\nlicence = \"乙\"\n";
    assert_eq!(count(&format!("+++\ncover = \"c.png\"\n{said}+++\n![甲](a.png)![乙](b.png)![乙](b.png)")), 2);
}

/// A key below the first `[[materials]]` belongs to it, whatever its writer meant.
#[test]
fn a_field_that_slipped_into_a_picture_is_noticed() {
    let text = "+++\n[[materials]]\nfile = \"a.png\"\ndigest = \"短\"\nlicense = \"自有\"\n+++\n";
    let article = Article::parse(text.into());
    let settings = Settings::default();
    let found = rules::check(Shown::Article(&Subject::new("a.md", &article, &settings)), &settings);
    let unknown: Vec<&str> = found
        .iter()
        .filter(|finding| finding.rule == "field_unknown")
        .filter_map(|finding| finding.help.as_ref().map(|help| help.en.as_str()))
        .collect();
    assert_eq!(unknown, ["move it before the first `[[materials]]`", "did you mean `licence`?"]);
    assert!(found.iter().all(|finding| finding.rule != "field_wrong_kind"));
}

proptest! {
    /// Whatever stands beside a number, a date or a name, the rules come to an end and point into the text.
    #[test]
    fn no_order_of_words_stops_the_rules(parts in prop::collection::vec(prop::sample::select(WORDS), 0..24)) {
        let text = parts.concat();
        let article = Article::parse(text.clone().into_bytes());
        let settings = Settings::default();
        for finding in rules::check(Shown::Article(&Subject::new("a.md", &article, &settings)), &settings) {
            prop_assert!(text.get(finding.span.clone()).is_some(), "{} {:?}", finding.rule, finding.span);
        }
    }
}

const WORDS: &[&str] = &[
    "+++\n",
    "planned_at = \"2026-11-24 20:00\"\n",
    "category = \"event\"\n",
    "original = true\n",
    "\n\n",
    "[[materials]]\n",
    "expires = \"",
    "\"\n",
    "将于",
    "11月20日",
    "2026年",
    "月",
    "日",
    "—",
    "～",
    "-",
    "至",
    "（周五）",
    "20:00",
    "：",
    "8点",
    "9",
    "1,500",
    ".",
    "%",
    "元",
    "人",
    "男",
    "女",
    "占",
    "，其中",
    "共",
    "、",
    "其他",
    "据统计，",
    "研究",
    "表明",
    "市场份额达",
    "％",
    "37",
    "今天",
    "下午",
    "本周",
    "“",
    "”",
    "五",
    "本文由",
    "AI",
    "生成",
    "（",
    "）",
    "题图：",
    "MJ",
    "![",
    "](a.png)",
    "> ",
    "- ",
    "\n| 甲 | 占比 |\n|---|---|\n",
    "| 乙 | 60% |\n",
    "转载自",
    "本文",
    "广告",
    "赞助",
    "😀",
];

/// The rules of this page that find something in a text, in its order; those switched off as shipped are on.
fn found(text: &str) -> Vec<&'static str> {
    let article = Article::parse(text.as_bytes().to_vec());
    let mut settings = Settings::default();
    let on = text.contains("materials") || text.contains(".png)![");
    let set = BTreeMap::from([("material_without_origin".to_owned(), Level::Warning)]);
    settings.check.severity = set.into_iter().filter(|_| on).collect();
    let found = rules::check(Shown::Article(&Subject::new("a.md", &article, &settings)), &settings);
    let mut names: Vec<_> = found.iter().map(|finding| finding.rule).collect();
    names.retain(|name| PAIRS.iter().any(|(rule, ..)| rule == name));
    names
}
