//! Leaks as `check` sees them: a table of what counts and what does not, and nothing that is printed shows a
//! value whole.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its table has failed")]

use wxops::{
    article::{Article, markdown::Markdown},
    finding::Finding,
    leaks::{self, Kind},
    rules::{self, RULES, Shown, Subject},
    settings::Settings,
    text::Language,
};

#[test]
fn the_table_of_cases_holds() {
    let table = include_str!("leaks/cases.tsv");
    let mut played = 0;
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let [name, expected, body] = line.splitn(3, '\t').collect::<Vec<_>>().try_into().unwrap();
        let article = Article::parse(format!("+++\ntitle = \"甲\"\n+++\n\n{body}\n").into());
        let found = leaks::find(&article, &Markdown::of(&article))
            .iter()
            .filter(|leak| leak.kind == kind(name))
            .count();
        assert_eq!(found.to_string(), expected, "{line}");
        played += 1;
    }
    assert_eq!(played, 154);
}

/// The kind that the table means.
fn kind(name: &str) -> Kind {
    match name {
        "cloud-key" => Kind::CloudKey,
        "webhook" => Kind::Webhook,
        "private-key" => Kind::PrivateKey,
        "wechat-secret" => Kind::WechatSecret,
        "id-card" => Kind::IdCard,
        "bank-card" => Kind::BankCard,
        "mobile" => Kind::Mobile,
        "uscc" => Kind::CreditCode,
        "passport" => Kind::Passport,
        "plate" => Kind::Plate,
        "email" => Kind::Email,
        "private-ip" => Kind::PrivateIp,
        "internal-host" => Kind::InternalHost,
        "wechat-appid" => Kind::WechatAppId,
        name => {
            assert_eq!(name, "classification", "no such kind");
            Kind::Classification
        }
    }
}

/// Everything that is printed about an article: drawn, in one line, as JSON, in both languages.
fn printed(found: &[Finding], text: &str) -> String {
    let mut all = String::new();
    for finding in found {
        let line = finding.in_one_line(text);
        all += &(line.zh + &line.en);
        for language in [Language::Zh, Language::En] {
            all += anstream::adapter::strip_str(&finding.drawn(text, language)).to_string().as_str();
            all += &finding.json(text, language).to_string();
        }
    }
    all
}

#[test]
fn nothing_printed_shows_a_leak_whole() {
    let values = ["13800138000", "6225880123456783", "110101199003071233", "MIIEMadeUp"];
    let long = "长".repeat(30);
    let text = format!(
        "+++\ntitle = \"{long} 13800138000 与 6225880123456783\"\n13800138000 = 1\n+++\n\n待补 110101199003071233，电话 13800138000。\u{7}\n\n-----BEGIN PRIVATE KEY-----\nMIIEMadeUp\u{7}\n-----END PRIVATE KEY-----\n"
    );
    let article = Article::parse(text.clone().into());
    let settings = Settings::default();
    let subject = Subject::new("a.md", &article, &settings);
    let found = rules::check(Shown::Article(&subject), &settings);
    for rule in ["title_too_long", "mobile_number", "bank_card_number", "id_card_number", "field_unknown"] {
        assert!(found.iter().any(|finding| finding.rule == rule), "{rule} finds nothing");
    }
    let all = printed(&found, &text);
    for value in values {
        assert!(!all.contains(value), "{value} is shown:\n{all}");
    }
    assert!(all.contains("138******00 与 622***********83"), "{all}");
    assert!(all.contains("待补 110*************33，电话 138******00。"), "{all}");
}

#[test]
fn a_rule_against_leaks_runs_although_it_is_switched_off() {
    let article = Article::parse("+++\n+++\n13800138000 91110108MA01ABCD1E a@b.cn\n".into());
    let names = |settings: &str| {
        let settings = Settings::parse(&format!("[check.severity]\n{settings}")).unwrap();
        let subject = Subject::new("a.md", &article, &settings);
        let found = rules::check(Shown::Article(&subject), &settings);
        let found = found.into_iter().map(|finding| (finding.rule, finding.severity.name()));
        found.filter(|(rule, _)| rule.contains("mobile") || rule.contains("credit")).collect::<Vec<_>>()
    };
    let shipped = [("mobile_number", "error")];
    assert_eq!(names(""), shipped);
    assert_eq!(names("mobile_number = \"off\"\ncompany_credit_code = \"off\""), shipped);
    let other = "mobile_number = \"warning\"\ncompany_credit_code = \"error\"";
    assert_eq!(names(other), [("mobile_number", "warning"), ("company_credit_code", "error")]);
    let fixed = RULES.iter().filter(|rule| !rule.may_be_off()).count();
    assert_eq!(fixed, 14, "all rules against leaks but the one that is shipped off");
}
