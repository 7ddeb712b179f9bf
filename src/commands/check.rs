//! `wxops check` finds what the rules object to.

use wxops::refusal::Exit;

use super::context::Context;

#[derive(clap::Args)]
#[command(
    about = tr!("按规则检查稿件", "Check articles against the rules"),
    before_help = tr!(
        "wxops check\n\
         wxops check dongji-xinpin --strict\n\
         wxops check 草稿.md",
        "wxops check\n\
         wxops check dongji-xinpin --strict\n\
         wxops check draft.md"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("稿件|文件", "ARTICLE|FILE"),
        help = tr!("查哪些；不写就查全部未归档的稿件", "Which ones; all that are not archived if left out")
    )]
    pub(crate) articles: Vec<String>,
    #[arg(long, help = tr!("提醒也算没有通过", "Let warnings fail the check too"))]
    pub(crate) strict: bool,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
