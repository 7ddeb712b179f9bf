//! `wxops request-changes` sends an article back with opinions.

use wxops::refusal::Exit;

use super::{
    arguments::{Opinions, Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("退改：写明修改意见，退给编辑", "Send back to the writer with what to change"),
    before_help = tr!(
        "wxops request-changes dongji-xinpin --opinion '事实数据：参数与官网不一致'\n\
         wxops request-changes -F 意见.txt",
        "wxops request-changes dongji-xinpin --opinion 'fact: the figure differs from the website'\n\
         wxops request-changes -F opinions.txt"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) opinions: Opinions,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
