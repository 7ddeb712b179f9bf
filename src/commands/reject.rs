//! `wxops reject` ends an article.

use wxops::refusal::Exit;

use super::{
    arguments::{Opinions, Reason, Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("退稿：不再采用", "Reject an article for good"),
    before_help = tr!(
        "wxops reject dongji-xinpin --reason '与公司口径不一致'",
        "wxops reject dongji-xinpin --reason 'not what the company says'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) reason: Reason,
    #[command(flatten)]
    pub(crate) opinions: Opinions,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
