//! The writer on real repositories.

#![allow(
    clippy::disallowed_methods,
    reason = "tests build folders, start git and look at files by themselves"
)]

mod acts;
mod crashes;
mod index;
mod objects;
mod parallel;
mod refused;

use crate::article::bundle::BlobId;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::DateTime;

use super::*;
use crate::repo::blob_id;
use crate::workflow::plan::{Content, Edit, Working};

/// A content folder of one's own, thrown away at the end.
pub(super) struct Folder {
    _temp: tempfile::TempDir,
    pub(super) root: PathBuf,
}

impl Folder {
    /// One with a first commit of some files; nobody's own git settings count in it.
    pub(super) fn new() -> Folder {
        let folder = Folder::unborn();
        folder.write("articles/a/index.md", "a1\n");
        folder.write("articles/b/index.md", "b1\n");
        folder.write("other.md", "o1\n");
        folder.write("staged.md", "s1\n");
        folder.git(&["add", "."]);
        folder.git(&["commit", "-qm", "Begin"]);
        folder
    }

    /// One without any commit.
    pub(super) fn unborn() -> Folder {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().canonicalize().unwrap().join("内容");
        let folder = Folder { _temp: temp, root };
        fs::create_dir(&folder.root).unwrap();
        folder.git(&["init", "-q", "-b", "main", "--template="]);
        for (name, value) in [
            ("user.name", "李娜"),
            ("user.email", "lina@example.com"),
            ("commit.gpgSign", "false"),
            ("core.autocrlf", "false"),
            ("gc.auto", "0"),
        ] {
            folder.git(&["config", name, value]);
        }
        folder
    }

    /// The same once more in another place, file by file.
    pub(super) fn copy(&self) -> Folder {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().canonicalize().unwrap().join("内容");
        copy_all(&self.root, &root);
        Folder { _temp: temp, root }
    }

    pub(super) fn repo(&self) -> Repo {
        Repo::discover(&self.root).unwrap()
    }

    pub(super) fn git(&self, args: &[&str]) -> String {
        self.git_on(None, args, b"")
    }

    /// Git with something to read.
    pub(super) fn git_with(&self, args: &[&str], input: &[u8]) -> String {
        self.git_on(None, args, input)
    }

    /// Git on another index.
    pub(super) fn git_index(&self, index: &Path, args: &[&str], input: &[u8]) -> String {
        self.git_on(Some(index), args, input)
    }

    fn git_on(&self, index: Option<&Path>, args: &[&str], input: &[u8]) -> String {
        let mut command = Command::new("git");
        command
            .current_dir(&self.root)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", if cfg!(windows) { "NUL" } else { "/dev/null" })
            .envs(index.map(|index| ("GIT_INDEX_FILE", index)))
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    pub(super) fn status(&self) -> String {
        self.git(&["-c", "core.quotePath=false", "status", "--porcelain", "-uall"])
    }

    pub(super) fn head(&self) -> String {
        self.git(&["rev-parse", "HEAD"]).trim().to_string()
    }

    pub(super) fn write(&self, path: &str, words: &str) {
        let place = self.root.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, words).unwrap();
    }

    pub(super) fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.root.join(path)).ok()
    }

    /// What must hold after every story: a sound store, and nothing of ours lying about.
    pub(super) fn assert_tidy(&self) {
        self.git(&["fsck", "--strict", "--no-dangling"]);
        let mut left = Vec::new();
        strays(&self.root, &mut left);
        assert!(left.is_empty(), "left behind: {left:?}");
    }

    /// Commits a plan on HEAD.
    pub(super) fn commit(&self, plan: &Plan) -> Result<Outcome> {
        let repo = self.repo();
        let head = repo.head()?;
        Writer::lock(&repo, head.is_none())?.commit(head.as_ref(), plan, &lina())
    }
}

/// Files that only live while a commit is made.
fn strays(folder: &Path, left: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let kept =
            matches!(name.as_str(), "wxops.lock" | "wxops.pid" | "wxops-journal.old" | "wxops-index.old")
                || name.starts_with("wxops-journal-kept");
        let stray = name.starts_with("wxops")
            || name.starts_with(".wxops-")
            || entry.path().extension().is_some_and(|end| end == "lock");
        if stray && !kept {
            left.push(entry.path());
        }
        if entry.file_type().unwrap().is_dir() && name != "objects" {
            strays(&entry.path(), left);
        }
    }
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_all(&entry.path(), &to);
        } else {
            drop(fs::copy(entry.path(), to));
        }
    }
}

pub(super) fn lina() -> Author {
    let person = Identity { name: "李娜".into(), email: "lina@example.com".into() };
    Author { person, committer: None, at: DateTime::parse_from_rfc3339("2026-12-01T20:00:00+08:00").unwrap() }
}

pub(super) fn plan(edits: Vec<Edit>) -> Plan {
    Plan { edits, message: "Submit a\n\nWxops-Action: submit".into() }
}

/// The file gets these bytes, in the commit and in the working copy.
pub(super) fn bytes(path: &str, seen: Option<&str>, words: &str) -> Edit {
    let content = Content::Bytes(words.into());
    Edit { path: path.into(), content, seen: id(seen), working: Working::Same }
}

pub(super) fn id(words: Option<&str>) -> Option<BlobId> {
    words.map(|words| blob_id(words.as_bytes()))
}

/// The commit of an outcome that left nothing behind.
pub(super) fn done(outcome: Result<Outcome>) -> CommitId {
    match outcome {
        Ok(Outcome::Done { commit, behind: None }) => commit,
        other => panic!("{other:?}"),
    }
}
