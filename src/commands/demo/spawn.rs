//! The one place that starts the commands of the demonstration: this very program, and plain git.
//!
//! Nothing of the person's own git configuration reaches them: no signing, no hooks, no templates, no name.

use std::{
    ffi::OsString,
    path::Path,
    process::{Command, Output},
};

use wxops::{refusal::Refusal, refusal::Result, say, text::Text};

use super::cast::Person;

/// What stays of the surroundings: where programs and temporary files are.
const KEPT: [&str; 9] =
    ["PATH", "PATHEXT", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "TEMP", "TMP", "TMPDIR"];

const NOTHING: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

/// Where and when a command is typed, and by whom.
pub(super) struct Keyboard<'a> {
    pub(super) person: &'a Person,
    pub(super) folder: &'a Path,
    pub(super) home: &'a Path,
    /// RFC 3339
    pub(super) now: &'a str,
    /// `zh` or `en`
    pub(super) language: &'a str,
}

/// Runs a command line, whose first word is `wxops` or `git`.
pub(super) fn run(words: &[String], keyboard: &Keyboard<'_>) -> Result<Output> {
    let failed = |error: std::io::Error| {
        let line = words.join(" ");
        Refusal::unusable("demo_failed", say!("启动不了：{line}", "cannot be started: {line}"))
            .detail(Text::same(error))
    };
    let program = match words.first().map(String::as_str) {
        Some("wxops") => std::env::current_exe().map_err(failed)?.into_os_string(),
        _ => OsString::from("git"),
    };
    command(&program, keyboard).args(words.iter().skip(1)).output().map_err(failed)
}

#[expect(clippy::disallowed_methods, reason = "the demonstration plays real command lines")]
fn command(program: &OsString, keyboard: &Keyboard<'_>) -> Command {
    let Keyboard { person, folder, home, now, language } = keyboard;
    let mut command = Command::new(program);
    command.env_clear().current_dir(folder);
    for name in KEPT {
        command.envs(std::env::var_os(name).map(|value| (name, value)));
    }
    for home_of in ["HOME", "USERPROFILE", "XDG_CONFIG_HOME"] {
        command.env(home_of, home);
    }
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), person.name);
        command.env(format!("GIT_{role}_EMAIL"), person.email());
        command.env(format!("GIT_{role}_DATE"), now);
    }
    command.env("GIT_CONFIG_GLOBAL", NOTHING).env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_EDITOR", "true");
    command.env("WXOPS_NOW", now).env("WXOPS_LANG", language).env("LC_ALL", "C.UTF-8");
    command
}
