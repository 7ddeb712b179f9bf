//! `wxops answer` answers one opinion.

use wxops::refusal::Exit;

use super::{arguments::Writing, context::Context};

#[derive(clap::Args)]
#[command(
    about = tr!("答复一条修改意见", "Answer one opinion of a reviewer"),
    before_help = tr!(
        "wxops answer dongji-xinpin 1 已改\n\
         wxops answer dongji-xinpin 2 未采纳 '这是客户的正式名称'",
        "wxops answer dongji-xinpin 1 done\n\
         wxops answer dongji-xinpin 2 declined 'this is the official name'"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("稿件", "ARTICLE"),
        help = tr!("稿件名、路径、标题的一部分，或编号开头", "Slug, path, part of the title or start of the id")
    )]
    pub(crate) article: String,
    #[arg(value_name = tr!("第几条", "NUMBER"), help = tr!("修改意见的号数", "The number of the opinion"))]
    pub(crate) number: usize,
    #[arg(
        value_name = tr!("答复", "ANSWER"),
        help = tr!("`已改`、`部分采纳` 或 `未采纳`（`done`、`partly`、`declined`）", "`done`, `partly` or `declined`")
    )]
    pub(crate) answer: String,
    #[arg(
        value_name = tr!("说明", "TEXT"),
        help = tr!("修改说明；部分采纳和未采纳须写理由", "What was done; partly and declined need the reason")
    )]
    pub(crate) text: Option<String>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
