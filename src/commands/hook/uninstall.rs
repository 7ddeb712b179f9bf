//! `wxops hook uninstall` takes away the hooks that wxops put there, and no others.

use serde_json::json;
use wxops::{
    hooks::{Hooks, Lies},
    refusal::Exit,
    repo::Repo,
    say,
};

use super::Chosen;
use crate::shell::{arguments::Writing, context::Context};

#[derive(clap::Args)]
#[command(
    about = tr!("去掉 wxops 装的钩子", "Take away the hooks that wxops installed"),
    before_help = tr!(
        "wxops hook uninstall\n\
         wxops hook uninstall pre-push",
        "wxops hook uninstall\n\
         wxops hook uninstall pre-push"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let repo = Repo::objects(&ctx.start)?;
    let hooks = Hooks::of(&repo)?;
    let mut gone = Vec::new();
    for hook in args.chosen.hooks(&repo) {
        let (name, file) = (hook.name(), hooks.shown(hook));
        match hooks.lies(hook)? {
            Lies::Ours | Lies::Idle if args.writing.dry_run => {
                ctx.output.say(&say!("会去掉 `{name}`：{file}", "`{name}` would be taken away: {file}"));
            }
            Lies::Ours | Lies::Idle => {
                hooks.uninstall(hook)?;
                ctx.output.say(&say!("已去掉 `{name}`：{file}", "`{name}` is taken away: {file}"));
            }
            Lies::Nothing => {
                ctx.output.say(&say!("没有装 `{name}`", "`{name}` is not installed"));
                continue;
            }
            Lies::Changed => {
                ctx.output.say(&say!(
                    "`{name}` 装上以后被改过，留着；不要了就自己删：{file}",
                    "`{name}` was changed since it was installed and stays; delete it yourself: {file}"
                ));
                continue;
            }
            Lies::Calls | Lies::Theirs => {
                ctx.output.say(&say!(
                    "`{name}` 是你自己的，不去动它：{file}",
                    "`{name}` is your own and stays: {file}"
                ));
                continue;
            }
        }
        gone.push(json!({ "name": name, "path": file }));
    }
    ctx.output.json(json!({ "outcome": {
        "action": "hook-uninstall", "dry_run": args.writing.dry_run, "hooks": gone,
    }}));
    Ok(Exit::Done)
}
