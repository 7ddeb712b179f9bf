//! `wxops queue` shows what waits for me.

use wxops::refusal::Exit;

use super::context::Context;

#[derive(clap::Args)]
#[command(
    about = tr!("看等我审核的稿件", "Show what waits for my review"),
    before_help = tr!(
        "wxops queue\n\
         wxops queue --all",
        "wxops queue\n\
         wxops queue --all"
    )
)]
pub(crate) struct Args {
    #[arg(long, help = tr!("也看等别人的", "Show what waits for others too"))]
    pub(crate) all: bool,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
