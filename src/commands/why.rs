//! `wxops why` tells who can do what next.

use wxops::refusal::Exit;

use super::context::Context;

#[derive(clap::Args)]
#[command(
    about = tr!("解释谁能办、不能办是为什么", "Explain who can do what next, and why not"),
    before_help = tr!(
        "wxops why dongji-xinpin\n\
         wxops why dongji-xinpin approve",
        "wxops why dongji-xinpin\n\
         wxops why dongji-xinpin approve"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("稿件", "ARTICLE"),
        help = tr!("稿件名、路径、标题的一部分，或编号开头", "Slug, path, part of the title or start of the id")
    )]
    pub(crate) article: String,
    #[arg(
        value_name = tr!("操作", "ACTION"),
        help = tr!("只问这个操作，如 `approve`", "Only this act, such as `approve`")
    )]
    pub(crate) action: Option<String>,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
