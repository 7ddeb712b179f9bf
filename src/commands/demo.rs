//! `wxops demo` makes a folder to try things in.

use std::path::PathBuf;
use wxops::refusal::Exit;

use super::context::Context;

#[derive(clap::Args)]
#[command(
    about = tr!("新建演示稿件库，可随意试用", "Make a sandbox folder with people and articles, to try things in"),
    before_help = tr!(
        "wxops demo yanshi\n\
         wxops demo --until in-review yanshi",
        "wxops demo sandbox\n\
         wxops demo --until in-review sandbox"
    )
)]
pub(crate) struct Args {
    #[arg(
        long,
        value_name = tr!("状态", "STATE"),
        help = tr!("稿件走到哪个状态为止，如 `draft`、`in-review`、`published`", "The status the article has come to, such as `draft`, `in-review`, `published`")
    )]
    pub(crate) until: Option<String>,
    #[arg(value_name = tr!("文件夹", "DIR"), help = tr!("建在哪里", "Where"))]
    pub(crate) dir: Option<PathBuf>,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
