//! Several clones and one bare repository: what others did comes in, what was done here goes out, nothing is lost and nothing
//! is done twice.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use std::{collections::BTreeSet, fs, sync::Mutex};

use rayon::prelude::*;
use sandbox::{INDEX, Sandbox, keys::ssh_is_there};

const APPROVE: &str = "approve dongji-xinpin --attest all";
const SUNLI: &str =
    "team add sunli --name 孙丽 --email sunli@example.com --role writer,first-reviewer,final-reviewer";

/// Two clones of a folder in some state; 孙丽 is a second person for everything.
fn two(state: &str) -> (Sandbox, Sandbox) {
    let here = Sandbox::at(state);
    here.does("lina", SUNLI);
    let here = here.shared();
    let there = here.cloned();
    (here, there)
}

/// Acts while the remote cannot be reached.
fn offline(s: &Sandbox, who: &str, line: &str) {
    let url = s.git(&["remote", "get-url", "origin"]);
    s.git(&["remote", "set-url", "origin", "../nowhere.git"]);
    s.does(who, line);
    s.git(&["remote", "set-url", "origin", url.trim()]);
}

/// What `sync --json` says.
fn synced(s: &Sandbox, who: &str, exit: i32) -> serde_json::Value {
    let done = s.types(who, "sync --json");
    assert_eq!(done.exit, exit, "{done:?}");
    done.json()["sync"].clone()
}

fn status(s: &Sandbox) -> String {
    let said = s.does("chenjing", "show dongji-xinpin --json");
    said.json()["article"]["status"].as_str().unwrap().to_owned()
}

fn records(s: &Sandbox) -> BTreeSet<String> {
    s.git(&["ls-files", ".wxops/records"]).lines().map(str::to_owned).collect()
}

/// Both clones and the remote hold the same, and it is proved with its whole history.
fn agree(all: &[&Sandbox]) {
    for s in all {
        s.is_sound();
        assert_eq!(s.head(), all[0].head());
        assert_eq!(s.head(), s.git(&["rev-parse", "origin/main"]));
        s.does("chenjing", "verify --all");
    }
}

#[test]
fn what_others_did_comes_in_and_each_act_goes_out_at_once() {
    let (here, there) = two("in-review");
    let shared = here.does("wangfang", &format!("{APPROVE} --json")).json();
    assert_eq!((&shared["outcome"]["shared"], &shared["outcome"]["unshared"]), (&true.into(), &().into()));
    let came = synced(&there, "zhangming", 0);
    assert_eq!((came["came"].as_u64(), came["shared"].as_u64()), (Some(1), Some(0)));
    assert_eq!(came["my_turn"][0], "dongji-xinpin", "{came:#}");
    agree(&[&here, &there]);
    let nothing = synced(&there, "zhangming", 0);
    assert_eq!((nothing["came"].as_u64(), nothing["shared"].as_u64()), (Some(0), Some(0)));
}

#[test]
fn an_act_stands_when_the_remote_cannot_be_reached() {
    let (here, there) = two("in-review");
    here.git(&["remote", "set-url", "origin", "../nowhere.git"]);
    let done = here.does("wangfang", APPROVE);
    assert!(done.stderr.contains("not shared yet") && done.stderr.contains("`wxops sync`"), "{done:?}");
    assert_eq!(here.does("wangfang", "status --json").json()["unshared"], 1);
    assert!(here.does("wangfang", "status").stdout.contains("wxops sync"));
    here.refuses("wangfang", "sync", (3, "unreachable", "wxops sync"));
    here.git(&["remote", "set-url", "origin", there.git(&["remote", "get-url", "origin"]).trim()]);
    assert_eq!(synced(&here, "wangfang", 0)["shared"], 1);
    assert_eq!(here.does("wangfang", "status --json").json()["unshared"], 0);
    synced(&there, "lina", 0);
    agree(&[&here, &there]);
}

#[test]
fn what_the_settings_keep_here_stays_here() {
    let (here, _) = two("in-review");
    here.edit("wxops.toml", "share = true", "share = false");
    let before = here.git(&["ls-remote", "origin"]);
    let done = here.does("wangfang", &format!("{APPROVE} --json")).json();
    assert!(done["outcome"].get("shared").is_none());
    assert_eq!(here.git(&["ls-remote", "origin"]), before);
}

#[test]
fn two_approvals_of_one_stage_stay_as_they_are() {
    let (here, there) = two("in-review");
    here.does("wangfang", APPROVE);
    offline(&there, "sunli", APPROVE);
    let own = records(&there);
    let done = synced(&there, "sunli", 0);
    assert_eq!((done["came"].as_u64(), done["shared"].as_u64()), (Some(1), Some(1)));
    assert!(own.is_subset(&records(&there)), "neither record is another one now");
    synced(&here, "lina", 0);
    agree(&[&here, &there]);
    assert_eq!(here.git(&["log", "-1", "--format=%an %s"]).trim(), "sunli approve first: dongji-xinpin");
}

#[test]
fn an_act_behind_another_one_is_made_again() {
    let (here, there) = two("in-review");
    here.does("lina", "assign dongji-xinpin sunli");
    offline(&there, "wangfang", APPROVE);
    let old = there.read(&there.record("approve"));
    let when = there.git(&["log", "-1", "--format=%an %ae %ad %s"]);
    let done = synced(&there, "wangfang", 0);
    assert_eq!(done["carried"].as_array().unwrap().len(), 1, "{done:#}");
    let new = there.read(&there.record("approve"));
    let rest =
        |text: &str| text.lines().filter(|line| !line.starts_with("prev")).collect::<Vec<_>>().join("\n");
    assert_ne!(old, new, "it names the record before it, and that is another one");
    assert_eq!(rest(&old), rest(&new), "nothing else in it changed");
    assert_eq!(there.git(&["log", "-1", "--format=%an %ae %ad %s"]), when);
    let name = there.record("approve");
    let name = name.rsplit('/').next().unwrap().trim_end_matches(".toml");
    assert!(
        there.git(&["log", "-1", "--format=%B"]).contains(name),
        "the message names the record it brings"
    );
    synced(&here, "lina", 0);
    agree(&[&here, &there]);
}

#[test]
fn an_act_that_is_not_allowed_any_more_is_put_aside_and_the_others_go_on() {
    let (here, there) = two("in-review");
    here.does("lina", "withdraw dongji-xinpin --reason 改价");
    offline(&there, "sunli", APPROVE);
    let tip = there.head();
    offline(&there, "sunli", "new 年货节 --category product --slug nianhuo");
    let last = there.head();
    let done = synced(&there, "sunli", 5);
    let aside = &done["set_aside"];
    assert_eq!(aside.as_array().unwrap().len(), 1, "{done:#}");
    assert_eq!(
        (aside[0]["code"].as_str(), aside[0]["commit"].as_str()),
        (Some("wrong_state"), Some(tip.trim()))
    );
    assert!(!aside[0]["help"].as_str().unwrap_or_default().is_empty(), "{done:#}");
    let kept = done["kept"].as_str().unwrap();
    assert!(kept.starts_with("refs/wxops/unsynced/"));
    assert_eq!(there.git(&["rev-parse", kept]), last, "nothing that was done is lost");
    assert!(there.read("articles/nianhuo/index.md").contains("年货节"));
    assert_eq!(status(&there), "draft");
    synced(&here, "lina", 0);
    agree(&[&here, &there]);
    assert_eq!(synced(&there, "sunli", 0)["set_aside"].as_array().unwrap().len(), 0, "said once");
}

#[test]
fn an_act_on_another_text_is_put_aside() {
    let (here, there) = two("in-review");
    let line = "approve dongji-xinpin --attest all --edit 冬季→冬天";
    let edited = here.types("wangfang", line);
    assert_eq!(edited.exit, 0, "{edited:?}");
    offline(&there, "sunli", APPROVE);
    let done = synced(&there, "sunli", 5);
    assert_eq!(done["set_aside"].as_array().unwrap().len(), 1, "{done:#}");
    synced(&here, "lina", 0);
    agree(&[&here, &there]);
}

#[test]
fn what_a_submission_brought_stays_in_the_working_copy() {
    let (here, there) = two("checked");
    here.does("lina", "withdraw dongji-xinpin --reason 再等等");
    here.does("lina", "assign dongji-xinpin sunli");
    there.edit(INDEX, "冬季", "寒冬");
    offline(&there, "lina", "submit dongji-xinpin --attest all");
    let done = synced(&there, "lina", 5);
    assert_eq!(done["texts"][0], INDEX, "{done:#}");
    assert!(there.read(INDEX).contains("寒冬"), "what was written is there");
    assert!(there.read(INDEX).contains("owner = \"sunli\""), "under the table that holds now");
    assert_eq!(there.git(&["status", "--porcelain"]), format!(" M {INDEX}\n"));
    assert_eq!(there.head(), here.head());
    there.git(&["checkout", "-q", INDEX]);
    agree(&[&here, &there]);
}

#[test]
fn drafts_that_were_edited_by_hand_are_joined_by_file() {
    let (here, there) = two("draft");
    here.write("notes.md", "theirs");
    here.commit_all("notes");
    here.git(&["push", "-q"]);
    here.does("lina", "assign dongji-xinpin sunli");
    there.write(INDEX, there.read(INDEX) + "\n再加一段。\n");
    there.commit_all("draft");
    let done = synced(&there, "lina", 0);
    assert_eq!((done["came"].as_u64(), done["shared"].as_u64()), (Some(2), Some(1)), "{done:#}");
    assert!(there.read(INDEX).contains("再加一段") && there.read(INDEX).contains("owner = \"sunli\""));
    assert_eq!(there.read("notes.md"), "theirs");
    synced(&here, "lina", 0);
    agree(&[&here, &there]);
}

/// The time that is meant for a draft has no record; it is joined like any other line of it, or nothing moves.
#[test]
fn a_time_that_is_meant_is_joined_like_an_edit() {
    let (here, there) = two("draft");
    here.does("lina", "assign dongji-xinpin sunli");
    offline(&there, "lina", "plan dongji-xinpin --at '2026-12-01 20:00'");
    synced(&there, "lina", 0);
    let joined = there.read(INDEX);
    assert!(
        joined.contains("\nplanned_at = \"2026-12-01 20:00\"") && joined.contains("owner = \"sunli\""),
        "{joined}"
    );
    synced(&here, "lina", 0);
    agree(&[&here, &there]);
    here.does("sunli", "plan dongji-xinpin --at '2026-12-03 20:00'");
    offline(&there, "sunli", "plan dongji-xinpin --at '2026-12-04 12:00'");
    there.git(&["fetch", "-q"]);
    there.refuses("sunli", "sync", (5, "both_changed", "git pull --no-rebase"));
}

#[test]
fn where_both_sides_changed_a_file_nothing_moves() {
    let (here, there) = two("draft");
    here.write(INDEX, here.read(INDEX) + "\n他们的一段。\n");
    here.commit_all("draft");
    here.git(&["push", "-q"]);
    there.write(INDEX, there.read(INDEX) + "\n我的一段。\n");
    there.commit_all("draft");
    there.git(&["fetch", "-q"]);
    there.refuses("lina", "sync", (5, "both_changed", "git pull --no-rebase"));
    let said = there.types("lina", "sync");
    assert!(said.stderr.contains(INDEX), "it says which: {said:?}");
}

#[test]
fn an_edit_of_a_text_that_was_handed_in_meanwhile_moves_nothing() {
    let (here, there) = two("checked");
    here.does("lina", "submit dongji-xinpin --attest all");
    there.does("lina", "sync");
    there.git(&["reset", "-q", "--hard", "HEAD~1"]); // as it was before
    offline(&there, "lina", "withdraw dongji-xinpin --reason x");
    let seen = there.head();
    there.write(INDEX, there.read(INDEX) + "\n再加一段。\n");
    there.commit_all("draft");
    // The withdrawal is legal from in-review too, so all of it goes on.
    let done = synced(&there, "lina", 0);
    assert_eq!(done["carried"].as_array().unwrap().len(), 2, "{done:#}");
    assert_ne!(there.head(), seen);
    synced(&here, "lina", 0);
    agree(&[&here, &there]);

    let (here, there) = two("draft");
    here.write(INDEX, Sandbox::at("checked").read(INDEX).replace("\"checked\"", "\"draft\""));
    here.write("articles/dongji-xinpin/cover.png", sandbox::COVER);
    here.commit_all("text");
    here.git(&["push", "-q"]);
    synced(&there, "lina", 0);
    here.does("lina", "submit dongji-xinpin --attest all");
    there.write(INDEX, there.read(INDEX) + "\n再加一段。\n");
    there.commit_all("draft");
    there.git(&["fetch", "-q"]);
    there.refuses("lina", "sync", (5, "bound_meanwhile", "wxops status"));
}

#[test]
fn what_is_not_committed_is_never_overwritten() {
    let (here, there) = two("draft");
    here.does("lina", "assign dongji-xinpin sunli");
    here.write("a.txt", "theirs");
    here.commit_all("a");
    here.git(&["push", "-q"]);
    there.write(INDEX, there.read(INDEX) + "\n没写完\n");
    there.write("a.txt", "mine");
    there.git(&["fetch", "-q"]);
    there.refuses("lina", "sync", (5, "would_overwrite", "git stash -u"));
    fs::remove_file(there.path("a.txt")).unwrap();
    there.write("b.txt", "mine");
    there.git(&["add", "b.txt"]);
    synced(&there, "lina", 0);
    assert!(there.read(INDEX).contains("没写完") && there.read(INDEX).contains("owner = \"sunli\""));
    assert_eq!(there.git(&["status", "--porcelain"]), format!(" M {INDEX}\nA  b.txt\n"));
    assert_eq!(there.head(), here.head());
}

#[test]
fn the_rule_book_has_one_order() {
    let (here, there) = two("draft");
    let add = |id: &str| format!("team add {id} --name {id} --email {id}@example.com --role writer");
    here.does("lina", &add("zhouyu"));
    offline(&there, "lina", &add("wujie"));
    offline(&there, "lina", "assign dongji-xinpin sunli");
    let done = synced(&there, "lina", 5);
    let aside = done["set_aside"].as_array().unwrap();
    assert_eq!(aside.iter().map(|one| one["code"].as_str().unwrap()).collect::<Vec<_>>(), ["rules_changed"]);
    assert!(
        there.read(INDEX).contains("owner = \"sunli\""),
        "the act goes on under the version that holds now"
    );
    there.does("lina", &add("wujie"));
    synced(&here, "lina", 0);
    agree(&[&here, &there]);
}

#[test]
fn a_server_that_refuses_is_quoted_and_the_act_stands() {
    let (here, _) = two("in-review");
    let hook = here.outside("r.git").join("hooks/pre-receive");
    fs::write(&hook, "#!/bin/sh\necho 'ask the chief first' >&2\nexit 1\n").unwrap();
    make_program(&hook);
    let done = here.does("wangfang", APPROVE);
    assert!(done.stderr.contains("not shared yet"), "{done:?}");
    let said = here.types("wangfang", "sync");
    assert_eq!(said.exit, 5, "{said:?}");
    assert!(said.stderr.contains("ask the chief first"), "{said:?}");
    assert_eq!(status(&here), "in-review");
    fs::remove_file(&hook).unwrap();
    assert_eq!(synced(&here, "wangfang", 0)["shared"], 1);
}

#[cfg(unix)]
fn make_program(file: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(not(unix))]
fn make_program(_: &std::path::Path) {}

#[test]
fn where_nothing_can_be_shared_it_says_why() {
    let alone = Sandbox::at("draft");
    alone.refuses("lina", "sync", (3, "no_upstream", "git push -u origin main"));
    alone.refuses("lina", "sync --dry-run", (3, "no_upstream", "git remote add origin"));
    alone.git(&["remote", "add", "origin", "../nowhere.git"]);
    alone.refuses("lina", "sync", (3, "no_upstream", "git push -u origin main"));

    let (here, there) = two("draft");
    here.git(&["checkout", "-q", "--detach"]);
    here.refuses("lina", "sync", (3, "detached_head", "git switch main"));
    here.git(&["switch", "-q", "main"]);

    // Somebody forced another history.
    here.git(&["commit", "-q", "--amend", "--allow-empty", "-m", "other"]);
    here.git(&["push", "-q", "--force"]);
    there.refuses("lina", "sync", (5, "upstream_rewritten", "git fetch origin"));
    // What others had and took away is not brought back, also where something else has fetched meanwhile.
    there.git(&["fetch", "-q"]);
    there.refuses("lina", "sync", (5, "upstream_rewritten", "git reset --keep origin/main"));
    offline(&there, "lina", "assign dongji-xinpin sunli");
    there.refuses("lina", "sync", (5, "upstream_rewritten", "git branch mine"));

    // Another folder altogether.
    let (here, there) = two("draft");
    let other = Sandbox::at("approved").shared();
    there.git(&["remote", "set-url", "origin", other.outside("r.git").to_str().unwrap()]);
    there.git(&["update-ref", "-d", "refs/remotes/origin/main"]);
    here.git(&["checkout", "-q", "--orphan", "fresh"]);
    here.commit_all("another beginning");
    here.git(&["push", "-q", "--force", other.outside("r.git").to_str().unwrap(), "fresh:main"]);
    there.git(&["fetch", "-q"]);
    there.refuses("lina", "sync", (3, "unrelated", "git remote -v"));

    // A merge of one's own is not taken apart.
    let (here, there) = two("draft");
    there.git(&["switch", "-q", "-c", "side"]);
    there.write("a.txt", "a");
    there.commit_all("a");
    there.git(&["switch", "-q", "main"]);
    there.git(&["merge", "-q", "--no-ff", "--no-edit", "side"]);
    here.does("lina", "assign dongji-xinpin sunli");
    there.git(&["fetch", "-q"]);
    there.refuses("lina", "sync", (5, "own_merge", "git pull --no-rebase"));
    there.git(&["pull", "-q", "--no-rebase", "--no-edit"]);
    assert_eq!(synced(&there, "lina", 0)["shared"], 3, "a merge that follows is pushed as it is");

    // In the middle of a merge.
    let (here, there) = two("draft");
    for (s, text) in [(&here, "a"), (&there, "b")] {
        s.write("a.txt", text);
        s.commit_all(text);
    }
    here.git(&["push", "-q"]);
    there.git(&["fetch", "-q"]);
    assert!(!there.command("lina", "git").args(["merge", "origin/main"]).output().unwrap().status.success());
    there.refuses("lina", "sync", (5, "repository_busy", "git merge --abort"));
}

#[test]
fn a_rehearsal_says_the_same_and_moves_nothing() {
    let (here, there) = two("in-review");
    here.does("lina", "withdraw dongji-xinpin --reason 改价");
    offline(&there, "sunli", APPROVE);
    there.git(&["fetch", "-q"]);
    let (seen, remote) = (there.seen(), there.git(&["ls-remote", "origin"]));
    let rehearsed = there.types("sunli", "sync --dry-run --json");
    assert_eq!(rehearsed.exit, 5, "{rehearsed:?}");
    assert_eq!(there.seen(), seen);
    assert_eq!(there.git(&["ls-remote", "origin"]), remote);
    assert_eq!(there.git(&["for-each-ref", "refs/wxops"]), "");
    let mut rehearsed = rehearsed.json()["sync"].clone();
    let mut done = synced(&there, "sunli", 5);
    for (key, was) in [("dry_run", true.into()), ("kept", serde_json::Value::Null)] {
        assert_eq!(rehearsed[key].take(), was);
        done[key].take();
    }
    assert_eq!(rehearsed, done);
}

#[test]
fn what_is_made_again_is_signed_again_by_its_own_person() {
    if !ssh_is_there() {
        return;
    }
    let here = Sandbox::signed("scheduled").shared();
    let there = here.cloned();
    // The chain goes on, so the withdrawal is another record, and wants another signature.
    here.does("lina", "unschedule dongji-xinpin");
    offline(&there, "lina", "withdraw dongji-xinpin --reason 改价");
    let old = there.read(&there.record("withdraw"));
    let other = there.copy();
    other.git(&["remote", "set-url", "origin", here.git(&["remote", "get-url", "origin"]).trim()]);

    // Nobody signs for somebody else.
    let done = synced(&other, "wangfang", 5);
    assert_eq!(done["set_aside"][0]["code"], "not_yours", "{done:#}");
    assert_eq!(status(&other), "approved");

    // Whoever has no key at hand changes nothing.
    fs::rename(there.outside("keys"), there.outside("away")).unwrap();
    there.git(&["fetch", "-q"]);
    there.refuses("lina", "sync", (3, "no_signing_key", "ssh-add"));
    assert_eq!(there.types("lina", "sync --dry-run").exit, 0, "in a rehearsal nobody signs");
    fs::rename(there.outside("away"), there.outside("keys")).unwrap();

    let done = synced(&there, "lina", 0);
    assert_eq!(done["carried"].as_array().unwrap().len(), 1, "{done:#}");
    let new = there.read(&there.record("withdraw"));
    let signature = |text: &str| text.split_once("[signature]").unwrap().1.to_owned();
    assert_ne!(signature(&old), signature(&new));
    assert_eq!(status(&there), "draft");
    synced(&here, "lina", 0);
    agree(&[&here, &there]);
}

/// Four people on four computers: each does what comes to mind, at the same time as the others. An act is told by its second.
#[test]
fn many_at_once_lose_nothing_and_double_nothing() {
    let rounds = if std::env::var_os("WXOPS_THOROUGH").is_some() { 50 } else { 6 };
    let people = ["lina", "sunli", "wangfang", "zhangming"];
    let first = Sandbox::at("in-review");
    first.does("lina", SUNLI);
    let first = first.shared();
    let mut clones: Vec<Sandbox> = people.iter().map(|_| first.cloned()).collect();
    let mut made: BTreeSet<String> = BTreeSet::new();
    for round in 0..rounds {
        let lines = |n: usize| -> Vec<String> {
            let slug = format!("r{round}-{n}");
            let of = |line: &str| line.to_owned();
            match (n, round % 3) {
                (0, 0) => vec![
                    format!("new 第{round}轮 --category product --slug {slug}"),
                    of("assign dongji-xinpin sunli"),
                ],
                (0, 1) => vec![of("withdraw dongji-xinpin --reason 再改"), of("assign dongji-xinpin lina")],
                (0, _) => vec![of("submit dongji-xinpin --attest all"), of("sync")],
                (1, 1) => vec![format!("new 第{round}轮 --category product --slug {slug}"), of(APPROVE)],
                (1, _) => vec![of(APPROVE), of("request-changes dongji-xinpin --opinion 事实数据：不对")],
                (2, 2) => vec![of("request-changes dongji-xinpin --opinion 事实数据：查一查")],
                _ => vec![of(APPROVE), of("sync")],
            }
        };
        let done: Vec<String> = std::thread::scope(|scope| {
            let acting: Vec<_> = clones
                .iter_mut()
                .enumerate()
                .map(|(n, clone)| {
                    scope.spawn(move || {
                        let mut made = Vec::new();
                        for (k, line) in lines(n).into_iter().enumerate() {
                            let (minute, second) = (round, n * 10 + k);
                            clone.now = format!("2026-11-25T13:{minute:02}:{second:02}+08:00");
                            let done = clone.types(people[n], &format!("{line} --json"));
                            assert!(matches!(done.exit, 0 | 4 | 5), "{}: {line}: {done:?}", people[n]);
                            let outcome = &done.json()["outcome"];
                            if outcome["commit"].is_string() {
                                made.push(clone.now.clone());
                            }
                            let aside = outcome["set_aside"].as_array().is_some_and(|all| !all.is_empty());
                            assert!(!aside || done.exit == 5, "what is put aside is said: {done:?}");
                        }
                        made
                    })
                })
                .collect();
            acting.into_iter().flat_map(|person| person.join().unwrap()).collect()
        });
        made.extend(done);
    }
    for _ in 0..2 {
        for (n, clone) in clones.iter().enumerate() {
            clone.types(people[n], "sync");
        }
    }
    agree(&clones.iter().collect::<Vec<_>>());
    let times = |clone: &Sandbox, tree: &str| -> Vec<String> {
        let lines = clone.git(&["grep", "-h", "^at = \"2026-11-25T13:", tree, "--", ".wxops/records"]);
        lines.lines().filter_map(|line| Some(line.split('"').nth(1)?.to_owned())).collect()
    };
    let shared = times(&clones[0], "HEAD");
    let once: BTreeSet<String> = shared.iter().cloned().collect();
    let submits = records(&clones[0]).iter().filter(|path| path.contains("/self-check-")).count();
    assert!(shared.len() <= once.len() + submits, "only a submission makes two records at once: {shared:?}");
    let mut kept = BTreeSet::new();
    for clone in &clones {
        for name in clone.git(&["for-each-ref", "--format=%(refname)", "refs/wxops/unsynced"]).lines() {
            kept.extend(times(clone, name));
        }
    }
    let lost: Vec<&String> = made.iter().filter(|at| !once.contains(*at) && !kept.contains(*at)).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert!(once.is_subset(&made), "nothing is shared that nobody did");
    assert!(made.len() > rounds, "{}", made.len());
}

/// What people may do, in whichever state it fits.
const ACTS: &[(&str, &str)] = &[
    ("lina", "assign dongji-xinpin sunli"),
    ("lina", "rename dongji-xinpin dongji"),
    ("lina", "discard dongji-xinpin --reason 不做了"),
    ("lina", "answer dongji-xinpin 1 已改 改好了"),
    ("lina", "self-check dongji-xinpin --attest all"),
    ("lina", "submit dongji-xinpin --attest all"),
    ("lina", "withdraw dongji-xinpin --reason 再改"),
    ("wangfang", APPROVE),
    ("sunli", APPROVE),
    ("zhangming", APPROVE),
    ("wangfang", "approve dongji-xinpin --attest all --edit 冬季→冬天"),
    ("lina", "accept dongji-xinpin --yes"),
    ("lina", "decline dongji-xinpin --reason 原文没错"),
    ("wangfang", "request-changes dongji-xinpin --opinion 事实数据：不对"),
    ("zhangming", "reject dongji-xinpin --reason 不合适"),
    ("lina", "schedule dongji-xinpin --at '2026-11-28 20:00'"),
    ("lina", "unschedule dongji-xinpin"),
    ("lina", "publish dongji-xinpin --url https://mp.weixin.qq.com/s/Zr8"),
    ("lina", "correct dongji-xinpin --how edit --reason 写错了"),
    ("lina", "retract dongji-xinpin --reason 产品推迟"),
    ("lina", "archive dongji-xinpin"),
    ("lina", "new 年货节 --category product --slug dongji"),
    ("lina", "team add zhouyu --name 周宇 --email zhouyu@example.com --role writer"),
    ("lina", "team remove wangfang"),
];

/// Every act beside every other, from every state: nothing is lost, what is put aside is said, and everything is proved.
/// Every day a sample is tried.
#[test]
fn each_act_beside_each_other() {
    let thorough = std::env::var_os("WXOPS_THOROUGH").is_some();
    let all = [
        "in-review",
        "approved",
        "draft",
        "checked",
        "in-review-final",
        "changes-requested",
        "scheduled",
        "published",
        "correcting",
        "archived",
        "rejected",
        "retracted",
        "edited",
    ];
    let (states, step) = if thorough { (&all[..], 1) } else { (&all[..2], 7) };
    let fitting: Vec<Vec<Fits>> = states.par_iter().map(|state| fitting(state)).collect();
    let of_state = |fits: &'static [Fits]| fits.iter().flat_map(|a| fits.iter().map(move |b| (a, b)));
    let fitting: &'static [Vec<Fits>] = fitting.leak();
    let pairs: Vec<(&Fits, &Fits)> = fitting.iter().flat_map(|fits| of_state(fits)).step_by(step).collect();
    let (aside, wrong): (Vec<usize>, Vec<&str>) = (vec![], vec![]);
    let (aside, wrong) = (Mutex::new(aside), Mutex::new(wrong));
    pairs.par_iter().for_each(|pair| {
        // All of them are tried before anything is said.
        match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| together(pair))) {
            Ok(count) => aside.lock().unwrap().push(count),
            Err(_) => wrong.lock().unwrap().push(&pair.1.what),
        }
    });
    let (aside, wrong) = (aside.into_inner().unwrap(), wrong.into_inner().unwrap());
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), pairs.len());
    let put_aside = aside.iter().filter(|count| **count > 0).count();
    assert!(pairs.len() > 10 && 0 < put_aside && put_aside < pairs.len(), "{put_aside} of {}", pairs.len());
}

/// An act that fits a state: made and shared on one computer, or made on another and not shared.
struct Fits {
    what: String,
    theirs: Sandbox,
    own: Sandbox,
}

fn fitting(state: &str) -> Vec<Fits> {
    let base = if state == "edited" { Sandbox::at("in-review") } else { Sandbox::at(state) };
    base.does("lina", SUNLI);
    if state == "edited" {
        base.does("wangfang", "approve dongji-xinpin --attest all --edit 冬季→冬天");
    }
    base.git(&["init", "-q", "--bare", "-b", "main", ".git/upstream.git"]);
    base.git(&["remote", "add", "origin", ".git/upstream.git"]);
    base.git(&["push", "-q", "-u", "origin", "main"]);
    let fits = |(who, line): &(&str, &str)| {
        if base.types(who, &format!("{line} --dry-run")).exit != 0 {
            return None;
        }
        let (theirs, mut own) = (base.copy(), base.copy());
        theirs.does(who, line);
        "2026-11-25T13:00:00+08:00".clone_into(&mut own.now);
        own.git(&["remote", "set-url", "origin", ".git/nowhere.git"]);
        own.does(who, line);
        if own.head() == base.head() {
            return None; // it was done before
        }
        Some(Fits { what: format!("{state}: {line}"), theirs, own })
    };
    ACTS.iter().filter_map(fits).collect()
}

/// Brings two computers together; how many acts were put aside.
fn together((first, second): &(&Fits, &Fits)) -> usize {
    let (theirs, own, what) =
        (first.theirs.copy(), second.own.copy(), format!("{} | {}", first.what, second.what));
    let who = own.git(&["log", "-1", "--format=%an"]);
    let tip = own.head();
    own.git(&["remote", "set-url", "origin", theirs.path(".git/upstream.git").to_str().unwrap()]);
    let done = own.types(who.trim(), "sync --json");
    let synced = &done.json()["sync"];
    let aside = synced["set_aside"].as_array().map_or(0, Vec::len);
    assert_eq!(done.exit, if aside > 0 { 5 } else { 0 }, "{what}: {done:?}");
    for one in synced["set_aside"].as_array().into_iter().flatten() {
        assert!(one["help"].as_str().is_some_and(|help| help.contains("wxops")), "{what}: {one:#}");
        assert_eq!(own.git(&["rev-parse", synced["kept"].as_str().unwrap()]), tip, "{what}");
    }
    let records = own.git(&["ls-files", ".wxops/records", ".wxops/policy"]);
    let lasts = records.lines().any(|path| own.read(path).contains("at = \"2026-11-25T13:00:00+08:00\""));
    assert!(lasts || aside > 0, "{what}: lost: {done:?}");
    if synced["texts"].as_array().is_some_and(|texts| !texts.is_empty()) {
        own.git(&["checkout", "-q", "."]);
    }
    own.is_sound();
    let all = own.types("chenjing", "verify --all");
    assert_eq!(all.exit, 0, "{what}: {done:?} {all:?}");
    theirs.does("lina", "sync");
    assert_eq!(theirs.head(), own.head(), "{what}");
    aside
}
