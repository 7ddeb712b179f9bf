//! Every place where the program can die or the disk can fail, one after the other.

use super::super::fail::{self, Fault};
use super::*;

const RECORD: &str = ".wxops/records/2026/12/01K/submit-0123456789abcdef.toml";
const OTHERS: &str = " M other.md\nM  staged.md\n";

/// A folder in which somebody also works on other things.
fn busy() -> Folder {
    let folder = Folder::new();
    folder.write("other.md", "o2\n");
    folder.write("staged.md", "s2\n");
    folder.git(&["add", "staged.md"]);
    folder
}

/// An act that changes a file, adds one, and moves one.
fn act() -> Plan {
    let gone = Edit {
        path: "articles/b/index.md".into(),
        content: Content::Gone,
        seen: id(Some("b1\n")),
        working: Working::Same,
    };
    let moved = Edit {
        path: "archive/news/b/index.md".into(),
        content: Content::Blob(blob_id(b"b1\n")),
        seen: None,
        working: Working::Same,
    };
    plan(vec![
        bytes("articles/a/index.md", Some("a1\n"), "a2\n"),
        bytes(RECORD, None, "record\n"),
        gone,
        moved,
    ])
}

fn assert_old(folder: &Folder, old: &str, place: &str) {
    assert_eq!(folder.head(), old, "{place}");
    assert_eq!(folder.status(), OTHERS, "{place}");
    assert_eq!(folder.read("articles/a/index.md").unwrap(), "a1\n", "{place}");
    assert_eq!(folder.read("articles/b/index.md").unwrap(), "b1\n", "{place}");
}

fn assert_new(folder: &Folder, old: &str, place: &str) {
    assert_eq!(folder.git(&["rev-parse", "HEAD^"]).trim(), old, "{place}");
    assert_eq!(folder.status(), OTHERS, "{place}");
    assert_eq!(folder.read("articles/a/index.md").unwrap(), "a2\n", "{place}");
    assert_eq!(folder.read(RECORD).unwrap(), "record\n", "{place}");
    assert_eq!(folder.read("archive/news/b/index.md").unwrap(), "b1\n", "{place}");
    assert!(!folder.root.join("articles/b").exists(), "{place}");
}

/// How many points one good run passes.
fn points(template: &Folder) -> usize {
    fail::plan(Fault::None);
    let folder = template.copy();
    done(folder.commit(&act()));
    let passed = fail::plan(Fault::None);
    assert_new(&folder, &template.head(), "no fault");
    folder.assert_tidy();
    assert!(passed.len() > 40, "{passed:?}");
    passed.len()
}

/// The program dies at `n`; afterwards the folder is exactly old or exactly new, and the act can be done.
#[test]
fn dying_anywhere_leaves_old_or_new() {
    let template = busy();
    let old = template.head();
    let (mut olds, mut news) = (0, 0);
    for n in 1..=points(&template) {
        let folder = template.copy();
        fail::plan(Fault::From(n));
        let outcome = folder.commit(&act());
        let place = format!("{n}: {:?}", fail::plan(Fault::None).get(n - 1));
        let moved = folder.head() != old;
        assert_eq!(moved, outcome.is_ok(), "{place}: {outcome:?}");
        let recovered = recover(&folder.repo()).unwrap();
        assert!(!matches!(recovered, Recovered::Kept { .. }), "{place}: {recovered:?}");
        folder.assert_tidy();
        if moved {
            news += 1;
            assert_new(&folder, &old, &place);
        } else {
            olds += 1;
            assert_old(&folder, &old, &place);
            done(folder.commit(&act()));
            assert_new(&folder, &old, &place);
        }
        assert_eq!(recover(&folder.repo()), Ok(Recovered::Nothing), "{place}");
    }
    assert!(olds > 10 && news > 10, "{olds} old, {news} new");
}

/// One call fails and the program goes on: the answer tells the truth, and `recover` finishes the rest.
#[test]
fn one_failing_call_is_told_truly() {
    let template = busy();
    let old = template.head();
    for n in 1..=points(&template) {
        let folder = template.copy();
        fail::plan(Fault::Once(n));
        let outcome = folder.commit(&act());
        let place = format!("{n}: {:?}", fail::plan(Fault::None).get(n - 1));
        match outcome {
            Err(refusal) => {
                assert_ne!(refusal.exit, crate::refusal::Exit::Behind, "{place}");
                assert_old(&folder, &old, &place);
            }
            Ok(Outcome::Done { behind: None, .. }) => assert_new(&folder, &old, &place),
            Ok(Outcome::Done { behind: Some(refusal), .. }) => {
                assert_eq!(refusal.exit, crate::refusal::Exit::Behind, "{place}");
                assert!(!folder.root.join(".git/index.lock").exists(), "{place}: git stays locked");
                let recovered = recover(&folder.repo()).unwrap();
                assert!(matches!(recovered, Recovered::RolledForward { .. }), "{place}: {recovered:?}");
                assert_new(&folder, &old, &place);
            }
            Ok(Outcome::Lost) => panic!("{place}: lost to nobody"),
        }
        recover(&folder.repo()).unwrap();
        folder.assert_tidy();
    }
}

/// Dies right after the branch has moved.
fn dead_after_swap(folder: &Folder) {
    let template = folder.copy();
    fail::plan(Fault::None);
    done(template.commit(&act()));
    let passed = fail::plan(Fault::None);
    let at = passed.iter().position(|name| name == "swapped").unwrap() + 2;
    fail::plan(Fault::From(at));
    drop(folder.commit(&act()));
    fail::plan(Fault::None);
}

/// The power goes while the branch moves: its file has its name and not yet its bytes.
#[test]
fn a_branch_without_its_bytes_goes_back() {
    for lost in ["", "\0\0\0\0"] {
        let folder = busy();
        let old = folder.head();
        dead_after_swap(&folder);
        fs::write(folder.root.join(".git/refs/heads/main"), lost).unwrap();
        let refused = folder.repo().head().unwrap_err();
        assert!(refused.help[0].en.contains("wxops recover"), "{refused:?}");
        assert_eq!(recover(&folder.repo()), Ok(Recovered::RolledBack), "{lost:?}");
        assert_old(&folder, &old, lost);
        folder.assert_tidy();
        done(folder.commit(&act()));
        assert_new(&folder, &old, lost);
    }
}

#[test]
fn work_done_between_crash_and_recovery_is_kept() {
    let folder = busy();
    let old = folder.head();
    dead_after_swap(&folder);
    folder.write("articles/a/index.md", "newer\n");
    let recovered = recover(&folder.repo()).unwrap();
    let Recovered::RolledForward { left, .. } = recovered else { panic!("{recovered:?}") };
    assert_eq!(left, ["articles/a/index.md"]);
    assert_eq!(folder.read("articles/a/index.md").unwrap(), "newer\n");
    assert_eq!(folder.status(), format!(" M articles/a/index.md\n{OTHERS}"));
    assert_eq!(folder.git(&["rev-parse", "HEAD^"]).trim(), old);
    folder.assert_tidy();
}

#[test]
fn later_commits_have_the_last_word_when_rolling_forward() {
    let folder = busy();
    dead_after_swap(&folder);
    fs::remove_file(folder.root.join(".git/index.lock")).unwrap(); // as a person may do
    folder.write("articles/a/index.md", "later\n");
    folder.git(&["commit", "-q", "-o", "articles/a/index.md", "-m", "later"]);
    let recovered = recover(&folder.repo()).unwrap();
    assert!(matches!(&recovered, Recovered::RolledForward { left, .. } if left.is_empty()), "{recovered:?}");
    assert_eq!(folder.read("articles/a/index.md").unwrap(), "later\n");
    assert_eq!(folder.status(), OTHERS);
    folder.assert_tidy();
}

#[test]
fn a_branch_that_went_elsewhere_keeps_the_journal_as_evidence() {
    let folder = Folder::new();
    dead_after_swap(&folder);
    fs::remove_file(folder.root.join(".git/index.lock")).unwrap();
    folder.git(&["reset", "-q", "--hard", "HEAD^"]);
    folder.git(&["commit", "-q", "--allow-empty", "-m", "elsewhere"]);
    let head = folder.head();
    let Ok(Recovered::Kept { file }) = recover(&folder.repo()) else { panic!("kept") };
    assert!(file.exists());
    assert_eq!((folder.head(), folder.status()), (head, String::new()));
    folder.assert_tidy();
    fs::write(folder.root.join(".git/wxops-journal.json"), "{").unwrap();
    let Ok(Recovered::Kept { file: second }) = recover(&folder.repo()) else { panic!("kept") };
    assert_ne!(file, second);
}

#[test]
fn a_foreign_lock_stops_recovery_and_stays() {
    let folder = Folder::new();
    dead_after_swap(&folder);
    let lock = folder.root.join(".git/index.lock");
    fs::remove_file(&lock).unwrap();
    fs::write(&lock, "somebody else's").unwrap();
    assert_eq!(recover(&folder.repo()).err().map(|refusal| refusal.code), Some("git_lock"));
    assert_eq!(fs::read_to_string(&lock).unwrap(), "somebody else's");
    fs::remove_file(&lock).unwrap();
    assert!(matches!(recover(&folder.repo()), Ok(Recovered::RolledForward { .. })));
    assert_eq!(folder.status(), "");
    folder.assert_tidy();
}

#[test]
fn a_branch_lock_that_outlived_the_swap_goes() {
    let folder = busy();
    dead_after_swap(&folder);
    let lock = folder.root.join(".git/refs/heads/main.lock");
    fs::write(&lock, folder.head() + "\n").unwrap();
    assert!(matches!(recover(&folder.repo()), Ok(Recovered::RolledForward { .. })));
    assert_eq!(folder.status(), OTHERS);
    folder.assert_tidy();
}

#[test]
fn the_branch_lock_of_a_killed_swap_goes_and_a_strangers_stays() {
    for (words, stays) in [("", false), ("stranger\n", true)] {
        let folder = busy();
        let template = folder.copy();
        fail::plan(Fault::None);
        done(template.commit(&act()));
        let at = fail::plan(Fault::None).iter().position(|name| name == "swap").unwrap() + 1;
        fail::plan(Fault::From(at));
        folder.commit(&act()).expect_err("dead");
        fail::plan(Fault::None);
        let lock = folder.root.join(".git/refs/heads/main.lock");
        fs::write(&lock, words).unwrap();
        assert_eq!(recover(&folder.repo()), Ok(Recovered::RolledBack));
        assert_eq!(lock.exists(), stays);
        assert_eq!(folder.status(), OTHERS);
    }
}
