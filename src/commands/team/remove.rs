//! `wxops team remove` removes a member.

use wxops::{
    folder::cards,
    refusal::{Exit, Refusal},
    say,
    text::{Text, plural},
    workflow::{
        policy::{Version, adopt::may_adopt},
        team::text::without_member,
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
    about = tr!("移出成员", "Remove a member"),
    before_help = tr!(
        "wxops team remove wangfang",
        "wxops team remove wangfang"
    )
)]
pub(crate) struct Args {
    #[arg(value_name = tr!("成员", "MEMBER"), help = tr!("成员：代号或姓名", "Who: id or name"))]
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open_to_adopt(ctx)?;
    let id = acting.team.member_named(&args.id)?.to_owned();
    let text = |newest: &Version, file: Option<&[u8]>| {
        let text = text_in_force(newest, file)?;
        let team = &newest.team;
        may_adopt(team, &acting.typist()?.member)?;
        if team.with_role("manager").eq([id.as_str()]) {
            return Err(last_manager(team.name(&id)));
        }
        without_member(&text, &id)
    };
    let owned: Vec<String> = cards(&acting.folder, false)?
        .into_iter()
        .filter(|card| card.table.as_ref().is_some_and(|table| table.owner == id))
        .map(|card| card.slug)
        .collect();
    change(&acting, &args.writing, "team-remove", &format!("team remove: {id}"), &text, &|adopted| {
        let (number, name) = (adopted.version.header.version, adopted.before.team.name(&id));
        let mut told = say!(
            "运营规则第 {number} 版已生效：{name}已移出",
            "version {number} of the rule book is in force: {name} has left"
        );
        if !owned.is_empty() {
            let count = owned.len();
            let articles = plural(count, "article");
            told.zh += &format!("\n{name}名下还有 {count} 篇稿件，请转交：");
            told.en += &format!("\n{name} still owns {articles}; hand them on:");
            for slug in owned.iter().take(20) {
                told.zh += &format!("\n  wxops assign {slug} 成员");
                told.en += &format!("\n  wxops assign {slug} MEMBER");
            }
        }
        let before = &adopted.before.team;
        for entry in
            before.deputies_from(acting.now).filter(|entry| [&entry.member, &entry.deputy].contains(&&id))
        {
            let Text { zh, en } = before.deputy_told(entry);
            told.zh += &format!("\n代审人一并去掉：{zh}");
            told.en += &format!("\nno deputy any more: {en}");
        }
        let after = &adopted.version.team;
        let seats = after.stages.iter().flat_map(|stage| stage.roles().map(move |role| (&stage.name, role)));
        for (stage, role) in seats.filter(|(_, role)| after.with_role(role).next().is_none()) {
            told.zh += &format!(
                "\n{stage}现在没有人能办；加一位：`wxops team add 代号 --name 姓名 --email 邮箱 --role {role}`"
            );
            told.en += &format!(
                "\nnobody can decide {stage} now; add one: `wxops team add ID --name NAME --email MAIL --role {role}`"
            );
        }
        told
    })
}

fn last_manager(name: &str) -> Refusal {
    Refusal::not_now(
        "last_manager",
        say!(
            "{name}是唯一的运营主管，移出后就没有人能改运营规则了",
            "{name} is the only manager; without one nobody can change the rule book"
        ),
    )
    .help(say!(
        "先加一位：`wxops team add 代号 --name 姓名 --email 邮箱 --role manager`",
        "add another one first: `wxops team add ID --name NAME --email EMAIL --role manager`"
    ))
}
