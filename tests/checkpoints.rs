//! Checkpoints: what one saw must be there for ever, whatever became of the commits; and files that are none.

#![allow(clippy::type_complexity, clippy::too_many_lines, reason = "a table is one long value")]
#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use std::fs;

use sandbox::{INDEX, Sandbox, keys::ssh_is_there};

const FILE: &str = "../seen.toml";
const SUN: &str = "team add sunli --name 孙丽 --email sunli@example.com --role writer";

fn at_both_levels(state: &str) -> Vec<Sandbox> {
    let mut both = vec![Sandbox::at(state)];
    if ssh_is_there() {
        both.push(Sandbox::signed(state));
    }
    both
}

/// The codes of a proof against the checkpoint, sorted; each refusal has a sentence in both languages.
fn codes(s: &Sandbox, line: &str) -> Vec<String> {
    let [en, zh] = ["en", "zh"].map(|lang| s.types("zhaolei", &format!("--json --lang {lang} {line}")));
    let (en, zh) = (en.json(), zh.json());
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for refusal in zh["refusals"].as_array().unwrap() {
        assert!(is_chinese(refusal["message"].as_str().unwrap()), "{refusal}");
    }
    let mut codes: Vec<String> = Vec::new();
    for refusal in en["refusals"].as_array().unwrap() {
        assert!(!refusal["help"].as_str().unwrap().is_empty(), "{refusal}");
        codes.push(refusal["code"].as_str().unwrap().to_owned());
    }
    assert_eq!(en["verdict"] == "proved", codes.is_empty());
    assert_eq!(en["tail_witnessed"], serde_json::json!(codes.is_empty()));
    codes.sort();
    codes
}

/// Each row: what (the number is that of the attack table), from which state, what came after the checkpoint, and what the proof
/// against it refuses.
#[test]
fn what_a_checkpoint_sees() {
    let squash = |s: &Sandbox| {
        s.git(&["checkout", "-q", "--orphan", "fresh"]);
        s.git(&["commit", "-qm", "everything in one"]);
        s.git(&["branch", "-qM", "main"]);
    };
    let rows: &[(&str, &str, &dyn Fn(&Sandbox), &[&str])] = &[
        ("nothing", "approved", &|_| {}, &[]),
        (
            "an act",
            "approved",
            &|s| drop(s.does("lina", "publish dongji-xinpin --url https://mp.weixin.qq.com/s/x")),
            &[],
        ),
        (
            "a new article and new rules",
            "approved",
            &|s| {
                s.does("lina", SUN);
                s.does("lina", "new 通知 --category notice --slug tongzhi");
            },
            &[],
        ),
        (
            "an article is discarded: its records stay",
            "draft",
            &|s| drop(s.does("lina", "discard dongji-xinpin --reason x")),
            &[],
        ),
        ("the history is squashed", "published", &squash, &[]),
        (
            "squashed after more acts",
            "in-review-final",
            &|s| {
                s.does("zhangming", "approve dongji-xinpin --attest all");
                squash(s);
            },
            &[],
        ),
        (
            "19: the newest commit is cut off",
            "published",
            &|s| drop(s.git(&["reset", "-q", "--hard", "HEAD^"])),
            &["tail_cut"],
        ),
        (
            "19: and another act takes its place",
            "rejected",
            &|s| {
                s.git(&["reset", "-q", "--hard", "HEAD^"]);
                s.does("zhangming", "approve dongji-xinpin --attest all");
            },
            &["tail_cut"],
        ),
        (
            "18: the last commit is reverted",
            "approved",
            &|s| drop(s.git(&["revert", "--no-edit", "HEAD"])),
            &["tail_cut"],
        ),
        (
            "reverted, and brought back",
            "approved",
            &|s| {
                s.git(&["revert", "--no-edit", "HEAD"]);
                s.git(&["revert", "--no-edit", "HEAD"]);
            },
            &[],
        ),
        (
            "20: the article goes with its records",
            "published",
            &|s| {
                s.git(&["rm", "-rqf", "articles/dongji-xinpin", &s.records()]);
                s.commit_all("x");
            },
            &["tail_cut"],
        ),
        (
            "19: its history is cut to the beginning",
            "published",
            &|s| {
                let first = s.git(&["rev-list", "--max-parents=0", "HEAD"]);
                s.git(&["reset", "-q", "--hard", first.trim()]);
            },
            &["tail_cut", "tail_cut"],
        ),
        (
            "the text is edited: the proof says it, the checkpoint has nothing to add",
            "approved",
            &|s| {
                s.edit(INDEX, "预约", "订");
                s.commit_all("x");
            },
            &["content_differs"],
        ),
    ];
    for (what, state, after, expected) in rows {
        for s in at_both_levels(state) {
            s.does("lina", &format!("verify --write-checkpoint {FILE}"));
            after(&s);
            for line in ["verify --checkpoint ../seen.toml", "verify --head HEAD --checkpoint ../seen.toml"] {
                assert_eq!(codes(&s, line), *expected, "{what}: {line}");
            }
        }
    }
}

/// A version of the rule book is cut off, or another takes its place.
#[test]
fn rules_that_are_cut_off() {
    for s in at_both_levels("draft") {
        s.does("lina", SUN);
        s.does("lina", &format!("verify --write-checkpoint {FILE}"));
        s.git(&["reset", "-q", "--hard", "HEAD^"]);
        assert_eq!(s.refusals(), [""; 0], "alone it is proved");
        let said = s.types("zhaolei", &format!("verify --checkpoint {FILE}"));
        let newest = said.stderr.split(".wxops/policy/").nth(1).unwrap_or_default();
        assert!(said.stderr.contains("the newest are cut off") && newest.starts_with("000"), "{said:?}");
        s.does("lina", "team add wuhao --name 吴昊 --email wuhao@example.com --role writer");
        let said = s.types("zhaolei", &format!("verify --checkpoint {FILE}"));
        assert!(said.stderr.contains("is not the one that the checkpoint"), "{said:?}");
        assert_eq!(codes(&s, &format!("verify --checkpoint {FILE}")), ["tail_cut"]);
    }
}

/// The article and the record are named; without a checkpoint nothing is witnessed, with one its day is told.
#[test]
fn what_is_told() {
    let s = Sandbox::at("published");
    let record = s.record("publish");
    let written = s.does("lina", &format!("verify --write-checkpoint {FILE}"));
    assert!(
        written.stdout.contains("tail not witnessed") && written.stderr.contains("mail it"),
        "{written:?}"
    );
    let good = s.does("lina", &format!("verify --all --checkpoint {FILE}"));
    assert!(good.stdout.contains("witnessed by the checkpoint of 2026-11-25 12:00"), "{good:?}");
    assert!(!good.stdout.contains("tail not witnessed"));
    s.git(&["reset", "-q", "--hard", "HEAD^"]);
    assert!(s.does("lina", "verify").stdout.contains("tail not witnessed"));
    let cut = s.types("lina", &format!("--json verify --checkpoint {FILE}")).json();
    let refusal = &cut["refusals"][0];
    assert_eq!((&refusal["code"], &refusal["article"]), (&"tail_cut".into(), &"dongji-xinpin".into()));
    let named = record.rsplit('-').next().unwrap();
    assert!(refusal["message"].as_str().unwrap().contains(named), "{refusal}");
    assert_eq!(refusal["path"].as_str().unwrap(), s.records());
    // As a page for CI, and for a repository without a working copy.
    let page = s.types("lina", &format!("verify --checkpoint {FILE} --format markdown"));
    assert!(page.stdout.contains("(`tail_cut`)"), "{page:?}");
    s.git(&["clone", "-q", "--bare", ".", "../bare"]);
    assert!(
        s.types("lina", &format!("-C ../bare verify --head main --checkpoint {FILE}"))
            .stderr
            .contains("tail_cut")
    );
}

/// The same state gives the same text, whoever writes it where; a new one may take the place of an old one.
#[test]
fn the_text_is_stable() {
    let s = Sandbox::at("archived");
    s.does("lina", &format!("verify --write-checkpoint {FILE}"));
    let first = fs::read_to_string(s.outside("seen.toml")).unwrap();
    s.git(&["clone", "-q", "--bare", ".", "../bare"]);
    s.does("zhangming", "-C ../bare verify --all --write-checkpoint ../seen.toml");
    assert_eq!(fs::read_to_string(s.outside("seen.toml")).unwrap(), first);
    assert!(first.lines().count() < 14 && first.len() < 800, "{first}");
    let written = s.does("lina", &format!("--json verify --write-checkpoint {FILE} --dry-run")).json();
    assert!(first.contains(written["written"]["digest"].as_str().unwrap()), "{written}");
    assert_eq!(written["written"]["articles"], 1);
}

/// What is no checkpoint is refused, and nothing is written where it may not be.
#[test]
fn files_that_are_no_checkpoint() {
    let s = Sandbox::at("approved");
    s.does("lina", &format!("verify --write-checkpoint {FILE}"));
    let good = fs::read_to_string(s.outside("seen.toml")).unwrap();
    let flipped = good.replacen("policy   = 3", "policy   = 2", 1);
    assert_ne!(flipped, good);
    let (_, digest) = good.split_once("digest   = \"").unwrap();
    let other_head = good.replace(&digest[..8], "00000000");
    for (name, bytes) in [
        ("flipped", flipped.as_bytes()),
        ("other", other_head.as_bytes()),
        ("half", &good.as_bytes()[..good.len() / 2]),
        ("empty", b""),
        ("picture", sandbox::COVER),
        ("team", s.bytes("team.toml").as_slice()),
        ("newer", good.replace("checkpoint-v1", "checkpoint-v2").as_bytes()),
    ] {
        fs::write(s.outside(name), bytes).unwrap();
        let help = if name == "newer" { "a newer wxops" } else { "--write-checkpoint" };
        s.refuses("lina", &format!("verify --checkpoint ../{name}"), (3, "checkpoint_unreadable", help));
    }
    s.refuses("lina", "verify --checkpoint ../nowhere", (2, "no_such_file", ""));
    s.refuses("lina", "verify --checkpoint ..", (2, "is_a_folder", ""));
    s.refuses_all(&[
        ("lina", "verify --write-checkpoint team.toml", (2, "not_a_checkpoint", "../checkpoint.toml")),
        ("lina", "verify --write-checkpoint articles/x.toml", (2, "not_a_checkpoint", "../checkpoint.toml")),
        ("lina", "verify --write-checkpoint .git/x", (2, "not_a_checkpoint", "../checkpoint.toml")),
    ]);
    assert_eq!(s.types("lina", &format!("verify --base HEAD^1 --checkpoint {FILE}")).exit, 2);
    assert_eq!(s.types("lina", "verify --dry-run").exit, 2);
    // Of another folder.
    s.does("lina", "init ../else --member lina");
    let said = s.types("lina", &format!("--json -C ../else verify --checkpoint {FILE}")).json();
    assert_eq!(said["refusals"][0]["code"], "checkpoint_mismatch");
    // What is not proved is not witnessed.
    s.edit(INDEX, "预约", "订");
    s.commit_all("x");
    let refused = s.types("lina", "verify --write-checkpoint ../bad.toml");
    assert_eq!((refused.exit, s.outside("bad.toml").exists()), (1, false));
}
