//! `wxops show` shows one article.

use wxops::refusal::Exit;

use super::{arguments::Which, context::Context};

#[derive(clap::Args)]
#[command(
    about = tr!("看一篇稿件的全部情况", "Show everything about one article"),
    before_help = tr!(
        "wxops show\n\
         wxops show dongji-xinpin --json",
        "wxops show\n\
         wxops show dongji-xinpin --json"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
