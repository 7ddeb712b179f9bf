//! `wxops init` makes a content folder.

use std::path::PathBuf;
use wxops::refusal::Exit;

use super::{arguments::Writing, context::Context};

#[derive(clap::Args)]
#[command(
    about = tr!("新建稿件库", "Make a content folder"),
    before_help = tr!(
        "wxops init gongzhonghao --account-name 星河科技\n\
         wxops init --member lina --stages 1",
        "wxops init newsroom --account-name 'Galaxy Tech'\n\
         wxops init --member lina --stages 1"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("文件夹", "DIR"),
        help = tr!("建在哪里；不写就是当前文件夹", "Where; the current folder if left out")
    )]
    pub(crate) dir: Option<PathBuf>,
    #[arg(
        long,
        value_name = tr!("名称", "NAME"),
        help = tr!("公众号的名称", "The name of the Official Account")
    )]
    pub(crate) account_name: Option<String>,
    #[arg(
        long,
        value_name = tr!("成员", "ID"),
        help = tr!("第一位成员（你）的代号，小写字母、数字、连字符", "The id of the first member, you: small letters, digits, hyphens")
    )]
    pub(crate) member: Option<String>,
    #[arg(
        long, value_parser = clap::value_parser!(u8).range(1..=3),
        value_name = tr!("环节数", "NUMBER"),
        help = tr!("审核环节的数目：1 只有终审，2 初审和终审，3 再加复审", "How many stages of review: 1 final only, 2 first and final, 3 with one between")
    )]
    pub(crate) stages: Option<u8>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
