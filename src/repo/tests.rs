//! Reading real repositories.

#![allow(clippy::disallowed_methods, reason = "tests build folders and start git by themselves")]

use crate::article::bundle::BlobId;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::*;
use crate::refusal::{Exit, Refusal};

fn git(folder: &Path, args: &[&str]) {
    let nobody = if cfg!(windows) { "NUL" } else { "/dev/null" };
    let mut command = Command::new("git");
    command.current_dir(folder).env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", nobody).args(args);
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A repository with three files and one commit.
fn folder() -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path();
    git(root, &["init", "-q", "-b", "main", "--template="]);
    git(root, &["config", "user.name", "李娜"]);
    git(root, &["config", "user.email", "lina@example.com"]);
    for (path, words) in [("articles/a-b/x.md", "x"), ("articles/a/index.md", "甲"), ("articles/a.md", "y")]
    {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), words).unwrap();
    }
    git(root, &["add", "."]);
    git(root, &["commit", "-qm", "Begin"]);
    temp
}

fn refusal<T>(result: Result<T>) -> Refusal {
    result.err().expect("a refusal")
}

#[test]
fn a_snapshot_reads_levels_files_and_bytes() {
    let temp = folder();
    let repo = Repo::discover(&temp.path().join("articles/a")).unwrap();
    assert_eq!(repo.root(), temp.path().canonicalize().unwrap());
    let head = repo.head().unwrap().unwrap();
    let snapshot = repo.snapshot(&head).unwrap();
    let found = snapshot.entry("articles/a/index.md").unwrap().unwrap();
    assert_eq!(found, Entry { kind: Kind::File, id: blob_id("甲".as_bytes()) });
    assert_eq!(snapshot.read(&found.id, 3).unwrap(), "甲".as_bytes());
    assert_eq!(refusal(snapshot.read(&found.id, 2)).code, "too_large");
    assert_eq!(refusal(snapshot.read(&BlobId("1".repeat(40)), 9)).code, "history_incomplete");
    assert_eq!(snapshot.entry("articles/none/x").unwrap(), None);
    assert_eq!(snapshot.entry("articles/a.md/x").unwrap(), None);
    assert_eq!(snapshot.entry("").unwrap().unwrap().kind, Kind::Folder);
    assert_eq!(snapshot.list("nowhere").unwrap(), []);
    let level: Vec<String> = snapshot.list("articles").unwrap().into_iter().map(|(name, _)| name).collect();
    assert_eq!(level, ["a-b", "a.md", "a"], "git's order");
    let files: Vec<String> =
        snapshot.files("articles", 3).unwrap().into_iter().map(|(path, _)| path).collect();
    assert_eq!(files, ["a-b/x.md", "a.md", "a/index.md"], "byte order");
    assert_eq!(refusal(snapshot.files("articles", 2)).code, "too_many_files");
    std::thread::scope(|scope| {
        let again = repo.again().unwrap();
        scope.spawn(move || assert_eq!(again.head().unwrap(), Some(head)));
    });
}

#[test]
fn revisions_are_found_or_refused() {
    let temp = folder();
    let repo = Repo::discover(temp.path()).unwrap();
    let head = repo.head().unwrap().unwrap();
    assert_eq!(repo.typed_revision("main", "wxops check --since").unwrap(), head);
    assert_eq!(repo.typed_revision(head.short(), "wxops check --since").unwrap(), head);
    assert_eq!(refusal(repo.typed_revision("HEAD^1", "wxops check --since")).exit, Exit::Usage);
    assert_eq!(
        refusal(repo.typed_revision("--upload-pack=x", "wxops check --since")).code,
        "unknown_revision"
    );
    assert_eq!(
        refusal(repo.typed_revision(&"1".repeat(40), "wxops check --since")).code,
        "history_incomplete"
    );
}

#[test]
fn a_replaced_object_is_not_believed() {
    let temp = folder();
    let repo = Repo::discover(temp.path()).unwrap();
    let head = repo.head().unwrap().unwrap();
    let found = repo.snapshot(&head).unwrap().entry("articles/a.md").unwrap().unwrap();
    git(temp.path(), &["replace", &found.id.0, &blob_id(b"x").0]);
    let again = repo.again().unwrap();
    assert_eq!(again.snapshot(&head).unwrap().read(&found.id, 9).unwrap(), b"y");
}

#[test]
fn who_is_typing_is_asked_of_git_and_never_guessed() {
    let temp = folder();
    let repo = Repo::discover(temp.path()).unwrap();
    let lina = Identity { name: "李娜".into(), email: "lina@example.com".into() };
    assert_eq!(repo.identity().unwrap(), lina);
    assert_eq!(repo.committer(&lina).unwrap(), None);
    let other = Identity { name: "王芳".into(), email: "wangfang@example.com".into() };
    assert_eq!(repo.committer(&other).unwrap(), Some(lina.clone()));
    git(temp.path(), &["config", "author.name", "赵敏"]);
    assert_eq!(repo.again().unwrap().identity().unwrap().name, "赵敏");
    assert_eq!(repo.again().unwrap().committer(&lina).unwrap(), None);
    git(temp.path(), &["config", "--unset", "author.name"]);
    for key in ["user.name", "user.email"] {
        git(temp.path(), &["config", key, ""]);
        let nobody = refusal(repo.again().unwrap().identity());
        assert_eq!(
            (nobody.code, nobody.exit, nobody.help.len()),
            ("no_identity", Exit::Unusable, 2),
            "{key}"
        );
        git(temp.path(), &["config", key, "lina@example.com"]);
    }
}

#[test]
fn ignored_paths_and_filters_are_known() {
    let temp = folder();
    fs::write(temp.path().join(".gitignore"), "*.tmp\n草稿*\n").unwrap();
    fs::write(temp.path().join(".gitattributes"), "*.psd filter=lfs -text\n").unwrap();
    let repo = Repo::discover(temp.path()).unwrap();
    let paths = ["a.tmp", "articles/草稿 1.md", ":(top)x", "articles/a.md", "图.psd"].map(String::from);
    assert_eq!(repo.ignored(&paths).unwrap(), [true, true, false, false, false]);
    assert_eq!(repo.has_filter(&paths).unwrap(), [false, false, false, false, true]);
    assert_eq!(repo.ignored(&paths[3..4]).unwrap(), [false]);
    assert_eq!(repo.ignored(&[]).unwrap(), [false; 0]);
}

#[test]
fn what_cannot_be_used_is_named() {
    let temp = tempfile::tempdir().unwrap();
    assert_eq!(refusal(Repo::discover(temp.path())).code, "not_a_repository");
    assert_eq!(refusal(Repo::discover(&temp.path().join("none"))).code, "no_such_folder");
    git(temp.path(), &["init", "-q", "--bare", "bare.git"]);
    assert_eq!(refusal(Repo::discover(&temp.path().join("bare.git"))).code, "bare_repository");
    for (extension, value, code) in [
        ("refStorage", "reftable", "reftable"),
        ("partialClone", "origin", "partial_clone"),
        ("objectFormat", "sha256", "sha256_repository"),
    ] {
        let temp = folder();
        git(temp.path(), &["config", "core.repositoryFormatVersion", "1"]);
        let config = temp.path().join(".git/config");
        let text = fs::read_to_string(&config).unwrap() + &format!("[extensions]\n\t{extension} = {value}\n");
        fs::write(&config, text).unwrap();
        let refusal = refusal(Repo::discover(temp.path()));
        assert_eq!((refusal.code, refusal.exit), (code, Exit::Unusable), "{refusal:?}");
        assert_eq!(refusal.help.len(), 1);
    }
}

#[test]
fn a_repository_is_started_once_and_an_existing_one_is_kept() {
    let temp = tempfile::tempdir().unwrap();
    let place = temp.path().join("新 folder");
    let repo = Repo::create(&place).unwrap();
    assert_eq!(repo.head().unwrap(), None);
    assert_eq!(repo.root(), place.canonicalize().unwrap());
    let temp = folder();
    let head = Repo::discover(temp.path()).unwrap().head().unwrap();
    assert_eq!(Repo::create(temp.path()).unwrap().head().unwrap(), head);
}

#[test]
fn git_is_new_enough_here() {
    assert!(git::check_version().unwrap().starts_with(|c: char| c.is_ascii_digit()));
}
