//! `wxops new` begins an article.

use wxops::refusal::Exit;

use super::{arguments::Writing, context::Context};

#[derive(clap::Args)]
#[command(
    about = tr!("建稿：从栏目模板新建一篇", "Begin an article from the template of its category"),
    before_help = tr!(
        "wxops new 冬季新品发布 --category product\n\
         wxops new 冬季新品发布 --category 产品介绍 --slug dongji-xinpin",
        "wxops new 'Winter launch' --category product\n\
         wxops new 'Winter launch' --category product --slug winter-launch"
    )
)]
pub(crate) struct Args {
    #[arg(value_name = tr!("标题", "TITLE"), help = tr!("标题", "The title"))]
    pub(crate) title: String,
    #[arg(
        long,
        value_name = tr!("栏目", "CATEGORY"),
        help = tr!("栏目的代号或名称", "The id or label of a category")
    )]
    pub(crate) category: String,
    #[arg(
        long,
        value_name = tr!("稿件名", "SLUG"),
        help = tr!("稿件文件夹的名字；不写就由标题转成拼音", "The name of the folder; made from the title if left out")
    )]
    pub(crate) slug: Option<String>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
