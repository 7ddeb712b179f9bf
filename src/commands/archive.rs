//! `wxops archive` moves a finished article to the archive.

use wxops::refusal::Exit;

use super::{
    arguments::{Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("归档", "Move a finished article to the archive"),
    before_help = tr!(
        "wxops archive dongji-xinpin",
        "wxops archive dongji-xinpin"
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
