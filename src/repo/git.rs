//! The `git` program: the one place that starts it, and always in the same safe way.
//!
//! No shell, no pager, no question on the terminal, no hook, no file-system monitor, no replaced objects, no
//! fetching behind the reader's back; paths are names, never patterns. What the person set (`GIT_AUTHOR_*`,
//! `GIT_CONFIG_*`, `HOME`) stays; what would point git at another repository is taken away.

use std::ffi::OsStr;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::refusal::{Refusal, Result};
use crate::say;
use crate::text::{self, Text};

/// The oldest git that wxops works with.
pub const MINIMUM: (u32, u32) = (2, 34);

/// Variables that would make git look at another repository or read names as patterns.
const FOREIGN: [&str; 20] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_ATTR_SOURCE",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_DIR",
    "GIT_EXTERNAL_DIFF",
    "GIT_GLOB_PATHSPECS",
    "GIT_GRAFT_FILE",
    "GIT_ICASE_PATHSPECS",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_INDEX_VERSION",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_NAMESPACE",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// Settings that hold for every call, whatever the repository says.
const SETTINGS: [&str; 6] = [
    "core.fsmonitor=false",
    "core.preloadIndex=false", // threads that look at every file, where one or two are asked for
    "core.hooksPath=/dev/null",
    "protocol.ext.allow=never",
    "i18n.commitEncoding=UTF-8",
    "user.useConfigOnly=true", // no identity guessed from the computer's name
];

/// One call of `git`, not started yet.
pub(crate) struct Call {
    command: Command,
    name: String,
    input: Vec<u8>,
    patience: Option<Duration>,
}

/// What a call of `git` answered.
pub(crate) struct Answer {
    /// The exit code; -1 when a signal ended it
    pub(crate) code: i32,
    /// What it wrote to its output
    pub(crate) output: Vec<u8>,
    /// What it wrote to its error output, as it came
    pub(crate) error: String,
}

impl Call {
    /// `git NAME …` in the work tree `root`.
    pub(crate) fn new(root: &Path, name: &str) -> Result<Call> {
        let mut call = Call::anywhere(name)?;
        call.command.current_dir(root);
        Ok(call)
    }

    /// The same with settings of its own, `KEY=VALUE`.
    pub(super) fn with(root: &Path, name: &str, settings: &[&str]) -> Result<Call> {
        let mut call = Call::set(name, settings)?;
        call.command.current_dir(root);
        Ok(call)
    }

    /// `git NAME …` that needs no repository: `version`, `init`.
    pub(crate) fn anywhere(name: &str) -> Result<Call> {
        Call::set(name, &[])
    }

    fn set(name: &str, settings: &[&str]) -> Result<Call> {
        let mut command = command()?;
        for variable in FOREIGN {
            command.env_remove(variable);
        }
        for (variable, value) in [
            ("GIT_LITERAL_PATHSPECS", "1"),
            ("GIT_TERMINAL_PROMPT", "0"),
            ("GIT_OPTIONAL_LOCKS", "0"),
            ("GIT_NO_REPLACE_OBJECTS", "1"),
            ("GIT_NO_LAZY_FETCH", "1"),
            ("LC_ALL", "C"),
        ] {
            command.env(variable, value);
        }
        command.arg("--no-pager");
        for setting in SETTINGS.iter().chain(settings) {
            command.args(["-c", setting]);
        }
        command.arg(name).stdout(Stdio::piped()).stderr(Stdio::piped());
        Ok(Call { command, name: name.to_string(), input: Vec::new(), patience: None })
    }

    /// Adds words; the caller puts `--` or `--end-of-options` before names that somebody else chose.
    pub(crate) fn args<S: AsRef<OsStr>>(mut self, words: impl IntoIterator<Item = S>) -> Self {
        self.command.args(words);
        self
    }

    /// Sets a variable for this call.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Takes a variable away for this call.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Gives it something to read; otherwise it reads nothing.
    pub(crate) fn input(mut self, bytes: Vec<u8>) -> Self {
        self.input = bytes;
        self
    }

    /// Gives it up after a while, for calls that wait for other computers.
    pub(super) fn within(mut self, patience: Duration) -> Self {
        self.patience = Some(patience);
        self
    }

    /// Runs it and takes any exit code as an answer.
    pub(crate) fn answer(mut self) -> Result<Answer> {
        if let Some(patience) = self.patience {
            return self.answer_within(patience);
        }
        let input = std::mem::take(&mut self.input);
        self.command.stdin(if input.is_empty() { Stdio::null() } else { Stdio::piped() });
        let mut child = self.command.spawn().map_err(|error| missing(&error.to_string()))?;
        let stdin = child.stdin.take();
        // Written from a thread of its own: git may answer before it has read everything.
        let (output, written) = std::thread::scope(|scope| {
            let writing = stdin.map(|mut pipe| scope.spawn(move || pipe.write_all(&input)));
            let output = child.wait_with_output();
            (output, writing.is_none_or(|thread| matches!(thread.join(), Ok(Ok(())))))
        });
        let output = output.map_err(|error| missing(&error.to_string()))?;
        if !written && output.status.success() {
            return Err(unheard(&self.name)); // git is content, but has not heard everything
        }
        let error = String::from_utf8_lossy(&output.stderr).trim().to_string();
        Ok(Answer { code: output.status.code().unwrap_or(-1), output: output.stdout, error })
    }

    /// The same, given up after a while. What a program that git started still says then is not waited for.
    fn answer_within(mut self, patience: Duration) -> Result<Answer> {
        let begun = Instant::now();
        let mut child =
            self.command.stdin(Stdio::null()).spawn().map_err(|error| missing(&error.to_string()))?;
        let (output, error) = (listen(child.stdout.take()), listen(child.stderr.take()));
        let code = loop {
            match child.try_wait().map_err(|error| missing(&error.to_string()))? {
                Some(status) => break Some(status.code().unwrap_or(-1)),
                None if begun.elapsed() > patience => break None,
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        };
        let Some(code) = code else {
            let _ = child.kill().and_then(|()| child.wait());
            let seconds = patience.as_secs();
            return Ok(Answer {
                code: -1,
                output: vec![],
                error: format!("no answer within {seconds} seconds"),
            });
        };
        let rest = |heard: Receiver<Vec<u8>>| heard.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
        let error = String::from_utf8_lossy(&rest(error)).trim().to_string();
        Ok(Answer { code, output: rest(output), error })
    }

    /// Runs it; any exit code but 0 is a refusal with git's own words as detail.
    pub(crate) fn run(self) -> Result<Vec<u8>> {
        let name = self.name.clone();
        let answer = self.answer()?;
        if answer.code == 0 { Ok(answer.output) } else { Err(failed(&name, &answer)) }
    }
}

/// Reads a pipe to its end, from a thread of its own.
fn listen(pipe: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (tell, heard) = channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.map(|mut pipe| pipe.read_to_end(&mut bytes));
        tell.send(bytes)
    });
    heard
}

/// The refusal for a call that git ended with an error.
pub(crate) fn failed(name: &str, answer: &Answer) -> Refusal {
    let code = answer.code;
    let refusal = Refusal::unusable(
        "git_failed",
        say!("`git {name}` 失败（退出码 {code}）", "`git {name}` failed (exit code {code})"),
    );
    if answer.error.is_empty() { refusal } else { refusal.detail(Text::same(text::escaped(&answer.error))) }
}

/// Refuses when the `git` program is missing or older than [`MINIMUM`]; returns its version otherwise.
pub fn check_version() -> Result<String> {
    let output = Call::anywhere("version")?.run()?;
    let words = String::from_utf8_lossy(&output);
    let version = words.split_whitespace().nth(2).unwrap_or_default();
    let mut numbers = version.split('.').map(|part| part.parse().unwrap_or(0));
    let found: (u32, u32) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found >= MINIMUM {
        return Ok(version.to_string());
    }
    let (version, (major, minor)) = (text::escaped(version), MINIMUM);
    Err(Refusal::unusable(
        "git_too_old",
        say!(
            "git 版本太旧：{version}，至少要 {major}.{minor}",
            "git is too old: {version}, at least {major}.{minor} is needed"
        ),
    )
    .help(say!("到 https://git-scm.com 装一个新的", "install a newer one from https://git-scm.com")))
}

fn unheard(name: &str) -> Refusal {
    Refusal::unusable(
        "git_failed",
        say!("`git {name}` 没有读完要处理的内容", "`git {name}` did not read all it was given"),
    )
}

#[expect(clippy::disallowed_methods, reason = "the one place that starts the `git` program")]
fn command() -> Result<Command> {
    static PROGRAM: OnceLock<Option<PathBuf>> = OnceLock::new();
    match PROGRAM.get_or_init(|| program("git")) {
        Some(program) => Ok(Command::new(program)),
        None => Err(missing("")),
    }
}

/// Where a program lies. `PATH` is looked along, in absolute folders only: a program named git in the work tree is
/// never started.
#[expect(
    clippy::disallowed_methods,
    reason = "PATH says where programs are; the program cannot hand it down better"
)]
pub fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(&name))
        .find(|file| is_program(file))
}

#[cfg(unix)]
pub(super) fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    file.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
pub(super) fn is_program(file: &Path) -> bool {
    file.is_file()
}

fn missing(why: &str) -> Refusal {
    let (major, minor) = MINIMUM;
    let refusal = Refusal::unusable(
        "git_missing",
        say!("找不到 git 程序，或者启动不了", "the git program is not found or does not start"),
    )
    .help(say!(
        "安装 git（至少 {major}.{minor}）：https://git-scm.com",
        "install git, version {major}.{minor} or newer: https://git-scm.com"
    ));
    if why.is_empty() { refusal } else { refusal.detail(Text::same(text::escaped(why))) }
}
