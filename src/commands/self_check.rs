//! `wxops self-check` records that the writer checked.

use wxops::refusal::Exit;

use super::{
    arguments::{Attesting, Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("自检：逐项确认自检清单", "Record that you checked your own article"),
    before_help = tr!(
        "wxops self-check dongji-xinpin --attest all\n\
         wxops self-check --attest all --na 'label=没有用 AI'",
        "wxops self-check dongji-xinpin --attest all\n\
         wxops self-check --attest all --na 'label=no AI was used'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) attesting: Attesting,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
