//! The hooks by which git calls wxops: short scripts for the shell that comes with git. Whatever else lies in their place
//! is somebody's own and is never touched.

use std::path::PathBuf;

use crate::{
    check::clean,
    commit,
    content::read_itself,
    refusal::{Refusal, Result},
    repo::{Repo, is_started},
    say,
    text::{Language, Text, escaped},
};

/// The second line of each script begins so: whoever wrote it, it was wxops.
const MARK: &str = "# wxops hook ";

/// Most bytes of a hook that are looked at.
const LIMIT: usize = 1024 * 1024;

/// A moment at which git asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hook {
    /// Before a commit is made
    PreCommit,
    /// Before commits leave
    PrePush,
    /// On a server, before it takes in what was pushed
    PreReceive,
}

/// What lies in the place of a hook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lies {
    /// Nothing
    Nothing,
    /// The script that wxops writes
    Ours,
    /// The same, but it may not be started, so git passes it over
    Idle,
    /// One that wxops wrote, and somebody changed, or another version of wxops wrote
    Changed,
    /// Somebody's own, which calls wxops
    Calls,
    /// Somebody's own
    Theirs,
}

impl Hook {
    /// All of them.
    pub const ALL: [Hook; 3] = [Hook::PreCommit, Hook::PrePush, Hook::PreReceive];

    /// Those that a repository wants: one that others push to, or one that a person works in.
    pub fn wanted(server: bool) -> Vec<Hook> {
        Hook::ALL.into_iter().filter(|hook| (*hook == Hook::PreReceive) == server).collect()
    }

    /// Its name, as git calls it.
    pub fn name(self) -> &'static str {
        match self {
            Hook::PreCommit => "pre-commit",
            Hook::PrePush => "pre-push",
            Hook::PreReceive => "pre-receive",
        }
    }

    /// The line by which somebody's own hook calls wxops. Where git tells the hook something, both are to read it.
    pub fn call(self) -> String {
        let name = self.name();
        match self {
            Hook::PreCommit => format!("wxops hook {name} || exit 1"),
            Hook::PrePush => {
                format!("told=$(cat); printf '%s\\n' \"$told\" | wxops hook {name} \"$@\" || exit 1")
            }
            Hook::PreReceive => {
                format!("told=$(cat); printf '%s\\n' \"$told\" | wxops hook {name} || exit 1")
            }
        }
    }

    /// The script. One on a server speaks the language of whoever put it there; elsewhere people have their own.
    pub fn script(self, language: Language) -> String {
        let (name, told) = (self.name(), self.without_program());
        let lang = match (self, language) {
            (Hook::PreReceive, Language::Zh) => " --lang zh",
            (Hook::PreReceive, Language::En) => " --lang en",
            _ => "",
        };
        let Text { zh, en } = told;
        format!(
            "#!/bin/sh\n\
             {MARK}{name}: `wxops hook install` wrote it, `wxops hook uninstall` takes it away.\n\
             command -v wxops >/dev/null 2>&1 || {{\n  echo '{zh}' >&2\n  echo '{en}' >&2\n  exit 1\n}}\n\
             exec wxops{lang} hook {name} \"$@\"\n"
        )
    }

    /// What is said where the program is not found.
    fn without_program(self) -> Text {
        match self {
            Hook::PreCommit => say!(
                "PATH 里找不到 wxops，没有检查，没有提交。装好它，或者这一次不检查：git commit --no-verify",
                "wxops is not on the PATH: nothing was checked, nothing is committed. Install it, or go without once: git commit --no-verify"
            ),
            Hook::PrePush => say!(
                "PATH 里找不到 wxops，没有核验，没有推送。装好它，或者这一次不核验：git push --no-verify",
                "wxops is not on the PATH: nothing was proved, nothing is pushed. Install it, or go without once: git push --no-verify"
            ),
            Hook::PreReceive => say!(
                "服务器上找不到 wxops，没有核验，推送没有收下；请告诉管理员",
                "wxops is not found on the server: nothing was proved, nothing is taken in; tell whoever looks after it"
            ),
        }
    }
}

/// Where the hooks of a repository lie: where git looks for them.
pub struct Hooks {
    folder: PathBuf,
    root: PathBuf,
}

impl Hooks {
    /// The hooks of a repository. A folder that other repositories share is refused.
    pub fn of(repo: &Repo) -> Result<Hooks> {
        let folder = clean(&repo.hooks_folder());
        let own = [repo.root(), repo.common_dir()];
        let is_own = match folder.canonicalize() {
            Ok(real) => own.iter().any(|own| own.canonicalize().is_ok_and(|own| real.starts_with(own))),
            Err(_) => own.iter().any(|own| folder.starts_with(clean(own))), // it is not there yet
        };
        if is_own {
            return Ok(Hooks { folder, root: clean(repo.root()) });
        }
        let shown = escaped(&folder.display().to_string());
        let message = say!(
            "git 设置里的 `core.hooksPath` 指向 `{shown}`，在这个仓库外面，别的仓库也用",
            "`core.hooksPath` of git is `{shown}`, outside this repository; others use it too"
        );
        Err(Refusal::not_now("hooks_shared", message)
            .help(say!(
                "在那里的钩子开头加一行：`{call}`",
                "add a line at the beginning of the hook there: `{call}`",
                call = if repo.is_bare() { Hook::PreReceive.call() } else { Hook::PreCommit.call() }
            ))
            .help(say!(
                "或者只在这个仓库用自己的：`git config core.hooksPath {own}`",
                "or let this repository have its own: `git config core.hooksPath {own}`",
                own = if repo.is_bare() { "hooks" } else { ".git/hooks" }
            )))
    }

    /// The file of a hook.
    pub fn file(&self, hook: Hook) -> PathBuf {
        self.folder.join(hook.name())
    }

    /// The same for people: from the folder of the repository, where it lies in it.
    pub fn shown(&self, hook: Hook) -> String {
        let file = self.file(hook);
        escaped(&file.strip_prefix(&self.root).unwrap_or(&file).display().to_string().replace('\\', "/"))
    }

    /// What lies in its place.
    pub fn lies(&self, hook: Hook) -> Result<Lies> {
        let file = self.file(hook);
        if file.symlink_metadata().is_err() {
            return Ok(Lies::Nothing);
        }
        let bytes = match read_itself(&file, &self.shown(hook), LIMIT) {
            Err(refusal) if refusal.code == "unreadable" => return Err(refusal),
            Err(_) => return Ok(Lies::Theirs), // a link, a folder, a large program
            Ok(bytes) => bytes,
        };
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        let lines = || text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
        let is_ours = [Language::Zh, Language::En].iter().any(|language| text == hook.script(*language));
        Ok(if is_ours {
            if is_started(&file) { Lies::Ours } else { Lies::Idle }
        } else if text.lines().nth(1).is_some_and(|line| line.starts_with(MARK)) {
            Lies::Changed
        } else if lines()
            .any(|line| line.contains("wxops") && line.contains(&format!("hook {}", hook.name())))
        {
            Lies::Calls
        } else {
            Lies::Theirs
        })
    }

    /// Puts one there.
    pub fn install(&self, hook: Hook, language: Language) -> Result<()> {
        commit::program(&self.file(hook), hook.script(language).as_bytes())
    }

    /// Takes one away.
    pub fn uninstall(&self, hook: Hook) -> Result<()> {
        commit::unlink(&self.file(hook))
    }
}
