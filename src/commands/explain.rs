//! `wxops explain` tells what a rule or a refusal means.

use wxops::refusal::Exit;

use super::context::Context;

#[derive(clap::Args)]
#[command(
    about = tr!("解释一条规则或一个错误代码", "Explain a rule or an error code"),
    before_help = tr!(
        "wxops explain title_too_long\n\
         wxops explain own_article",
        "wxops explain title_too_long\n\
         wxops explain own_article"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("规则|代码", "RULE|CODE"),
        help = tr!("检查问题里的规则名，或错误里的代码", "The name of a rule in a finding, or the code of an error")
    )]
    pub(crate) name: String,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
