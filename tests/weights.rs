//! What findings weigh: as shipped, as the settings say, and as the category says.

#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

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
