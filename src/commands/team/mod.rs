//! `wxops team` shows the team; its acts change it.

mod add;
mod adopt;
mod deputy;
mod distrust;
mod key;
mod level;
mod remove;

use serde_json::{Value, json};
use wxops::{
    folder::ContentFolder,
    refusal::Exit,
    say,
    signature::Key,
    text::{Text, list},
    workflow::{
        policy,
        team::{Stage, TEAM, Team},
    },
};

use crate::shell::{
    context::{Context, folder_time},
    table::columns,
};

#[derive(clap::Args)]
#[command(
    about = tr!("看运营规则：成员、角色、审核环节；增减成员", "Show the team: people, roles, stages; add and remove people"),
    before_help = tr!(
        "wxops team\n\
         wxops team add wangfang --name 王芳 --email wangfang@example.com --role final-reviewer",
        "wxops team\n\
         wxops team add wangfang --name 'Wang Fang' --email wangfang@example.com --role final-reviewer"
    )
)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(clap::Subcommand)]
enum Command {
    Add(add::Args),
    Remove(remove::Args),
    Adopt(adopt::Args),
    Key(key::Args),
    Deputy(deputy::Args),
    Level(level::Args),
    Distrust(distrust::Args),
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    match args.command {
        None => show(ctx),
        Some(Command::Add(args)) => add::run(ctx, args),
        Some(Command::Remove(args)) => remove::run(ctx, args),
        Some(Command::Adopt(args)) => adopt::run(ctx, args),
        Some(Command::Key(args)) => key::run(ctx, args),
        Some(Command::Deputy(args)) => deputy::run(ctx, args),
        Some(Command::Level(args)) => level::run(ctx, args),
        Some(Command::Distrust(args)) => distrust::run(ctx, args),
    }
}

/// The rule book in force: who is in the team, and who decides what.
fn show(ctx: &Context) -> anyhow::Result<Exit> {
    let folder = ContentFolder::open(&ctx.start)?;
    let head = folder.head()?;
    let file = folder.working().read(TEAM, policy::LIMIT)?;
    let unadopted = policy::adopted(&head.policy, file.as_deref()).err();
    let (newest, language) = (head.policy.newest(), ctx.language);
    let (team, number, since) = (&newest.team, newest.header.version, &newest.team.effective);
    let (zh, en) = (team.level.label().zh, team.level.name());
    ctx.output.say(&say!(
        "运营规则第 {number} 版（{zh}），{since} 起施行",
        "rule book, version {number} (level {en}), in force from {since}"
    ));
    let people = team.members.iter().map(|(id, member)| {
        let roles = team.roles_of(member).get(language).to_owned();
        vec![format!("  {}", member.name), id.clone(), roles, member.emails.join(tr!("、", ", "))]
    });
    ctx.output.page(&format!("\n{}\n", columns(people)));
    let stages = team.stages.iter().map(|stage| {
        let labels: Vec<Text> = stage.roles().map(|role| team.role_label(role)).collect();
        let role = list(&labels).get(language).to_owned();
        vec![format!("  {}", stage.name), role, deciders(team, stage).get(language).to_owned()]
    });
    ctx.output.page(&columns(stages));
    for category in team.review.keys().filter(|category| *category != "default") {
        let label = folder.settings().label(category);
        let names: Vec<Text> = team.stages_of(category).iter().map(|stage| Text::same(&stage.name)).collect();
        let Text { zh, en } = list(&names);
        ctx.output.say(&say!("  {label}：{zh}", "  {label}: {en}"));
    }
    let now = folder_time(ctx, &folder, head.policy.is_sandbox())?;
    for Text { zh, en } in team.deputies_from(now).map(|entry| team.deputy_told(entry)) {
        ctx.output.say(&say!("  {zh}", "  {en}"));
    }
    if let Some(Text { zh, en }) = team.urgent_told() {
        ctx.output.say(&say!("  可以加急：{zh}", "  may be urgent: {en}"));
    }
    if let Some(Text { zh, en }) = team.lane_told() {
        ctx.output.say(&say!("  应急通道：{zh}", "  emergency lane: {en}"));
    }
    if let Some(unadopted) = &unadopted {
        ctx.output.note(&unadopted.message);
        unadopted.help.iter().for_each(|help| ctx.output.note(help));
    }
    if let Some(waits) = head.pending()? {
        let (number, by) = (waits.header.version, team.names(waits.signatures.iter().map(|own| &*own.by)));
        ctx.output.note(&say!(
            "第 {number} 版等着运营主管签名（{zh}已签）：`wxops team adopt --dry-run` 看改动，`wxops team adopt` 签名",
            "version {number} waits for managers to sign (signed by {en}): `wxops team adopt --dry-run` shows it, `wxops team adopt` signs",
            zh = by.zh,
            en = by.en
        ));
    }
    let mut document = document(team, number, newest.digest.as_str(), unadopted.is_none());
    document["deputies"] = json!(deputy::documents(team, now));
    ctx.output.json(document);
    Ok(Exit::Done)
}

/// The people who can decide a stage, by name; of a joint one role by role.
fn deciders(team: &Team, stage: &Stage) -> Text {
    if !stage.is_joint() {
        return stage.roles().next().map(|role| able(team, role)).unwrap_or_default();
    }
    let each = stage.roles().map(|role| (team.role_label(role), able(team, role)));
    let each: Vec<(Text, Text)> = each.collect();
    Text {
        zh: each.iter().map(|(role, who)| format!("{}：{}", role.zh, who.zh)).collect::<Vec<_>>().join("；"),
        en: each.iter().map(|(role, who)| format!("{}: {}", role.en, who.en)).collect::<Vec<_>>().join("; "),
    }
}

/// The people who have a role of the review, by name.
fn able(team: &Team, role: &str) -> Text {
    let names = team.names(team.able(role));
    if !names.zh.is_empty() {
        return names;
    }
    match team.with_role(role).next() {
        Some(id) => {
            say!("还没有人登记密钥：wxops team key add {id} …", "nobody has a key: wxops team key add {id} …")
        }
        None => {
            say!("还没有人：wxops team add … --role {role}", "nobody yet: wxops team add … --role {role}")
        }
    }
}

fn document(team: &Team, version: u32, digest: &str, adopted: bool) -> Value {
    let members = team.members.iter().map(|(id, member)| {
        json!({
            "id": id, "name": member.name, "emails": member.emails, "roles": member.roles,
            "keys": team.keys_of(id).iter().map(Key::fingerprint).collect::<Vec<_>>(),
        })
    });
    let stages = team.stages.iter().map(|stage| {
        let people: Vec<&str> = team.deciders(stage).collect();
        let roles: Vec<&str> = stage.roles().collect();
        let role = roles.first().filter(|_| !stage.is_joint());
        json!({
            "id": stage.id, "name": stage.name, "role": role, "roles": roles, "joint": stage.is_joint(),
            "list": stage.list, "people": people,
        })
    });
    json!({ "team": {
        "version": version,
        "digest": digest,
        "level": team.level.name(),
        "threshold": team.threshold,
        "effective": team.effective,
        "adopted": adopted,
        "members": members.collect::<Vec<_>>(),
        "stages": stages.collect::<Vec<_>>(),
        "review": team.review,
        "urgent": team.urgent.as_ref().map(|urgent| {
            json!({ "categories": urgent.categories, "within_hours": urgent.within_hours })
        }),
        "lane": team.lane.as_ref().map(|lane| {
            let hours = lane.review_within_hours;
            json!({ "skips": lane.skips, "people": lane.people, "review_within_hours": hours })
        }),
    }})
}
