//! `wxops push new` puts articles together for one time.

use wxops::{
    moment,
    pushing::{Change, taken},
    refusal::Exit,
    say,
    schedule::push::{fresh, id_of},
    text::Text,
};

use crate::shell::{
    arguments::Writing,
    arranging::{Arranging, Articles},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("新建一次推送：第一篇是头条", "Put articles together for one time; the first one leads"),
    before_help = tr!(
        "wxops push new 周二晚 dongji-xinpin gongyi-zhoubao\n\
         wxops push new '2026-12-01 20:00' dongji-xinpin",
        "wxops push new 'Tuesday 8pm' dongji-xinpin gongyi-zhoubao\n\
         wxops push new '2026-12-01 20:00' dongji-xinpin"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("档期", "SLOT"),
        help = tr!(
            "档期名，或时间：`周二晚`、`下周二晚8点`、`2026-12-01 20:00`、`明天 20:00`",
            "The name of a slot, or a time: `Tuesday 8pm`, `2026-12-01 20:00`, `tomorrow 20:00`"
        )
    )]
    pub(crate) slot: String,
    #[command(flatten)]
    pub(crate) articles: Articles,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let arranging = Arranging::open(ctx)?;
    let at = arranging.minute(&args.slot)?;
    let articles = arranging.articles(&args.articles)?;
    let id = id_of(at, &arranging.timetable.zone);
    arranging.fit(&articles)?;
    for offence in arranging.offences(at, &articles)? {
        ctx.output.note(&offence);
    }
    let words = articles.join(" ");
    arranging.arrange(
        ("new", &id, &words),
        &args.writing,
        &|head, before| {
            match before {
                Some(push) if push.articles == articles => return Ok(Change::Same),
                Some(push) => return Err(taken(push, arranging.acting.now)),
                None => {}
            }
            articles.iter().try_for_each(|slug| arranging.may_join(head, slug, &id))?;
            Ok(Change::Write(fresh(at, &articles)))
        },
        &|_| {
            let (count, Text { zh, en }) = (articles.len(), moment::spoken(at, arranging.acting.now));
            say!(
                "已新建推送：{zh}，{count} 篇",
                "a push is arranged for {en}: {articles}",
                articles = wxops::text::plural(count, "article")
            )
        },
    )
}
