//! Plays the page of every rule: with its own rule only, in both languages. `SNAPSHOTS=overwrite` writes what
//! the articles of a page show into its `found` blocks.
//!
//! An example begins with an `article`, a `folder` (a path a line, with an id or `-`, a title, and the marks of
//! a text after `=`) or a `refused` block (a sentence a
//! line: 中文, English). After an article may follow `settings`, `files` (a name a line, and what
//! [`pictures::file`] makes of it), `template`, and the
//! company's lists `banned`, `preferred` and `names`, in which `→` stands for a tab.
//! In an article `\u{d}` stands for that character, and `\u{d}{80}` for eighty of it.

#![allow(clippy::unwrap_used, reason = "a page that cannot be read has failed")]
#![allow(clippy::panic, reason = "the same")]

use proptest::prelude::*;
use snapbox::{Data, IntoData as _, assert_data_eq};
use std::{io::Cursor, path::Path};
use wxops::{
    article::{Article, codes, picture::Picture, sketch::Sketch},
    finding::Finding,
    lexicon::company::{Company, Words},
    refusal::Refusal,
    render::{Styles, theme::Theme},
    rules::{
        self, RULES, Rule, Shown, Subject, Summary,
        page::{self, Block, blocks},
    },
    settings::Settings,
    text::{Language, Text, is_hidden},
};

mod pictures;

#[test]
fn each_page_shows_what_its_rule_finds() {
    for rule in RULES {
        let (played, flagged, fine) = play(rule);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/rules/{}.md", rule.name));
        assert_data_eq!(played.into_data().raw(), Data::read_from(&path, None).raw());
        assert!(flagged > 0, "the page of {} shows nothing that is flagged", rule.name);
        assert!(fine > 0, "the page of {} shows nothing that is fine", rule.name);
    }
}

#[test]
fn each_page_says_why_in_chinese_and_then_in_english() {
    for rule in RULES {
        let mut words = blocks(rule.page).into_iter().filter_map(|block| match block {
            Block::Words(words) => Some(words),
            Block::Fence(..) => None,
        });
        assert_eq!(words.next(), Some(format!("# {}", rule.name).as_str()));
        let languages: Vec<Language> = words.map(page::language).collect();
        assert_eq!(languages.first_chunk(), Some(&[Language::Zh, Language::En]), "{}", rule.name);
        let chinese = languages.iter().filter(|language| **language == Language::Zh).count();
        assert_eq!(chinese * 2, languages.len(), "a paragraph of {} is in one language only", rule.name);
    }
}

#[test]
fn chinese_words_in_english_findings_stand_in_marks() {
    for rule in RULES {
        for block in blocks(rule.page) {
            let Block::Fence("found en", inside) = block else { continue };
            let is_drawn = |line: &&str| !line.contains(" | ") && !line.contains("-->");
            for line in inside.lines().filter(is_drawn) {
                let outside: String = line.split('`').step_by(2).collect();
                let mut open = 0;
                let chinese = outside.chars().any(|c| {
                    open += i32::from(c == '“') - i32::from(c == '”');
                    open == 0 && matches!(c, '\u{3400}'..='\u{9fff}')
                });
                assert!(!chinese, "{}: {line}", rule.name);
            }
        }
        let (_, summary) = rule.summary;
        assert_eq!(page::language(summary), Language::En, "{}: {summary}", rule.name);
    }
}

proptest! {
    /// Whatever lies in a file is told, in lines that can be drawn.
    #[test]
    fn no_bytes_stop_the_check(parts in prop::collection::vec(part(), 0..30)) {
        let article = Article::parse(parts.concat());
        let settings = Settings::default();
        let mut subject = Subject::new("a.md", &article, &settings);
        let files = ["index.md".to_owned()];
        subject.files = Some(&files);
        subject.template = Some("【甲】");
        for finding in rules::check(Shown::Article(&subject), &settings) {
            for language in [Language::Zh, Language::En] {
                let drawn = plain(&finding.drawn(article.text(), language));
                prop_assert!(!drawn.contains(is_hidden), "{drawn:?}");
                let mut lines = drawn.lines().skip(2).filter(|line| line.contains('|'));
                prop_assert!(lines.all(|line| line.chars().count() < 120), "{drawn:?}");
                finding.json(article.text(), language);
            }
        }
    }
}

/// A piece of a file in which rules find something to say.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let known = [
        "+++\n",
        "+++\r\n",
        "title = \"",
        "“冬季”",
        "digest = '",
        "\"\n",
        "cover = \"../a.png\"\n",
        "[wxops]\n",
        "x = [",
        "\n\n",
        "【】",
        "【甲】",
        "待补",
        "TBD",
        "XX",
        "![",
        "](",
        "C:\\a.png)",
        "%e5%zz)",
        "```",
        "    ",
        "\u{1b}[2J",
        "\u{202e}",
        "\u{200d}",
        "\u{feff}",
        "\u{0}",
        "👨",
        "> ",
        "《",
        "》",
        "帐号",
        "<!--",
        "<!-- wxops-allow wrong_word, banned_word: 因",
        " wxops_allow bom",
        "-->",
        "目的是为了",
        "国宴专用",
        "最佳品质",
        "yyds",
        "國",
        "集10个赞",
        "一个很长很长很长很长很长很长很长很长的句子",
    ];
    prop_oneof![
        8 => prop::sample::select(known.to_vec()).prop_map(|known| known.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..4),
    ]
}

/// The page as it must be, and how many of its examples are flagged and fine.
fn play(rule: &'static Rule) -> (String, usize, usize) {
    let parts = blocks(rule.page);
    let mut page = String::new();
    let (mut flagged, mut fine) = (0, 0);
    let mut write = |block: &str| {
        page.push_str(if page.is_empty() { "" } else { "\n" });
        page.push_str(block);
        page.push('\n');
    };
    let mut at = 0;
    while at < parts.len() {
        if let Block::Words(words) = parts[at] {
            write(words);
            at += 1;
            continue;
        }
        let fences = parts[at..].iter().enumerate().map_while(|(n, part)| match part {
            Block::Fence(info, _) if n > 0 && is_example(info) => None,
            Block::Fence(info, inside) => Some((*info, *inside)),
            Block::Words(_) => None,
        });
        let fences: Vec<(&str, &str)> = fences.collect();
        at += fences.len();
        let given = fences.into_iter().filter(|(info, _)| !info.starts_with("found"));
        let given: Vec<(&str, &str)> = given.collect();
        for (info, inside) in &given {
            write(&format!("~~~{info}\n{inside}\n~~~").replace("\n\n~~~", "\n~~~"));
        }
        let (text, found) = findings(rule, &given);
        *(if found.is_empty() { &mut fine } else { &mut flagged }) += 1;
        for (language, name) in [(Language::Zh, "zh"), (Language::En, "en")] {
            let drawn: Vec<String> = found.iter().map(|one| plain(&one.drawn(&text, language))).collect();
            if !drawn.is_empty() {
                write(&format!("~~~found {name}\n{}\n~~~", drawn.join("\n\n")));
            }
        }
    }
    (page, flagged, fine)
}

/// What the rule finds in an example, and the text in which it finds it.
fn findings(rule: &'static Rule, given: &[(&str, &str)]) -> (String, Vec<Finding>) {
    let block = |name: &str| given.iter().find(|(info, _)| *info == name).map(|(_, inside)| *inside);
    let lines = |name: &str| block(name).map(|inside| inside.lines().map(str::to_owned).collect::<Vec<_>>());
    let settings = Settings::parse(block("settings").unwrap_or_default()).unwrap();
    if let Some(folder) = lines("folder") {
        let articles: Vec<Summary> = folder.iter().map(|line| summary(line)).collect();
        return (String::new(), rule.check(Shown::Folder(&articles), &settings));
    }
    if let Some(refused) = lines("refused") {
        let message = Text { zh: refused[0].clone(), en: refused[1].clone() };
        let refusal = Refusal::unusable("unreadable", message);
        return (String::new(), rule.check(Shown::Refused("articles/li/index.md", &refusal), &settings));
    }
    let text = spelled(block("article").unwrap_or_else(|| panic!("{}: no article in {given:?}", rule.name)));
    let article = Article::parse(text.clone().into_bytes());
    let said = lines("files").unwrap_or_default();
    let said: Vec<(&str, &str)> =
        said.iter().map(|line| line.split_once(' ').unwrap_or((line, ""))).collect();
    let files: Vec<String> = said.iter().map(|(name, _)| (*name).to_owned()).collect();
    let open = |name: &str| {
        let (_, said) = said.iter().find(|(file, said)| *file == name && !said.is_empty())?;
        Picture::read(Cursor::new(pictures::file(said))).ok()
    };
    let mut subject = Subject::new("articles/li/index.md", &article, &settings);
    subject.files = block("files").map(|_| files.as_slice());
    subject.open = Some(&open);
    let decode = |name: &str| {
        let picture = said.iter().find(|(file, _)| *file == name);
        picture.map_or_else(Vec::new, |(_, said)| codes::read(&pictures::file(said)))
    };
    subject.decode = Some(&decode);
    let styles = Styles::of(&Theme::plain());
    subject.styles = Some(&styles);
    subject.template = block("template");
    let list = |name: &str| {
        let rows = block(name).unwrap_or_default().replace('→', "\t");
        Words::read(name, rows.into_bytes(), name != "banned").unwrap()
    };
    let company = Company { banned: list("banned"), preferred: list("preferred"), names: list("names") };
    subject.company = Some(&company);
    (text, rule.check(Shown::Article(&subject), &settings))
}

fn is_example(info: &str) -> bool {
    matches!(info, "article" | "folder" | "refused")
}

fn summary(line: &str) -> Summary {
    let (line, marks) = line.split_once(" = ").unwrap_or((line, ""));
    let mut words = line.splitn(3, ' ');
    let path = words.next().unwrap_or_default();
    Summary {
        path: path.to_owned(),
        slug: path.rsplit('/').nth(1).unwrap_or_default().to_owned(),
        id: words.next().filter(|id| *id != "-").map(str::to_owned),
        title: words.next().map(str::to_owned),
        sketch: Sketch { marks: marks.split_whitespace().map(|mark| mark.parse().unwrap()).collect() },
    }
}

/// The text with `\u{d}` and `\u{d}{80}` read.
fn spelled(fixture: &str) -> String {
    let mut parts = format!("{fixture}\n").split("\\u{").map(str::to_owned).collect::<Vec<_>>().into_iter();
    let mut text = parts.next().unwrap_or_default();
    for part in parts {
        let (hex, rest) = part.split_once('}').unwrap();
        let c = char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap();
        let many = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let (count, rest) = many.map_or((1, rest), |(count, rest)| (count.parse().unwrap(), rest));
        text.extend(std::iter::repeat_n(c, count));
        text.push_str(rest);
    }
    text
}

fn plain(drawing: &str) -> String {
    let plain = anstream::adapter::strip_str(drawing).to_string();
    plain.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}
