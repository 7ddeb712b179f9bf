//! `wxops team deputy` shows who reviews for whom, and when; its acts change it.

mod add;
mod remove;

use serde_json::{Value, json};
use wxops::{
    folder::ContentFolder,
    moment::Moment,
    refusal::Exit,
    say,
    text::Text,
    workflow::team::{Deputy, Team},
};

use crate::shell::{
    context::{Context, folder_time},
    element::deputy,
};

#[derive(clap::Args)]
#[command(
    about = tr!("看代审人（A/B 角）；增减代审人", "Show who reviews for whom; add and remove deputies"),
    before_help = tr!(
        "wxops team deputy\n\
         wxops team deputy add 张明 --deputy 王蕾 --from 2026-12-01 --until 2026-12-10\n\
         wxops team deputy add 张明 --deputy 王蕾 --urgent",
        "wxops team deputy\n\
         wxops team deputy add zhangming --deputy wanglei --from 2026-12-01 --until 2026-12-10\n\
         wxops team deputy add zhangming --deputy wanglei --urgent"
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
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    match args.command {
        None => show(ctx),
        Some(Command::Add(args)) => add::run(ctx, args),
        Some(Command::Remove(args)) => remove::run(ctx, args),
    }
}

fn show(ctx: &Context) -> anyhow::Result<Exit> {
    let folder = ContentFolder::open(&ctx.start)?;
    let head = folder.head()?;
    let now = folder_time(ctx, &folder, head.policy.is_sandbox())?;
    let team = &head.policy.newest().team;
    ctx.output.json(json!({ "deputies": documents(team, now) }));
    if team.deputies.is_empty() {
        ctx.output.say(&say!(
            "没有代审人。加一条：`wxops team deputy add 成员 --deputy 代审人 --from 日期 --until 日期`",
            "there are no deputies; add one: `wxops team deputy add MEMBER --deputy MEMBER --from DAY --until DAY`"
        ));
    }
    for entry in &team.deputies {
        let (Text { zh, en }, when) = (team.deputy_told(entry), when(entry, now));
        ctx.output.say(&say!("{zh}　{when_zh}", "{en}  {when_en}", when_zh = when.zh, when_en = when.en));
    }
    Ok(Exit::Done)
}

/// Whether an entry counts today.
fn when(entry: &Deputy, now: Moment) -> Text {
    match (entry.counts_on(Some(now.date_naive())), entry.is_over(now)) {
        _ if entry.urgent => say!("一直有效", "at any time"),
        (true, _) => say!("代审中", "now"),
        (_, true) => say!("已结束", "over"),
        _ => say!("还没到", "to come"),
    }
}

/// Every entry as a document.
pub(super) fn documents(team: &Team, now: Moment) -> Vec<Value> {
    let one = |entry: &Deputy| {
        let mut document = deputy(entry);
        document["reason"] = json!(entry.reason);
        document["today"] = json!(entry.counts_on(Some(now.date_naive())));
        document
    };
    team.deputies.iter().map(one).collect()
}
