//! `wxops withdraw` takes an article back.

use wxops::refusal::Exit;

use super::{
    arguments::{Reason, Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("撤回送审，稿件回到写稿中", "Take an article back to draft; reviews so far lapse"),
    before_help = tr!(
        "wxops withdraw dongji-xinpin --reason '参数有变'",
        "wxops withdraw dongji-xinpin --reason 'the figures changed'"
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
