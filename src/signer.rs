//! The door to signing: a person's key, through `ssh-keygen -Y sign`. No private key is ever read here; agents, keys in
//! hardware and passphrases are for `ssh-keygen`, which may ask on the terminal.
//!
//! Which key: the one git signs commits with (`gpg.format` is `ssh`, and `user.signingkey`), else any key of the
//! member that the agent holds.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{
    refusal::{Refusal, Result},
    repo::Repo,
    say,
    signature::{Key, Signature},
    text::{self, Text},
    workflow::{signed::of_member, team::Team, who::has_key},
};

/// Whether a person may be asked for a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// On the terminal, or in the window that `SSH_ASKPASS` opens
    Allowed,
    /// Nowhere: a key with a passphrase is in the agent, or does not sign
    Refused,
}

/// Lets a member sign each of `messages`, all in the same order. Nothing has changed if it is refused.
pub fn sign(
    repo: &Repo,
    team: &Team,
    member: &str,
    (namespace, messages): (&str, &[String]),
    asking: Asking,
) -> Result<Vec<Signature>> {
    has_key(team, member)?;
    let keys = team.keys_of(member);
    let desk = tempfile::tempdir().map_err(|error| failed(&error.to_string()))?;
    let armors = match configured(repo, desk.path())? {
        Some(own) => {
            if let Some(key) = &own.public {
                own_key(key, member, team)?;
            }
            run(repo, &own, desk.path(), (namespace, messages), asking)?
        }
        None => through_agent(repo, &keys, desk.path(), (namespace, messages), team.name(member))?,
    };
    let mut signatures = Vec::new();
    for (armor, message) in armors.iter().zip(messages) {
        let signature = Signature::read(armor)?;
        own_key(&signature.proves(namespace, message.as_bytes())?, member, team)?;
        signatures.push(signature);
    }
    Ok(signatures)
}

/// Whether a member could sign, as far as that shows without signing.
pub fn is_ready(repo: &Repo, team: &Team, member: &str) -> Result<()> {
    has_key(team, member)?;
    let desk = tempfile::tempdir().map_err(|error| failed(&error.to_string()))?;
    match configured(repo, desk.path())? {
        Some(own) => own.public.map_or(Ok(()), |key| own_key(&key, member, team)),
        None if in_agent()?.iter().any(|key| team.owner_of(key) == Some(member)) => Ok(()),
        None => Err(nothing_to_sign_with(team.name(member))),
    }
}

/// The keys that the agent holds.
pub fn in_agent() -> Result<Vec<Key>> {
    let mut list = program("ssh-add").ok_or_else(|| missing("ssh-add"))?;
    let done = list.arg("-L").stdin(Stdio::null()).output().map_err(|_| missing("ssh-add"))?;
    let told = String::from_utf8_lossy(&done.stdout).into_owned();
    let keys: Vec<Key> = told.lines().filter_map(|line| Key::read(line).ok()).collect();
    if keys.is_empty() {
        let words = String::from_utf8_lossy(&done.stderr).trim().to_owned();
        let refusal = Refusal::unusable(
            "agent_empty",
            say!(
                "ssh-agent 没有运行，或者里面没有能用的密钥",
                "the agent does not run, or holds no key of use"
            ),
        )
        .help(say!(
            "放一把进去：`ssh-add`；或者给出公钥文件",
            "give it one: `ssh-add`; or name the file of a public key"
        ));
        return Err(if words.is_empty() {
            refusal
        } else {
            refusal.detail(Text::same(text::escaped(&words)))
        });
    }
    Ok(keys)
}

/// A key to sign with.
struct Own {
    /// What `-f` is given
    file: PathBuf,
    /// The key is in the agent, and the file holds its public half
    agent: bool,
    /// The public half, as far as it can be read without asking anybody
    public: Option<Key>,
}

/// The key that git's settings name.
fn configured(repo: &Repo, desk: &Path) -> Result<Option<Own>> {
    let is_ssh = repo.git_says("gpg.format")?.is_some_and(|format| format == "ssh");
    let Some(named) = repo.git_says("user.signingkey")?.filter(|named| is_ssh && !named.is_empty()) else {
        return Ok(None);
    };
    let line = named.strip_prefix("key::").unwrap_or(&named);
    if let Ok(key) = Key::read(line) {
        return Ok(Some(Own { file: public_file(desk, &key)?, agent: true, public: Some(key) }));
    }
    let path = repo.git("config")?.args(["--path", "--get", "user.signingkey"]).run()?;
    let file = repo.root().join(String::from_utf8_lossy(&path).trim_end_matches('\n'));
    let beside = if file.extension() == Some(OsStr::new("pub")) { file.clone() } else { beside(&file) };
    Ok(Some(Own { public: read(&beside).and_then(|line| Key::read(&line).ok()), agent: false, file }))
}

/// `KEY.pub` beside `KEY`.
fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".pub");
    PathBuf::from(name)
}

fn through_agent(
    repo: &Repo,
    keys: &[Key],
    desk: &Path,
    told: (&str, &[String]),
    name: &str,
) -> Result<Vec<String>> {
    let mut last = None;
    for key in keys {
        let own = Own { file: public_file(desk, key)?, agent: true, public: Some(key.clone()) };
        match run(repo, &own, desk, told, Asking::Allowed) {
            Ok(armors) => return Ok(armors),
            Err(refusal) if refusal.code == "not_signed" => last = Some(refusal),
            Err(refusal) => return Err(refusal),
        }
    }
    let refusal = nothing_to_sign_with(name);
    Err(last.into_iter().flat_map(|refusal| refusal.detail).fold(refusal, Refusal::detail))
}

fn nothing_to_sign_with(name: &str) -> Refusal {
    Refusal::unusable(
        "no_signing_key",
        say!(
            "没有可以签名的密钥：git 没有设置，ssh-agent 里也没有{name}的",
            "there is no key to sign with: git names none, and the agent holds none of {name}'s"
        ),
    )
    .help(say!("放进 ssh-agent：`ssh-add`", "give it to the agent: `ssh-add`"))
    .help(say!(
        "或者告诉 git 用哪一把：`git config --global gpg.format ssh`，`git config --global user.signingkey ~/.ssh/id_ed25519.pub`",
        "or tell git which it is: `git config --global gpg.format ssh`, `git config --global user.signingkey ~/.ssh/id_ed25519.pub`"
    ))
}

/// Runs the program that signs. All messages go at once, so that a passphrase is asked for once.
fn run(
    repo: &Repo,
    own: &Own,
    desk: &Path,
    (namespace, messages): (&str, &[String]),
    asking: Asking,
) -> Result<Vec<String>> {
    let files: Vec<PathBuf> = (0..messages.len()).map(|n| desk.join(format!("{n}"))).collect();
    for (file, message) in files.iter().zip(messages) {
        write(file, message)?;
    }
    let chosen = repo.git_says("gpg.ssh.program")?.filter(|program| !program.is_empty());
    let at_once = if chosen.is_some() { 1 } else { files.len().max(1) };
    for some in files.chunks(at_once) {
        let mut sign = match &chosen {
            Some(program) => command(Path::new(program)),
            None => program("ssh-keygen").ok_or_else(|| missing("ssh-keygen"))?,
        };
        sign.args(["-Y", "sign", "-n", namespace, "-f"]).arg(&own.file);
        if own.agent {
            sign.arg("-U");
        }
        if asking == Asking::Refused {
            // It asks a program that is not there, and takes that for a no.
            sign.env("SSH_ASKPASS_REQUIRE", "force").env("SSH_ASKPASS", desk.join("nobody"));
        }
        // Whoever must touch a key is told so there.
        let seen = own.public.as_ref().is_some_and(Key::is_hardware);
        sign.args(some).stdin(Stdio::null()).stdout(Stdio::null());
        sign.stderr(if seen { Stdio::inherit() } else { Stdio::piped() });
        let started = sign.spawn().and_then(std::process::Child::wait_with_output);
        let done = started.map_err(|_| missing(chosen.as_deref().unwrap_or("ssh-keygen")))?;
        if !done.status.success() {
            let words = String::from_utf8_lossy(&done.stderr);
            let asked = asking == Asking::Refused && words.contains("passphrase");
            return Err(if asked { asks(&own.file) } else { failed(&words) });
        }
    }
    let signature = |file: &PathBuf| read(&file.with_extension("sig")).ok_or_else(|| failed(""));
    files.iter().map(signature).collect()
}

fn own_key(key: &Key, member: &str, team: &Team) -> Result<()> {
    of_member(key, member, team).map_err(|_| {
        let (print, name) = (key.fingerprint(), team.name(member));
        let message = match team.owner_of(key).map(|owner| team.name(owner)) {
            Some(owner) => say!(
                "git 说你是{name}，而要用来签名的密钥是{owner}的：{print}",
                "git says that you are {name}, and the key to sign with is {owner}'s: {print}"
            ),
            None => say!(
                "要用来签名的密钥没有登记在{name}名下：{print}",
                "the key to sign with is not listed for {name}: {print}"
            ),
        };
        let Text { zh, en } = team.names(team.with_key("manager"));
        Refusal::not_allowed("key_not_yours", message)
            .help(say!(
                "换成你登记过的那把：`git config user.signingkey 公钥文件`",
                "take the one that is listed: `git config user.signingkey FILE.pub`"
            ))
            .help(say!(
                "或者请运营主管（{zh}）登记：`wxops team key add {member} 公钥文件`",
                "or ask a manager ({en}) to list it: `wxops team key add {member} FILE.pub`"
            ))
    })
}

fn failed(words: &str) -> Refusal {
    let refusal = Refusal::unusable(
        "not_signed",
        say!("没有签成，什么都没有改", "nothing was signed, and nothing changed"),
    )
    .help(say!(
        "看看密钥能不能用：`ssh-add -l`，`git config user.signingkey`；再试一次",
        "see whether the key is there: `ssh-add -l`, `git config user.signingkey`; then once more"
    ));
    let cause = words.trim().lines().rfind(|line| !line.trim().is_empty());
    cause.map_or(refusal.clone(), |cause| refusal.detail(Text::same(text::escaped(cause))))
}

/// The key has a passphrase, and nobody may be asked for it.
fn asks(file: &Path) -> Refusal {
    let private =
        if file.extension() == Some(OsStr::new("pub")) { file.with_extension("") } else { file.into() };
    let file = text::escaped(&private.display().to_string());
    Refusal::unusable(
        "passphrase_needed",
        say!(
            "密钥有口令，而 `--no-input` 不许提问；没有签，什么都没有改",
            "the key asks for a passphrase, which `--no-input` forbids; nothing was signed, and nothing changed"
        ),
    )
    .help(say!("先放进 ssh-agent：`ssh-add {file}`", "give it to the agent first: `ssh-add {file}`"))
    .help(say!("或者不加 `--no-input`", "or leave `--no-input` away"))
}

fn missing(name: &str) -> Refusal {
    let name = text::escaped(name);
    Refusal::unusable(
        "ssh_missing",
        say!("找不到 `{name}`，或者启动不了", "`{name}` is not found or does not start"),
    )
    .help(say!(
        "装上 OpenSSH 客户端；Windows 的“可选功能”里就有",
        "install the OpenSSH client; Windows has it among its optional features"
    ))
}

/// A program of the system; one that lies in the work tree is never started.
fn program(name: &str) -> Option<Command> {
    crate::repo::git::program(name).map(|file| command(&file))
}

#[expect(clippy::disallowed_methods, reason = "the one place that starts the programs of OpenSSH")]
fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.env("LC_ALL", "C");
    command
}

#[expect(clippy::disallowed_methods, reason = "what is signed lies in a folder of its own, and goes with it")]
fn write(file: &Path, message: &str) -> Result<()> {
    std::fs::write(file, message).map_err(|error| failed(&error.to_string()))
}

#[expect(clippy::disallowed_methods, reason = "public keys and signatures lie outside the content folder")]
fn read(file: &Path) -> Option<String> {
    std::fs::read_to_string(file).ok()
}

fn public_file(desk: &Path, key: &Key) -> Result<PathBuf> {
    let file = desk.join("key.pub");
    write(&file, &format!("{}\n", key.line()))?;
    Ok(file)
}
