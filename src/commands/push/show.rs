//! `wxops push show` shows one push, and whether it can go out.

use serde_json::json;
use wxops::refusal::Exit;

use crate::shell::{context::Context, looking::Looking};

#[derive(clap::Args)]
#[command(
    about = tr!("看一次推送：每篇到哪一步、下一步打什么；还不能推时退出码 1", "Show a push: where each article stands and what to type next; exit 1 while it cannot go out"),
    before_help = tr!(
        "wxops push show\n\
         wxops push show 周二晚\n\
         wxops push show 2026-12-01 --json",
        "wxops push show\n\
         wxops push show dongji-xinpin\n\
         wxops push show 2026-12-01 --json"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("推送", "PUSH"),
        help = tr!(
            "哪次推送：编号（可以只写开头）、档期、时间，或其中一篇稿件；不写就是下一次",
            "Which push: its id or how that begins, its slot, its time, or one of its articles; left out: the next one"
        )
    )]
    pub(crate) push: Option<String>,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let looking = Looking::silent(ctx)?;
    let timetable = looking.folder.working().timetable()?;
    let head = looking.folder.head()?;
    let push = match &args.push {
        Some(words) => looking.folder.push_named(&head, &timetable, words, (&ctx.start, looking.now))?,
        None => looking.folder.push_next(looking.now)?,
    };
    looking.folder.push_holds(&head, &push, looking.now)?;
    let shown = looking.shown(&head, &timetable, &push)?;
    ctx.output.json(json!({ "push": shown.document() }));
    shown.show();
    Ok(if shown.is_valid() { Exit::Done } else { Exit::Findings })
}
