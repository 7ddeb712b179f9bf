//! Each ailment is made in a folder of its own: its line, its command, and that the command mends it.

#![allow(clippy::disallowed_methods, reason = "a test makes folders sick")]
#![allow(clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use sandbox::{INDEX, Said, Sandbox, said, words};
use serde_json::Value;

mod sandbox;

/// A folder, where in it the doctor is called, and by whom.
struct Patient {
    sandbox: Sandbox,
    place: PathBuf,
    who: &'static str,
    /// Without an identity in the environment
    nameless: bool,
}

impl Patient {
    fn at(state: &str) -> Patient {
        let sandbox = Sandbox::at(state);
        Patient { place: sandbox.root(), sandbox, who: "lina", nameless: false }
    }

    fn runs(&self, program: &str, words: &[String]) -> Said {
        let mut command = self.sandbox.command(self.who, program);
        if self.nameless {
            for name in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"] {
                command.env_remove(name);
            }
        }
        said(command.current_dir(&self.place).args(words).output().unwrap())
    }

    fn git(&self, line: &str) {
        let done = self.runs("git", &words(line));
        assert_eq!(done.exit, 0, "git {line}: {done:?}");
    }

    fn wxops(&self, line: &str) -> Said {
        self.runs(env!("CARGO_BIN_EXE_wxops"), &words(line))
    }

    /// The line of one check.
    fn line(&self, name: &str) -> Value {
        let said = self.wxops("doctor --json");
        let document = said.json();
        let checks = document["checks"].as_array().unwrap();
        let problems = checks.iter().filter(|check| check["weight"] == "problem").count();
        assert_eq!((said.exit, &document["problems"]), (i32::from(problems > 0), &Value::from(problems)));
        let found = checks.iter().find(|check| check["name"] == name);
        found.unwrap_or_else(|| panic!("no `{name}` in {document:#}")).clone()
    }

    /// The line says this weight and names this command in both languages; returns what stands in backticks.
    fn says(&self, name: &str, weight: &str, command: &str) -> Vec<String> {
        let line = self.line(name);
        assert_eq!(line["weight"], weight, "{line:#}");
        let zh = self.wxops("doctor --lang zh").stdout;
        assert!(!line["message"].as_str().unwrap().chars().any(|c| ('\u{3000}'..='\u{303f}').contains(&c)));
        let help: Vec<&str> =
            line["help"].as_array().unwrap().iter().map(|help| help.as_str().unwrap()).collect();
        assert!(help.iter().any(|help| help.contains(command)), "`{command}` is not in {line:#}");
        assert!(zh.matches("      → ").count() >= help.len(), "{zh}");
        help.iter().flat_map(|help| help.split('`').skip(1).step_by(2).map(str::to_owned)).collect()
    }

    /// Types a command that the doctor named.
    fn types(&self, command: &str) {
        let words = words(command);
        let program = match words[0].as_str() {
            "wxops" => env!("CARGO_BIN_EXE_wxops"),
            "printf" => return self.adds(&words),
            other => other,
        };
        let done = self.runs(program, &words[1..]);
        assert_eq!(done.exit, 0, "{command}: {done:?}");
    }

    /// `printf '%s\n' LINES >> FILE`, as a shell does it.
    fn adds(&self, words: &[String]) {
        let [_, form, lines @ .., arrow, file] = words else { panic!("{words:?}") };
        assert_eq!((form.as_str(), arrow.as_str()), ("%s\\n", ">>"));
        let place = self.place.join(file);
        let before = fs::read_to_string(&place).unwrap_or_default();
        fs::write(place, lines.iter().fold(before, |all, line| all + line + "\n")).unwrap();
    }

    fn is_well(&self, name: &str) {
        let line = self.line(name);
        assert_eq!(line["weight"], "ok", "{line:#}");
    }
}

/// How a folder is made sick.
type Makes = fn(&Patient);

#[test]
fn each_ailment_has_its_line_and_its_command_mends_it() {
    let rows: [(&str, Makes, &str, &str); 12] = [
        ("branch", |p| p.git("checkout -q --detach"), "problem", "git switch main"),
        ("branch", |p| merging(p), "problem", "git merge --abort"),
        ("branch", |p| p.sandbox.write(".git/index.lock", ""), "problem", "rm '"),
        ("recover", |p| p.sandbox.write(".git/wxops-journal.json", "{"), "problem", "wxops recover"),
        (
            "rule_book",
            |p| p.sandbox.edit("team.toml", "threshold = 1 ", "threshold = 1  "),
            "problem",
            "wxops team adopt",
        ),
        (
            "rule_book",
            |p| p.sandbox.edit("team.toml", "threshold = 1 ", "threshold = 1  "),
            "problem",
            "git restore team.toml",
        ),
        ("line_endings", |p| converting(p), "problem", "printf"),
        ("line_endings", |p| p.sandbox.write(".gitattributes", "* text=auto\n"), "problem", "printf"),
        (
            "line_endings",
            |p| p.sandbox.write(".gitattributes", "articles/** -text\n"),
            "notice",
            "'team.toml -text'",
        ),
        ("filters", |p| filtering(p), "problem", "printf"),
        ("repository", |p| p.git("sparse-checkout set articles"), "problem", "git sparse-checkout disable"),
        ("folder", |p| p.sandbox.write("wxops.toml", "acount = 1\n"), "problem", "git restore wxops.toml"),
    ];
    for (name, makes, weight, command) in rows {
        let patient = Patient::at("approved");
        if name != "folder" {
            patient.is_well(name);
        }
        makes(&patient);
        let typed = patient.says(name, weight, command);
        let mends = typed.iter().find(|typed| typed.contains(command)).unwrap();
        patient.types(mends);
        if name == "folder" {
            assert_eq!(patient.line("rule_book")["weight"], "ok");
        } else {
            patient.is_well(name);
        }
    }
}

fn merging(patient: &Patient) {
    patient.git("switch -q -c other HEAD~1");
    patient.sandbox.write("notes.txt", "x");
    patient.sandbox.commit_all("other");
    patient.git("switch -q main");
    patient.git("merge -q --no-commit --no-ff other");
}

fn converting(patient: &Patient) {
    patient.git("rm -q .gitattributes");
    patient.git("config core.autocrlf true");
}

fn filtering(patient: &Patient) {
    let shipped = patient.sandbox.read(".gitattributes");
    patient.sandbox.write(".gitattributes", format!("{shipped}*.png filter=lfs\n"));
}

#[test]
fn whoever_git_does_not_know_is_told_how_to_say_it() {
    let mut patient = Patient::at("approved");
    patient.nameless = true;
    for key in ["user.name", "user.email"] {
        let _ = patient.runs("git", &words(&format!("config --unset {key}")));
    }
    let typed = patient.says("identity", "problem", "git config user.email");
    assert_eq!(typed.len(), 2);
    for command in typed {
        patient.types(&command.replace("you@", "lina@").replace('"', "'"));
    }
    patient.is_well("identity");
    patient.is_well("member");
}

#[test]
fn a_stranger_corrects_the_address_or_is_added() {
    let mut patient = Patient::at("approved");
    (patient.who, patient.nameless) = ("sunyue", true);
    patient.git("config user.name 孙悦");
    patient.git("config user.email sunyue@example.com");
    let typed = patient.says("member", "problem", "wxops team add");
    assert_eq!(typed.len(), 2);
    let adds = typed[1].replace("ID", "sunyue").replace("NAME", "孙悦").replace("ROLE", "writer");
    patient.sandbox.does("lina", adds.strip_prefix("wxops ").unwrap());
    patient.is_well("member");
    patient.git("config user.email yue@example.com");
    let typed = patient.says("member", "problem", "git config user.email");
    patient.types(&typed[0].replace("THE-ONE-IN-THE-TEAM", "sunyue@example.com"));
    patient.is_well("member");
}

/// A clone of the patient's folder, beside it.
fn cloned(patient: &Patient, options: &str) -> PathBuf {
    let place = patient.sandbox.outside("clone");
    let url = format!("file://{}", patient.sandbox.root().display());
    patient.git(&format!("clone -q {options} {url} {}", place.display()));
    place
}

#[test]
fn a_shallow_clone_is_filled_up() {
    let mut patient = Patient::at("approved");
    patient.place = cloned(&patient, "--depth 1");
    let typed = patient.says("repository", "notice", "git fetch --unshallow");
    patient.types(&typed[0]);
    patient.is_well("repository");
}

#[test]
fn how_far_a_branch_is_from_its_upstream_is_told() {
    let mut patient = Patient::at("approved");
    let root = patient.sandbox.root();
    assert_eq!(patient.says("upstream", "notice", "git remote add origin URL").len(), 2);
    patient.git("config receive.denyCurrentBranch ignore");
    patient.place = cloned(&patient, "");
    patient.is_well("upstream");
    patient.git("branch --unset-upstream");
    let typed = patient.says("upstream", "notice", "git push -u origin main");
    patient.types(&typed[0]);
    patient.is_well("upstream");

    let commits = |place: &Path, file: &str| {
        fs::write(place.join(file), "x").unwrap();
        for line in ["add -A", &format!("commit -q -m {file}")] {
            let mut git = patient.sandbox.command("lina", "git");
            assert!(git.current_dir(place).args(words(line)).status().unwrap().success());
        }
    };
    commits(&patient.place, "mine.txt");
    let typed = patient.says("upstream", "notice", "wxops sync");
    patient.types(&typed[0]);
    patient.is_well("upstream");

    patient.git(&format!("-C {} reset -q --hard", root.display()));
    commits(&root, "theirs.txt");
    patient.git("fetch -q");
    let typed = patient.says("upstream", "problem", "wxops sync");
    patient.types(&typed[0]);
    patient.is_well("upstream");

    commits(&root, "more.txt");
    commits(&patient.place, "own.txt");
    patient.git("fetch -q");
    let typed = patient.says("upstream", "problem", "wxops sync");
    patient.types(&typed[0]);
    patient.is_well("upstream");
}

#[test]
fn a_bare_repository_is_cloned() {
    let mut patient = Patient::at("approved");
    patient.place = cloned(&patient, "--bare");
    let typed = patient.says("repository", "problem", "git clone '");
    let copy = patient.sandbox.outside("copy");
    patient.types(&typed[0].replace(" articles", &format!(" {}", copy.display())));
    patient.place = copy;
    patient.is_well("repository");
}

#[test]
fn submodules_and_linked_work_trees_are_told() {
    let mut patient = Patient::at("approved");
    let linked = patient.sandbox.outside("linked");
    patient.git(&format!("worktree add -q -b other {}", linked.display()));
    patient.place = linked;
    assert!(patient.line("repository")["message"].as_str().unwrap().contains("several work trees"));
    patient.is_well("repository");

    let outer = patient.sandbox.outside("outer");
    fs::create_dir(&outer).unwrap();
    patient.place.clone_from(&outer);
    patient.git("init -q -b main");
    let inner = patient.sandbox.root();
    patient.git(&format!("-c protocol.file.allow=always submodule --quiet add {} inner", inner.display()));
    patient.place = outer.join("inner");
    let line = patient.line("repository");
    assert_eq!(line["weight"], "notice");
    assert!(line["message"].as_str().unwrap().contains("submodule"), "{line}");
}

#[test]
fn names_that_are_one_file_elsewhere_are_told_apart() {
    let patient = Patient::at("approved");
    patient.sandbox.write("articles/Dongji-xinpin/notes.md", "x");
    patient.sandbox.commit_all("two");
    let typed = patient.says("case", "problem", "git mv 'articles/Dongji-xinpin' 'articles/Dongji-xinpin-2'");
    patient.types(&typed[typed.len() - 1]);
    patient.git("commit -q -m renamed");
    patient.is_well("case");
    assert!(!patient.sandbox.read(INDEX).is_empty());
}

#[cfg(unix)]
#[test]
fn hooks_that_are_not_run_are_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let patient = Patient::at("approved");
    patient.sandbox.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n");
    patient.is_well("hooks");
    let hook = patient.sandbox.path(".git/hooks/pre-commit");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    let named = |hook: &str| {
        let line = patient.line("hooks");
        assert_eq!(line["weight"], "notice");
        assert!(line["message"].as_str().unwrap().starts_with(&format!("{hook}:")), "{line}");
    };
    named("pre-commit");
    patient.sandbox.write("own/post-commit", "");
    fs::set_permissions(patient.sandbox.path("own/post-commit"), fs::Permissions::from_mode(0o755)).unwrap();
    patient.git("config core.hooksPath own");
    named("post-commit");
}

#[test]
fn a_clock_that_is_slow_and_another_zone_are_told() {
    let mut patient = Patient::at("approved");
    patient.is_well("clock");
    patient.is_well("zone");
    patient.sandbox.now = "2026-11-24T10:00:00+01:00".into();
    patient.is_well("clock");
    patient.sandbox.now = "2026-11-24T09:30:00+08:00".into();
    let line = patient.line("clock");
    assert_eq!(line["weight"], "problem");
    assert!(line["message"].as_str().unwrap().contains("Tue 24 Nov 16:40"), "{line}");
    patient.sandbox.now = "2026-11-24T16:36:00+08:00".into();
    patient.is_well("clock");
    patient.sandbox.now = "2026-11-25T09:00:00+00:00".into();
    assert_eq!(patient.line("zone")["weight"], "notice");
}

#[test]
fn what_waits_is_counted() {
    let mut patient = Patient::at("in-review");
    patient.is_well("waiting");
    patient.who = "wangfang";
    let typed = patient.says("waiting", "notice", "wxops status");
    patient.types(&typed[0]);
    patient.types("wxops approve dongji-xinpin --attest all");
    patient.is_well("waiting");
}

#[test]
fn outside_a_content_folder_it_says_so_and_looks_at_the_computer() {
    let sandbox = Sandbox::empty();
    let patient = Patient { place: sandbox.root(), sandbox, who: "lina", nameless: false };
    let typed = patient.says("folder", "notice", "wxops init");
    patient.is_well("git");
    patient.is_well("identity");
    patient.git("init -q -b main");
    assert_eq!(patient.says("folder", "notice", "wxops init"), typed);
    patient.types(&typed[0]);
    patient.is_well("rule_book");
    patient.is_well("member");
}

#[test]
fn without_git_that_is_the_only_line() {
    let patient = Patient::at("approved");
    let mut command = patient.sandbox.command("lina", env!("CARGO_BIN_EXE_wxops"));
    let done = said(command.env("PATH", "").args(["doctor", "--json"]).output().unwrap());
    assert_eq!(done.exit, 1);
    let checks = done.json()["checks"].as_array().unwrap().clone();
    assert_eq!(
        (checks.len(), &checks[0]["name"], &checks[0]["weight"]),
        (1, &"git".into(), &"problem".into())
    );
}
