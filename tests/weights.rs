//! What findings weigh: as shipped, as the settings say, and as the category says.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod sandbox;

use sandbox::{INDEX, Sandbox};
use wxops::{
    article::Article,
    finding::{Finding, Severity},
    lexicon::company::{Company, Words},
    rules::{
        RULES, Rule, Shown, Subject, find,
        page::{Block, blocks},
    },
    settings::Settings,
};

/// What a rule's findings weigh in an article of a category under these settings; nothing if there are none.
fn weight(rule: &str, category: &str, body: &str, settings: &str) -> Option<&'static str> {
    let article = Article::parse(format!("+++\ncategory = \"{category}\"\n+++\n\n{body}\n").into_bytes());
    let settings = Settings::parse(settings).unwrap();
    let subject = Subject::new("a.md", &article, &settings);
    let found = find(rule).unwrap().check(Shown::Article(&subject), &settings);
    found.first().map(|finding| finding.severity.name())
}

#[test]
fn the_category_wins_over_the_rest_of_the_settings() {
    let category = |id: &str, severity: &str| {
        format!(
            "[[categories]]\nid = \"{id}\"\nlabel = \"{id}\"\ntemplate = \"a.md\"\nseverity = {{ {severity} }}\n"
        )
    };
    let settings = |everywhere: &str, severity: &str| {
        category("a", severity) + &category("b", "") + "\n[check.severity]\n" + everywhere
    };
    let slang = ("internet_slang", "这个产品 yyds。");
    let mobile = ("mobile_number", "电话 13800138000。");
    let span = ("latin_space_missing", "用GitHub协作。");
    for ((rule, body), everywhere, here, in_a, in_b) in [
        (slang, "", "", Some("warning"), Some("warning")),
        (slang, "", "internet_slang = 'error'", Some("error"), Some("warning")),
        (slang, "", "internet_slang = 'off'", None, Some("warning")),
        (slang, "internet_slang = 'off'", "internet_slang = 'warning'", Some("warning"), None),
        (slang, "internet_slang = 'error'", "internet_slang = 'off'", None, Some("error")),
        (slang, "internet_slang = 'error'", "bom = 'off'", Some("error"), Some("error")),
        (span, "", "latin_space_missing = 'warning'", Some("warning"), None),
        (span, "latin_space_missing = 'warning'", "latin_space_missing = 'off'", None, Some("warning")),
        (mobile, "", "mobile_number = 'off'", Some("error"), Some("error")),
        (mobile, "mobile_number = 'warning'", "mobile_number = 'off'", Some("warning"), Some("warning")),
        (mobile, "mobile_number = 'off'", "mobile_number = 'warning'", Some("warning"), Some("error")),
    ] {
        let settings = settings(everywhere, here);
        let weights = (weight(rule, "a", body, &settings), weight(rule, "b", body, &settings));
        assert_eq!(weights, (in_a, in_b), "{settings}");
        assert_eq!(
            weight(rule, "gone", body, &settings),
            in_b,
            "an unknown category has no word: {settings}"
        );
    }
}

#[test]
fn errors_hold_up_a_self_check_and_warnings_do_not() {
    let shipped = Sandbox::at("in-review");
    shipped.does("lina", "withdraw --reason 'new figures'");
    let settings = shipped.read("wxops.toml");
    let everywhere = |line: &str| settings.replace("# rule-name = \"off\"", line);
    let product = |line: &str| {
        settings.replace("tone = \"plain\"", &format!("severity = {{ {line} }}\ntone = \"plain\""))
    };
    let (slang, wrong) = ("这个产品 yyds。", "请重新登录帐户。");
    for (body, settings, blocks) in [
        ("没有问题。", settings.clone(), None),
        (slang, settings.clone(), None),
        (slang, everywhere("internet_slang = \"error\""), Some("internet slang")),
        (slang, product("internet_slang = \"error\""), Some("internet slang")),
        (wrong, settings.clone(), Some("should be")),
        (wrong, everywhere("wrong_word = \"warning\""), None),
        (wrong, product("wrong_word = \"off\""), None),
        ("电话 13800138000。", everywhere("mobile_number = \"off\""), Some("mobile")),
    ] {
        let sandbox = shipped.copy();
        sandbox.write("wxops.toml", settings);
        let text = sandbox.read(INDEX);
        let (front, _) = text.split_at(text.rfind("\n+++\n").unwrap());
        sandbox.write(INDEX, format!("{front}\n+++\n\n{body}\n"));
        let checked = sandbox.types("lina", "check --strict");
        let said = sandbox.types("lina", "self-check --attest all --dry-run");
        let told = format!("{body}\n{}\n{}{}", checked.stdout, said.stdout, said.stderr);
        assert_eq!(said.exit != 0, blocks.is_some(), "{told}");
        assert!(blocks.is_none_or(|words| said.stderr.contains(words)), "{told}");
    }
}

/// An example of a rule's page, as `tests/rules.rs` reads it.
struct Example<'p> {
    article: &'p str,
    with: Vec<(&'p str, &'p str)>,
}

/// The examples of a page that hold an article with nothing spelled as `\u{…}`.
fn examples(page: &str) -> Vec<Example<'_>> {
    let mut examples: Vec<Example<'_>> = Vec::new();
    for block in blocks(page) {
        match block {
            Block::Fence("article", article) => examples.push(Example { article, with: vec![] }),
            Block::Fence(info, inside) => {
                if let Some(example) = examples.last_mut() {
                    example.with.push((info, inside));
                }
            }
            Block::Words(_) => {}
        }
    }
    examples.retain(|example| !example.article.contains("\\u{"));
    examples
}

/// What a rule finds in the body of this text, which stands in place of an example's.
fn found(rule: &'static Rule, example: &Example<'_>, text: &str) -> Vec<Finding> {
    let given = |name: &str| example.with.iter().find(|(info, _)| *info == name).map(|(_, inside)| *inside);
    let settings = Settings::parse(given("settings").unwrap_or_default()).unwrap();
    let article = Article::parse(format!("{text}\n").into_bytes());
    let files = given("files").map(|inside| inside.lines().map(str::to_owned).collect::<Vec<_>>());
    let mut subject = Subject::new("a.md", &article, &settings);
    (subject.files, subject.template) = (files.as_deref(), given("template"));
    let list = |name: &str| {
        let rows = given(name).unwrap_or_default().replace('→', "\t");
        Words::read(name, rows.into_bytes(), name != "banned").unwrap()
    };
    let company = Company { banned: list("banned"), preferred: list("preferred"), names: list("names") };
    subject.company = Some(&company);
    let body = split(article.text()).0.len();
    let mut found = rule.check(Shown::Article(&subject), &settings);
    found.retain(|finding| finding.span.start >= body && !finding.span.is_empty());
    found
}

/// The front matter with its marks, and the body.
fn split(text: &str) -> (&str, &str) {
    if !text.starts_with("+++") {
        return ("", text);
    }
    text.find("\n+++").map_or((text, ""), |end| text.split_at((end + 5).min(text.len())))
}

/// The example with its body outside any block quote, and with all of it inside one.
fn unquoted_and_quoted(text: &str) -> (String, String) {
    let (front, body) = split(text);
    let lines = || body.lines().map(|line| line.trim_start_matches("> "));
    let plain: Vec<String> = lines().map(|line| format!("{line}\n")).collect();
    let quoted: Vec<String> = lines().map(|line| format!("> {line}\n")).collect();
    (front.to_owned() + &plain.concat(), front.to_owned() + &quoted.concat())
}

/// Rules that are not about wording, and look away from quotations by themselves: what somebody else says is no
/// duty, no plan and no figure of this article.
const LOOK_AWAY: [&str; 6] = [
    "advertisement_undeclared",
    "ai_undeclared",
    "event_before_publication",
    "figure_without_source",
    "percentages_do_not_add_up",
    "relative_day",
];

#[test]
fn only_wording_weighs_less_where_somebody_is_quoted() {
    let weights = |found: &[Finding]| found.iter().map(|finding| finding.severity).collect::<Vec<_>>();
    let long = format!("{}。", "长".repeat(90));
    let more = [("full_width_space", "我们的\u{3000}产品。"), ("sentence_too_long", long.as_str())];
    let mut wrong = Vec::new();
    for rule in RULES.iter().filter(|rule| rule.is_about_an_article()) {
        let more = more.iter().filter(|(name, _)| *name == rule.name);
        let more = more.map(|(_, article)| Example { article, with: vec![] });
        let mut tried = 0;
        for example in examples(rule.page).into_iter().chain(more) {
            let (plain, quoted) = unquoted_and_quoted(example.article);
            let before = weights(&found(rule, &example, &plain));
            let after = weights(&found(rule, &example, &quoted));
            let errors = before.iter().filter(|severity| **severity == Severity::Error).count();
            let right = if rule.is_about_wording() {
                after == vec![Severity::Warning; errors]
            } else if LOOK_AWAY.contains(&rule.name) {
                after.len() < before.len() || before.is_empty()
            } else {
                after == before
            };
            tried += before.len();
            if !right {
                wrong.push(format!("{}: {before:?} is {after:?}:\n{quoted}", rule.name));
            }
        }
        if tried == 0 && rule.is_about_wording() {
            wrong.push(format!("{}: nothing was tried", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn titles_are_quoted_and_what_the_settings_say_is_weighed_less_too() {
    let error = "[check.severity]\ninternet_slang = \"error\"\nfull_width_letter = \"off\"\n";
    for (rule, body, settings, expected) in [
        ("wrong_word", "他登录了帐户。", "", Some("error")),
        ("wrong_word", "他读了《帐户管理》。", "", Some("warning")),
        ("wrong_word", "《甲》讲帐户，《乙》不讲。", "", Some("error")),
        ("wrong_word", "> 他登录了**帐户**。", "", Some("warning")),
        ("wrong_word", "> 引文。\n\n他登录了帐户。", "", Some("error")),
        ("wrong_word", "- 一\n\n  > 引文里的帐户。", "", Some("warning")),
        ("wrong_word", "> 他登录了帐户。", "[check.severity]\nwrong_word = \"error\"\n", Some("warning")),
        ("wrong_word", "> 他登录了帐户。", "[check.severity]\nwrong_word = \"warning\"\n", None),
        ("internet_slang", "这个 yyds。", "", Some("warning")),
        ("internet_slang", "> 这个 yyds。", "", None),
        ("internet_slang", "> 这个 yyds。", error, Some("warning")),
        ("internet_slang", "> 别的。\n\n`代码` &amp; 这个 yyds。", "", Some("warning")),
        ("brand_misspelled", "> 用 Github。\n\n我们用 Github。", "", Some("warning")),
        ("brand_misspelled", "> 用 Github。", "", None),
        ("mobile_number", "> 电话 13800138000。", "", Some("error")),
        ("weekday_wrong", "> 2026年11月24日（星期三）。", "", Some("error")),
    ] {
        assert_eq!(weight(rule, "", body, settings), expected, "{rule}: {body}\n{settings}");
    }
}
