//! `check --baseline`: an old folder reports what is new, never hides a leak, and says when its baseline is old.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod sandbox;

use std::fs;

use sandbox::{Sandbox, words};

const A: &str = "articles/a/index.md";
const MOBILE: &str = "13987654321";

/// A folder with two old articles, and its baseline.
fn adopted() -> Sandbox {
    let sandbox = Sandbox::at("draft");
    fs::remove_dir_all(sandbox.path("articles")).unwrap();
    sandbox.write(A, "+++\n+++\n\n你好,世界,再见。\n\n【】\n");
    sandbox.write("articles/b/index.md", "+++\n+++\n\n你好,世界。\n");
    assert_eq!(sandbox.types("lina", "check").exit, 1);
    let said = sandbox.does("lina", "check --write-baseline old.toml");
    assert!(said.stdout.contains("`wxops check --baseline old.toml`"), "{said:?}");
    sandbox
}

/// What `check --baseline` reports: `place rule` each, and what it says beside it.
fn reported(sandbox: &Sandbox) -> (i32, Vec<String>, String) {
    let said = sandbox.types("lina", "check --baseline old.toml --format short");
    let found = said.stdout.lines().map(|line| {
        let (place, rest) = line.split_once(": ").unwrap();
        let rule = rest.split(['[', ']']).nth(1).unwrap();
        format!("{} {rule}", place.trim_start_matches("articles/"))
    });
    (said.exit, found.collect(), said.stderr)
}

#[test]
fn only_what_is_new_is_reported() {
    let sandbox = adopted();
    let (exit, found, said) = reported(&sandbox);
    assert_eq!((exit, found.as_slice()), (0, &[][..]));
    assert!(said.contains("in the baseline left out") && !said.contains("renew"), "{said}");

    // Lines that move change nothing; one more of the same is one more.
    sandbox.edit(A, "你好,", "新的一段。\n\n新的一段。\n\n你好,");
    assert_eq!(reported(&sandbox).1, [""; 0]);
    sandbox.edit(A, "再见", "再,见");
    assert_eq!(reported(&sandbox).1, ["a/index.md:8:8 half_width_mark"]);
    sandbox.edit(A, "再,见", "再，，见");
    assert_eq!(reported(&sandbox).1, ["a/index.md:8:8 marks_repeated"]);

    let said = sandbox.types("lina", "check --baseline old.toml --json").json();
    assert_eq!(said["summary"]["warnings"], 1);
    assert!(said["summary"]["hidden"].as_u64().unwrap() > 5, "{said:#}");
    assert_eq!(said["summary"]["obsolete"], 0);
    let said = sandbox.types("lina", "check --baseline old.toml --strict");
    assert_eq!(said.exit, 1);
}

#[test]
fn what_is_gone_is_told_and_the_renewed_file_is_smaller() {
    let sandbox = adopted();
    let before = sandbox.read("old.toml");
    sandbox.edit(A, "你好,世界,再见。\n\n【】", "你好，世界,再见。");
    let (exit, found, said) = reported(&sandbox);
    assert_eq!((exit, found.as_slice()), (0, &[][..]));
    assert!(said.contains("2 entries of the baseline no longer found"), "{said}");
    assert!(said.contains("`wxops check --write-baseline old.toml`"), "{said}");
    // Of one that was not asked about nothing is known.
    let said = sandbox.types("lina", "check b --baseline old.toml");
    assert!(!said.stderr.contains("no longer"), "{said:?}");
    fs::remove_dir_all(sandbox.path("articles/b")).unwrap();
    assert!(!reported(&sandbox).2.contains("2 entries"));

    sandbox.does("lina", "check --write-baseline old.toml");
    assert!(sandbox.read("old.toml").len() < before.len());
    assert!(!reported(&sandbox).2.contains("no longer"));
}

#[test]
fn the_file_is_the_same_for_the_same_findings_and_holds_no_words() {
    let sandbox = adopted();
    let text = sandbox.read("old.toml");
    assert!(
        text.starts_with("# wxops check --write-baseline\nversion = 1\n\n[findings.\"articles/a/index.md\"."),
        "{text}"
    );
    assert!(text.contains(".half_width_mark]\n") && !text.contains("你好") && !text.contains('\r'));
    sandbox.does("lina", "-C articles check --write-baseline ../other.toml");
    assert_eq!(sandbox.read("other.toml"), text);
    assert_eq!(
        sandbox.git(&["log", "--format=%s", "-1"]),
        Sandbox::at("draft").git(&["log", "--format=%s", "-1"])
    );
    let outside = sandbox.outside("b.toml");
    sandbox.does("lina", &format!("check --write-baseline '{}'", outside.display()));
    assert_eq!(fs::read_to_string(outside).unwrap(), text);
}

#[test]
fn a_leak_is_never_in_it() {
    let sandbox = adopted();
    sandbox.edit(A, "再见", &format!("电话 {MOBILE}"));
    let said = sandbox.types("lina", "check --write-baseline old.toml");
    assert_eq!(said.exit, 1, "{said:?}");
    assert!(said.stdout.contains("error[mobile_number]") && said.stderr.contains("leaks cannot"), "{said:?}");
    assert!(!said.stdout.contains("half_width_mark"), "{said:?}");
    assert!(!sandbox.read("old.toml").contains("mobile_number"));
    let (exit, found, _) = reported(&sandbox);
    assert_eq!((exit, found), (1, vec!["a/index.md:4:10 mobile_number".to_owned()]));
}

#[test]
fn a_baseline_that_is_none_is_refused_at_its_place() {
    let sandbox = adopted();
    let text = sandbox.read("old.toml");
    let again = "check --write-baseline new-baseline.toml";
    let rows: &[(&str, Vec<u8>, u64)] = &[
        ("empty", vec![], 1),
        ("no TOML", b"version = 1\n<<<<<<< HEAD\n".to_vec(), 2),
        ("another key", b"version = 1\nmore = 2\n".to_vec(), 2),
        ("a count below zero", b"version = 1\n\n[findings.\"a\".b]\nc = -1\n".to_vec(), 4),
        ("no UTF-8", b"\xff".to_vec(), 0),
        ("a newer one", b"version = 2\n".to_vec(), 0),
        (
            "a leak",
            format!("{text}\n[findings.\"a\".mobile_number]\nc = 1\n").into_bytes(),
            text.lines().count() as u64 + 2,
        ),
    ];
    for (what, bytes, line) in rows {
        sandbox.write("old.toml", bytes);
        sandbox.refuses("lina", "check --baseline old.toml", (3, "baseline_unreadable", again));
        let error = sandbox.types("lina", "check --baseline old.toml --json").json()["error"].clone();
        assert_eq!(
            (error["path"].as_str(), error["line"].as_u64().unwrap_or(0)),
            (Some("old.toml"), *line),
            "{what}"
        );
    }
    sandbox.refuses_all(&[
        ("lina", "check --baseline none.toml", (2, "no_such_file", "--write-baseline none.toml")),
        ("lina", "check --write-baseline wxops.toml", (2, "not_a_baseline", "another name")),
        ("lina", "check --write-baseline articles/a/index.md", (2, "not_a_baseline", "another name")),
        ("lina", "check --write-baseline articles/a/b.toml", (2, "not_a_baseline", "another name")),
        ("lina", "check --write-baseline .git/b.toml", (2, "not_a_baseline", "another name")),
        ("lina", "check --write-baseline x/../.wxops/b.toml", (2, "not_a_baseline", "another name")),
        ("lina", "check --write-baseline none/b.toml", (2, "no_such_folder", "")),
        ("lina", "check --write-baseline articles", (2, "is_a_folder", "")),
        ("lina", "check a --write-baseline b.toml", (2, "usage", "--help")),
        ("lina", "check --staged --write-baseline b.toml", (2, "usage", "--help")),
    ]);
}

#[test]
fn the_table_counts_what_is_left() {
    let sandbox = adopted();
    sandbox.edit(A, "再见", "再,见，，走");
    let said = sandbox.types("lina", "check --stats --json").json();
    let rules = said["stats"]["rules"].as_array().unwrap();
    let row = |rule: &str| rules.iter().find(|row| row["rule"] == rule).unwrap().clone();
    let marks = row("half_width_mark");
    assert_eq!([&marks["findings"], &marks["articles"]], [4, 2]);
    assert_eq!((&marks["words"][0]["words"], &marks["words"][0]["count"]), (&",".into(), &4.into()));
    assert_eq!(said["stats"]["articles"], 2);
    let characters: usize =
        [A, "articles/b/index.md"].iter().map(|path| sandbox.read(path).chars().count()).sum();
    assert_eq!(said["stats"]["characters"], characters);
    let said = sandbox.types("lina", "check --stats --baseline old.toml");
    let rows: Vec<Vec<String>> = said.stdout.lines().take(3).map(words).collect();
    assert_eq!(rows[0], ["rule", "level", "findings", "articles", "words"], "{said:?}");
    assert_eq!(rows[1][..4], ["half_width_mark", "warning", "1", "1"], "{said:?}");
    assert_eq!(rows[2][..4], ["marks_repeated", "warning", "1", "1"], "{said:?}");
}
