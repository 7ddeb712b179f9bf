//! `wxops diff` shows what changed since the last review.

use wxops::refusal::Exit;

use super::{arguments::Which, context::Context};

#[derive(clap::Args)]
#[command(
    about = tr!("看上次审核以来改了什么", "Show what changed since the last review"),
    before_help = tr!(
        "wxops diff\n\
         wxops diff dongji-xinpin",
        "wxops diff\n\
         wxops diff dongji-xinpin"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
