//! `wxops import` takes a text written elsewhere into the folder.

use std::path::PathBuf;
use wxops::refusal::Exit;

use super::{arguments::Writing, context::Context};

#[derive(clap::Args)]
#[command(
    about = tr!("导入别处写好的稿件", "Take in an article written elsewhere"),
    before_help = tr!(
        "wxops import 草稿.md --category news\n\
         wxops import articles/dongji-xinpin",
        "wxops import draft.md --category news\n\
         wxops import articles/dongji-xinpin"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("文件", "FILE"),
        help = tr!("Markdown 文件，或已放进稿件库的文件夹", "A Markdown file, or a bundle that lies in the folder already")
    )]
    pub(crate) file: PathBuf,
    #[arg(long, value_name = tr!("稿件名", "SLUG"), help = tr!("稿件文件夹的名字", "The name of the folder"))]
    pub(crate) slug: Option<String>,
    #[arg(
        long,
        value_name = tr!("栏目", "CATEGORY"),
        help = tr!("栏目的代号或名称", "The id or label of a category")
    )]
    pub(crate) category: Option<String>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
