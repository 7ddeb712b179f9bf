//! Who is typing: the member that git's identity is.

use wxops::{
    refusal::{Refusal, Result},
    repo::{Identity, Repo},
    say,
    text::Text,
    workflow::team::Team,
};

/// Whoever is typing.
pub(crate) struct Typist {
    /// As git knows them
    pub(crate) identity: Identity,
    /// The member's id
    pub(crate) member: String,
}

/// Asks git who is typing, and the team which member that is.
pub(crate) fn typist(team: &Team, repo: &Repo) -> Result<Typist> {
    let identity = repo.identity()?;
    match team.member_of(&identity.email).map(str::to_owned) {
        Some(member) => Ok(Typist { identity, member }),
        None => Err(stranger(team, &identity.email)),
    }
}

/// Why somebody with this address cannot act, and what to do about it.
pub(crate) fn stranger(team: &Team, mail: &str) -> Refusal {
    let Text { zh, en } = team.names(team.able("manager"));
    Refusal::not_allowed(
        "unknown_member",
        say!(
            "git 说你是 {mail}，团队里没有这个邮箱",
            "git says that you are {mail}, and nobody in the team has that address"
        ),
    )
    .help(say!(
        "邮箱写错了：`git config user.email 你在团队里的邮箱`",
        "if the address is wrong: `git config user.email THE-ONE-IN-THE-TEAM`"
    ))
    .help(say!(
        "还没加入：请运营主管（{zh}）运行 `wxops team add 代号 --name 姓名 --email {mail} --role 角色`",
        "if you are new: ask a manager ({en}) for `wxops team add ID --name NAME --email {mail} --role ROLE`"
    ))
}
