//! Commits that git signs, when `commit.gpgSign` says so: git knows the keys, the agents and the formats.

use git2::Oid;

use crate::refusal::{Refusal, Result};
use crate::repo::{Identity, Repo, broken, oid};
use crate::say;
use crate::text::{self, Text};

use super::{Author, disk, fail};

/// Whether the person wants commits signed.
pub(super) fn is_wanted(repo: &Repo) -> Result<bool> {
    let wanted = repo.git_says("commit.gpgsign")?.map(|word| word.to_ascii_lowercase());
    Ok(wanted.is_some_and(|word| !matches!(word.as_str(), "false" | "no" | "off" | "0" | "")))
}

/// Writes a signed commit; the branch does not move. The person may be asked for a passphrase.
pub(super) fn commit(
    repo: &Repo,
    tree: Oid,
    base: Option<Oid>,
    author: &Author,
    message: &str,
) -> Result<Oid> {
    fail::point("sign").map_err(|error| disk::failed(repo.git_dir(), &error))?;
    let when = format!("@{} {}", author.at.timestamp(), author.at.format("%z"));
    let mut call = repo.git("commit-tree")?.args(["-S", "-F", "-"]);
    if let Some(base) = base {
        call = call.args(["-p", &base.to_string()]);
    }
    for (role, Identity { name, email }) in [("AUTHOR", &author.person), ("COMMITTER", author.committer())] {
        call = call
            .env(&format!("GIT_{role}_NAME"), name)
            .env(&format!("GIT_{role}_EMAIL"), email)
            .env(&format!("GIT_{role}_DATE"), &when);
    }
    let answer = call.args([tree.to_string()]).input(message.as_bytes().to_vec()).answer()?;
    if answer.code != 0 {
        return Err(unsigned(&answer.error));
    }
    let id = oid(String::from_utf8_lossy(&answer.output).trim())?;
    let commit = repo.inner().find_commit(id).map_err(|error| broken(&error))?;
    if commit.tree_id() != tree || commit.parent_id(0).ok() != base {
        return Err(unsigned(""));
    }
    last(repo, id)?;
    Ok(id)
}

/// Makes the object last: git leaves that to the system.
fn last(repo: &Repo, id: Oid) -> Result<()> {
    let hex = id.to_string();
    let (folder, name) = hex.split_at(2);
    let file = repo.common_dir().join("objects").join(folder).join(name);
    if !file.exists() {
        return Ok(()); // git had it already, in a pack
    }
    disk::sync(&file)?;
    disk::sync_folder_of(&file)?;
    file.parent().map_or(Ok(()), disk::sync_folder_of)
}

fn unsigned(words: &str) -> Refusal {
    let refusal =
        Refusal::unusable("not_signed", say!("git 没能给提交签名", "git could not sign the commit"))
            .help(say!(
                "检查 `git config user.signingKey` 和签名程序",
                "check `git config user.signingKey` and the signing program"
            ))
            .help(say!(
                "不需要签名的话，运行 `git config commit.gpgSign false`",
                "or, if commits need no signature, `git config commit.gpgSign false`"
            ));
    if words.is_empty() { refusal } else { refusal.detail(Text::same(text::escaped(words))) }
}
