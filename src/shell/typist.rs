//! Who is typing: the member that git's identity is.

use wxops::{
    refusal::{Refusal, Result},
    repo::Identity,
    say,
    text::Text,
    workflow::team::Team,
};

/// The member that a git identity is.
pub(crate) fn member(team: &Team, who: &Identity) -> Result<String> {
    if let Some(id) = team.member_of(&who.email) {
        return Ok(id.to_owned());
    }
    let (mail, Text { zh, en }) = (&who.email, team.names(team.with_role("manager")));
    Err(Refusal::not_allowed(
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
    )))
}
