//! The proof of a range of commits, and of the whole history: the attacks that the proof of one commit cannot see (the numbers
//! are those of the attack table), the merges that people really make, what a proof costs, and what is missing for one.

#![allow(clippy::type_complexity, clippy::too_many_lines, reason = "a table is one long value")]
#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use std::{collections::BTreeSet, fmt::Write as _, fs, io::Write as _, process::Stdio};

use sandbox::{COVER, INDEX, Said, Sandbox, keys::ssh_is_there};
use wxops::folder::ContentFolder;

const BUNDLE: &str = "articles/dongji-xinpin";
const PICTURE: &str = "articles/dongji-xinpin/cover.png";
const APPROVE: &str = "approve dongji-xinpin --attest all";

/// What a proof says: codes, sorted; nothing if everything is proved. Each refusal has a sentence in both languages.
fn codes(s: &Sandbox, line: &str) -> Vec<String> {
    let [en, zh] = ["en", "zh"].map(|lang| s.types("chenjing", &format!("--json --lang {lang} {line}")));
    let listed = |said: &Said, key: &str| -> Vec<String> {
        let document = said.json();
        let one = |refusal: &serde_json::Value| refusal[key].as_str().unwrap_or_default().to_owned();
        let refusals = document["refusals"].as_array();
        refusals.map_or_else(|| vec![one(&document["error"])], |all| all.iter().map(one).collect())
    };
    let mut codes = listed(&en, "code");
    assert_eq!(codes, listed(&zh, "code"), "one outcome in both languages");
    let is_chinese = |text: &String| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    assert!(listed(&zh, "message").iter().all(is_chinese), "{zh:?}");
    let unusable = en.json()["error"].is_object();
    assert!(unusable || listed(&en, "help").iter().all(|help| !help.is_empty()), "a way out: {en:?}");
    assert_eq!(en.exit, if unusable { 3 } else { i32::from(!codes.is_empty()) }, "{en:?}");
    codes.sort();
    codes
}

/// What came in since a commit.
fn since(s: &Sandbox, base: &str) -> Vec<String> {
    codes(s, &format!("verify --base {base}"))
}

fn runs(s: &Sandbox, words: &[&str]) -> bool {
    s.command("zhaolei", "git").args(words).output().unwrap().status.success()
}

/// The same at both levels, where keys can be made.
fn at_both_levels(state: &str) -> Vec<Sandbox> {
    let mut both = vec![Sandbox::at(state)];
    if ssh_is_there() {
        both.push(Sandbox::signed(state));
    }
    both
}

/// Each row: what, from which state, the attack (it is committed after that), and what the proof of the range says. `verify` of
/// the one commit passes where the last column says so: these are the reason for this proof.
#[test]
fn attacks_on_what_only_grows() {
    let rows: &[(&str, &str, &dyn Fn(&Sandbox), &[&str], bool)] = &[
        (
            "16: a rejection is reverted",
            "rejected",
            &|s| drop(s.git(&["revert", "--no-edit", "HEAD"])),
            &["record_removed"],
            true,
        ),
        (
            "18: a publication is reverted",
            "published",
            &|s| drop(s.git(&["revert", "--no-edit", "HEAD"])),
            &["record_removed"],
            true,
        ),
        (
            "18: an approval is reverted",
            "approved",
            &|s| drop(s.git(&["revert", "--no-edit", "HEAD"])),
            &["record_removed"],
            true,
        ),
        (
            "20: an article goes with its records",
            "published",
            &|s| drop(s.git(&["rm", "-rq", BUNDLE, &s.records()])),
            &["article_gone"],
            true,
        ),
        (
            "20: a draft too",
            "draft",
            &|s| drop(s.git(&["rm", "-rq", BUNDLE, &s.records()])),
            &["article_gone"],
            true,
        ),
        (
            "the bundle alone goes",
            "approved",
            &|s| drop(s.git(&["rm", "-rq", BUNDLE])),
            &["bundle_gone"],
            false,
        ),
        (
            "the records alone go",
            "approved",
            &|s| drop(s.git(&["rm", "-rq", &s.records()])),
            &["article_gone"],
            false,
        ),
        (
            "one from the middle goes",
            "approved",
            &|s| fs::remove_file(s.path(&s.record("submit"))).unwrap(),
            &["record_prev_missing", "record_removed"],
            false,
        ),
        (
            "a record says something else",
            "approved",
            &|s| s.edit(&s.record("submit"), "lina", "sunli"),
            &["record_altered"],
            false,
        ),
        (
            "a record becomes a link",
            "approved",
            &|s| {
                let path = s.record("submit");
                let id = s.git(&["hash-object", "-w", &path]);
                s.git(&["update-index", "--add", "--cacheinfo", &format!("120000,{},{path}", id.trim())]);
                s.git(&["commit", "-qm", "link"]);
                s.git(&["checkout", "-qf", "HEAD"]);
            },
            &["file_mode", "record_altered"],
            false,
        ),
        (
            "10: the rule book is rolled back",
            "in-review",
            &|s| {
                s.does("lina", "team add sunli --name 孙丽 --email sunli@example.com --role writer");
                s.git(&["branch", "-f", "base"]);
                s.git(&["revert", "--no-edit", "HEAD"]);
            },
            &["policy_removed"],
            true,
        ),
        (
            "another version beside the one of the base",
            "in-review",
            &|s| {
                s.does("lina", "team add sunli --name 孙丽 --email sunli@example.com --role writer");
                s.git(&["branch", "-f", "base"]);
                s.git(&["revert", "--no-edit", "HEAD"]);
                s.does("lina", "team add wuwei --name 吴伟 --email wuwei@example.com --role writer");
            },
            &["policy_fork"],
            true,
        ),
        (
            "something among the records",
            "approved",
            &|s| s.write(".wxops/records/2026/x.toml", "x"),
            &["stray"],
            false,
        ),
        ("something in .wxops", "approved", &|s| s.write(".wxops/policy.bak/1", "x"), &["stray"], false),
        ("1: a status", "draft", &|s| s.edit(INDEX, "\"draft\"", "\"approved\""), &["status_forged"], false),
        ("2: the text", "approved", &|s| s.edit(INDEX, "预约", "订"), &["content_differs"], false),
        ("4: a picture", "approved", &|s| s.write(PICTURE, "x"), &["content_differs"], false),
        (
            "4: one more",
            "published",
            &|s| s.write(&format!("{BUNDLE}/b.png"), COVER),
            &["content_differs"],
            false,
        ),
        (
            "5: the place",
            "approved",
            &|s| drop(s.git(&["mv", BUNDLE, "articles/other"])),
            &["misplaced"],
            false,
        ),
        (
            "5: into the archive",
            "published",
            &|s| {
                fs::create_dir_all(s.path("archive/product/2026/11")).unwrap();
                s.git(&["mv", BUNDLE, "archive/product/2026/11/dongji-xinpin"]);
            },
            &["misplaced"],
            false,
        ),
        (
            "22: a copy",
            "approved",
            &|s| s.write("articles/copy/index.md", s.bytes(INDEX)),
            &["id_twice"],
            false,
        ),
        (
            "a namesake of what is archived",
            "archived",
            &|s| s.write(INDEX, "+++\ntitle = \"甲\"\n+++\n"),
            &["slug_twice"],
            false,
        ),
        (
            "a text on a floor where none lies",
            "approved",
            &|s| s.write("archive/product/index.md", "x"),
            &["misplaced"],
            false,
        ),
        (
            "the table is taken out",
            "approved",
            &|s| {
                let text = s.read(INDEX);
                let (head, rest) = text.split_once("[wxops]").unwrap();
                s.write(INDEX, format!("{head}{}", &rest[rest.find("+++").unwrap()..]));
            },
            &["bundle_gone"],
            false,
        ),
        (
            "team.toml is edited",
            "draft",
            &|s| s.edit("team.toml", "李娜", "李那"),
            &["team_not_adopted"],
            false,
        ),
        (
            "21: published, and now a draft",
            "published",
            &|s| s.edit(INDEX, "\"published\"", "\"draft\""),
            &["status_forged"],
            false,
        ),
    ];
    let mut wrong = Vec::new();
    for (what, from, attack, expected, unseen) in rows {
        for s in at_both_levels(from) {
            s.git(&["branch", "base"]);
            attack(&s);
            s.commit_all("x");
            let found = since(&s, "base");
            if found != *expected {
                wrong.push(format!("{what} (signed: {}): {found:?}, not {expected:?}", s.is_signed()));
            }
            if *unseen != s.refusals().is_empty() {
                wrong.push(format!("{what}: the proof of one commit says {:?}", s.refusals()));
            }
            let all = codes(&s, "verify --all");
            if all.is_empty() {
                wrong.push(format!("{what}: --all proves it"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The newest version is in the name of nobody's digest yet.
#[test]
fn a_version_of_the_base_never_changes() {
    let s = Sandbox::at("in-review");
    s.git(&["branch", "base"]);
    s.edit(".wxops/policy/0003.toml", "张明", "张小明");
    s.edit("team.toml", "张明", "张小明");
    s.commit_all("x");
    assert_eq!(s.refusals(), [""; 0], "9");
    assert_eq!(since(&s, "base"), ["policy_fork"]);
    s.edit(".wxops/policy/0001.toml", "李娜", "李那");
    s.commit_all("x");
    assert_eq!(since(&s, "base"), ["policy_altered", "policy_chain", "policy_fork"]);
    let json = s.types("lina", "--json verify --base base").json();
    assert_eq!(json["head"].as_str().unwrap(), s.head().trim());
    s.git(&["rm", "-rq", ".wxops"]);
    s.commit_all("x");
    let gone = since(&s, "base");
    assert!(gone.contains(&"policy_removed".into()) && gone.contains(&"article_gone".into()), "{gone:?}");
}

/// Proofs of second-hand approvals stay as long as the records that name them.
#[test]
fn what_was_said_elsewhere_stays() {
    let typed = || {
        let s = Sandbox::at("in-review");
        s.does("lina", "team add chenjing --name 陈静 --email chenjing@example.com --role contributor");
        fs::write(s.outside("chat.png"), COVER).unwrap();
        s.does("chenjing", &format!("{APPROVE} --where 电话 --proof ../chat.png --for wangfang"));
        let base = s.git(&["rev-parse", "HEAD~1"]);
        assert_eq!(since(&s, base.trim()), [""; 0]);
        s
    };
    let proof = |s: &Sandbox| s.git(&["ls-files", "security/consents"]).trim().to_owned();
    let s = typed();
    s.git(&["rm", "-q", &proof(&s)]);
    s.commit_all("x");
    assert_eq!(since(&s, "HEAD^1"), ["consent_missing"]);
    let s = typed();
    s.write(&proof(&s), "other");
    s.commit_all("x");
    assert_eq!(since(&s, "HEAD^1"), ["consent_altered"]);
}

/// In review, with a second person for both stages; `side` is a branch of the same state.
fn two_reviewers(s: &Sandbox) -> Sandbox {
    let s = s.copy();
    s.does(
        "lina",
        "team add sunli --name 孙丽 --email sunli@example.com --role writer,first-reviewer,final-reviewer",
    );
    s.git(&["branch", "side"]);
    s
}

/// How a branch comes into main: what it did, what main did meanwhile, the ways, and what CI says of the outcome against main
/// as it was before.
#[test]
fn every_way_in_which_a_branch_comes_in() {
    let merge: &[&[&str]] = &[&["merge", "-q", "--no-ff", "--no-edit", "side"]];
    let squash: &[&[&str]] = &[&["merge", "-q", "--squash", "side"], &["commit", "-qm", "side (#1)"]];
    let rebase: &[&[&str]] = &[
        &["switch", "-q", "side"],
        &["rebase", "-q", "main"],
        &["switch", "-q", "main"],
        &["merge", "-q", "--ff-only", "side"],
    ];
    let pick: &[&[&str]] = &[&["cherry-pick", "main..side"]];
    let last: &[&[&str]] = &[&["cherry-pick", "side"]];
    let all = [merge, squash, rebase, pick];
    let nothing = |_: &Sandbox| {};
    let both = |s: &Sandbox| {
        s.does("wangfang", APPROVE);
        s.does("zhangming", APPROVE);
    };
    let elsewhere = |s: &Sandbox| {
        s.write("README.md", "x");
        s.commit_all("readme");
    };
    let by_hand = |from: &'static str, to: &'static str| {
        move |s: &Sandbox| {
            s.edit(INDEX, from, to);
            s.commit_all("Update index.md"); // as the web editor calls it
        }
    };
    let typo = by_hand("预约", "订");
    let withdrawn = |s: &Sandbox| drop(s.does("lina", "withdraw dongji-xinpin --reason x"));
    let no = |s: &Sandbox| drop(s.does("zhangming", "reject dongji-xinpin --reason x"));
    let rows: &[(&str, &str, &dyn Fn(&Sandbox), &dyn Fn(&Sandbox), &[&[&[&str]]], &[&str])] = &[
        ("25, 26: two approvals", "in-review", &both, &nothing, &all, &[]),
        ("25: beside something else", "in-review", &both, &elsewhere, &all, &[]),
        ("the second of two approvals alone", "in-review", &both, &nothing, &[last], &["conflict"]),
        (
            "one approval, picked alone",
            "in-review-final",
            &|s| drop(s.does("zhangming", APPROVE)),
            &elsewhere,
            &[last],
            &[],
        ),
        (
            "3: beside a typo",
            "in-review",
            &|s| drop(s.does("wangfang", APPROVE)),
            &typo,
            &all,
            &["content_differs"],
        ),
        (
            "a typo beside it",
            "in-review",
            &typo,
            &|s| drop(s.does("wangfang", APPROVE)),
            &all,
            &["content_differs"],
        ),
        ("a web edit of a text in review", "in-review", &typo, &nothing, &all, &["content_differs"]),
        ("a web edit of an approved text", "approved", &typo, &nothing, &all, &["content_differs"]),
        ("a web edit of a published text", "published", &typo, &nothing, &all, &["content_differs"]),
        ("a web edit of a draft", "draft", &by_hand("新品", "新货"), &nothing, &all, &[]),
        ("a web edit of what was sent back", "changes-requested", &typo, &nothing, &all, &[]),
        (
            "a web edit of a status",
            "draft",
            &by_hand("\"draft\"", "\"approved\""),
            &nothing,
            &all,
            &["status_forged"],
        ),
        (
            "a revert on the branch",
            "in-review-final",
            &|s| drop(s.git(&["revert", "--no-edit", "HEAD~1"])),
            &nothing,
            &all,
            &["record_removed"],
        ),
        ("a withdrawal, on a branch", "in-review", &withdrawn, &nothing, &all, &[]),
        ("a rejection, on a branch", "in-review-final", &no, &elsewhere, &all, &[]),
    ];
    let mut wrong = Vec::new();
    for (what, from, there, here, ways, expected) in rows {
        for level in at_both_levels(from) {
            let begun = two_reviewers(&level);
            begun.git(&["switch", "-q", "side"]);
            there(&begun);
            begun.git(&["switch", "-q", "main"]);
            here(&begun);
            begun.git(&["branch", "base"]);
            for way in *ways {
                let s = begun.copy();
                let found = if way.iter().all(|words| runs(&s, words)) {
                    since(&s, "base")
                } else {
                    vec!["conflict".to_owned()]
                };
                if found != *expected {
                    wrong.push(format!(
                        "{what} (signed: {}), {way:?}: {found:?}, not {expected:?}",
                        s.is_signed()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A record alone, without those before it: the chain does not fit the base.
#[test]
fn a_record_that_is_picked_without_the_one_before() {
    for level in at_both_levels("in-review") {
        let s = two_reviewers(&level);
        s.git(&["switch", "-q", "side"]);
        s.does("wangfang", APPROVE);
        s.does("zhangming", APPROVE);
        s.git(&["switch", "-q", "main"]);
        s.git(&["cherry-pick", "-X", "theirs", "side"]);
        assert_eq!(since(&s, "HEAD^1"), ["record_prev_missing"]);
    }
}

/// Each parent of a merge has something to lose; what a forge proves against its own branch, `--all` proves against both.
#[test]
fn a_merge_that_drops_what_one_side_had() {
    for level in at_both_levels("in-review") {
        let begun = two_reviewers(&level);
        begun.git(&["switch", "-q", "side"]);
        begun.does("wangfang", "request-changes dongji-xinpin --opinion 事实数据：不对");
        begun.git(&["switch", "-q", "main"]);
        begun.write("README.md", "x");
        begun.commit_all("x");
        let s = begun.copy();
        s.git(&["merge", "-q", "-s", "ours", "--no-edit", "side"]);
        assert_eq!(since(&s, "HEAD^1"), [""; 0], "nothing came in");
        assert_eq!(since(&s, "HEAD^2"), ["record_removed"]);
        assert_eq!(codes(&s, "verify --all"), ["record_removed"]);
        assert_eq!(s.refusals(), [""; 0], "one commit alone cannot tell");
        // Both acted. What only one side has is no conflict, so git keeps both records, and the table of one side lies.
        if level.is_signed() {
            return; // 孙丽 has no key
        }
        begun.does("sunli", APPROVE);
        let s = begun.copy();
        s.git(&["merge", "-q", "-X", "ours", "--no-edit", "side"]);
        assert_eq!(since(&s, "HEAD^1"), ["status_forged"]);
        // And "resolved" by hand.
        let s = begun.copy();
        assert!(!runs(&s, &["merge", "-q", "--no-edit", "side"]));
        s.git(&["checkout", "-q", "--ours", INDEX]);
        fs::remove_file(s.path(&s.record("request-changes"))).unwrap();
        s.commit_all("merged");
        assert_eq!(since(&s, "HEAD^1"), [""; 0]);
        assert_eq!(since(&s, "side"), ["record_removed"]);
        assert_eq!(codes(&s, "verify --all"), ["record_removed"]);
    }
}

/// 11: where a record comes in, the newest version of the rule book allows it too.
#[test]
fn records_that_come_in_after_the_rules_changed() {
    let role = |s: &Sandbox, from: &str, to: &str| {
        s.edit("team.toml", from, to);
        s.does("lina", "team adopt");
    };
    let taken = |s: &Sandbox| role(s, "[\"first-reviewer\"]", "[\"contributor\"]");
    let removed = |s: &Sandbox| drop(s.does("lina", "team remove wangfang"));
    let added = |s: &Sandbox| {
        s.does("lina", "team add wuwei --name 吴伟 --email wuwei@example.com --role writer");
    };
    let key = |s: &Sandbox| drop(s.does("lina", &format!("team key remove {}", s.print("wangfang"))));
    let stolen = |s: &Sandbox| drop(s.does("lina", &format!("team distrust {}", s.print("wangfang"))));
    let and_back = |s: &Sandbox| {
        taken(s);
        role(s, "[\"contributor\"]", "[\"first-reviewer\"]");
    };
    let moved: &[&str] = &["rules_moved_on"];
    let rows: &[(&str, Option<bool>, &dyn Fn(&Sandbox), &[&str])] = &[
        ("somebody came", None, &added, &[]),
        ("a role was lost", None, &taken, moved),
        ("the member left", None, &removed, moved),
        ("a key was lost", Some(true), &key, moved),
        ("a key was stolen", Some(true), &stolen, moved),
        ("a role was lost and given back", Some(false), &and_back, &[]),
        ("a role was lost and given back: what was before is closed", Some(true), &and_back, moved),
    ];
    let mut wrong = Vec::new();
    for (what, signed, act, expected) in rows {
        for level in at_both_levels("in-review") {
            if signed.is_some_and(|signed| signed != level.is_signed()) {
                continue;
            }
            let s = two_reviewers(&level);
            s.git(&["switch", "-q", "side"]);
            s.does("wangfang", APPROVE);
            s.git(&["switch", "-q", "main"]);
            act(&s);
            s.git(&["merge", "-q", "--no-edit", "side"]);
            let found = since(&s, "HEAD^1");
            if found != *expected {
                wrong.push(format!("{what} (signed: {}): {found:?}, not {expected:?}", s.is_signed()));
            }
            let all = codes(&s, "verify --all").contains(&"rules_moved_on".to_owned());
            if all == expected.is_empty() {
                wrong.push(format!(
                    "{what} (signed: {}): --all: {:?}",
                    s.is_signed(),
                    codes(&s, "verify --all")
                ));
            }
            let said = s.types("lina", "--json verify --base HEAD^1").json();
            for refusal in said["refusals"].as_array().unwrap() {
                assert_eq!(refusal["article"], "dongji-xinpin");
                assert!(!refusal["detail"][0].as_str().unwrap().is_empty(), "why: {refusal}");
                assert!(refusal["record"].as_str().unwrap().contains("/approve-"), "{refusal}");
                assert!(
                    refusal["help"].as_str().unwrap().contains("wxops approve dongji-xinpin"),
                    "{refusal}"
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What was ticked by an older list is ticked again; what was decided about a submission goes by the list of that.
#[test]
fn records_that_come_in_after_a_list_grew() {
    for (state, who, line, expected) in [
        ("draft", "lina", "submit dongji-xinpin --attest all", &["rules_moved_on"][..]),
        ("in-review", "wangfang", APPROVE, &[]),
    ] {
        let s = Sandbox::at(state);
        if state == "draft" {
            let text = Sandbox::at("checked").read(INDEX);
            s.write(INDEX, text.replace("\"checked\"", "\"draft\""));
            s.write(PICTURE, COVER);
            s.commit_all("text");
        }
        s.git(&["switch", "-q", "-c", "side"]);
        s.does(who, line);
        s.git(&["switch", "-q", "main"]);
        let text = s.read("team.toml");
        let grown = ["self-check", "first"]
            .map(|list| format!("\n[[lists.{list}]]\nkey = \"new\"\ntext = \"新的一项\"\n"));
        s.write("team.toml", text + &grown.concat());
        s.does("lina", "team adopt");
        s.git(&["merge", "-q", "--no-edit", "side"]);
        assert_eq!(since(&s, "HEAD^1"), expected, "{state}");
    }
}

/// A rule book that somebody takes out for a while is in force meanwhile.
#[test]
fn a_rule_book_that_is_away_for_a_moment() {
    let s = two_reviewers(&Sandbox::at("in-review"));
    let donor = s.copy();
    donor.does("wangfang", APPROVE);
    let approval = donor.record("approve");
    s.does("lina", "team remove wangfang");
    s.git(&["rm", "-rq", "--cached", ".wxops/policy"]);
    s.git(&["commit", "-qm", "away"]);
    s.write(&approval, donor.bytes(&approval));
    s.write(INDEX, donor.bytes(INDEX));
    s.git(&["add", INDEX, ".wxops/records"]);
    s.git(&["commit", "-qm", "approved by somebody who left"]);
    s.commit_all("back");
    assert_eq!(s.refusals(), [""; 0], "one commit alone cannot tell");
    assert_eq!(codes(&s, "verify --all"), ["rules_moved_on"]);
}

/// The level was raised while a branch was away, with records that nobody signed.
#[test]
fn a_record_without_a_signature_comes_in_after_the_level_was_raised() {
    if !ssh_is_there() {
        return;
    }
    let s = Sandbox::at("in-review");
    s.git(&["branch", "side"]);
    let s = s.raised(&["lina", "wangfang", "zhangming"]);
    s.git(&["switch", "-q", "side"]);
    s.does("wangfang", APPROVE);
    s.git(&["switch", "-q", "main"]);
    s.git(&["merge", "-q", "--no-edit", "side"]);
    assert_eq!(since(&s, "HEAD^1"), ["rules_moved_on"]);
    assert_eq!(s.refusals(), ["records_closed"]);
    // Made again on the new base, it comes in.
    s.git(&["reset", "-q", "--hard", "HEAD^1"]);
    s.does("wangfang", APPROVE);
    assert_eq!(since(&s, "HEAD^1"), [""; 0]);
}

/// A version that comes in with a record of somebody whom it takes out has seen that record, and names it.
#[test]
fn an_act_and_the_version_that_closes_it_come_in_together() {
    for level in at_both_levels("in-review") {
        let s = two_reviewers(&level);
        s.git(&["branch", "base"]);
        s.does("wangfang", APPROVE);
        s.does("lina", "team remove wangfang");
        let expected: &[&str] = if s.is_signed() { &[] } else { &["rules_moved_on"] };
        assert_eq!(since(&s, "base"), expected, "at level declared nothing names it");
        // In the history it came before; each commit alone is proved too.
        assert_eq!(codes(&s, "verify --all"), [""; 0]);
        assert_eq!(since(&s, "HEAD^1"), [""; 0]);
    }
}

/// The history as it is: squashed it is shorter, and proves what it has.
#[test]
fn the_whole_history() {
    for s in at_both_levels("published") {
        let told = s.does("lina", "verify --all").stdout;
        assert!(told.contains("and their history of "), "{told}");
        s.git(&["reset", "-q", "--soft", "HEAD~4"]);
        s.git(&["commit", "-qm", "all in one"]);
        assert_eq!(codes(&s, "verify --all"), [""; 0], "squashed");
        s.git(&["revert", "--no-edit", "HEAD"]);
        assert_ne!(codes(&s, "verify --all"), [""; 0], "squashed and reverted");
        s.git(&["revert", "--no-edit", "HEAD"]);
        assert_eq!(codes(&s, "verify --all"), [""; 0], "brought back byte for byte");
        let json = s.types("lina", "--json verify --all").json();
        assert_eq!(json["head"].as_str().unwrap(), s.head().trim());
        assert!(json["commits"].as_u64().unwrap() > 5 && json["base"].is_null());
    }
}

/// Whatever people did with wxops is proved from any commit of it to any later one.
#[test]
fn every_range_of_a_history_without_attacks() {
    let mut all: Vec<Sandbox> =
        ["archived", "retracted", "correcting"].into_iter().flat_map(at_both_levels).collect();
    if ssh_is_there() {
        all.push(Sandbox::at("draft").raised(&["lina", "wangfang", "zhangming"])); // older records are closed
    }
    for s in all {
        let listed = s.git(&["rev-list", "--first-parent", "HEAD"]);
        let commits: Vec<&str> = listed.lines().collect();
        assert!(commits.len() > 5);
        for (n, head) in commits.iter().enumerate() {
            for base in &commits[n..] {
                let said = s.types("chenjing", &format!("verify --base {base} --head {head}"));
                assert_eq!(said.exit, 0, "{said:?}");
            }
        }
        assert_eq!(codes(&s, "verify --all"), [""; 0]);
    }
}

/// The comparison by hand finds what git finds, whatever became of what.
#[test]
fn trees_are_compared_as_git_compares_them() {
    let s = Sandbox::at("archived");
    let link = |path: &str| {
        s.write(".git/target", "team.toml");
        let id = s.git(&["hash-object", "-w", ".git/target"]);
        s.git(&["update-index", "--add", "--cacheinfo", &format!("120000,{},{path}", id.trim())]);
        s.git(&["commit", "-qm", "link"]);
        s.git(&["reset", "-q", "--hard"]);
    };
    s.write("articles/a", "a file");
    s.write("articles/甲/index.md", "x");
    s.commit_all("a file among the articles");
    fs::remove_file(s.path("articles/a")).unwrap();
    s.write("articles/a/index.md", "a folder now");
    s.write("articles/a/b/c/d.png", COVER);
    s.write("security/consents/2026/11/x/y.png", COVER);
    s.commit_all("and a folder in its place");
    s.git(&["update-index", "--chmod=+x", "articles/a/index.md"]);
    s.git(&["commit", "-qm", "a program"]);
    s.git(&["reset", "-q", "--hard"]);
    s.git(&["rm", "-rq", "articles/a/b", ".wxops/policy/0001.toml"]);
    link("articles/a/b");
    link(".wxops/records/link");
    let listed = s.git(&["rev-list", "HEAD"]);
    let commits: Vec<&str> = listed.lines().collect();
    let repo = wxops::repo::Repo::objects(&s.root()).unwrap();
    let tree = |name: &str| repo.snapshot(&repo.typed_revision(name, "").unwrap()).unwrap();
    let mut compared = 0;
    for (before, after) in commits.iter().flat_map(|a| commits.iter().map(move |b| (a, b))) {
        for folder in [".wxops", "articles", "archive", "security/consents"] {
            let like = ["diff", "-z", "--no-renames", "--name-only", before, after, "--", folder];
            let like: Vec<String> = s.git(&like).split_terminator('\0').map(str::to_owned).collect();
            let whole = |floors| {
                let found = wxops::repo::changes(Some(&tree(before)), &tree(after), folder, floors).unwrap();
                found.into_iter().map(|change| change.path).collect::<BTreeSet<String>>()
            };
            assert_eq!(whole(None), like.iter().cloned().collect(), "{folder}: {before} {after}");
            // To the first floor only: the same, cut off there, and never a file below it.
            let depth = folder.split('/').count() + 1;
            let cut = |path: &String| path.split('/').take(depth).collect::<Vec<_>>().join("/");
            assert_eq!(whole(Some(1)), like.iter().map(cut).collect(), "{folder}: {before} {after}");
            compared += like.len();
        }
    }
    assert!(compared > 200, "{compared}");
}

/// What is asked, and what is no answer.
#[test]
fn which_commits_are_meant() {
    let s = Sandbox::at("approved");
    s.git(&["branch", "other", "HEAD~2"]);
    s.git(&["switch", "-q", "other"]);
    s.write("README.md", "x");
    s.commit_all("x");
    s.git(&["switch", "-q", "main"]);
    let rows = [
        ("verify --base other", (3, "base_not_in_head", "git merge")),
        ("verify --base HEAD --head HEAD~1", (3, "base_not_in_head", "HEAD^1")),
        ("verify --base mian", (2, "unknown_revision", "did you mean `main`?")),
        ("verify --base HEAD:articles", (2, "unknown_revision", "wxops verify --base HEAD")),
        ("verify --base HEAD~1 --head x..y", (2, "unknown_revision", "wxops verify --base HEAD^1 --head x")),
        ("verify --head ''", (2, "unknown_revision", "wxops verify --head main")),
        (
            "verify --base 1111111111111111111111111111111111111111",
            (3, "history_incomplete", "fetch-depth: 2"),
        ),
    ];
    for (line, row) in rows {
        s.refuses("lina", line, row);
    }
    assert_eq!(s.types("lina", "verify --all --base HEAD^1").exit, 2);
    let json = s.types("lina", "--json verify --base HEAD^1").json();
    assert_eq!(json["head"].as_str().unwrap(), s.head().trim());
    assert_eq!(json["base"].as_str().unwrap(), s.git(&["rev-parse", "HEAD^1"]).trim());
    assert_eq!(json["articles"][0]["slug"], "dongji-xinpin");
    assert_eq!(codes(&s, &format!("verify --base HEAD^1 --pin {}", "0".repeat(64))), ["pin"]);
    let nothing = s.does("lina", "verify --base HEAD").stdout;
    assert!(nothing.contains("0 articles touched"), "{nothing}");
    let earlier = s.types("lina", "--json verify --head HEAD~1").json();
    assert_eq!(
        (&earlier["verdict"], &earlier["articles"][0]["status"]),
        (&"proved".into(), &"in-review".into())
    );
}

/// Objects only: a working copy that lies, hooks, filters, settings that cannot be read; none at all.
#[test]
fn the_working_copy_has_no_say() {
    let s = Sandbox::at("approved");
    s.edit(INDEX, "预约", "订");
    s.write("wxops.toml", "][");
    s.write(".gitattributes", "* filter=none\n");
    assert_eq!(s.types("lina", "verify").exit, 3, "it has one in the proof of what lies there");
    assert_eq!(since(&s, "HEAD^1"), [""; 0]);
    s.git(&["clone", "-q", "--bare", ".", "../bare"]);
    let proved = |line: &str| s.types("lina", &format!("-C ../bare {line}")).exit;
    assert_eq!(["verify --base main~1", "verify --all", "verify --head main"].map(proved), [0, 0, 0]);
    s.commit_all("x");
    s.git(&["push", "-q", "../bare", "main"]);
    assert_eq!(["verify --base main~1", "verify --all"].map(proved), [1, 1]);
}

/// 25: what a clone was told to show instead of an object is not what is proved.
#[test]
fn replaced_objects_are_not_looked_at() {
    let s = Sandbox::at("approved");
    s.edit(INDEX, "预约", "订");
    s.commit_all("x");
    let [bad, good] =
        [format!("HEAD:{INDEX}"), format!("HEAD^1:{INDEX}")].map(|name| s.git(&["rev-parse", &name]));
    s.git(&["replace", bad.trim(), good.trim()]);
    assert!(!s.git(&["show", &format!("HEAD:{INDEX}")]).contains("在留言区订"), "git is shown the other");
    assert_eq!(since(&s, "HEAD^1"), ["content_differs"]);
    // Nor a boundary that somebody drew: the commits are there.
    s.git(&["branch", "base", "HEAD~3"]);
    s.write(".git/shallow", s.head());
    assert_eq!(since(&s, "base"), ["content_differs"]);
    assert_eq!(codes(&s, "verify --all --head main"), ["content_differs"]);
}

/// A git server of one's own refuses the push: `update` is run when what was pushed is there.
#[cfg(unix)]
#[test]
fn a_server_refuses_a_push() {
    use std::os::unix::fs::PermissionsExt as _;
    let s = Sandbox::at("approved");
    s.git(&["clone", "-q", "--bare", ".", "../server"]);
    let hook = s.outside("server/hooks/update");
    let wxops = env!("CARGO_BIN_EXE_wxops");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, format!("#!/bin/sh\nexec '{wxops}' verify --base \"$2\" --head \"$3\"\n")).unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    let push = ["push", "-q", "../server", "HEAD:main"];
    s.does("lina", "publish dongji-xinpin --url https://mp.weixin.qq.com/s/x");
    assert!(runs(&s, &push), "an act");
    s.edit(INDEX, "预约", "订");
    s.commit_all("x");
    assert!(!runs(&s, &push), "an edit of what is published");
    s.git(&["reset", "-q", "--hard", "HEAD~2"]);
    assert!(!runs(&s, &["push", "-q", "--force", "../server", "HEAD:main"]), "history that is cut off");
}

/// As CI fetches it: the merge commit that the platform made, with its parents and no more.
#[test]
fn as_ci_fetches_it() {
    let s = two_reviewers(&Sandbox::at("in-review"));
    s.git(&["switch", "-q", "side"]);
    s.does("wangfang", APPROVE);
    s.does("zhangming", APPROVE);
    s.git(&["switch", "-q", "main"]);
    s.write("README.md", "x");
    s.commit_all("x");
    s.git(&["merge", "-q", "--no-ff", "--no-edit", "side"]);
    let url = format!("file://{}", s.root().display());
    let fetched = |name: &str, how: &[&str]| {
        let place = format!("../{name}");
        s.git(&["config", "uploadpack.allowFilter", "true"]);
        s.git(&[&["clone", "-q"], how, &[url.as_str(), place.as_str()]].concat());
        place
    };
    let two = fetched("two", &["--depth", "2"]);
    assert_eq!(codes(&s, &format!("-C {two} verify --base HEAD^1 --head HEAD")), [""; 0]);
    for line in ["verify --all", "verify --base HEAD~2"] {
        assert_eq!(codes(&s, &format!("-C {two} {line}")), ["history_incomplete"], "{line}");
    }
    let one = fetched("one", &["--depth", "1"]);
    let filtered = fetched("filtered", &["--filter=blob:none", "--bare"]);
    for place in [one, filtered] {
        for line in ["verify --base HEAD^1", "verify --all"] {
            let said = s.types("lina", &format!("--json -C {place} {line}"));
            assert_eq!((said.exit, said.code().as_str()), (3, "history_incomplete"), "{place} {line}");
            assert!(said.json()["error"]["help"].as_str().unwrap().contains("fetch-depth: 2"));
        }
    }
}

/// An object that is missing is never a pass, whichever of those that a proof reads it is.
#[test]
fn an_object_that_is_missing() {
    let whole = Sandbox::at("approved");
    let read = [
        "HEAD",
        "HEAD^{tree}",
        "HEAD~1^{tree}",
        "HEAD:.wxops",
        "HEAD:articles/dongji-xinpin/index.md",
        "HEAD:.wxops/policy/0002.toml",
    ];
    for name in read {
        let s = whole.copy();
        lose(&s, &[s.git(&["rev-parse", name]).trim()]);
        for line in ["verify --base HEAD^1", "verify --base HEAD~1 --head main", "verify --all"] {
            let said = s.types("lina", &format!("--json {line}"));
            assert_eq!(
                (said.exit, said.code().as_str()),
                (3, "history_incomplete"),
                "{name}: {line}: {said:?}"
            );
        }
    }
}

/// A folder in which one name stands twice, which no git makes: what is compared is not what would be checked out.
#[test]
fn a_folder_with_two_things_of_one_name() {
    let s = Sandbox::at("approved");
    let made = |listed: &str| {
        let mut git = s.command("zhaolei", "git");
        let mut making = git.arg("mktree").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        making.stdin.take().unwrap().write_all(listed.as_bytes()).unwrap();
        String::from_utf8(making.wait_with_output().unwrap().stdout).unwrap().trim().to_owned()
    };
    let other =
        made(&format!("100644 blob {}\tindex.md\n", s.git(&["hash-object", "-w", "team.toml"]).trim()));
    let articles = s.git(&["ls-tree", "HEAD:articles"]);
    let articles = made(&format!("040000 tree {other}\tdongji-xinpin\n{articles}"));
    let root = s.git(&["ls-tree", "HEAD"]);
    let own = s.git(&["rev-parse", "HEAD:articles"]);
    let root = made(&root.replace(own.trim(), &articles));
    let commit = s.git(&["commit-tree", "-p", "HEAD", "-m", "x", &root]);
    let said = s.types("lina", &format!("--json verify --base HEAD --head {}", commit.trim()));
    assert_eq!((said.exit, said.code().as_str()), (3, "name_twice"), "{said:?}");
}

/// Takes objects out of a repository whose objects lie one by one.
fn lose(s: &Sandbox, ids: &[&str]) {
    for id in ids {
        let place = s.path(&format!(".git/objects/{}/{}", &id[..2], &id[2..]));
        fs::remove_file(&place).unwrap_or_else(|error| panic!("{id}: {error}"));
    }
}

/// An approval in a folder with so many other articles, and what its proof reads.
fn cost(others: usize) -> usize {
    let s = Sandbox::at("in-review-final");
    let mut stream = "commit refs/heads/main\ncommitter x <x@example.com> 1700000000 +0800\ndata 1\nx\nfrom refs/heads/main^0\n".to_owned();
    let mut ids = BTreeSet::new();
    for n in 0..others {
        // Nothing that could be proved: whoever opened one would refuse it.
        let id = format!("01M82ZBER0{n:016}");
        let _ = write!(stream, "M 100644 inline articles/a{n}/index.md\ndata 9\n+++\nno{n:02}");
        stream.truncate(stream.rfind("data 9").unwrap());
        let text = format!("+++\n[wxops]\nid = {n}\n");
        let record = format!("no record {n}\n");
        let _ = writeln!(stream, "data {}\n{text}", text.len());
        let _ = writeln!(
            stream,
            "M 100644 inline .wxops/records/2026/11/{id}/new-{n:016}.toml\ndata {}\n{record}",
            record.len()
        );
        ids.insert(id);
    }
    let mut git = s.command("zhaolei", "git");
    let mut import = git.args(["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn().unwrap();
    import.stdin.take().unwrap().write_all(stream.as_bytes()).unwrap();
    assert!(import.wait().unwrap().success());
    s.git(&["reset", "-q", "--hard", "main"]);
    s.does("zhangming", APPROVE);
    assert_eq!(ids.len(), others);
    let folder = ContentFolder::objects(&s.root()).unwrap();
    let commit = |name: &str| folder.repo().typed_revision(name, "wxops verify --base").unwrap();
    let before = folder.repo().objects_read();
    let span = folder.span(&commit("HEAD^1"), &commit("HEAD")).unwrap();
    let head = folder.head_at(&commit("HEAD")).unwrap();
    let now = wxops::moment::parse_stored(sandbox::NOW).unwrap();
    let proof = folder.prove_range(&span, &head, None, now).unwrap();
    assert!(proof.refusals.is_empty(), "{:?}", proof.refusals);
    assert_eq!(proof.articles.len(), 1);
    folder.repo().objects_read() - before
}

#[test]
fn a_proof_costs_what_changed_and_not_what_is_there() {
    let (few, many) = (cost(100), cost(2000));
    assert_eq!(few, many);
    assert!(few < 80, "{few} objects for one article");
}
