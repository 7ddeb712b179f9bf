//! Settings as shipped, and settings with something wrong.

use super::*;
use crate::refusal::Exit;

const SHIPPED: &str = include_str!("../../content-template/wxops.toml");

#[test]
fn what_init_writes_is_the_default() {
    let shipped = SHIPPED.replace("@account", "");
    assert_eq!(Settings::parse(&shipped), Ok(Settings::default()));
    assert_eq!(Settings::parse(""), Ok(Settings::default()));
}

#[test]
fn a_file_says_only_what_differs() {
    let text = "language = \"en\"\ntimezone = \"Europe/Berlin\"\nshare = false\n\n[rhythm]\nper_month = 4\n\n\
                [limits]\ntitle = { error = 32 }\n\n[check.severity]\nslang = \"off\"\n\n[upkeep]\nlights = \"每天\"\n";
    let settings = Settings::parse(text).unwrap();
    assert_eq!(settings.language, Some(Language::En));
    assert_eq!(settings.timezone, Zone::named("Europe/Berlin").unwrap());
    assert!(!settings.share);
    assert_eq!((settings.rhythm.per_week, settings.rhythm.per_month), (None, Some(4)));
    assert_eq!(settings.limits.title, Limit { error: Some(32), ..Limit::default() });
    assert_eq!(settings.limits.digest, Limits::default().digest);
    assert_eq!(settings.check.severity["slang"], Level::Off);
    assert_eq!(settings.upkeep.len(), 1);
    assert_eq!(settings.categories, Settings::default().categories);
}

#[test]
fn every_switched_off_category_can_be_switched_on() {
    let all = SHIPPED.replace("# [[categories]]", "[[categories]]");
    let all: Vec<&str> = all
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if ["id = ", "label = ", "template = "].iter().any(|key| rest.starts_with(key)) => {
                rest
            }
            _ => line,
        })
        .collect();
    let settings = Settings::parse(&all.join("\n")).unwrap();
    assert_eq!(settings.categories.len(), 8);
    assert_eq!(settings.label("festival"), "节日海报");
}

#[test]
fn the_example_of_a_severity_can_be_used_as_it_stands() {
    let settings = Settings::parse(&SHIPPED.replace("# severity = {", "severity = {")).unwrap();
    let severity = |id| settings.category(id).map(|category| &category.severity).unwrap();
    assert!(severity("news").is_empty());
    let words: Vec<_> = severity("event").iter().map(|(name, level)| (name.as_str(), *level)).collect();
    assert_eq!(words, [("heading_missing", Level::Off), ("internet_slang", Level::Error)]);
    assert!(words.iter().all(|(name, _)| crate::rules::find(name).is_some()), "{words:?}");
}

#[test]
fn a_category_is_found_by_id_and_by_label() {
    let settings = Settings::default();
    assert_eq!(settings.category("insight").map(|c| c.label.as_str()), Some("行业干货"));
    assert_eq!(settings.category_named("通知公告").map(|c| c.id.as_str()), Some("notice"));
    assert_eq!(settings.category("通知公告"), None);
    assert_eq!(settings.label("gone"), "gone");
}

#[test]
fn own_categories_need_no_own_slots() {
    let own = "[[categories]]\nid = \"a\"\nlabel = \"甲\"\ntemplate = \"templates/a.md\"\n";
    assert_eq!(Settings::parse(own).map(|settings| settings.categories.len()), Ok(1));
}

#[test]
fn what_cannot_be_meant_is_refused_with_its_line() {
    let category = "[[categories]]\nid = \"a\"\nlabel = \"甲\"\ntemplate = \"templates/a.md\"\n";
    for (text, line, zh, en) in [
        ("share = true\nshares = true\n", 2, "设置里没有“shares”这一项", "there is no setting `shares`"),
        ("[limits]\n\ntitle = { wran = 3 }\n", 3, "设置里没有“wran”这一项", "there is no setting `wran`"),
        ("share = \"yes\"\n", 1, "设置里的值不能用", "a value cannot stand here"),
        ("\ntimezone = \"Mars\"\n", 2, "没有“Mars”这个时区", "there is no time zone `Mars`"),
        ("language = \"fr\"\n", 1, "设置里的值“fr”不能用", "the value `fr` cannot stand here"),
        (
            "[check.severity]\nslang = \"loud\"\n",
            2,
            "设置里的值“loud”不能用",
            "the value `loud` cannot stand here",
        ),
        ("[[categories]]\nid = \"../x\"\n", 2, "设置里的值不能用", "a value cannot stand here"),
        ("[[categories]]\ntemplate = \"../x\"\n", 2, "设置里的值不能用", "a value cannot stand here"),
        ("[[categories]]\nlength = [9, 1]\n", 2, "设置里的值不能用", "a value cannot stand here"),
        ("[[categories]]\nid = \"a\"\n", 1, "设置里缺少“label”", "the setting `label` is missing"),
        (&category.repeat(2), 6, "栏目“a”写了两次", "category `a` is written twice"),
        (
            "[[slots]]\nname = \"晚\"\nat = \"周一\"\nlead = [\"no\"]\n",
            4,
            "档期“晚”的头条栏目“no”不存在",
            "slot `晚` is led by an unknown category `no`",
        ),
        ("share = true\nshare = true\n", 2, "设置里有一项写了两次", "a setting is written twice"),
        ("share\n", 1, "设置文件的这一行读不懂", "this line of the settings cannot be read"),
    ] {
        let refusal = Settings::parse(text).unwrap_err();
        assert_eq!((refusal.code, refusal.exit), ("settings", Exit::Unusable), "{text}");
        assert_eq!((refusal.path.as_deref(), refusal.line), (Some(FILE), Some(line)), "{text}");
        assert_eq!((refusal.message.zh.as_str(), refusal.message.en.as_str()), (zh, en), "{text}");
    }
}
