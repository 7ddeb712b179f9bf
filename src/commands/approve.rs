//! `wxops approve` passes a stage of review.

use wxops::refusal::Exit;

use super::{
    arguments::{Attesting, Opinions, Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("审核通过本环节；最后一个环节通过即定稿", "Approve at this stage; the last stage makes it final"),
    before_help = tr!(
        "wxops approve\n\
         wxops approve dongji-xinpin --attest all --opinion '文字：第二段可再短些'",
        "wxops approve\n\
         wxops approve dongji-xinpin --attest all --opinion 'wording: the second paragraph could be shorter'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) attesting: Attesting,
    #[command(flatten)]
    pub(crate) opinions: Opinions,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
