//! What findings weigh: as shipped, as the settings say, and as the category says.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod sandbox;

use sandbox::{INDEX, Sandbox};
use wxops::{
    article::Article,
    rules::{Shown, Subject, find},
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
