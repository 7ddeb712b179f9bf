//! What `init` writes is whole: templates that read, lists that are complete, no stray byte.

use include_dir::{Dir, DirEntry, File, include_dir};
use std::collections::{BTreeMap, BTreeSet};
use wxops::settings::Settings;

static TEMPLATE: Dir = include_dir!("$CARGO_MANIFEST_DIR/content-template");

/// The keys that every new article shows, then those it holds ready (`editors` 4).
const WRITTEN: [&str; 5] = ["title", "author", "digest", "cover", "category"];
const READY: [&str; 12] = [
    "cover_crop",
    "planned_at",
    "source_url",
    "original",
    "collection",
    "comments",
    "reward",
    "declaration",
    "ad",
    "notify",
    "sources",
    "co_writers",
];

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    key: String,
    text: String,
    #[serde(default)]
    reason: bool,
    #[serde(default)]
    categories: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Team {
    level: String,
    threshold: u32,
    effective: String,
    lists: BTreeMap<String, Vec<Item>>,
    second_hand: SecondHand,
    urgent: Urgent,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Urgent {
    categories: Vec<String>,
    within_hours: u32,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct SecondHand {
    allowed: bool,
    within_hours: u32,
}

fn files<'a>(dir: &'a Dir<'a>) -> Vec<&'a File<'a>> {
    let all = dir.entries().iter().map(|entry| match entry {
        DirEntry::Dir(folder) => files(folder),
        DirEntry::File(file) => vec![file],
    });
    all.flatten().collect()
}

fn text(path: &str) -> &'static str {
    TEMPLATE.get_file(path).and_then(File::contents_utf8).unwrap_or_default()
}

#[test]
fn every_file_is_plain_text() {
    let found: BTreeSet<String> =
        files(&TEMPLATE).iter().map(|f| f.path().to_string_lossy().replace('\\', "/")).collect();
    for name in [
        ".gitattributes",
        ".gitignore",
        "README.md",
        "team.toml",
        "wxops.toml",
        "holidays.toml",
        "lexicon/banned.tsv",
    ] {
        assert!(found.contains(name), "{name} is missing");
    }
    for file in files(&TEMPLATE) {
        let (path, text) = (file.path(), file.contents_utf8().expect("UTF-8"));
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{path:?} ends with one line feed");
        assert!(!text.contains(['\r', '\u{feff}']), "{path:?} has a carriage return or a byte-order mark");
        assert!(text.lines().all(|line| line == line.trim_end()), "{path:?} has blanks at the end of a line");
    }
}

#[test]
fn every_template_has_its_front_matter() {
    let templates = TEMPLATE.get_dir("templates").expect("templates");
    assert_eq!(templates.files().count(), 8);
    for file in templates.files() {
        let id = file.path().file_stem().and_then(|stem| stem.to_str()).expect("a name");
        let text = file.contents_utf8().expect("UTF-8");
        let (front, body) =
            text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n\n")).expect(id);
        let written: toml::Table = front.parse().expect(id);
        assert_eq!(
            written.keys().map(String::as_str).collect::<BTreeSet<_>>(),
            BTreeSet::from(WRITTEN),
            "{id}"
        );
        assert_eq!(written["category"].as_str(), Some(id));
        assert!(front.lines().zip(WRITTEN).all(|(line, key)| line.starts_with(&format!("{key} = "))), "{id}");
        let ready: Vec<&str> = front.lines().filter_map(|line| line.strip_prefix("# ")).collect();
        let ready = ready.iter().filter(|line| line.contains(" = ")).copied().collect::<Vec<_>>().join("\n");
        let ready: toml::Table = ready.parse().expect(id);
        assert_eq!(ready.keys().map(String::as_str).collect::<BTreeSet<_>>(), BTreeSet::from(READY), "{id}");
        assert!(body.contains('【') && !body.starts_with('\n'), "{id}");
    }
    assert!(text("templates/product.md").contains("+++\n\n【读者的一个具体场景或难题，不超过 100 字】\n"));
}

#[test]
fn every_category_has_its_template() {
    let settings = Settings::parse(text("wxops.toml")).expect("settings");
    assert_eq!(settings.account, "@account");
    assert_eq!(settings.categories.len(), 5);
    for category in settings.categories {
        assert!(TEMPLATE.contains(&category.template), "{}", category.template);
    }
}

#[test]
fn the_check_lists_are_whole() {
    let team: Team = toml::from_str(text("team.toml")).expect("team.toml");
    assert_eq!((team.level.as_str(), team.threshold, team.effective.as_str()), ("declared", 1, "@effective"));
    assert_eq!((team.second_hand.allowed, team.second_hand.within_hours), (true, 24));
    assert_eq!((team.urgent.categories, team.urgent.within_hours), (vec!["notice".to_owned()], 2_u32));
    for marker in ["# @members", "# @stages"] {
        assert_eq!(text("team.toml").lines().filter(|line| *line == marker).count(), 1, "{marker}");
    }
    let sizes: Vec<(&str, usize, usize)> = team
        .lists
        .iter()
        .map(|(name, items)| (name.as_str(), items.len(), items.iter().filter(|item| item.reason).count()))
        .collect();
    assert_eq!(sizes, [("final", 9, 3), ("first", 12, 2), ("publish", 8, 0), ("self-check", 12, 5)]);
    let settings = Settings::default();
    for (name, items) in &team.lists {
        let keys: BTreeSet<&str> = items.iter().map(|item| item.key.as_str()).collect();
        assert_eq!(keys.len(), items.len(), "{name} has a key twice");
        assert!(items.iter().all(|item| !item.text.is_empty()), "{name}");
        let asked: Vec<(&str, &str)> = items
            .iter()
            .flat_map(|item| item.categories.iter().map(|category| (item.key.as_str(), category.as_str())))
            .collect();
        assert!(asked.iter().all(|(_, category)| settings.category(category).is_some()), "{name}");
        assert_eq!(asked, if name == "first" { vec![("rules", "event")] } else { vec![] });
    }
}
