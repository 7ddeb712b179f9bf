//! `wxops retract` takes a published article away from readers.

use wxops::refusal::Exit;

use super::{
    arguments::{Reason, Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("撤稿：登记推文已从后台删除", "Take a published article away from readers"),
    before_help = tr!(
        "wxops retract dongji-xinpin --reason '客户要求'",
        "wxops retract dongji-xinpin --reason 'the customer asked'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) reason: Reason,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
