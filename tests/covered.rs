//! Numbers of people that stand in titles, opinions, answers and reasons stay covered in everything that is read.
//!
//! Records and commits keep what was typed, word for word: it is what their digests prove, and a record that was
//! covered afterwards would be another one.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use std::collections::BTreeMap;

use sandbox::{INDEX, Said, Sandbox};

/// A mobile number and the number of an id card, as typed, and how they begin to be shown: a table may cut them.
const NUMBERS: [(&str, &str); 2] = [("13800138000", "138******"), ("110101199003071233", "110**********")];

/// Everything that reads and may name an article.
const READS: [&str; 13] = [
    "list",
    "status",
    "queue --all",
    "show dongji-xinpin",
    "show 电话",
    "why dongji-xinpin",
    "why dongji-xinpin submit",
    "diff dongji-xinpin",
    "check dongji-xinpin",
    "check dongji-xinpin --stats",
    "verify",
    "log",
    "log dongji-xinpin",
];

const WORDS: &str = "电话 13800138000 证件 110101199003071233";

/// A life of an article, and which command lines have shown the stars.
struct Story {
    sandbox: Sandbox,
    starred: BTreeMap<String, bool>,
}

impl Story {
    /// Everything that only reads, in each language and as a document.
    fn reads(&mut self, who: &str) {
        for line in READS {
            for options in ["--lang zh", "--lang en", "--json"] {
                let said = self.sandbox.types(who, &format!("{options} {line}"));
                self.heard(format!("{options} {line}"), &said);
            }
        }
    }

    /// An act, first rehearsed.
    fn acts(&mut self, who: &str, line: &str) {
        for dry_run in [" --dry-run", ""] {
            let said = self.sandbox.does(who, &format!("{line}{dry_run}"));
            self.heard(format!("{line}{dry_run}"), &said);
        }
    }

    /// No number shows, whatever the answer is.
    fn heard(&mut self, line: String, said: &Said) {
        let shown = format!("{}{}", said.stdout, said.stderr);
        for (number, _) in NUMBERS {
            assert!(!shown.contains(number), "`wxops {line}` shows {number}:\n{shown}");
        }
        let starred = NUMBERS.iter().all(|(_, stars)| shown.contains(stars));
        *self.starred.entry(line).or_default() |= starred;
    }
}

/// An article whose title holds the numbers, and answers for them.
fn story() -> Story {
    let sandbox = Sandbox::at("checked");
    sandbox.edit(INDEX, "title = \"冬季新品发布\"", &format!("title = \"{WORDS}\""));
    let allow = format!("+++\n\n<!-- wxops-allow mobile_number id_card_number: 客服公开的 {WORDS} -->\n");
    let text = sandbox.read(INDEX);
    let at = text.rfind("+++\n").unwrap();
    sandbox.write(INDEX, format!("{}{allow}{}", &text[..at], &text[at + 4..]));
    Story { sandbox, starred: BTreeMap::new() }
}

#[test]
fn numbers_stay_covered_wherever_an_article_is_read() {
    let mut story = story();
    story.reads("lina");
    story.sandbox.commit_all("draft");
    story.acts("lina", "submit dongji-xinpin --attest all");
    story.sandbox.edit(INDEX, "title = \"电话", "title = \"手机");
    story.reads("wangfang");
    let late = story.sandbox.types("wangfang", "approve dongji-xinpin --attest all");
    story.heard("approve, when it was edited".to_owned(), &late);
    story.sandbox.git(&["restore", "."]);
    let asked = format!("文字：「13800138000」要核对，也没有「{WORDS} 乙」");
    story.acts("wangfang", &format!("request-changes dongji-xinpin --opinion '{asked}'"));
    story.acts("lina", &format!("answer dongji-xinpin 1 未采纳 '{WORDS}'"));
    story.reads("lina");
    story.acts("lina", "submit dongji-xinpin --attest all");
    story.acts("wangfang", &format!("approve dongji-xinpin --attest all --opinion '文字：{WORDS}'"));
    story.reads("wangfang");
    story.acts("zhangming", &format!("reject dongji-xinpin --reason '{WORDS}'"));
    story.sandbox.edit(INDEX, "title = \"电话", "title = \"手机");
    story.reads("lina");

    let silent = ["answer", "--dry-run"]; // they name no title
    let bare = story
        .starred
        .iter()
        .filter(|(line, starred)| !**starred && !silent.iter().any(|word| line.contains(word)));
    assert_eq!(bare.map(|(line, _)| line.as_str()).collect::<Vec<_>>(), [""; 0], "these show no stars");
    let written = story.sandbox.git(&["show", "HEAD"]);
    assert!(written.contains(&format!("text = \"{WORDS}\"")), "the record is what was typed:\n{written}");
}

#[test]
fn numbers_stay_covered_in_edits() {
    let mut story = story();
    story.sandbox.does("lina", "submit dongji-xinpin --attest all");
    story.sandbox.does("wangfang", "approve dongji-xinpin --attest all");
    let edit = |words: &str| format!("approve dongji-xinpin --attest all --edit '{words}'");
    for words in [WORDS, "13800138000→", &format!("{WORDS}→{WORDS}"), &format!("没有 {WORDS}→甲")] {
        let said = story.sandbox.types("zhangming", &edit(words));
        assert_eq!(said.exit, 2, "{said:?}");
        story.heard("refused".to_owned(), &said);
    }
    story.acts("zhangming", &edit(&format!("{WORDS}\"→{WORDS}\" # 定")));
    story.reads("lina");
    for (who, act) in [("lina", "accept"), ("wangfang", "approve")] {
        let said = story.sandbox.types(who, &format!("{act} dongji-xinpin"));
        assert_eq!(said.exit, 1, "{said:?}");
        story.heard(format!("{act} dongji-xinpin"), &said);
        story.acts(who, &format!("{act} dongji-xinpin --yes"));
        story.reads("wangfang");
    }
    let silent = ["refused", "--dry-run"]; // they name no title, or cut the words
    let bare = story
        .starred
        .iter()
        .filter(|(line, starred)| !**starred && !silent.iter().any(|word| line.contains(word)));
    assert_eq!(bare.map(|(line, _)| line.as_str()).collect::<Vec<_>>(), [""; 0], "these show no stars");
    let written = story.sandbox.git(&["log", "-p"]);
    assert!(written.contains(&format!("from = \"{WORDS}\\\"\"")), "the record is what was typed");
}

#[test]
fn numbers_stay_covered_where_an_article_begins() {
    let mut story = Story { sandbox: Sandbox::at("init"), starred: BTreeMap::new() };
    story.acts("lina", &format!("new '{WORDS}' --category news --slug yi"));
    story.acts("lina", &format!("new '{WORDS}' --category news --slug er"));
    story.sandbox.write("san.md", format!("---\ntitle: {WORDS}\nphone: {WORDS}\n---\n\n正文\n"));
    story.acts("lina", "import san.md --category news --slug san");
    for line in ["show 电话", "submit", "new '13800138000 110101199003071233' --category news"] {
        let said = story.sandbox.types("lina", line);
        story.heard(line.to_owned(), &said);
    }
    let bare = story.starred.iter().filter(|(line, starred)| !**starred && !line.contains("--dry-run"));
    assert_eq!(bare.map(|(line, _)| line.as_str()).collect::<Vec<_>>(), [""; 0], "these show no stars");
}
