//! `wxops team` shows the team; its acts change it.

mod add;
mod adopt;
mod remove;

use wxops::refusal::Exit;

use super::context::Context;

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
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    match args.command {
        None => show(ctx),
        Some(Command::Add(args)) => add::run(ctx, args),
        Some(Command::Remove(args)) => remove::run(ctx, args),
        Some(Command::Adopt(args)) => adopt::run(ctx, args),
    }
}

fn show(_ctx: &Context) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
