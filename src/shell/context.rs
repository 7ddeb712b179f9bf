//! What every command is given: where to start, the language, the clock, the output. No more.

use chrono::{DateTime, FixedOffset, Local};
use std::path::{Path, PathBuf};
use wxops::{
    folder::ContentFolder,
    moment::Moment,
    refusal::{Refusal, Result},
    say,
    text::Language,
};

use super::output::Output;

/// The surroundings of one run, read once.
pub(crate) struct Context {
    /// The folder of `-C`, or the current one; the content folder is found from here upward
    pub(crate) start: PathBuf,
    /// The reader's language
    pub(crate) language: Language,
    /// What time it is
    pub(crate) clock: Clock,
    /// The only way to print
    pub(crate) output: Output,
}

/// The time of this run. It stands still, so that all an act writes carries one time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    now: DateTime<FixedOffset>,
    test: bool,
}

impl Context {
    /// Reads the surroundings; `folder` is what `-C` names.
    pub(crate) fn new(folder: Option<&Path>, output: Output) -> Result<Self> {
        let start = start(folder)?;
        Ok(Context { start, language: output.language(), clock: Clock::read()?, output })
    }

    /// The same surroundings at this moment: whoever is asked question after question acts when they answer.
    pub(crate) fn later(&self) -> Result<Context> {
        Ok(Context { start: self.start.clone(), clock: Clock::read()?, ..*self })
    }

    /// The pin of `WXOPS_PIN`: the digest of the first rule book, as the reader was told it.
    #[expect(clippy::disallowed_methods, reason = "the context is where the environment is read")]
    fn pin() -> Option<String> {
        std::env::var("WXOPS_PIN").ok().filter(|pin| !pin.is_empty())
    }

    /// The index of the commit that is being made, where git runs this from a hook: with `git commit FILE` it is
    /// another than usual.
    #[expect(clippy::disallowed_methods, reason = "the context is where the environment is read")]
    pub(crate) fn index() -> Option<PathBuf> {
        std::env::var_os("GIT_INDEX_FILE").map(PathBuf::from)
    }
}

impl Context {
    /// `WXOPS_PLATFORM`: where the platform is reached from here, such as a relay with a fixed address.
    #[expect(clippy::disallowed_methods, reason = "the context is where the environment is read")]
    pub(crate) fn platform() -> Option<String> {
        std::env::var("WXOPS_PLATFORM").ok().filter(|base| !base.is_empty())
    }

    /// `WXOPS_SECRET`: the AppSecret.
    #[expect(clippy::disallowed_methods, reason = "the context is where the environment is read")]
    pub(crate) fn secret() -> Option<String> {
        std::env::var("WXOPS_SECRET").ok()
    }

    /// `WXOPS_NOTIFY`: the addresses of robots of chat groups, and `WXOPS_NOTIFY_SECRET`: what they are signed with.
    #[expect(clippy::disallowed_methods, reason = "the context is where the environment is read")]
    pub(crate) fn notify() -> (Option<String>, Option<String>) {
        let set = |name| std::env::var(name).ok().filter(|words| !words.trim().is_empty());
        (set("WXOPS_NOTIFY"), set("WXOPS_NOTIFY_SECRET"))
    }

    /// Where git keeps the objects of a push while it asks `pre-receive`: apart from the repository's own.
    #[expect(clippy::disallowed_methods, reason = "the context is where the environment is read")]
    pub(crate) fn kept_apart() -> Vec<PathBuf> {
        let here = std::env::current_dir().unwrap_or_default();
        let one = ["GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY"].into_iter().filter_map(std::env::var_os);
        let others = std::env::var_os("GIT_ALTERNATE_OBJECT_DIRECTORIES").unwrap_or_default();
        let mut all: Vec<PathBuf> = one.map(PathBuf::from).chain(std::env::split_paths(&others)).collect();
        all.retain(|folder| !folder.as_os_str().is_empty());
        let mut folders: Vec<PathBuf> = all.into_iter().map(|folder| here.join(folder)).collect();
        folders.dedup();
        folders
    }
}

impl Clock {
    /// What time it is, with the offset it was given in.
    pub(crate) fn now(&self) -> DateTime<FixedOffset> {
        self.now
    }

    /// Whether `WXOPS_NOW` sets the time. Only a folder marked `sandbox` may be written under such a clock.
    pub(crate) fn test(&self) -> bool {
        self.test
    }

    #[expect(clippy::disallowed_methods, reason = "the context is where environment and clock are read")]
    fn read() -> Result<Self> {
        match std::env::var("WXOPS_NOW") {
            Ok(set) if !set.is_empty() => Self::set(&set),
            _ => Ok(Clock { now: Local::now().fixed_offset(), test: false }),
        }
    }

    fn set(time: &str) -> Result<Self> {
        match DateTime::parse_from_rfc3339(time) {
            Ok(now) => Ok(Clock { now, test: true }),
            Err(_) => Err(Refusal::usage(
                "test_clock",
                say!("`WXOPS_NOW` 不是一个时间：`{time}`", "`WXOPS_NOW` is not a time: `{time}`"),
            )
            .help(say!(
                "写成 `2026-12-01T20:00:00+08:00`，或去掉这个环境变量",
                "write `2026-12-01T20:00:00+08:00`, or unset the variable"
            ))),
        }
    }
}

/// The digest of version 1, as the reader was told it: by `WXOPS_PIN`, or the setting `wxops.pin` of git.
pub(crate) fn pinned(folder: &ContentFolder) -> Option<String> {
    Context::pin().or_else(|| folder.repo().setting("wxops.pin"))
}

/// Now in the account's zone. The test clock counts in a sandbox only, so a folder with real approvals never
/// carries made-up times; without it a sandbox goes on by the real clock.
pub(crate) fn folder_time(ctx: &Context, folder: &ContentFolder, sandbox: bool) -> Result<Moment> {
    if ctx.clock.test() && !sandbox {
        return Err(Refusal::unusable(
            "test_clock",
            say!(
                "`WXOPS_NOW` 只能用于演示稿件库（sandbox），这里不是",
                "`WXOPS_NOW` is for a sandbox only, and this folder is none"
            ),
        )
        .help(say!("去掉这个环境变量：`unset WXOPS_NOW`", "unset the variable: `unset WXOPS_NOW`")));
    }
    Ok(folder.local(ctx.clock.now()))
}

#[expect(clippy::disallowed_methods, reason = "the context is where the folder to start from is found")]
fn start(folder: Option<&Path>) -> Result<PathBuf> {
    let here = std::env::current_dir().map_err(|error| {
        Refusal::unusable("no_folder", say!("当前文件夹打不开", "the current folder cannot be opened"))
            .detail(wxops::text::Text::same(error))
    })?;
    let Some(folder) = folder else { return Ok(here) };
    let start = here.join(folder);
    if start.is_dir() {
        return Ok(start);
    }
    let folder = folder.display();
    Err(Refusal::unusable(
        "no_folder",
        say!("`-C {folder}`：没有这个文件夹", "`-C {folder}`: there is no such folder"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_clock_is_a_time_with_its_offset() {
        let clock = Clock::set("2026-12-01T20:00:00+08:00").unwrap();
        assert!(clock.test());
        assert_eq!(clock.now().to_rfc3339(), "2026-12-01T20:00:00+08:00");
        assert_eq!(Clock::set("2026-12-01").unwrap_err().code, "test_clock");
    }
}
