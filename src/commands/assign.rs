//! `wxops assign` hands an article to another member.

use wxops::refusal::Exit;

use super::{arguments::Writing, context::Context};

#[derive(clap::Args)]
#[command(
    about = tr!("转交给另一位成员", "Hand an article to another member"),
    before_help = tr!(
        "wxops assign dongji-xinpin 王芳",
        "wxops assign dongji-xinpin wangfang"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("稿件", "ARTICLE"),
        help = tr!("稿件名、路径、标题的一部分，或编号开头", "Slug, path, part of the title or start of the id")
    )]
    pub(crate) article: String,
    #[arg(
        value_name = tr!("成员", "MEMBER"),
        help = tr!("接手的成员：代号或姓名", "Who takes it: id or name")
    )]
    pub(crate) member: String,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
