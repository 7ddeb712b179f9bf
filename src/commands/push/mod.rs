//! `wxops push` lists the pushes to come; its acts arrange them.

mod add;
mod arm;
mod disarm;
mod list;
mod r#move;
mod new;
mod order;
mod remove;
mod show;
mod swap;

use wxops::refusal::Exit;

use crate::shell::context::Context;

#[derive(clap::Args)]
#[command(
    about = tr!("推送：头条和次条作为一次，排在一起", "Arrange what goes out together: a lead article and those that follow it"),
    before_help = tr!(
        "wxops push\n\
         wxops push new 周二晚 dongji-xinpin gongyi-zhoubao\n\
         wxops push show 周二晚",
        "wxops push\n\
         wxops push new 'Tuesday 8pm' dongji-xinpin gongyi-zhoubao\n\
         wxops push show dongji-xinpin"
    )
)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(clap::Subcommand)]
enum Command {
    New(new::Args),
    Add(add::Args),
    Remove(remove::Args),
    Order(order::Args),
    Swap(swap::Args),
    Move(r#move::Args),
    Show(show::Args),
    List(list::Args),
    Arm(arm::Args),
    Disarm(disarm::Args),
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    match args.command {
        None => list::run(ctx, list::Args::default()),
        Some(Command::New(args)) => new::run(ctx, args),
        Some(Command::Add(args)) => add::run(ctx, args),
        Some(Command::Remove(args)) => remove::run(ctx, args),
        Some(Command::Order(args)) => order::run(ctx, args),
        Some(Command::Swap(args)) => swap::run(ctx, args),
        Some(Command::Move(args)) => r#move::run(ctx, args),
        Some(Command::Show(args)) => show::run(ctx, args),
        Some(Command::List(args)) => list::run(ctx, args),
        Some(Command::Arm(args)) => arm::run(ctx, args),
        Some(Command::Disarm(args)) => disarm::run(ctx, args),
    }
}
