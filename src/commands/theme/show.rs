//! `wxops theme show` prints a theme: what may stand in one, or the beginning of one's own.

use serde_json::json;
use wxops::refusal::Exit;

use super::{Named, Which};
use crate::shell::context::Context;
use wxops::text::escaped;

#[derive(clap::Args)]
#[command(
    about = tr!("打印一个主题，可作自己主题的起点", "Print a theme, for instance to begin one of your own"),
    before_help = tr!(
        "wxops theme show\n\
         wxops theme show lively",
        "wxops theme show\n\
         wxops theme show lively"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    which: Which,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let named = Named::of(ctx, args.which.theme.as_deref())?;
    ctx.output.page(escaped(&named.text).trim_end());
    ctx.output.json(json!({ "theme": named.path, "text": named.text }));
    Ok(Exit::Done)
}
