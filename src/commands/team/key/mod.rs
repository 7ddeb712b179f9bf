//! `wxops team key` shows the keys that sign for each member; its acts change them.

mod add;
mod remove;

use serde_json::json;
use wxops::{folder::ContentFolder, refusal::Exit, say, signature::Key};

use crate::shell::{context::Context, table::columns};

#[derive(clap::Args)]
#[command(
    about = tr!("看成员的签名密钥；增减密钥", "Show the keys of the members; add and remove keys"),
    before_help = tr!(
        "wxops team key\n\
         wxops team key add wangfang wangfang.pub",
        "wxops team key\n\
         wxops team key add wangfang wangfang.pub"
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
    let team = &head.policy.newest().team;
    let prints = |id: &str| team.keys_of(id).iter().map(Key::fingerprint).collect::<Vec<_>>();
    let rows = team.members.iter().flat_map(|(id, member)| {
        let prints = prints(id);
        let none = tr!("还没有密钥", "no key yet").to_owned();
        let shown = if prints.is_empty() { vec![none] } else { prints };
        shown.into_iter().map(|print| vec![member.name.clone(), id.clone(), print]).collect::<Vec<_>>()
    });
    ctx.output.page(&columns(rows));
    for print in &team.distrust {
        ctx.output.say(&say!("不可信的密钥：{print}", "distrusted: {print}"));
    }
    let members = team.members.keys().map(|id| json!({ "id": id, "keys": prints(id) }));
    ctx.output.json(json!({ "members": members.collect::<Vec<_>>(), "distrust": team.distrust }));
    Ok(Exit::Done)
}
