//! `wxops status` shows my turn and what to type next.

use wxops::refusal::Exit;

use super::context::Context;

#[derive(clap::Args)]
#[command(
    about = tr!("看该我办什么、什么逾期了、下一步输什么", "Show what is my turn, what is late, what to type next"),
    before_help = tr!(
        "wxops status",
        "wxops status"
    )
)]
pub(crate) struct Args {}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
