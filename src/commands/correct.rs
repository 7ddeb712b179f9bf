//! `wxops correct` opens a new revision of a published article.

use wxops::refusal::Exit;

use super::{
    arguments::{Reason, Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("更正：开更正稿，线上版本暂不变", "Open a correction; what readers see stays until it is out"),
    before_help = tr!(
        "wxops correct dongji-xinpin --how edit --reason '价格写错'",
        "wxops correct dongji-xinpin --how edit --reason 'wrong price'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) reason: Reason,
    #[arg(
        long,
        value_name = tr!("方式", "HOW"),
        help = tr!("`edit` 后台修改，`repost` 删除重发，`notice` 另发更正说明", "`edit` in the back office, `repost`, or a `notice` of its own")
    )]
    pub(crate) how: String,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
