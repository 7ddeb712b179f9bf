//! `wxops hook install` lets git call wxops.

use serde_json::json;
use wxops::{
    hooks::{Hook, Hooks, Lies},
    refusal::{Exit, Refusal, Result},
    repo::Repo,
    say,
};

use super::Chosen;
use crate::shell::{arguments::Writing, context::Context};

#[derive(clap::Args)]
#[command(
    about = tr!("装上钩子", "Let git call wxops"),
    before_help = tr!(
        "wxops hook install\n\
         wxops hook install pre-commit\n\
         wxops hook install --server\n\
         wxops hook install --server -C /srv/gongzhonghao.git",
        "wxops hook install\n\
         wxops hook install pre-commit\n\
         wxops hook install --server\n\
         wxops hook install --server -C /srv/newsroom.git"
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
    let mut missing = Vec::new();
    for hook in args.chosen.hooks(&repo) {
        match hooks.lies(hook)? {
            Lies::Nothing | Lies::Idle => missing.push(hook),
            Lies::Ours | Lies::Calls => ctx.output.say(&say!(
                "`{name}` 已经装好了：{file}",
                "`{name}` is installed already: {file}",
                name = hook.name(),
                file = hooks.shown(hook)
            )),
            Lies::Changed => return Err(in_the_way(&hooks, hook, true).into()),
            Lies::Theirs => return Err(in_the_way(&hooks, hook, false).into()),
        }
    }
    for hook in &missing {
        put(ctx, &hooks, *hook, args.writing.dry_run)?;
    }
    let documents = missing.iter().map(|hook| json!({ "name": hook.name(), "path": hooks.shown(*hook) }));
    ctx.output.json(json!({ "outcome": {
        "action": "hook-install", "dry_run": args.writing.dry_run, "hooks": documents.collect::<Vec<_>>(),
    }}));
    Ok(Exit::Done)
}

fn put(ctx: &Context, hooks: &Hooks, hook: Hook, dry_run: bool) -> Result<()> {
    let (name, file) = (hook.name(), hooks.shown(hook));
    if dry_run {
        ctx.output.say(&say!("会装上 `{name}`：{file}", "`{name}` would be installed: {file}"));
        return Ok(());
    }
    hooks.install(hook, ctx.language)?;
    ctx.output.say(&say!("已装上 `{name}`：{file}", "`{name}` is installed: {file}"));
    ctx.output.say(&match hook {
        Hook::PreCommit => say!(
            "  提交前：动了送审、定稿的内容或流转记录的，带着泄露的，不提交；草稿随意",
            "  before a commit: one that touches content under review, or records, or holds a leak is refused; drafts are free"
        ),
        Hook::PrePush => say!(
            "  推送前：核验要推送的提交，服务器和 CI 会拒绝的，先在这里说明",
            "  before a push: what is pushed is proved, so that the server and CI have nothing to refuse"
        ),
        Hook::PreReceive => say!(
            "  推送到受保护的分支，先核验，不合规的不收。多护几个分支：`git config --add {setting} 'refs/heads/*'`",
            "  what is pushed to a guarded branch is proved first. To guard more: `git config --add {setting} 'refs/heads/*'`",
            setting = wxops::gate::SETTING
        ),
    });
    Ok(())
}

/// Somebody's own hook is never touched.
fn in_the_way(hooks: &Hooks, hook: Hook, ours: bool) -> Refusal {
    let (name, file, call) = (hook.name(), hooks.shown(hook), hook.call());
    let message = if ours {
        say!(
            "这里的 `{name}` 是 wxops 装的，后来被改过",
            "the `{name}` here was installed by wxops and changed since"
        )
    } else {
        say!(
            "这里已有你自己的 `{name}`，不去动它",
            "there is a `{name}` of your own here, which is left alone"
        )
    };
    let refusal = Refusal::not_now("hook_in_the_way", message).at(file.clone());
    if ours {
        refusal.help(say!(
            "不要改动了，就删掉它再装一次：`{file}`",
            "to have it as it was, delete `{file}` and install it again"
        ))
    } else {
        let refusal = refusal.help(say!("在它开头加一行：`{call}`", "add a line at its beginning: `{call}`"));
        if hook == Hook::PreCommit {
            return refusal;
        }
        refusal.help(say!(
            "它自己要读标准输入的，改成读 `\"$told\"`",
            "where it reads its standard input, let it read `\"$told\"` instead"
        ))
    }
}
