//! Where a test plays: an empty folder, the program and git in it.

#![allow(dead_code, reason = "no test needs all of it")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

/// An empty folder and the program in it, typed by 李娜, whatever git knows of who runs the tests.
pub(crate) struct Place(tempfile::TempDir);

impl Place {
    pub(crate) fn new() -> Place {
        Place(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn run(&self, program: &str, words: &[&str]) -> Output {
        self.run_as("lina@example.com", program, words)
    }

    fn run_as(&self, mail: &str, program: &str, words: &[&str]) -> Output {
        let mut command = Command::new(program);
        for variable in ["WXOPS_NOW", "GIT_DIR", "GIT_WORK_TREE", "EMAIL"] {
            command.env_remove(variable);
        }
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), "李娜").env(format!("GIT_{role}_EMAIL"), mail);
        }
        let null = if cfg!(windows) { "NUL" } else { "/dev/null" };
        command.env("GIT_CONFIG_GLOBAL", null).env("GIT_CONFIG_NOSYSTEM", "1").env("WXOPS_LANG", "en");
        command.current_dir(self.path()).args(words).output().unwrap()
    }

    /// The exit code and everything that was said.
    pub(crate) fn wxops(&self, words: &[&str]) -> (i32, String) {
        self.wxops_as("lina@example.com", words)
    }

    /// The same, typed by somebody with another address.
    pub(crate) fn wxops_as(&self, mail: &str, words: &[&str]) -> (i32, String) {
        let done = self.run_as(mail, env!("CARGO_BIN_EXE_wxops"), words);
        let told = [done.stdout, done.stderr].concat();
        (done.status.code().unwrap(), String::from_utf8(told).unwrap())
    }

    pub(crate) fn git(&self, words: &[&str]) -> String {
        let done = self.run("git", words);
        assert!(done.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let place = self.path().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }
}
