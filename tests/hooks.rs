//! Hooks of git, by real `git push` and `git commit`: a server that proves before it takes in what was pushed.

#![cfg(unix)]
#![allow(clippy::type_complexity, clippy::too_many_lines, reason = "a table is one long value")]
#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, Stdio},
};

use sandbox::{INDEX, Said, Sandbox, forging::forge, keys::ssh_is_there, said};

const BUNDLE: &str = "articles/dongji-xinpin";
const PUBLISH: &str = "publish dongji-xinpin --url https://mp.weixin.qq.com/s/x";

/// git as people start it, with the program on its way.
fn git_of(s: &Sandbox, who: &str) -> Command {
    let bin = Path::new(env!("CARGO_BIN_EXE_wxops")).parent().unwrap().to_owned();
    let path = std::env::var_os("PATH").unwrap();
    let mut git = s.command(who, "git");
    git.env("PATH", std::env::join_paths([bin].into_iter().chain(std::env::split_paths(&path))).unwrap());
    git
}

fn git(s: &Sandbox, words: &[&str]) -> Said {
    said(git_of(s, "lina").args(words).output().unwrap())
}

fn push(s: &Sandbox, words: &[&str]) -> Said {
    git(s, &[&["push", "-q", "../server"], words].concat())
}

/// The folder in a state, and the server that it was pushed to.
fn served(state: &str) -> Vec<Sandbox> {
    let mut both = vec![Sandbox::at(state)];
    if ssh_is_there() {
        both.push(Sandbox::signed(state));
    }
    for s in &both {
        s.git(&["clone", "-q", "--bare", ".", "../server"]);
        s.does("zhaolei", "-C ../server hook install --server");
    }
    both
}

/// Every file below a folder, with its bytes.
fn everything(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            all.insert(entry.path().display().to_string(), vec![]);
            all.extend(everything(&entry.path()));
        } else {
            all.insert(entry.path().display().to_string(), fs::read(entry.path()).unwrap());
        }
    }
    all
}

/// Each row: what (the number is that of the attack table), from which state, what somebody does who has no `wxops` or does not
/// want it, what is pushed, and the code by which the server refuses. Refused means: not a byte on the server is another.
#[test]
fn attacks_that_a_server_refuses() {
    let rows: &[(&str, &str, &dyn Fn(&Sandbox), &[&str], &str)] = &[
        (
            "6: the writer approves by a record of her own making",
            "in-review-final",
            &|s| {
                forge(s, "approve", |record| {
                    record.by = "lina".into();
                    record.stage = Some("final".into());
                });
                s.commit_all("approved");
            },
            &["main"],
            "own_article",
        ),
        (
            "2: the text is edited after the last stage",
            "approved",
            &|s| {
                s.edit(INDEX, "预约", "订");
                s.commit_all("x");
            },
            &["main"],
            "content_differs",
        ),
        (
            "and hidden behind an honest act",
            "scheduled",
            &|s| {
                s.edit(INDEX, "预约", "订");
                s.commit_all("x");
                s.write("README.md", "x");
                s.commit_all("nothing to see here");
            },
            &["main"],
            "content_differs",
        ),
        (
            "16: a record is taken out",
            "rejected",
            &|s| drop(s.git(&["revert", "--no-edit", "HEAD"])),
            &["main"],
            "record_removed",
        ),
        (
            "20: an article goes with its records",
            "published",
            &|s| {
                s.git(&["rm", "-rq", BUNDLE, &s.records()]);
                s.commit_all("x");
            },
            &["main"],
            "article_gone",
        ),
        (
            "19: history is cut off",
            "published",
            &|s| drop(s.git(&["reset", "-q", "--hard", "HEAD^"])),
            &["--force", "main"],
            "history_rewritten",
        ),
        (
            "19: history is another, with the same content",
            "approved",
            &|s| {
                s.git(&["checkout", "-q", "--orphan", "fresh"]);
                s.commit_all("x");
            },
            &["--force", "HEAD:main"],
            "history_rewritten",
        ),
        (
            "8: the rules are edited, and nobody adopts them",
            "draft",
            &|s| {
                s.edit("team.toml", "[members.lina]", "[members.mallory]\nname = \"M\"\nemails = [\"m@example.com\"]\nroles = [\"manager\"]\n\n[members.lina]");
                s.commit_all("x");
            },
            &["main"],
            "team_not_adopted",
        ),
        (
            "8: a version of the rules says that a reviewer adopted it",
            "draft",
            &|s| {
                let before = fs::read_dir(s.path(".wxops/policy")).unwrap().count();
                s.does("lina", "team add mallory --name M --email m@example.com --role manager");
                let newest = format!(".wxops/policy/{:04}.toml", before + 1);
                s.edit(&newest, "adopted = [\"lina\"]", "adopted = [\"wangfang\"]");
                s.commit_all("x");
            },
            &["main"],
            "policy_chain|signature_invalid",
        ),
        (
            "10: the rules are taken out",
            "draft",
            &|s| {
                s.git(&["rm", "-rq", ".wxops/policy"]);
                s.commit_all("x");
            },
            &["main"],
            "policy_removed",
        ),
        ("19: the branch is deleted", "draft", &|_| {}, &[":main"], "branch_deleted"),
        (
            "by another name of it",
            "approved",
            &|s| {
                s.git(&["-C", "../server", "symbolic-ref", "refs/heads/other", "refs/heads/main"]);
                s.edit(INDEX, "预约", "订");
                s.commit_all("x");
            },
            &["HEAD:other"],
            "content_differs",
        ),
        (
            "beside a branch that is free",
            "approved",
            &|s| {
                s.git(&["branch", "free"]);
                s.edit(INDEX, "预约", "订");
                s.commit_all("x");
            },
            &["free", "main"],
            "content_differs",
        ),
    ];
    for (what, state, attack, words, code) in rows {
        for s in served(state) {
            attack(&s);
            let before = everything(&s.outside("server"));
            let said = push(&s, words);
            assert_ne!(said.exit, 0, "{what}: {said:?}");
            assert!(said.stderr.contains("remote: error: "), "{what}: {said:?}");
            let codes: Vec<String> = code.split('|').map(|code| format!("[{code}]")).collect();
            assert!(codes.iter().any(|code| said.stderr.contains(code)), "{what}: {}", said.stderr);
            assert_eq!(before, everything(&s.outside("server")), "{what}: nothing is left on the server");
        }
    }
}

/// What people do with wxops comes in, however it is merged.
#[test]
fn what_is_honest_comes_in() {
    for s in served("approved") {
        s.does("lina", PUBLISH);
        let said = push(&s, &["main"]);
        assert_eq!(said.exit, 0, "{said:?}");
        assert!(said.stderr.contains("main: proved ("), "{said:?}");
        assert!(said.stderr.contains("1 article touched"), "{said:?}");
        // A merge commit, by a branch that is not guarded.
        s.git(&["switch", "-q", "-c", "side"]);
        s.does("lina", "archive dongji-xinpin");
        let quiet = push(&s, &["side"]);
        assert_eq!((quiet.exit, quiet.stderr.as_str()), (0, ""), "what is not guarded is not spoken of");
        s.git(&["switch", "-q", "main"]);
        s.write("notes.txt", "x");
        s.commit_all("a file that is no business of wxops");
        s.git(&["merge", "-q", "--no-ff", "--no-edit", "side"]);
        assert_eq!(push(&s, &["main"]).exit, 0);
        // Nothing to prove about a tag, nor where nothing moves.
        s.git(&["tag", "-a", "-m", "x", "v1"]);
        assert_eq!(push(&s, &["v1", "main"]).exit, 0);
        assert_eq!(s.git(&["-C", "../server", "rev-parse", "main"]), s.head());
    }
}

/// An empty repository: the first push is proved as a whole, by objects that the server has not taken in yet.
#[test]
fn the_first_push() {
    for s in served("approved") {
        let empty = |name: &str| {
            s.git(&["init", "-q", "--bare", "-b", "main", &format!("../{name}")]);
            s.does("zhaolei", &format!("-C ../{name} hook install --server"));
        };
        empty("first");
        let said = git(&s, &["push", "-q", "../first", "main"]);
        assert_eq!((said.exit, said.stderr.contains("main: proved")), (0, true), "{said:?}");
        // Whatever the branch is called, as long as none is there.
        empty("other");
        s.edit(INDEX, "预约", "订");
        s.commit_all("x");
        for (server, branch) in [("other", "HEAD:trunk"), ("other", "HEAD:main"), ("first", "HEAD:main")] {
            let said = git(&s, &["push", "-q", &format!("../{server}"), branch]);
            assert!(said.stderr.contains("content_differs"), "{server} {branch}: {said:?}");
        }
        // A history that a merge mended is not clean: the whole of it is looked at.
        s.git(&["reset", "-q", "--hard", "HEAD^"]);
        s.git(&["revert", "--no-edit", "HEAD"]);
        s.does("zhangming", "approve dongji-xinpin --attest all");
        let said = git(&s, &["push", "-q", "../other", "main"]);
        assert!(said.stderr.contains("record_removed"), "{said:?}");
    }
}

/// Nothing to prove: no rule book before, none after. A rule book comes in by its first commit.
#[test]
fn a_repository_without_a_rule_book() {
    let s = Sandbox::empty();
    s.git(&["init", "-q", "-b", "main"]);
    s.git(&["init", "-q", "--bare", "-b", "main", "../server"]);
    s.does("zhaolei", "-C ../server hook install --server");
    s.write("notes.txt", "x");
    s.commit_all("x");
    let said = push(&s, &["main"]);
    assert_eq!((said.exit, said.stderr.contains("there is no rule book here")), (0, true), "{said:?}");
    s.does("lina", "init --member lina");
    let said = push(&s, &["main"]);
    assert_eq!((said.exit, said.stderr.contains("main: proved")), (0, true), "{said:?}");
    // A guarded branch without one beside it is not let in.
    s.git(&["-C", "../server", "config", "--add", "wxops.guard", "refs/heads/*"]);
    s.git(&["checkout", "-q", "--orphan", "pages"]);
    s.git(&["rm", "-rqf", "."]);
    s.write("index.html", "x");
    s.commit_all("x");
    let said = push(&s, &["HEAD:pages"]);
    assert!(said.stderr.contains("not_a_content_folder"), "{said:?}");
}

/// A new branch that is guarded: since the default branch where that is behind it, else with its whole history.
#[test]
fn a_new_branch() {
    for s in served("approved") {
        s.git(&["-C", "../server", "config", "--add", "wxops.guard", "release/*"]);
        s.git(&["branch", "old", "HEAD^"]);
        assert_eq!(push(&s, &["old:release/old", "main:release/same"]).exit, 0);
        s.edit(INDEX, "预约", "订");
        s.commit_all("x");
        for name in ["HEAD:release/new", "HEAD:refs/heads/Release/x"] {
            assert!(push(&s, &[name]).stderr.contains("content_differs"), "{name}");
        }
        assert_eq!(push(&s, &["HEAD:free"]).exit, 0);
        assert!(push(&s, &[":release/same"]).stderr.contains("branch_deleted"));
        assert_eq!(push(&s, &[":free"]).exit, 0);
    }
}

/// The hook without its program takes nothing in, and says so; a pin of the server holds.
#[test]
fn a_server_that_lacks_something() {
    let s = &served("approved")[0];
    s.does("lina", PUBLISH);
    let alone = said(s.command("lina", "git").args(["push", "-q", "../server", "main"]).output().unwrap());
    if alone.exit != 0 {
        assert!(alone.stderr.contains("wxops is not found on the server"), "{alone:?}");
    }
    s.git(&["-C", "../server", "config", "wxops.pin", &"0".repeat(64)]);
    assert!(push(s, &["main"]).stderr.contains("[pin]"));
    s.git(&["-C", "../server", "config", "--unset", "wxops.pin"]);
    // A server whose git looks for no bare repository by itself.
    let mut careful = git_of(s, "lina");
    careful.env("GIT_CONFIG_COUNT", "1").env("GIT_CONFIG_KEY_0", "safe.bareRepository");
    careful.env("GIT_CONFIG_VALUE_0", "explicit").args(["push", "-q", "../server", "main"]);
    assert_eq!(said(careful.output().unwrap()).exit, 0);
}

/// Somebody's own hook that also reads what git tells, with the line that `install` names.
#[test]
fn the_line_in_somebody_s_own_hook() {
    let s = Sandbox::at("approved");
    s.git(&["clone", "-q", "--bare", ".", "../server"]);
    let own = |path: &str, call: &str| {
        let hook = s.path(path);
        fs::create_dir_all(hook.parent().unwrap()).unwrap();
        fs::write(&hook, format!("#!/bin/sh\n{call}\nprintf '%s\\n' \"$told\" >> told.txt\n")).unwrap();
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    };
    let line = |words: &str| {
        let help =
            s.types("lina", &format!("--json {words}")).json()["error"]["help"].as_str().unwrap().to_owned();
        help.split('`').nth(1).unwrap().to_owned()
    };
    own("../server/hooks/pre-receive", "");
    own("../server/hooks/pre-receive", &line("-C ../server hook install"));
    own(".git/hooks/pre-push", "");
    own(".git/hooks/pre-push", &line("hook install pre-push"));
    s.does("lina", "hook install"); // it calls wxops: that will do
    s.does("lina", PUBLISH);
    let said = push(&s, &["main"]);
    assert_eq!((said.exit, said.stderr.contains("main: proved")), (0, true), "{said:?}");
    for told in ["../server/told.txt", "told.txt"] {
        assert!(s.read(told).contains("refs/heads/main"), "{told}");
    }
    s.edit(INDEX, "预约", "订");
    s.git(&["-c", "core.hooksPath=/dev/null", "commit", "-qam", "x"]);
    assert!(push(&s, &["main"]).stderr.contains("nothing is pushed"));
    assert!(push(&s, &["--no-verify", "main"]).stderr.contains("nothing is taken in"));
}

/// A server that others work on too: what is pushed shows in its files.
#[test]
fn a_server_with_a_working_copy() {
    let s = Sandbox::at("approved");
    s.git(&["clone", "-q", ".", "../server"]);
    s.git(&["-C", "../server", "config", "receive.denyCurrentBranch", "updateInstead"]);
    s.does("zhaolei", "-C ../server hook install --server");
    s.does("lina", PUBLISH);
    let said = push(&s, &["main"]);
    assert_eq!((said.exit, said.stderr.contains("main: proved")), (0, true), "{said:?}");
    s.edit(INDEX, "预约", "订");
    s.commit_all("x");
    assert!(push(&s, &["main"]).stderr.contains("content_differs"));
}

/// What git says to the hook, by hand: lines that mean nothing are refused.
#[test]
fn what_the_hook_is_told() {
    let s = &served("draft")[0];
    let told = |lines: &str| {
        let mut hook = s.command("lina", env!("CARGO_BIN_EXE_wxops"));
        hook.args(["-C", "../server", "--json", "hook", "pre-receive"]).stdin(Stdio::piped());
        let mut child = hook.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
        said(child.wait_with_output().unwrap())
    };
    let (head, none) = (s.head().trim().to_owned(), "0".repeat(40));
    let missing = "1".repeat(40);
    assert_eq!(told("").json()["updates"].as_array().map(Vec::len), Some(0));
    assert_eq!(told("x\n").code(), "bad_update");
    assert_eq!(told(&format!("{head} {missing} refs/heads/main\n")).code(), "history_incomplete");
    assert_eq!(told(&format!("{missing} {head} refs/heads/main\n")).code(), "history_incomplete");
    let deleted = told(&format!("{head} {none} refs/heads/main\n{head} {none} refs/heads/free\n"));
    assert_eq!(deleted.exit, 1);
    assert_eq!(deleted.json()["updates"][0]["refusals"][0]["code"], "branch_deleted");
    assert_eq!(deleted.json()["updates"].as_array().map(Vec::len), Some(1));
    let same = told(&format!("{head} {head} refs/heads/main\n")).json();
    assert_eq!(same["updates"][0]["verdict"], "proved");
}

/// Hooks are put where nothing lies, and only those of wxops are taken away.
#[test]
fn somebody_s_own_hook_stays() {
    let s = &served("draft")[0];
    let hook = s.outside("server/hooks/pre-receive");
    assert_eq!(fs::metadata(&hook).unwrap().permissions().mode() & 0o111, 0o111);
    // git passes over what may not be started; so is the script that lost its permission.
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(s.does("lina", "-C ../server --json hook").json()["hooks"][0]["state"], "idle");
    s.does("zhaolei", "-C ../server hook install");
    assert_eq!(fs::metadata(&hook).unwrap().permissions().mode() & 0o111, 0o111);
    s.does("zhaolei", "-C ../server hook uninstall");
    assert!(!hook.exists());
    let others = ["#!/bin/sh\nexit 0\n", "", "\u{0}\u{1}"];
    for own in others {
        fs::write(&hook, own).unwrap();
        for line in ["install", "install --dry-run", "install pre-receive", "install --server"] {
            s.refuses(
                "lina",
                &format!("-C ../server hook {line}"),
                (5, "hook_in_the_way", "wxops hook pre-receive"),
            );
        }
        s.does("lina", "-C ../server hook uninstall");
        assert_eq!(fs::read(&hook).unwrap(), own.as_bytes());
    }
    fs::remove_file(&hook).unwrap();
    std::os::unix::fs::symlink("/nowhere/else", &hook).unwrap();
    s.refuses("lina", "-C ../server hook install", (5, "hook_in_the_way", "add a line at its beginning"));
    fs::remove_file(&hook).unwrap();
    fs::remove_dir_all(hook.parent().unwrap()).unwrap(); // as with an empty template of git
    s.does("zhaolei", "-C ../server hook install");
    assert_eq!(push(s, &[":main"]).exit, 1);
    s.git(&["-C", "../server", "config", "core.hooksPath", "own"]);
    s.does("zhaolei", "-C ../server hook install");
    assert!(s.outside("server/own/pre-receive").is_file());
    assert!(push(s, &[":main"]).stderr.contains("branch_deleted"));
    s.git(&["-C", "../server", "config", "core.hooksPath", "/nowhere/else"]);
    s.refuses("lina", "-C ../server hook install", (5, "hooks_shared", "core.hooksPath hooks"));
}

/// A commit with everything that lies there, the hooks of a person run.
fn commit(s: &Sandbox) -> Said {
    s.git(&["add", "-A", "-f"]);
    git(s, &["commit", "-qm", "x"])
}

/// Each row: what, from which state, what somebody does, and the code by which the commit is refused; nothing if it is made.
#[test]
fn before_a_commit() {
    let rows: &[(&str, &str, &dyn Fn(&Sandbox), &str)] = &[
        ("a draft is written on", "draft", &|s| s.edit(INDEX, "title", "subtitle = \"x\"\ntitle"), ""),
        ("with an error", "draft", &|s| s.write(INDEX, s.read(INDEX) + "\n价格【】元。\n"), ""),
        (
            "with a leak",
            "draft",
            &|s| s.write(INDEX, s.read(INDEX) + "\n电话 13912345678\n"),
            "mobile_number",
        ),
        (
            "a draft by hand",
            "draft",
            &|s| s.write("articles/new/index.md", "+++\ntitle = \"x\"\n+++\n\nx\n"),
            "",
        ),
        ("a file that is no business of wxops", "approved", &|s| s.write("notes.txt", "x"), ""),
        ("the settings", "approved", &|s| s.write("wxops.toml", s.read("wxops.toml") + "\n# x\n"), ""),
        ("bound content", "approved", &|s| s.edit(INDEX, "预约", "订"), "content_differs"),
        ("a status by hand", "draft", &|s| s.edit(INDEX, "\"draft\"", "\"approved\""), "status_forged"),
        (
            "a record goes",
            "approved",
            &|s| fs::remove_file(s.path(&s.record("submit"))).unwrap(),
            "record_removed",
        ),
        ("the article goes", "draft", &|s| drop(s.git(&["rm", "-rqf", BUNDLE])), "bundle_gone"),
        (
            "a record by hand",
            "in-review-final",
            &|s| {
                forge(s, "approve", |record| {
                    record.by = "lina".into();
                    record.stage = Some("final".into());
                });
            },
            "own_article",
        ),
        (
            "rules that nobody adopted",
            "draft",
            &|s| s.edit("team.toml", "李娜", "李娜娜"),
            "team_not_adopted",
        ),
        (
            "the rules go",
            "draft",
            &|s| fs::remove_dir_all(s.path(".wxops/policy")).unwrap(),
            "policy_removed",
        ),
        (
            "something else, where somebody's mistake was committed before",
            "approved",
            &|s| {
                s.edit("team.toml", "李娜", "李娜娜");
                s.edit(INDEX, "预约", "订");
                s.git(&["commit", "-qam", "x", "--no-verify"]);
                s.write("notes.txt", "x");
                s.write("articles/new/index.md", "+++\ntitle = \"x\"\n+++\n\nx\n");
            },
            "",
        ),
        (
            "the way back from such a mistake",
            "approved",
            &|s| {
                s.edit(INDEX, "预约", "订");
                s.git(&["commit", "-qam", "x", "--no-verify"]);
                s.edit(INDEX, "订", "预约");
            },
            "",
        ),
    ];
    for (what, state, change, code) in rows {
        let s = Sandbox::at(state);
        s.does("lina", "hook install");
        change(&s);
        let before = s.head();
        let said = commit(&s);
        assert_eq!(said.exit == 0, code.is_empty(), "{what}: {said:?}");
        assert_eq!(s.head() == before, !code.is_empty(), "{what}: {said:?}");
        assert!(said.stderr.contains(code), "{what}: {}", said.stderr);
        assert_eq!(said.stderr.contains("--no-verify"), !code.is_empty(), "{what}");
    }
}

/// The acts of wxops run no hook, and need none: whatever they commit passes it.
#[test]
fn acts_run_no_hook() {
    let s = Sandbox::at("approved");
    s.does("lina", "hook install");
    s.write(".git/hooks/pre-commit", "#!/bin/sh\ntouch ran\nexit 1\n");
    s.does("lina", PUBLISH);
    assert!(!s.path("ran").exists());
    // Nor is somebody else's hook taken for ours.
    s.does("lina", "hook uninstall");
    assert!(s.path(".git/hooks/pre-commit").exists() && !s.path(".git/hooks/pre-push").exists());
}

/// Other ways to make a commit: of one file, of everything, in a merge that was resolved by hand, in another work tree.
#[test]
fn every_way_of_committing() {
    let s = Sandbox::at("approved");
    s.does("lina", "hook install");
    s.edit(INDEX, "预约", "订");
    for words in [&["commit", "-qam", "x"][..], &["commit", "-qm", "x", INDEX]] {
        assert!(git(&s, words).stderr.contains("content_differs"), "{words:?}");
    }
    s.write("notes.txt", "x");
    s.git(&["add", "notes.txt"]);
    assert_eq!(git(&s, &["commit", "-qm", "only what is staged"]).exit, 0);
    s.git(&["checkout", "-q", "--", INDEX]);
    // A merge that drops a record of the other side.
    s.git(&["switch", "-q", "-c", "side"]);
    s.does("lina", PUBLISH);
    s.write("notes.txt", "side");
    assert_eq!(git(&s, &["commit", "-qam", "x"]).exit, 0);
    s.git(&["switch", "-q", "main"]);
    s.write("notes.txt", "main");
    assert_eq!(git(&s, &["commit", "-qam", "x"]).exit, 0);
    assert_ne!(git(&s, &["merge", "-q", "side"]).exit, 0, "a conflict");
    s.write("notes.txt", "both");
    s.git(&["add", "notes.txt"]);
    s.git(&["restore", "--source=main", "--staged", "--worktree", "."]);
    s.write("notes.txt", "both");
    s.git(&["add", "notes.txt"]);
    assert!(git(&s, &["commit", "-qm", "x"]).stderr.contains("record_removed"));
    s.git(&["restore", "--source=side", "--staged", "--worktree", "articles", ".wxops"]);
    let said = git(&s, &["commit", "-qm", "x"]);
    assert_eq!(said.exit, 0, "{said:?}");
    assert_eq!(s.refusals(), [""; 0]);
    // Another work tree shares the hooks.
    s.git(&["worktree", "add", "-q", "../tree", "-b", "tree"]);
    let other = s.outside("tree").join(INDEX);
    fs::write(&other, fs::read_to_string(&other).unwrap().replace("预约", "订")).unwrap();
    assert!(git(&s, &["-C", "../tree", "commit", "-qam", "x"]).stderr.contains("content_differs"));
}

/// The hooks of a person where there is nothing to prove.
#[test]
fn hooks_without_a_rule_book() {
    let s = Sandbox::empty();
    s.git(&["init", "-q", "-b", "main"]);
    s.git(&["init", "-q", "--bare", "-b", "main", "../server"]);
    s.does("lina", "hook install");
    s.write("notes.txt", "x");
    for _ in 0..2 {
        let said = commit(&s);
        assert_eq!(said.exit, 0, "{said:?}");
        let said = push(&s, &["main"]);
        assert_eq!((said.exit, said.stderr.as_str()), (0, ""), "{said:?}");
        s.write("notes.txt", "y");
    }
    s.write("team.toml", "x");
    assert_eq!(commit(&s).exit, 0);
}

/// What is pushed: since what the remote has, and a branch that is written anew as long as no record is lost.
#[test]
fn before_a_push() {
    let s = Sandbox::at("approved");
    s.git(&["clone", "-q", "--bare", ".", "../server"]);
    s.git(&["remote", "add", "origin", "../server"]);
    s.git(&["fetch", "-q", "origin"]);
    s.does("lina", "hook install");
    let pushes = |words: &[&str]| git(&s, &[&["push", "-q"], words].concat());
    s.does("lina", PUBLISH);
    assert_eq!(pushes(&["origin", "main", "main:new"]).exit, 0);
    s.edit(INDEX, "预约", "订");
    s.git(&["commit", "-qam", "x", "--no-verify"]);
    for words in [&["origin", "main"][..], &["origin", "HEAD:other"], &["../server", "main"]] {
        assert!(pushes(words).stderr.contains("content_differs"), "{words:?}");
    }
    s.git(&["init", "-q", "--bare", "../empty"]);
    assert!(pushes(&["../empty", "main"]).stderr.contains("content_differs"), "the whole of it");
    s.git(&["reset", "-q", "--hard", "HEAD^^"]);
    assert!(pushes(&["--force", "origin", "main"]).stderr.contains("record_removed"));
    assert_eq!(pushes(&["--force", "--no-verify", "origin", "main:cut"]).exit, 0);
    // Written anew, and nothing is lost: a branch of one's own.
    s.git(&["switch", "-q", "-c", "mine", "origin/main"]);
    s.write("notes.txt", "x");
    s.git(&["add", "."]);
    s.git(&["commit", "-qm", "x", "--no-verify"]);
    assert_eq!(pushes(&["origin", "mine"]).exit, 0);
    s.git(&["commit", "-q", "--amend", "-m", "y", "--no-verify"]);
    assert_eq!(pushes(&["--force", "origin", "mine"]).exit, 0);
    assert_eq!(pushes(&["origin", ":mine"]).exit, 0);
    s.git(&["tag", "v1"]);
    assert_eq!(pushes(&["origin", "v1"]).exit, 0);
}

/// Hooks without their program hold everything up, and say how to go on.
#[test]
fn a_person_without_the_program() {
    let s = Sandbox::at("draft");
    s.does("lina", "hook install");
    let empty = s.outside("bin");
    fs::create_dir_all(&empty).unwrap();
    for tool in ["git", "sh"] {
        let found = std::env::split_paths(&std::env::var_os("PATH").unwrap())
            .map(|at| at.join(tool))
            .find(|at| at.is_file());
        std::os::unix::fs::symlink(found.unwrap(), empty.join(tool)).unwrap();
    }
    let mut alone = s.command("lina", "git");
    alone.env("PATH", &empty).args(["commit", "-q", "--allow-empty", "-m", "x"]);
    let said = said(alone.output().unwrap());
    assert_ne!(said.exit, 0);
    assert!(
        said.stderr.contains("wxops is not on the PATH") && said.stderr.contains("--no-verify"),
        "{said:?}"
    );
}
