//! Who is typing, as git knows it.

use crate::refusal::{Refusal, Result};
use crate::say;
use crate::text::{self, Text};

use std::path::Path;

use super::{Repo, git};

/// A name and a mail address, as git writes them into a commit. Nobody has proved them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The name
    pub name: String,
    /// The mail address
    pub email: String,
}

impl Repo {
    /// Whom git takes for the author of the next commit. A guess from the computer's name does not count.
    pub fn identity(&self) -> Result<Identity> {
        self.person("author")
    }

    /// Whom git takes for the committer of what `author` does, if that is somebody else.
    pub fn committer(&self, author: &Identity) -> Result<Option<Identity>> {
        let committer = self.person("committer")?;
        Ok((committer != *author).then_some(committer))
    }

    /// git is asked, not libgit2: only git knows all conditions of its settings. One list answers most
    /// questions; but what nobody has set is a guess there, and asked by its name git does not guess.
    fn person(&self, role: &str) -> Result<Identity> {
        let variable = format!("GIT_{}_IDENT", role.to_uppercase());
        let listed = self.git_says(&variable).ok().flatten().as_deref().and_then(parse);
        let is_set = |listed: &Identity| {
            self.has_set(role, "name", &listed.name) && self.has_set(role, "email", &listed.email)
        };
        match listed.filter(is_set) {
            Some(identity) => Ok(identity),
            None => ident(self.git("var")?, &variable, ""),
        }
    }

    /// Whether somebody has set this name or address, in the environment or in git's settings.
    #[expect(clippy::disallowed_methods, reason = "git reads the same variables")]
    fn has_set(&self, role: &str, what: &str, value: &str) -> bool {
        let set = std::env::var(format!("GIT_{}_{}", role.to_uppercase(), what.to_uppercase()));
        set.is_ok_and(|set| set == value)
            || [role, "user"].iter().any(|of| self.setting(&format!("{of}.{what}")).as_deref() == Some(value))
    }
}

impl Identity {
    /// Whom git takes for the author in a folder that is no repository yet.
    pub fn in_folder(folder: &Path) -> Result<Identity> {
        ident(git::Call::new(folder, "var")?, "GIT_AUTHOR_IDENT", "--global ")
    }
}

/// Asks git; `global` is for settings that must not be those of a repository.
fn ident(call: git::Call, variable: &str, global: &str) -> Result<Identity> {
    let answer = call.args([variable]).answer()?;
    let words = String::from_utf8_lossy(&answer.output);
    match parse(&words) {
        Some(identity) if answer.code == 0 => Ok(identity),
        _ => Err(unknown(&answer.error, global)),
    }
}

/// Reads `NAME <MAIL> SECONDS ZONE`.
fn parse(line: &str) -> Option<Identity> {
    let (name, rest) = line.split_once('<')?;
    let (email, _) = rest.split_once('>')?;
    let (name, email) = (name.trim().to_string(), email.trim().to_string());
    (!name.is_empty() && !email.is_empty()).then_some(Identity { name, email })
}

fn unknown(words: &str, global: &str) -> Refusal {
    let refusal = Refusal::unusable("no_identity", say!("git 不知道你是谁", "git does not know who you are"))
        .help(say!(
            "`git config {global}user.name \"你的姓名\"`",
            "`git config {global}user.name \"Your Name\"`"
        ))
        .help(say!(
            "`git config {global}user.email 你的邮箱@example.com`",
            "`git config {global}user.email you@example.com`"
        ));
    // git explains over a dozen lines, in English, what stands below; its last line is the cause.
    match words.lines().rfind(|line| !line.trim().is_empty()) {
        Some(cause) => refusal.detail(Text::same(text::escaped(cause))),
        None => refusal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ident_line_is_read() {
        let lina = Identity { name: "李娜".into(), email: "lina@example.com".into() };
        assert_eq!(parse("李娜 <lina@example.com> 1764547200 +0800\n"), Some(lina));
        assert_eq!(parse(" <lina@example.com> 1764547200 +0800\n"), None);
        assert_eq!(parse("nobody"), None);
    }
}
