//! `wxops submit` hands an article in for review.

use wxops::refusal::Exit;

use super::{
    arguments::{Attesting, Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("送审；没有自检的先自检", "Hand in for review, after the self-check"),
    before_help = tr!(
        "wxops submit\n\
         wxops submit dongji-xinpin --attest all",
        "wxops submit\n\
         wxops submit dongji-xinpin --attest all"
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
