//! `wxops log` shows the records of an article.

use wxops::refusal::Exit;

use super::{arguments::Which, context::Context};

#[derive(clap::Args)]
#[command(
    about = tr!("看流转记录", "Show the records of an article"),
    before_help = tr!(
        "wxops log dongji-xinpin",
        "wxops log dongji-xinpin"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
