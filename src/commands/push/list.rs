//! `wxops push list` lists the pushes to come, or those of the last twelve months.

use chrono::Days;
use serde_json::json;
use wxops::{refusal::Exit, say, schedule::push::Push};

use crate::shell::{context::Context, looking::Looking, pushes::Shown, table::columns};

/// How far back `--past` goes, in days.
const YEAR: u64 = 365;

#[derive(clap::Args, Default)]
#[command(
    about = tr!("列出要推的各次推送", "List the pushes to come"),
    before_help = tr!(
        "wxops push list\n\
         wxops push list --past",
        "wxops push list\n\
         wxops push list --past"
    )
)]
pub(crate) struct Args {
    #[arg(long, help = tr!("列出过去十二个月的", "Those of the last twelve months instead"))]
    pub(crate) past: bool,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let looking = Looking::silent(ctx)?;
    let (timetable, head, now) = (looking.folder.working().timetable()?, looking.folder.head()?, looking.now);
    let today = now.date_naive();
    let pushes = if args.past {
        looking.folder.pushes_between(today.checked_sub_days(Days::new(YEAR)).unwrap_or(today), today)?
    } else {
        looking.folder.pushes_around(now)?
    };
    let wanted = |push: &&Push| push.is_coming(now) != args.past;
    let shown = pushes.read.iter().filter(wanted).map(|push| looking.shown(&head, &timetable, push));
    let shown: Vec<_> = shown.collect::<Result<_, _>>()?;
    let problems = looking.broken(&pushes);
    let documents: Vec<_> = shown.iter().map(Shown::document).collect();
    ctx.output.json(json!({ "pushes": documents, "problems": problems }));
    if shown.is_empty() {
        ctx.output.say(&if args.past {
            say!("过去十二个月没有排过推送", "no push was arranged in the last twelve months")
        } else {
            say!(
                "没有要推的。新建：`wxops push new 档期 稿件…`，第一篇是头条",
                "no push is arranged; a new one: `wxops push new SLOT ARTICLE…`, the first article leads"
            )
        });
    } else {
        ctx.output.page(&columns(shown.iter().map(Shown::line)));
    }
    Ok(if pushes.broken.is_empty() { Exit::Done } else { Exit::Findings })
}
