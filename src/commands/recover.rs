//! `wxops recover` brings the working copy back into line.

use wxops::refusal::Exit;

use super::{arguments::Writing, context::Context};

#[derive(clap::Args)]
#[command(
    about = tr!("恢复：接着办完中断的操作", "Finish or undo an act that was cut off"),
    before_help = tr!(
        "wxops recover",
        "wxops recover"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
