//! `wxops team remove` removes a member.

use wxops::refusal::Exit;

use crate::commands::{arguments::Writing, context::Context};

#[derive(clap::Args)]
#[command(
    about = tr!("移出成员", "Remove a member"),
    before_help = tr!(
        "wxops team remove wangfang",
        "wxops team remove wangfang"
    )
)]
pub(crate) struct Args {
    #[arg(value_name = tr!("成员", "MEMBER"), help = tr!("成员：代号或姓名", "Who: id or name"))]
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    crate::commands::unwritten() // RUN
}
