//! `wxops team adopt` adopts the team as edited by hand.

use wxops::refusal::Exit;

use crate::commands::{arguments::Writing, context::Context};

#[derive(clap::Args)]
#[command(
    about = tr!("采用手工改过的运营规则", "Adopt team.toml as edited by hand"),
    before_help = tr!(
        "wxops team adopt\n\
         wxops team adopt --dry-run",
        "wxops team adopt\n\
         wxops team adopt --dry-run"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    crate::commands::unwritten() // RUN
}
