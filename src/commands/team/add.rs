//! `wxops team add` adds a member.

use wxops::{
    refusal::{Exit, Refusal, Result},
    say,
    text::{Text, is_hidden},
    workflow::{
        policy::{Version, adopt::may_adopt},
        team::text::with_member,
        team::{Member, TEAM, Team, is_id},
    },
};

use crate::shell::{
    acting::Acting,
    adopting::{change, text_in_force},
    arguments::Writing,
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("加入成员", "Add a member"),
    before_help = tr!(
        "wxops team add wangfang --name 王芳 --email wangfang@example.com --role final-reviewer",
        "wxops team add wangfang --name 'Wang Fang' --email wangfang@example.com --role final-reviewer"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("代号", "ID"),
        help = tr!("成员的代号：小写字母、数字、连字符", "The id of the member: small letters, digits, hyphens")
    )]
    pub(crate) id: String,
    #[arg(long, value_name = tr!("姓名", "NAME"), help = tr!("姓名", "The name"))]
    pub(crate) name: String,
    #[arg(
        long,
        value_name = tr!("邮箱", "EMAIL"),
        required = true,
        help = tr!("git 提交所用的邮箱（可重复）", "The mail address of their git commits (can be repeated)")
    )]
    pub(crate) email: Vec<String>,
    #[arg(
        long,
        value_name = tr!("角色", "ROLES"),
        required = true,
        help = tr!(
            "角色，如 `writer`、`运营编辑`；可用逗号隔开几个（可重复）",
            "Roles, such as `writer,publisher` (can be repeated)"
        )
    )]
    pub(crate) role: Vec<String>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open_to_adopt(ctx)?;
    let Args { id, name, email, role, writing } = args;
    let member = Member {
        name: name.trim().to_owned(),
        emails: words(&email.join(",")),
        roles: words(&role.join(","))
            .iter()
            .map(|word| acting.team.role_named(word))
            .collect::<Result<_>>()?,
        keys: vec![],
    };
    fits(&id, &member)?;
    let text = |newest: &Version, file: Option<&[u8]>| {
        let text = text_in_force(newest, file)?;
        may_adopt(&newest.team, &acting.typist()?.member)?;
        match newest.team.members.get(&id) {
            Some(own) if member == (Member { keys: vec![], ..own.clone() }) => return Ok(text),
            Some(own) => return Err(exists(&newest.team, &id, own)),
            None => {}
        }
        if let Some(mail) = member.emails.iter().find(|mail| newest.team.member_of(mail).is_some()) {
            let owner = newest.team.member_of(mail).map(|owner| newest.team.name(owner)).unwrap_or_default();
            return Err(Refusal::usage(
                "mail_taken",
                say!("邮箱 {mail} 已经是{owner}的", "{mail} is the address of {owner} already"),
            )
            .help(say!(
                "换这个人自己的邮箱：`--email 邮箱`",
                "give the address of this person: `--email ADDRESS`"
            )));
        }
        with_member(&text, &id, &member)
    };
    change(&acting, &writing, "team-add", &format!("team add: {id}"), &text, &|adopted| {
        let (number, name, Text { zh, en }) =
            (adopted.version.header.version, &member.name, acting.team.roles_of(&member));
        say!(
            "运营规则第 {number} 版已生效：{name}（{zh}）",
            "version {number} of the rule book is in force: {name} ({en})"
        )
    })
}

/// Words with commas between, half or full width.
fn words(list: &str) -> Vec<String> {
    let words = list.split([',', '，', '、']).map(|word| word.trim().to_owned());
    words.filter(|word| !word.is_empty()).collect()
}

fn fits(id: &str, member: &Member) -> Result<()> {
    let example = "`wxops team add wangfang --name 王芳 --email wangfang@example.com --role first-reviewer`";
    let refuse = |code, message| {
        Err(Refusal::usage(code, message).help(say!("例如：{example}", "for example: {example}")))
    };
    let is_mail = |mail: &String| {
        let plain = mail.chars().all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>'));
        plain
            && mail.split('@').filter(|part| !part.is_empty()).count() == 2
            && mail.matches('@').count() == 1
    };
    if !is_id(id) {
        return refuse(
            "bad_member",
            say!(
                "代号 `{id}` 要用小写字母开头，只含小写字母、数字和 `-`",
                "the id `{id}` must begin with a small letter and hold only small letters, digits and `-`"
            ),
        );
    }
    if member.name.is_empty() || member.name.chars().any(|c| c == '\n' || c == '\t' || is_hidden(c)) {
        return refuse(
            "bad_name",
            say!("姓名是空的，或有看不见的字符", "the name is empty or has hidden characters"),
        );
    }
    match member.emails.iter().find(|mail| !is_mail(mail)) {
        Some(mail) => refuse("bad_mail", say!("`{mail}` 不是邮箱", "`{mail}` is no mail address")),
        None if member.emails.is_empty() => refuse("bad_mail", say!("邮箱是空的", "the address is empty")),
        None if member.roles.is_empty() => refuse("bad_role", say!("角色是空的", "the role is empty")),
        None => Ok(()),
    }
}

fn exists(team: &Team, id: &str, own: &Member) -> Refusal {
    let (name, Text { zh, en }) = (&own.name, team.roles_of(own));
    Refusal::usage(
        "member_exists",
        say!("成员 `{id}` 已经有了：{name}（{zh}）", "there is a member `{id}` already: {name} ({en})"),
    )
    .help(say!(
        "要改角色或邮箱：改 `{TEAM}`，再运行 `wxops team adopt`",
        "to change roles or addresses: edit `{TEAM}`, then `wxops team adopt`"
    ))
    .help(say!("是另一个人：换一个代号", "for somebody else: take another id"))
}
