//! `wxops team remove` removes a member, and hands over what was theirs.

use serde_json::{Value, json};
use wxops::{
    folder::Head,
    handover::{self, Handover, outside},
    leaks::masked,
    refusal::{Exit, Refusal, Result},
    say,
    text::{Language, Text},
    workflow::{
        policy::{Version, adopt::may_adopt},
        team::text::without_member,
    },
};

use crate::shell::{
    acting::Acting,
    adopting::{Besides, Listed, change_besides, text_in_force},
    arguments::Writing,
    context::Context,
    element::deputy,
};

#[derive(clap::Args)]
#[command(
    about = tr!("移出成员，把在办的稿件转交给别人", "Remove a member and hand their articles over"),
    before_help = tr!(
        "wxops team remove wangfang\n\
         wxops team remove 李娜 --handover 孙悦 --dry-run\n\
         wxops team remove 李娜 --handover 孙悦",
        "wxops team remove wangfang\n\
         wxops team remove lina --handover sunyue --dry-run\n\
         wxops team remove lina --handover sunyue"
    )
)]
pub(crate) struct Args {
    #[arg(value_name = tr!("成员", "MEMBER"), help = tr!("成员：代号或姓名", "Who: id or name"))]
    pub(crate) id: String,
    #[arg(
        long,
        value_name = tr!("成员", "MEMBER"),
        help = tr!(
            "在同一个提交里，把没有办完的稿件都转交给这位编辑",
            "In the same commit, hand every article that is not finished to this writer"
        )
    )]
    pub(crate) handover: Option<String>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open_to_adopt(ctx)?;
    let id = acting.team.member_named(&args.id)?.to_owned();
    let to = args.handover.as_ref().map(|word| acting.team.member_named(word)).transpose()?;
    let by = acting.typist()?.member.clone();
    if to.is_some() {
        may_hand_over(&acting, &id, to, &by)?;
    }
    let text = |newest: &Version, file: Option<&[u8]>| {
        let text = text_in_force(newest, file)?;
        let team = &newest.team;
        may_adopt(team, &by)?;
        if team.with_role("manager").eq([id.as_str()]) {
            return Err(last_manager(team.name(&id)));
        }
        without_member(&text, &id)
    };
    let along = |head: &Head<'_>| match to {
        Some(to) => handover::assigned(&acting.folder, head, (&by, acting.now), (&id, to)),
        None => Ok(vec![]),
    };
    let seen = handover::seen(&acting.folder, &acting.team, acting.now, &id)?;
    let listed = |adopted: &wxops::adopting::Adopted| {
        let list = Handover::of((&id, to), adopted, &seen, acting.now);
        let (told, value) = (list.told(adopted, acting.now), document(&list, acting.ctx.language));
        Some(Listed { told, key: "handover", value })
    };
    let besides = Besides { along: &along, listed: &listed };
    let subject = format!("team remove: {id}");
    change_besides(
        &acting,
        &args.writing,
        ("team-remove", &subject),
        &text,
        &|adopted| {
            let (number, name) = (adopted.version.header.version, adopted.before.team.name(&id));
            say!(
                "运营规则第 {number} 版已生效：{name}已移出",
                "version {number} of the rule book is in force: {name} has left"
            )
        },
        &besides,
    )
}

fn may_hand_over(acting: &Acting<'_>, id: &str, to: Option<&str>, by: &str) -> Result<()> {
    let team = &acting.team;
    may_adopt(team, by)?;
    let name = team.name(id);
    if to == Some(id) {
        let message = say!("不能转交给{name}自己", "{name} cannot take over from {name}");
        let Text { zh, en } = team.names(team.able("writer").filter(|own| *own != id));
        return Err(Refusal::usage("handover_to_self", message)
            .help(say!("可以接手的人：{zh}", "who can take it: {en}")));
    }
    if by == id {
        let Text { zh, en } = team.names(team.able("manager").filter(|own| *own != id));
        let message = say!("{name}不能自己办自己的交接", "{name} cannot leave and hand over to others alone");
        let refusal = Refusal::not_allowed("own_handover", message);
        return Err(if zh.is_empty() {
            refusal.help(say!(
                "先加一位运营主管：`wxops team add 代号 --name 姓名 --email 邮箱 --role manager`",
                "add another manager first: `wxops team add ID --name NAME --email EMAIL --role manager`"
            ))
        } else {
            refusal.help(say!("请另一位运营主管来办：{zh}", "ask another manager: {en}"))
        });
    }
    Ok(())
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

/// The list as a document.
fn document(list: &Handover<'_>, language: Language) -> Value {
    let owned = list.owned.iter().map(|derived| {
        json!({
            "slug": derived.card.slug,
            "title": masked(&derived.card.title),
            "status": derived.state().map(|state| state.status.name()),
            "problem": derived.problem().map(|problem| problem.message.get(language).to_owned()),
        })
    });
    let reviews = list.reviews.iter().map(|(derived, people)| {
        let stage = derived.state().and_then(|state| state.stage.as_ref()).map(|stage| &stage.id);
        json!({ "slug": derived.card.slug, "stage": stage, "people": people })
    });
    let deputies = list.deputies.iter().map(deputy);
    let empty = list.empty.iter().map(|(stage, role)| json!({ "stage": stage, "role": role }));
    json!({
        "member": list.member,
        "to": list.to,
        "articles": owned.collect::<Vec<_>>(),
        "reviews": reviews.collect::<Vec<_>>(),
        "stages_without_people": empty.collect::<Vec<_>>(),
        "deputies": deputies.collect::<Vec<_>>(),
        "keys": list.keys,
        "outside": outside().iter().map(|line| line.get(language)).collect::<Vec<_>>(),
    })
}
