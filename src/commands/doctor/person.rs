//! Who is typing: the identity that git knows, the member it is, how it would sign.

use wxops::{
    repo::{Identity, Repo, git::program},
    say, signer,
    text::{Text, list},
    workflow::team::{Level, Team},
};

use super::line::Line;
use crate::shell::{context::Context, typist::stranger};

/// What git calls the person; in the repository, or wherever they stand.
pub(super) fn identity(ctx: &Context, repo: Option<&Repo>) -> Line {
    let known = repo.map_or_else(|| Identity::in_folder(&ctx.start), Repo::identity);
    match known {
        Ok(Identity { name, email }) => Line::fine("identity", Text::same(format!("{name} <{email}>"))),
        Err(refusal) => Line::refused("identity", &refusal),
    }
}

/// Which member that is. Nothing where git knows nobody.
pub(super) fn member(repo: &Repo, team: &Team) -> Option<Line> {
    let email = repo.identity().ok()?.email;
    let Some(id) = team.member_of(&email) else {
        return Some(Line::refused("member", &stranger(team, &email)));
    };
    let roles = team.members.get(id).map(|member| member.roles.as_slice()).unwrap_or_default();
    let roles: Vec<Text> = roles.iter().map(|role| team.role_label(role)).collect();
    let (name, Text { zh, en }) = (team.name(id), list(&roles));
    Some(Line::fine("member", say!("{name}（{zh}）", "{name} ({en})")))
}

/// What would sign. At level `declared` nobody signs, and it is only told.
pub(super) fn signing(repo: &Repo, team: Option<&Team>) -> Line {
    let signs = team.filter(|team| team.level == Level::Signed);
    let member = |team: &Team| Some(team.member_of(&repo.identity().ok()?.email)?.to_owned());
    if let Some((team, id)) = signs.and_then(|team| Some((team, member(team)?)))
        && let Err(refusal) = signer::is_ready(repo, team, &id)
    {
        return Line::refused("signing", &refusal);
    }
    let format = repo.setting("gpg.format").unwrap_or_else(|| "openpgp".into());
    let program = if program("ssh-keygen").is_some() {
        say!("有 ssh-keygen", "ssh-keygen is there")
    } else {
        say!("没有 ssh-keygen", "there is no ssh-keygen")
    };
    let key = match repo.setting("user.signingkey").filter(|key| !key.is_empty()) {
        Some(key) => say!("签名密钥 {key}（{format}）", "signing key {key} ({format})"),
        None if signs.is_some() => say!("由 ssh-agent 签名", "the agent signs"),
        None => say!("没有设签名密钥，自报身份不需要", "no signing key; level declared needs none"),
    };
    Line::fine(
        "signing",
        say!(
            "{zh}；{has_zh}",
            "{en}; {has_en}",
            zh = key.zh,
            en = key.en,
            has_zh = program.zh,
            has_en = program.en
        ),
    )
}
