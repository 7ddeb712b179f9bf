//! `wxops unschedule` takes the time away again.

use wxops::refusal::Exit;

use super::{
    arguments::{Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("撤排期，稿件仍为已定稿", "Take the planned time away; the article stays approved"),
    before_help = tr!(
        "wxops unschedule dongji-xinpin",
        "wxops unschedule dongji-xinpin"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
