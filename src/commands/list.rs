//! `wxops list` lists articles.

use wxops::refusal::Exit;

use super::context::Context;

#[derive(clap::Args)]
#[command(
    about = tr!("列出稿件", "List articles"),
    before_help = tr!(
        "wxops list --mine\n\
         wxops list --status 待初审 --category product",
        "wxops list --mine\n\
         wxops list --status in-review --stage first --category product"
    )
)]
pub(crate) struct Args {
    #[arg(
        long,
        value_name = tr!("状态", "STATUS"),
        help = tr!("只列这个状态的（可重复）", "Only with this status (can be repeated)")
    )]
    pub(crate) status: Vec<String>,
    #[arg(long, value_name = tr!("栏目", "CATEGORY"), help = tr!("只列这个栏目的", "Only of this category"))]
    pub(crate) category: Option<String>,
    #[arg(
        long,
        value_name = tr!("成员", "MEMBER"),
        help = tr!("只列这位成员负责的", "Only owned by this member")
    )]
    pub(crate) owner: Option<String>,
    #[arg(long, help = tr!("只列我负责的", "Only mine"))]
    pub(crate) mine: bool,
    #[arg(
        long,
        value_name = tr!("环节", "STAGE"),
        help = tr!("只列在这个审核环节的", "Only at this stage of review")
    )]
    pub(crate) stage: Option<String>,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
