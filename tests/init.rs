//! `init`: in an empty folder, in a repository that is there, twice, after an interruption, and where it may not.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod place;

use std::{fs, path::Path, process::Command};

use place::Place;

#[test]
fn an_empty_folder_becomes_a_content_folder() {
    let place = Place::new();
    let (exit, told) = place.wxops(&["init", "xinghe", "--account-name", "星河科技"]);
    assert_eq!(exit, 0, "{told}");
    assert!(told.contains("李娜 (lina) is manager and writer"), "{told}");
    assert!(told.contains("--role first-reviewer") && told.contains("--role final-reviewer"), "{told}");
    assert!(told.contains("wxops new"), "{told}");
    let folder = ["-C", "xinghe"];
    let git = |words: &[&str]| place.git(&[&folder, words].concat());
    assert_eq!(git(&["status", "--short"]), "");
    assert_eq!(git(&["log", "--format=%an %s"]), "李娜 init\n");
    git(&["fsck", "--strict"]);
    let team = place.read("xinghe/team.toml");
    let version = place.read("xinghe/.wxops/policy/0001.toml");
    assert!(version.ends_with(&team) && version.contains("\nadopted = [\"lina\"]\n"));
    assert!(!version.contains("sandbox"));
    assert!(place.read("xinghe/wxops.toml").contains("\naccount = \"星河科技\""));
    let (exit, told) = place.wxops(&["-C", "xinghe", "verify"]);
    assert_eq!(exit, 0, "{told}");

    let (exit, told) = place.wxops(&["init", "xinghe", "--stages", "1"]);
    assert_eq!(exit, 0, "{told}");
    assert!(told.contains("already"), "{told}");
    assert_eq!(git(&["rev-list", "--count", "HEAD"]), "1\n");
}

#[test]
fn a_repository_keeps_what_it_has() {
    let place = Place::new();
    place.git(&["init", "-q", "-b", "work"]);
    place.write("README.md", "ours\n");
    place.write(".gitattributes", "*.png binary\n");
    place.git(&["add", "."]);
    place.git(&["commit", "-qm", "first"]);
    place.write("README.md", "ours, changed\n");
    place.write(".gitattributes", "*.png binary\n*.jpg binary\n");
    place.write("staged.txt", "x\n");
    place.git(&["add", "staged.txt"]);
    let before = place.git(&["status", "--short"]);

    let (exit, told) = place.wxops(&["init", "--dry-run"]);
    assert_eq!(exit, 0, "{told}");
    assert_eq!(place.git(&["status", "--short"]), before);

    let (exit, told) = place.wxops(&["init"]);
    assert_eq!(exit, 0, "{told}");
    assert!(told.contains("lines added that were missing: .gitattributes"), "{told}");
    assert!(told.contains("kept as they were: README.md"), "{told}");
    assert_eq!(place.git(&["status", "--short"]), before);
    assert_eq!(place.read("README.md"), "ours, changed\n");
    let committed = place.git(&["show", "HEAD:.gitattributes"]);
    assert!(committed.starts_with("*.png binary\n# ") && committed.contains("\narticles/** -text\n"));
    assert!(!committed.contains("jpg"));
    assert!(place.read(".gitattributes").starts_with("*.png binary\n*.jpg binary\n# "));
    assert_eq!(place.git(&["log", "--format=%s", "work"]), "init\nfirst\n");
}

#[test]
fn what_an_interruption_left_is_taken_up() {
    let place = Place::new();
    place.git(&["init", "-q"]);
    let (_, shown) = place.wxops(&["init", "--dry-run", "--json"]);
    assert!(shown.contains("\"README.md\""), "{shown}");
    place.write("lexicon/names.tsv", &fs::read_to_string(template("lexicon/names.tsv")).unwrap());
    let (exit, told) = place.wxops(&["init"]);
    assert_eq!(exit, 0, "{told}");
    assert!(!told.contains("kept"), "{told}");
    assert_eq!(place.git(&["status", "--short"]), "");
}

#[test]
fn where_it_may_not_be_nothing_changes() {
    let place = Place::new();
    place.git(&["init", "-q"]);
    fs::create_dir(place.path().join("below")).unwrap();
    for words in [&["init", "below"][..], &["init", "below/new"], &["-C", "below", "init"]] {
        let (exit, told) = place.wxops(words);
        assert_eq!(exit, 3, "{told}");
        assert!(told.contains("inside another git repository"), "{told}");
        assert!(told.contains("help: make that repository") && told.contains("`git init "), "{told}");
    }
    assert!(!place.path().join("below/new").exists());

    place.write("team.toml", "level = \"declared\"\n");
    let (exit, told) = place.wxops(&["init"]);
    assert_eq!(exit, 5, "{told}");
    assert!(told.contains("team.toml") && told.contains("in the way"), "{told}");
    assert!(!place.path().join("wxops.toml").exists());

    let (exit, told) = place.wxops(&["init", "--member", "李娜"]);
    assert_eq!(exit, 2, "{told}");
    let (exit, told) = place.wxops(&["init", "team.toml"]);
    assert_eq!(exit, 2, "{told}");
}

/// A folder whose name is no text works, also where the answer is a document.
#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_a_name() {
    use std::os::unix::ffi::OsStrExt as _;
    let place = Place::new();
    let folder = place.path().join(std::ffi::OsStr::from_bytes(b"a\xff\xfeb"));
    fs::create_dir(&folder).unwrap();
    let git = |name: &str, value: &str| {
        let words = ["config", "--global", name, value];
        assert!(Command::new("git").args(words).env("HOME", place.path()).status().unwrap().success());
    };
    git("user.name", "李娜");
    git("user.email", "lina@example.com");
    let typed = [&["init", "--json"][..], &["new", "Open day", "--category", "news"], &["check", "--json"]];
    for words in typed {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wxops"));
        command.env("HOME", place.path()).env("GIT_CONFIG_NOSYSTEM", "1").current_dir(&folder);
        let done = command.args(words).output().unwrap();
        assert!(matches!(done.status.code(), Some(0 | 1)), "{words:?}: {done:?}");
    }
}

#[test]
fn who_is_unknown_to_git_is_told_how_to_change_that() {
    let place = Place::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_wxops"));
    let variables = std::env::vars().map(|(name, _)| name).filter(|name| name.starts_with("GIT_"));
    for variable in variables.chain(["EMAIL".to_owned()]) {
        command.env_remove(variable);
    }
    command.env("HOME", place.path()).env("XDG_CONFIG_HOME", place.path()).env("GIT_CONFIG_NOSYSTEM", "1");
    let done =
        command.env("WXOPS_LANG", "en").current_dir(place.path()).args(["init", "new"]).output().unwrap();
    let told = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(3), "{told}");
    assert!(told.contains("git config --global user.name"), "{told}");
    assert!(!place.path().join("new").exists());
}

#[test]
fn the_test_clock_makes_a_sandbox_that_is_always_the_same() {
    let made = [(); 2].map(|()| {
        let place = Place::new();
        let mut command = Command::new(env!("CARGO_BIN_EXE_wxops"));
        command.env("WXOPS_NOW", "2026-11-23T09:00:00+08:00").env("GIT_CONFIG_NOSYSTEM", "1");
        for role in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{role}_NAME"), "李娜")
                .env(format!("GIT_{role}_EMAIL"), "lina@example.com");
        }
        let done = command.args(["init", "xinghe"]).current_dir(place.path()).output().unwrap();
        assert!(done.status.success());
        let version = place.read("xinghe/.wxops/policy/0001.toml");
        assert!(version.contains("\nat = \"2026-11-23T09:00:00+08:00\"\nsandbox = true\n"), "{version}");
        (version, place.git(&["-C", "xinghe", "rev-parse", "HEAD"]))
    });
    assert_eq!(made[0], made[1]);
}

fn template(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content-template").join(path)
}
