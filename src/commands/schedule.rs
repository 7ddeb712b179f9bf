//! `wxops schedule` plans when an approved article goes out.

use wxops::refusal::Exit;

use super::{
    arguments::{Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("排期：定下已定稿的稿件何时推送", "Plan when an approved article goes out"),
    before_help = tr!(
        "wxops schedule dongji-xinpin --at '2026-12-01 20:00'\n\
         wxops schedule --at '明天 20:00'",
        "wxops schedule dongji-xinpin --at '2026-12-01 20:00'\n\
         wxops schedule --at 'tomorrow 20:00'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[arg(
        long,
        value_name = tr!("时间", "TIME"),
        help = tr!("如 `2026-12-01 20:00`、`明天 20:00`、`+2d 20:00`", "Such as `2026-12-01 20:00`, `tomorrow 20:00`, `+2d 20:00`")
    )]
    pub(crate) at: String,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
