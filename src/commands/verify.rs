//! `wxops verify` proves the records.

use wxops::refusal::Exit;

use super::context::Context;

#[derive(clap::Args)]
#[command(
    about = tr!("核验流转记录和内容", "Prove the records and the content"),
    before_help = tr!(
        "wxops verify\n\
         wxops verify --json",
        "wxops verify\n\
         wxops verify --json"
    )
)]
pub(crate) struct Args {
    #[arg(
        long,
        value_name = tr!("指纹", "DIGEST"),
        help = tr!("第 1 版运营规则的指纹；也可设在 `WXOPS_PIN`", "The digest of version 1 of the team; or set `WXOPS_PIN`")
    )]
    pub(crate) pin: Option<String>,
}

pub(crate) fn run(_ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    super::unwritten() // RUN
}
