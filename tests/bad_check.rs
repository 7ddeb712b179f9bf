//! What `check` meets in the wild: each bad file or word has one clear answer, soon, and nothing panics.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod sandbox;

use std::time::{Duration, Instant};

use sandbox::{INDEX, SLUG, Said, Sandbox};

/// A debug build on a busy machine; by hand, in release, each takes well under a second.
const SOON: Duration = Duration::from_secs(60);

const FRONT: &str = "+++\ntitle = \"冬季新品\"\nauthor = \"李娜\"\ndigest = \"零下二十度\"\ncover = \"\"\ncategory = \"product\"\n+++\n\n";

fn soon(sandbox: &Sandbox, line: &str) -> Said {
    let begun = Instant::now();
    let said = sandbox.types("lina", line);
    assert!(begun.elapsed() < SOON, "{line} took {:?}", begun.elapsed());
    assert!(!said.stderr.contains("panicked"), "{line}: {}", said.stderr);
    said
}

#[test]
fn each_bad_text_has_its_finding() {
    let sandbox = Sandbox::at("draft");
    let text = |body: &str| format!("{FRONT}{body}\n").into_bytes();
    let rows: Vec<(&str, Vec<u8>, &str)> = vec![
        ("invalid UTF-8", [&text("好")[..], b"\xff\xfe\n"].concat(), "front_matter_unreadable"),
        ("a cut character", [&text("好")[..], &"好".as_bytes()[..2]].concat(), "front_matter_unreadable"),
        ("NUL", text("好\0好"), "control_character"),
        ("a line of nearly 1 MiB", text(&"好".repeat(349_000)), "line_too_long"),
        ("100,000 quotations in one another", text(&">".repeat(100_000)), "line_too_long"),
        ("100,000 brackets", text(&"[".repeat(100_000)), "line_too_long"),
        ("100,000 stars", text(&"*a_".repeat(33_000)), "line_too_long"),
        ("50,000 places to be filled that never end", text(&"{{".repeat(50_000)), "line_too_long"),
        ("100,000 lists", text(&"- ".repeat(50_000)), "line_too_long"),
        ("HTML that never ends", text(&format!("<div><p>你好,世界{}", "<b".repeat(50_000))), "line_too_long"),
        (
            "a comment that never ends",
            text(&format!("你好,世界\n\n<!-- {}", "a\n".repeat(50_000))),
            "half_width_mark",
        ),
        (
            "code that never ends",
            text(&format!("你好,世界\n\n```\n{}", "a\n".repeat(50_000))),
            "half_width_mark",
        ),
        ("50 MB", text(&"好\n".repeat(13_000_000)), "file_unreadable"),
    ];
    for (what, bytes, rule) in rows {
        sandbox.write(INDEX, &bytes);
        let closely = format!("check {SLUG} --format short");
        for line in
            [&closely, "check --format short", "check --format sarif", "check --stats", "check --json"]
        {
            let said = soon(&sandbox, line);
            assert_eq!(said.exit, 1, "{what}: {line}: {}", said.stderr);
            assert!(said.stdout.contains(rule), "{what}: {line}: no {rule}");
        }
        let said = soon(&sandbox, "check");
        let longest = said.stdout.lines().map(str::len).max().unwrap_or_default();
        assert!(said.exit == 1 && longest < 1000, "{what}: a line of {longest} bytes is drawn");
    }
}

#[test]
fn each_bad_setting_is_told() {
    let sandbox = Sandbox::at("draft");
    let settings = sandbox.read("wxops.toml");
    let with = |line: &str| settings.replace("# rule-name = \"off\"", line);
    for (what, file, text, exit, told) in [
        (
            "an unknown rule",
            "wxops.toml",
            with("misspelt = \"off\""),
            1,
            "`misspelt` in `wxops.toml` is no rule",
        ),
        (
            "a rule that is nearly one",
            "wxops.toml",
            with("internet_slan = \"off\""),
            1,
            "`internet_slan` in `wxops.toml` is no rule and does nothing; did you mean `internet_slang`?",
        ),
        (
            "an unknown rule in a category",
            "wxops.toml",
            settings.replace("tone = \"plain\"", "severity = { title_to_long = \"off\" }\ntone = \"plain\""),
            1,
            "`title_to_long` in category `product` of `wxops.toml` is no rule and does nothing; did you mean `title_too_long`?",
        ),
        (
            "a rule against leaks switched off in a category",
            "wxops.toml",
            settings.replace("tone = \"plain\"", "severity = { cloud_key = \"off\" }\ntone = \"plain\""),
            1,
            "`cloud_key = \"off\"` in category `product` of `wxops.toml` does nothing",
        ),
        (
            "a rule about all articles in a category",
            "wxops.toml",
            settings.replace("tone = \"plain\"", "severity = { id_twice = \"off\" }\ntone = \"plain\""),
            1,
            "`id_twice` in category `product` of `wxops.toml` does nothing: it does not look at one article",
        ),
        ("an unknown level", "wxops.toml", with("bom = \"fatal\""), 3, "wxops.toml"),
        (
            "a row that lacks its second column",
            "lexicon/preferred.tsv",
            "登陆\n".to_owned(),
            3,
            "lexicon/preferred.tsv:1",
        ),
        ("a row without a word", "lexicon/banned.tsv", "甲\n\t乙\n".to_owned(), 3, "lexicon/banned.tsv:2"),
        ("a word twice", "lexicon/banned.tsv", "甲\n乙\n甲\n".to_owned(), 3, "lexicon/banned.tsv:3"),
    ] {
        let sandbox = sandbox.copy();
        sandbox.write(file, text);
        let said = soon(&sandbox, "check");
        assert_eq!(said.exit, exit, "{what}: {said:?}");
        assert!(said.stderr.contains(told), "{what}: {said:?}");
        assert!(said.stderr.lines().count() <= 5, "{what}: {said:?}");
    }
    let said = soon(&sandbox, "explain no_such_rule --json");
    assert_eq!((said.exit, said.code().as_str()), (2, "no_such_rule"));
    let said = soon(&sandbox, "explain title_to_long");
    assert!(said.stderr.contains("did you mean `title_too_long`?"), "{said:?}");
}

/// A word of a list is a word, whatever it would mean to a regular expression.
#[test]
fn a_list_holds_words_and_no_patterns() {
    let sandbox = Sandbox::at("draft");
    sandbox.write("lexicon/banned.tsv", "甲[(乙\n.*\n(?P<丙\n");
    sandbox.write(INDEX, format!("{FRONT}甲[(乙，别的话。\n"));
    let said = soon(&sandbox, "check --format short");
    assert_eq!(said.stdout.matches("[banned_word]").count(), 1, "{said:?}");
}

#[test]
fn a_list_of_very_many_words_is_read_and_used() {
    let sandbox = Sandbox::at("draft");
    let words = (0..200_000).fold(String::new(), |all, n| all + &format!("坏词{n:06}号\n"));
    sandbox.write("lexicon/banned.tsv", words);
    sandbox.write(INDEX, format!("{FRONT}这里有坏词123456号，没有坏词999999号。\n"));
    let said = soon(&sandbox, "check --format short");
    assert_eq!(said.stdout.matches("[banned_word]").count(), 1, "{said:?}");
}
