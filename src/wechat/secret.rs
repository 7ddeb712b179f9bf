//! The AppSecret: from the environment, from a file that only its owner reads, or from a program that keeps it. Never from
//! anything that the folder holds: whoever could change that would learn it.

use std::{
    fmt,
    path::Path,
    process::{Command, Stdio},
};

use crate::{
    content,
    refusal::{Refusal, Result},
    repo::Repo,
    say,
    text::escaped,
};

/// The variable that holds it.
pub(super) const VARIABLE: &str = "WXOPS_SECRET";

/// Words that nobody prints.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// These words.
    pub fn of(words: &str) -> Secret {
        Secret(words.trim().to_owned())
    }

    /// What the platform is told, and nobody else.
    pub(super) fn words(&self) -> &str {
        &self.0
    }

    /// That of this computer: the variable, `git config wxops.secretFile`, or the output of `git config wxops.secretCommand`.
    pub fn of_computer(repo: &Repo, variable: Option<String>) -> Result<Secret> {
        if let Some(words) = variable.filter(|words| !words.trim().is_empty()) {
            return whole(&words);
        }
        if let Some(path) = repo.setting("wxops.secretfile") {
            return whole(&content::private_file(Path::new(&path))?);
        }
        if let Some(line) = repo.setting("wxops.secretcommand") {
            return whole(&told_by(&line)?);
        }
        Err(Refusal::unusable("no_secret", say!("这台电脑没有 AppSecret", "this computer has no AppSecret"))
            .help(say!(
                "放进环境变量 {VARIABLE}，或存成只有自己能读的文件：`git config wxops.secretFile 路径`",
                "put it into the variable {VARIABLE}, or into a file that only you can read: `git config wxops.secretFile PATH`"
            ))
            .help(say!(
                "用密码管理器：`git config wxops.secretCommand 'pass show wechat'`",
                "with a password manager: `git config wxops.secretCommand 'pass show wechat'`"
            )))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

/// Words that can be a secret: one line, 16 characters at least.
fn whole(words: &str) -> Result<Secret> {
    let words = words.trim();
    let fits = words.len() >= 16 && words.bytes().all(|byte| byte.is_ascii_graphic());
    if fits {
        return Ok(Secret::of(words));
    }
    Err(Refusal::unusable(
        "secret_broken",
        say!(
            "AppSecret 不成样子：应是一行 32 位字母数字",
            "that is no AppSecret: one line of 32 letters and digits"
        ),
    )
    .help(say!(
        "从公众平台重新复制；不要放进稿件库、聊天和命令行",
        "copy it once more from the back office; not into the folder, a chat or a command line"
    )))
}

/// What a program says. Its error output is the person's to read.
fn told_by(line: &str) -> Result<String> {
    let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    #[expect(
        clippy::disallowed_methods,
        reason = "the person's own program, from the settings of this computer"
    )]
    let mut command = Command::new(shell);
    let said = command.args([option, line]).stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let program = escaped(line.split_whitespace().next().unwrap_or_default());
    let failed = || {
        Refusal::unusable(
            "secret_command",
            say!(
                "取 AppSecret 的命令 `{program}` 没有成功",
                "`{program}`, which keeps the AppSecret, failed"
            ),
        )
        .help(say!(
            "看它写的是什么：`git config wxops.secretCommand`",
            "see what it is: `git config wxops.secretCommand`"
        ))
    };
    match said {
        Ok(said) if said.status.success() => String::from_utf8(said.stdout).map_err(|_| failed()),
        _ => Err(failed()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_never_printed() {
        let secret = Secret::of("0123456789abcdef0123456789abcdef\n");
        assert_eq!(format!("{secret:?}"), "Secret(***)");
        assert_eq!(secret.words(), "0123456789abcdef0123456789abcdef");
    }

    #[test]
    fn what_is_no_secret_is_refused_without_being_shown() {
        for words in ["", "short", "two words that are long enough", "密码密码密码密码密码"] {
            let refusal = whole(words).unwrap_err();
            assert_eq!(refusal.code, "secret_broken");
            assert!(words.is_empty() || !format!("{refusal:?}").contains(words), "{words}");
        }
    }
}
