//! What an article answers: a table of comments, where they reach, and that nothing else is changed by them.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its table has failed")]

mod sandbox;

use sandbox::{INDEX, Sandbox};
use wxops::{
    article::{Article, markdown::Markdown},
    finding::Severity,
    fixing::mended,
    rules::{self, Found, Shown, Subject},
    settings::Settings,
    text::Language,
};

/// Wrong in every article of the table.
const WRONG: &str = "销量第一";

fn found(text: &str, settings: &str) -> Found {
    let article = Article::parse(text.into());
    let settings = Settings::parse(settings).unwrap();
    let mut subject = Subject::new("a.md", &article, &settings);
    let files = ["index.md".to_owned()];
    subject.files = Some(&files);
    rules::look(Shown::Article(&subject), &settings)
}

/// How often `absolute_term` is reported and answered, and the rules about comments that have something to say.
fn told(text: &str) -> (usize, usize, String) {
    let found = found(text, "");
    let is_ours = |rule: &str| rule == "absolute_term";
    let about: Vec<&str> = found.findings.iter().map(|finding| finding.rule).collect();
    let about = about.into_iter().filter_map(|rule| rule.strip_prefix("allow_")).collect::<Vec<_>>();
    (
        found.findings.iter().filter(|finding| is_ours(finding.rule)).count(),
        found.allowed.iter().filter(|allowed| is_ours(allowed.finding.rule)).count(),
        about.join(" "),
    )
}

#[test]
fn each_comment_answers_what_it_stands_at() {
    let allow = "<!-- wxops-allow absolute_term: 年报第12页 -->";
    for (name, text, expected) in [
        ("none", "销量第一。\n".to_owned(), (1, 0, "")),
        ("above a paragraph", format!("{allow}\n销量第一。\n\n甲\n"), (0, 1, "")),
        ("above a blank line", format!("甲\n\n{allow}\n\n\n销量第一。\n"), (0, 1, "")),
        ("one paragraph only", format!("{allow}\n销量第一。\n\n销量第一。\n"), (1, 1, "")),
        ("all of a paragraph", format!("{allow}\n销量第一。\n又是销量第一。\n"), (0, 2, "")),
        ("not what stands before", format!("销量第一。\n\n{allow}\n\n乙\n"), (1, 0, "unused")),
        ("inside a line", format!("销量第一{allow}。\n又是销量第一。\n\n销量第一。\n"), (1, 2, "")),
        ("inside a word", format!("销量{allow}第一。\n"), (0, 1, "")),
        ("two above each other", format!("{allow}\n<!-- wxops-allow wrong_word: 原文 -->\n销量第一，帐号。\n"), (0, 1, "")),
        ("among other comments", format!("{allow}\n<!-- 注 -->\n\n销量第一。\n"), (0, 1, "")),
        ("two in one", "<!-- wxops-allow wrong_word， absolute_term：原文 -->\n销量第一，帐号。\n".into(), (0, 1, "")),
        ("CRLF", format!("+++\r\n+++\r\n{allow}\r\n销量第一。\r\n\r\n甲\r\n"), (0, 1, "")),
        ("several lines", "<!--\nwxops-allow absolute_term:\n年报\n\n第12页\n-->\n销量第一。\n".into(), (0, 1, "")),
        ("end of file", format!("甲\n\n{allow}"), (0, 0, "unused")),
        ("end of a paragraph at the end of file", format!("销量第一。{allow}"), (0, 1, "")),
        ("heading", format!("{allow}\n## 销量第一\n\n销量第一。\n"), (1, 1, "")),
        ("inside a heading", format!("## 销量第一 {allow}\n\n销量第一。\n"), (1, 1, "")),
        ("list", format!("{allow}\n- 销量第一\n- 销量第一\n"), (1, 1, "")),
        ("item", format!("- 销量第一\n- 销量第一{allow}\n  - 销量第一\n"), (2, 1, "")),
        ("paragraph of an item", format!("- 甲\n\n  {allow}\n  销量第一\n\n- 销量第一\n"), (1, 1, "")),
        ("table", format!("{allow}\n\n| 甲 |\n|---|\n| 销量第一 |\n| 销量第一 |\n"), (0, 2, "")),
        ("row", format!("| 甲 | 乙 |\n|---|---|\n| 销量第一 | {allow} |\n| 销量第一 | |\n"), (1, 1, "")),
        ("quotation", format!("> {allow}\n> 销量第一\n\n销量第一\n"), (1, 1, "")),
        ("above a quotation", format!("{allow}\n> 销量第一\n>\n> 销量第一\n"), (1, 1, "")),
        ("footnote", format!("甲[^1]\n\n[^1]: 销量第一{allow}\n"), (0, 1, "")),
        ("fields", format!("+++\ntitle = \"销量第一\"\n+++\n\n{allow}\n\n甲\n\n销量第一\n"), (1, 1, "")),
        ("fields, too late", format!("+++\ntitle = \"销量第一\"\n+++\n\n甲\n\n{allow}\n乙\n"), (1, 0, "unused")),
        ("fields, inside a line", format!("+++\ntitle = \"销量第一\"\n+++\n\n甲{allow}\n"), (1, 0, "unused")),
        ("fields and paragraph", format!("+++\ntitle = \"销量第一\"\n+++\n{allow}\n销量第一\n"), (0, 2, "")),
        ("before the fields", format!("{allow}\n+++\ntitle = \"销量第一\"\n+++\n\n销量第一\n"), (1, 1, "")),
        ("fenced code", format!("```\n{allow}\n```\n销量第一。\n"), (1, 0, "")),
        ("indented code", format!("甲\n\n    {allow}\n\n销量第一。\n"), (1, 0, "")),
        ("code in a line", format!("销量第一`{allow}`。\n"), (1, 0, "")),
        ("escaped", format!("\\{allow}\n销量第一。\n"), (1, 0, "")),
        ("another rule", "<!-- wxops-allow wrong_word: 原文 -->\n销量第一。\n".into(), (1, 0, "unused")),
        ("one of two", "<!-- wxops-allow wrong_word, absolute_term: 原文 -->\n销量第一。\n".into(), (0, 1, "unused")),
        ("no reason", "<!-- wxops-allow absolute_term -->\n销量第一。\n".into(), (1, 0, "without_reason")),
        ("blank reason", "<!-- wxops-allow absolute_term:　。 -->\n销量第一。\n".into(), (1, 0, "without_reason")),
        ("no such rule", "<!-- wxops-allow absolute_tern: 年报 -->\n销量第一。\n".into(), (1, 0, "unknown_rule")),
        ("no such rule beside one", "<!-- wxops-allow x, absolute_term: 年报 -->\n销量第一。\n".into(), (0, 1, "unknown_rule")),
        ("no colon", "<!-- wxops-allow absolute_term 年报 -->\n销量第一。\n".into(), (1, 0, "malformed")),
        ("miswritten", "<!-- wxops_allow absolute_term: 年报 -->\n销量第一。\n".into(), (1, 0, "malformed")),
        ("another comment", "<!-- 写 wxops-allow 就行 -->\n销量第一。\n".into(), (1, 0, "")),
        ("at the beginning of a line", format!("{allow} 甲\n\n销量第一。\n"), (1, 0, "malformed")),
        ("never ended", "销量第一。\n\n<!-- wxops-allow absolute_term: 年报\n".into(), (1, 0, "malformed")),
        (
            "the rules about comments",
            "<!-- wxops-allow allow_unused, allow_unknown_rule: 年报 -->\n<!-- wxops-allow x: 年报 -->\n甲。\n".into(),
            (0, 0, "unknown_rule unknown_rule unknown_rule"),
        ),
    ] {
        let (reported, answered, about) = told(&text);
        assert_eq!((reported, answered, about.as_str()), expected, "{name}: {text}");
    }
}

#[test]
fn a_comment_is_no_word() {
    let words = |text: &str| Markdown::of(&Article::parse(text.into())).prose.text;
    let allow = "<!-- wxops-allow absolute_term: 年报 -->";
    assert_eq!(words(&format!("销量{allow}第一。\n")), "销量第一。\n");
    assert_eq!(words(&format!("甲\n\n{allow}\n乙\n")), "甲\n乙\n");
    let among = found(&format!("本品{WRONG}。{allow} 下一句。\n"), "");
    let rules: Vec<&str> = among.findings.iter().map(|finding| finding.rule).collect();
    assert!(!rules.contains(&"space_beside_mark") && !rules.contains(&"absolute_term"), "{rules:?}");
}

#[test]
fn what_is_answered_weighs_nothing_and_is_not_mended() {
    let settings = Settings::default();
    let text = "<!-- wxops-allow wrong_word, half_width_mark: 书里就是这样写的 -->\n我的帐号,你的。\n\n我的帐号,你的。\n";
    let article = Article::parse(text.into());
    let subject = Subject::new("a.md", &article, &settings);
    let errors = rules::errors(&subject);
    assert_eq!(errors.iter().filter(|error| error.en.starts_with("a.md:2:")).count(), 0, "{errors:?}");
    let mended = mended(&article, &settings, None).unwrap();
    assert_eq!(mended.text.matches("帐号,").count(), 1, "{}", mended.text);
    assert!(mended.text.ends_with("\n我的账号，你的。\n"), "{}", mended.text);
    // One that is not answered does not hide behind a hundred that are.
    let many =
        format!("<!-- wxops-allow absolute_term: 年报 -->\n{}\n\n销量第一。\n", "销量第一。".repeat(150));
    let found = found(&many, "");
    let left: Vec<_> = found.findings.iter().filter(|finding| finding.rule == "absolute_term").collect();
    assert_eq!((left.len(), found.allowed.len() >= 150), (1, true));
    assert_eq!(left[0].severity, Severity::Error);
}

#[test]
fn a_rule_that_is_off_needs_no_answer() {
    let off = "[check.severity]\nabsolute_term = \"off\"\n";
    let found = found("<!-- wxops-allow absolute_term: 年报 -->\n销量第一。\n", off);
    let unused: Vec<&str> = found
        .findings
        .iter()
        .filter(|found| found.rule == "allow_unused")
        .map(|found| found.message.en.as_str())
        .collect();
    assert_eq!(unused, ["`absolute_term` is switched off"]);
}

#[test]
fn a_leak_that_is_answered_stays_masked() {
    let text = "<!-- wxops-allow mobile_number: 客服 13800138000 已公开，\n备用 a13800138000b -->\n请拨打 13800138000。\n";
    let found = found(text, "[check.severity]\nmobile_number = \"off\"\n");
    let [itself, allowed] = found.allowed.as_slice() else { panic!("{found:?}") };
    assert_eq!((itself.finding.rule, allowed.finding.rule), ("mobile_number", "mobile_number"));
    let mut all = allowed.reason.clone();
    for language in [Language::Zh, Language::En] {
        all += &allowed.json(text, language).to_string();
        all += allowed.in_one_line(text).get(language);
    }
    assert!(
        !all.contains("13800138000") && all.contains("客服 138******00 已公开， 备用 a138******00b"),
        "{all}"
    );
    assert_eq!(found.findings.iter().filter(|finding| finding.rule.starts_with("allow_")).count(), 0);
}

#[test]
fn a_comment_that_answers_nothing_but_itself_is_of_no_use() {
    let found = found("<!-- wxops-allow mobile_number: 13800138000 是公开的 -->\n请来电。\n", "");
    assert!(found.findings.iter().any(|finding| finding.rule == "allow_unused"), "{found:?}");
    assert!(found.findings.iter().all(|finding| finding.rule != "mobile_number"), "{found:?}");
}

#[test]
fn an_article_is_handed_in_with_its_reasons_and_reviewers_see_them() {
    let draft = Sandbox::at("in-review");
    draft.types("lina", "withdraw --reason more");
    draft.write(INDEX, draft.read(INDEX) + "\n本品销量第一，热线 13987654321。\n");
    let said = draft.types("lina", "self-check --attest all");
    assert!(said.exit == 1 && said.stderr.contains("`check` finds 2 errors"), "{said:?}");
    let allow = "<!-- wxops-allow absolute_term, mobile_number: 年报第12页，13987654321 已公开 -->";
    draft.edit(INDEX, "\n本品销量第一", &format!("\n{allow}\n本品销量第一"));
    let said = draft.types("lina", "self-check --attest all");
    assert_eq!(said.exit, 0, "{said:?}");
    let shown = draft.types("wangfang", "show dongji-xinpin").stdout;
    assert!(shown.contains("Found and answered (3)"), "{shown}");
    let reason = "reason: 年报第12页，139******21 已公开 (absolute_term)";
    assert!(shown.contains(reason) && !shown.contains("13987654321"), "{shown}");
    let document: serde_json::Value =
        serde_json::from_str(&draft.types("wangfang", "show dongji-xinpin --json").stdout).unwrap();
    assert_eq!(document["article"]["allowed"].as_array().unwrap().len(), 3);
    assert!(!document.to_string().contains("13987654321"));
}
