//! `wxops recover` brings the working copy back into line.

use serde_json::json;
use wxops::{
    commit::{self, Recovered},
    refusal::Exit,
    repo::Repo,
    say,
    text::Text,
};

use crate::shell::{arguments::Writing, context::Context};

#[derive(clap::Args)]
#[command(
    about = tr!("恢复：接着办完中断的操作", "Finish or undo an act that was cut off"),
    before_help = tr!(
        "wxops recover",
        "wxops recover"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let repo = Repo::discover(&ctx.start)?;
    if args.writing.dry_run {
        let waiting = commit::is_unfinished(&repo)?;
        ctx.output.say(&if waiting {
            say!(
                "有一次没办完的操作：`wxops recover` 会接着办完或撤掉它",
                "an act was cut off: `wxops recover` finishes or undoes it"
            )
        } else {
            nothing()
        });
        ctx.output.json(json!({ "unfinished": waiting }));
        return Ok(Exit::Done);
    }
    let (word, told) = match commit::recover(&repo)? {
        Recovered::Nothing => ("nothing", nothing()),
        Recovered::RolledBack => (
            "rolled-back",
            say!(
                "上次的操作没有成功，痕迹已清理；请重新运行那条命令",
                "the last act had not happened; its traces are gone. Type it again"
            ),
        ),
        Recovered::RolledForward { commit, left } => (
            "rolled-forward",
            say!(
                "上次的操作已成功（{id}），本机文件已补上{kept}",
                "the last act had happened ({id}); the files have followed{kept}",
                id = commit.short(),
                kept = left.iter().fold(String::new(), |all, path| all + "\n  ! " + path)
            ),
        ),
        Recovered::Kept { file } => (
            "kept",
            say!(
                "上次的操作之后分支已走到别处，什么都没动；凭据留在 {file}",
                "the branch has gone elsewhere since; nothing was touched, and the journal lies at {file}",
                file = file.display()
            ),
        ),
    };
    ctx.output.say(&told);
    ctx.output.json(json!({ "recovered": word }));
    Ok(Exit::Done)
}

fn nothing() -> Text {
    say!("没有没办完的操作", "nothing was cut off")
}
