//! What `--fix` writes: rule by rule, what it leaves alone, and that nothing but the words changes.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test looks at the disk and starts the program"
)]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]
#![allow(clippy::panic, reason = "a test fails by panicking")]

mod place;
mod sandbox;

use std::fs;

use place::Place;
use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use sandbox::{INDEX, SLUG, Sandbox};
use wxops::{
    article::{
        Article,
        front_matter::Value,
        markdown::{Markdown, options},
    },
    fixing::mended,
    lexicon::company::{Company, Words},
    settings::Settings,
};

/// The rule, a text, and what becomes of it.
const MENDED: &[(&str, &str, &str)] = &[
    ("half_width_mark", "你好,世界.", "你好，世界。"),
    ("half_width_mark", "**你好**,`甲,乙`世界!", "**你好**,`甲,乙`世界！"),
    ("half_width_mark", "[你好,世界](https://例.cn/你好,世界)", "[你好，世界](https://例.cn/你好,世界)"),
    ("wrong_ellipsis", "等等...", "等等……"),
    ("wrong_ellipsis", "走。。。吧…好", "走……吧……好"),
    ("wrong_quote_mark", "他说\"你好\"，她说\"**再见**\"。", "他说“你好”，她说“**再见**”。"),
    ("full_width_letter", "第１２期ＡＢＣ", "第12期ABC"),
    ("full_width_space", "　　首行\n　次行", "首行\n次行"),
    ("space_beside_mark", "你好， 世界 ，再见", "你好，世界，再见"),
    ("marks_repeated", "好，，的！！！！！", "好，的！！！"),
    ("marks_repeated", "什么！？", "什么？！"),
    ("marks_clash", "好的，。", "好的。"),
    ("ordinal_mark", "# 一，概述", "# 一、概述"),
    ("ordinal_mark", "（一）、背景", "（一）背景"),
    ("ordinal_mark", "第一、提高质量", "第一，提高质量"),
    ("heading_ends_with_mark", "## **概述。**", "## **概述**"),
    ("zero_in_year", "二零零六年", "二〇〇六年"),
    ("fixed_word_in_digits", "星期5放假，1带1路", "星期五放假，一带一路"),
    ("ellipsis_and_etc", "苹果、梨……等。", "苹果、梨等。"),
    ("currency_said_twice", "售价￥100元，￥ 1,000元", "售价100元，1,000元"),
    (
        "lunar_date_in_digits",
        "农历8月15日；农历1月1，农历12月30",
        "农历八月十五；农历正月初一，农历十二月三十",
    ),
    ("number_scale_mixed", "1千3百万元，2百5十人", "1300万元，250人"),
    ("wrong_word", "安排一愁莫展", "安排一筹莫展"),
    ("control_character", "看\u{200b}不见的\u{8}字", "看不见的字"),
    ("preferred_word", "请登陆官网", "请登录官网"),
    ("name_misspelled", "星和科技开业", "星河科技开业"),
    ("bom", "\u{feff}# 好", "# 好"),
    ("carriage_return", "一\r\n\r\n二\r三", "一\n\n二\n三"),
    (
        "heading_ends_with_mark",
        "+++\ntitle = \"新品开售。\" # 题\n+++\n好",
        "+++\ntitle = \"新品开售\" # 题\n+++\n好",
    ),
    ("wrong_quote_mark", "+++\ntitle = '说\"新\"品'\n+++\n好", "+++\ntitle = '说“新”品'\n+++\n好"),
];

/// What stays, though a rule may have something to say.
const LEFT: &[&str] = &[
    "`你好,世界...`",
    "```\n你好,世界...\n```\n",
    "    你好,世界\n",
    "<p>你好,世界</p>",
    "<span title=\"你好,世界\">好</span>",
    "见 https://example.com/a,b...",
    "![你好,世界](你好,世界.png)",
    "> 你好,世界...",
    "《你好,世界》",
    "他说：“你好,世界...”",
    "他说：「你好,世界」",
    "Hello, world... It's \"fine\".",
    "价格 3,000 元，版本 v1.2.3，比分 3:2。",
    "你好\\!世界",
    "屏幕15\"和\"大\"屏",
    "{\"姓名\":\"张三\"}",
    "class=\"中文\"",
    "{{< note \"你好,世界\" >}}",
    "公式 $甲,乙$ 好",
    "こんにちは世界,世界！？",
    "星期1、3、5 和星期1-5",
    "张三　李四",
    "甲：    乙",
    "**注意：** 内容",
    "十，九，八",
    "第一章...12",
    "不忘初心。\n",
    "# 不忘初心。牢记使命。",
    "好。。",
    "然而，。后来",
    "等他……等。",
    "农历8月15至18",
    "1千3百5十人",
    "مرحبا\u{200f} 好",
    "家人👨\u{200d}👩",
    "　# 不是标题",
    "请登陆/登录",
    "[你好,世界]\n\n[你好,世界]: /a",
    "+++\ntitle = \"他说\\\"你好\\\"...\"\nauthor = \"李,娜...\"\n+++\n好",
    "---\ntitle: 你好,世界...\n---\n好",
];

fn company() -> Company {
    let words = |rows: &str| Words::read("a.tsv", rows.as_bytes().to_vec(), true).unwrap();
    Company {
        banned: Words::default(),
        preferred: words("登陆\t登录\n登陆/登录\t登录、登入\n甲甲\t乙乙\n乙乙\t甲甲"),
        names: words("星和科技\t星河科技"),
    }
}

fn fixed(text: &str) -> (String, Vec<&'static str>) {
    let article = Article::parse(text.as_bytes().to_vec());
    let mended = mended(&article, &Settings::default(), Some(&company()));
    mended.map_or_else(|| (text.to_owned(), vec![]), |mended| (mended.text, mended.rules))
}

#[test]
fn each_slip_is_mended_by_its_rule() {
    for (rule, before, after) in MENDED {
        let (text, mut rules) = fixed(before);
        assert_eq!(text, *after, "{rule}: {before}");
        rules.dedup();
        assert_eq!(rules, [*rule], "{before}");
    }
}

#[test]
fn what_needs_a_person_is_left_alone() {
    for text in LEFT {
        assert_eq!(fixed(text), ((*text).to_owned(), vec![]), "{text}");
    }
    assert_eq!(fixed("甲甲，，"), ("甲甲，，".into(), vec![]), "two rows that chase each other");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// What was mended once stays; passages, links, pictures, code and fields are the same.
    #[test]
    fn only_words_change_and_only_once(parts in prop::collection::vec(prop::sample::select(PARTS), 0..24)) {
        holds(&parts.concat());
    }
}

/// The same for real articles, where they lie beside the repository.
#[test]
fn only_words_of_real_articles_change() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    for file in walkdir::WalkDir::new(corpus).into_iter().flatten() {
        if file.path().extension().is_some_and(|end| end == "md") {
            holds(&String::from_utf8_lossy(&fs::read(file.path()).unwrap()));
        }
    }
}

fn holds(text: &str) {
    let (once, _) = fixed(text);
    assert_eq!(fixed(&once).0, once, "mended twice: {text:?}");
    // Byte order mark and carriage returns are no words; taking them away is a change of its own.
    let plain = |text: &str| text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let (before, after) = (Article::parse(plain(text).into()), Article::parse(plain(&once).into()));
    assert_eq!(shape(&before), shape(&after), "{text:?} became {once:?}");
    assert_eq!(fields(&before), fields(&after), "{text:?} became {once:?}");
    let kinds = |article: &Article| -> Vec<_> {
        Markdown::of(article).prose.passages.iter().map(|passage| (passage.kind, passage.quoted)).collect()
    };
    assert_eq!(kinds(&before), kinds(&after), "{text:?} became {once:?}");
}

/// Everything but the words.
fn shape(article: &Article) -> Vec<String> {
    let mut silent = false;
    let mut shape = Vec::new();
    for event in Parser::new_ext(&article.text()[article.body()], options()) {
        match &event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => silent = true,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => silent = false,
            _ => {}
        }
        if silent || !matches!(event, Event::Text(_)) {
            shape.push(format!("{event:?}"));
        }
    }
    shape
}

fn fields(article: &Article) -> Vec<(String, Value)> {
    let others = article.front.entries.iter().filter(|entry| !matches!(&*entry.key, "title" | "digest"));
    others.map(|entry| (entry.key.clone(), entry.value.clone())).collect()
}

const PARTS: &[&str] = &[
    "\n",
    "\n\n",
    " ",
    "  ",
    "　",
    "，",
    "。",
    "、",
    "；",
    "：",
    ",",
    ".",
    "...",
    "!",
    "?",
    "！",
    "？",
    ":",
    "…",
    "\"",
    "'",
    "“",
    "”",
    "《",
    "》",
    "（",
    "）",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "    ",
    "> ",
    "- ",
    "# ",
    "一，",
    "（一）、",
    "第一、",
    "1",
    "２",
    "ＡＢ",
    "％",
    "＋",
    "－",
    "|",
    "|---|\n",
    "[",
    "](a,b)",
    "![",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "\\",
    "&amp;",
    "https://a.cn/b,",
    "\u{200b}",
    "\u{8}",
    "\u{200d}",
    "\u{feff}",
    "\r\n",
    "\r",
    "中文",
    "文,字",
    "帐户",
    "登陆",
    "甲甲",
    "星期3",
    "￥5元",
    "二零零六年",
    "农历8月15",
    "1千3百",
    "万",
    "等",
    "……等",
    "{{",
    "$",
    "Ab",
    "[^1]",
    "[^1]: ",
    "+++\n",
    "title = \"",
    "digest = '",
    "author = \"",
    "\"\n",
    "'\n",
    "=",
    "---\n",
    "か",
];

#[test]
fn a_text_under_review_is_left_alone_and_the_way_out_is_said() {
    for (state, word) in [("in-review", "withdraw"), ("approved", "withdraw"), ("published", "correct")] {
        let sandbox = Sandbox::at(state);
        let text = sandbox.read(INDEX) + "\n你好,世界\n";
        sandbox.write(INDEX, &text);
        for line in [format!("check {SLUG} --fix"), format!("check {INDEX} --fix")] {
            let said = sandbox.types("lina", &line);
            assert_eq!(said.exit, 5, "{state}: {said:?}");
            assert!(said.stderr.contains(&format!("wxops {word} {SLUG} --")), "{state}: {said:?}");
            assert_eq!(sandbox.read(INDEX), text, "{state}");
        }
        // A word in the file does not free it.
        let forged = text.replace(&format!("status = \"{state}\""), "status = \"draft\"");
        assert_ne!(forged, text);
        sandbox.write(INDEX, &forged);
        assert_eq!(sandbox.types("lina", &format!("check {SLUG} --fix")).exit, 5);
        assert_eq!(sandbox.read(INDEX), forged);
        // Nor is any file beside it free.
        sandbox.write(&format!("articles/{SLUG}/b.md"), "你好,世界\n");
        assert_eq!(sandbox.types("lina", &format!("check articles/{SLUG}/b.md --fix")).exit, 5);
    }
}

#[test]
fn a_draft_is_mended_where_it_lies_and_nothing_is_committed() {
    let sandbox = Sandbox::at("draft");
    let text = sandbox.read(INDEX);
    sandbox.write(INDEX, text.clone() + "\n你好,世界\n");
    let head = sandbox.head();
    let shown = sandbox.types("lina", "check --diff");
    assert_eq!((shown.exit, sandbox.read(INDEX)), (1, text.clone() + "\n你好,世界\n"), "{shown:?}");
    assert!(shown.stdout.contains("-你好,世界\n+你好，世界"), "{shown:?}");
    let json = sandbox.types("lina", "check --fix --json").json();
    assert_eq!(json["summary"]["fixed"], 1, "{json}");
    assert_eq!(json["fixed"][0]["rules"]["half_width_mark"], 1, "{json}");
    assert_eq!(sandbox.read(INDEX), text + "\n你好，世界\n");
    assert_eq!(sandbox.head(), head);
    assert_eq!(sandbox.types("lina", "check --diff").exit, 0);
}

#[test]
fn a_file_anywhere_is_mended_after_a_run_that_was_cut_short_too() {
    let place = Place::new();
    fs::write(place.path().join("a.md"), "你好,世界\n").unwrap();
    fs::write(place.path().join(".a.md.wxops~"), "half").unwrap();
    place.wxops(&["check", "a.md", "--fix"]);
    assert_eq!(place.read("a.md"), "你好，世界\n");
    assert!(!place.path().join(".a.md.wxops~").exists());
}
