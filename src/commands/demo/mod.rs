//! `wxops demo` makes a folder to try things in.

mod articles;
mod cast;
mod fixture;
mod spawn;
mod stage;
mod story;

use std::path::{Path, PathBuf};

use serde_json::json;
use unicode_width::UnicodeWidthStr as _;
use wxops::{
    refusal::{Exit, Refusal, Result},
    say,
    text::Text,
};

use crate::shell::context::Context;
use cast::LI_NA;
use stage::Stage;

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
        value_name = tr!("文件夹", "DIR"),
        help = tr!("建在哪里；不写就建在临时文件夹", "Where; a temporary folder if left out")
    )]
    pub(crate) dir: Option<PathBuf>,
    #[arg(
        long,
        value_parser = fixture::STATES,
        hide_possible_values = true,
        value_name = tr!("状态", "STATE"),
        help = tr!("一篇稿件走到哪个状态为止", "The status that one article has come to")
    )]
    pub(crate) until: Option<String>,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let folder = place(ctx, args.dir.as_deref())?;
    let Some(until) = args.until else { return told(ctx, folder) };
    let mut stage = Stage::new(folder, ctx.output, true);
    fixture::play(&mut stage, &until)?;
    left_to_the_writer(&mut stage)?;
    let shown = args.dir.unwrap_or_else(|| stage.folder.clone());
    let shown = shown.display();
    stage.says(&say!("演示稿件库：{shown}（{until}）", "sandbox: {shown} ({until})"));
    stage.document(json!({ "until": until }));
    Ok(Exit::Done)
}

/// The story, with what comes before and after it.
fn told(ctx: &Context, folder: PathBuf) -> anyhow::Result<Exit> {
    let shown = folder.display().to_string();
    let mut stage = Stage::new(folder, ctx.output, false);
    stage.says(&say!(
        "演示稿件库：{shown}\n四个人、三篇稿件，2026年11月23日至25日。每条命令都是真的，你也可以这样打。",
        "sandbox: {shown}\nFour people and three articles, 23 to 25 November 2026. Every command is real; type them yourself."
    ));
    story::play(&mut stage)?;
    left_to_the_writer(&mut stage)?;
    stage.says(&say!(
        "\n看到了什么：每次操作一条命令、一个提交；两个环节由两个人审；修改意见逐条有答复；手写的“定稿”当场被查出。",
        "\nWhat you saw: each act is one command and one commit; two people decide the two stages; each opinion has its answer; an approval written by hand is found."
    ));
    stage.says(&say!(
        "\n稿件库留在这里：{shown}\n接着试试（现在你是李娜）：",
        "\nThe folder stays here: {shown}\nTry next (you are 李娜 now):"
    ));
    let tries = [
        ("cd {shown}", say!("", "")),
        ("wxops status", say!("该我办什么", "what is my turn")),
        ("wxops approve winter-care", say!("审自己的稿：不行", "decide your own article: refused")),
        ("wxops log open-day", say!("一篇稿件的全部流转记录", "everything that happened to an article")),
        ("git log --oneline", say!("整个账号的历史", "the history of the account")),
        ("git config user.name 王芳", say!("换成王芳来审第三篇", "become 王芳 and review the third article")),
        ("git config user.email wangfang@example.com", say!("", "")),
        ("wxops approve winter-care", say!("逐项确认，初审通过", "tick the list, approve")),
    ];
    for (line, why) in tries {
        let line = line.replace("{shown}", &shown);
        let Text { zh, en } = why;
        let space = " ".repeat(44usize.saturating_sub(line.width()));
        let [zh, en] = [zh, en].map(|why| format!("  {line}{space}{why}").trim_end().to_owned());
        stage.says(&Text { zh, en });
    }
    stage.document(json!({}));
    Ok(Exit::Done)
}

/// Whoever goes on in the folder is its writer, whatever their own git configuration says.
fn left_to_the_writer(stage: &mut Stage) -> Result<()> {
    let email = LI_NA.email();
    for (key, value) in [("user.name", LI_NA.name), ("user.email", &email), ("commit.gpgSign", "false")] {
        stage.prepares(&LI_NA, &["git", "config", key, value])?;
    }
    Ok(())
}

/// The folder to play in: the one that was named, which must be empty, or a fresh one.
fn place(ctx: &Context, dir: Option<&Path>) -> Result<PathBuf> {
    let failed = |error: std::io::Error| {
        Refusal::unusable("demo_failed", say!("建不了文件夹", "the folder cannot be made"))
            .detail(Text::same(error))
    };
    let Some(dir) = dir else {
        return Ok(tempfile::Builder::new().prefix("wxops-demo-").tempdir().map_err(failed)?.keep());
    };
    let folder = ctx.start.join(dir);
    #[expect(clippy::disallowed_methods, reason = "the stage is no content folder yet")]
    std::fs::create_dir_all(&folder).map_err(failed)?;
    if std::fs::read_dir(&folder).map_err(failed)?.next().is_none() {
        return Ok(folder);
    }
    let dir = dir.display();
    Err(Refusal::usage("not_empty", say!("文件夹 `{dir}` 不是空的", "the folder `{dir}` is not empty"))
        .help(say!("换一个名字，或先删掉它", "take another name, or remove it first")))
}
