//! `wxops schedule` plans when an approved article goes out.

use wxops::{
    moment,
    refusal::Exit,
    say,
    text::Text,
    workflow::{action::Action, decide::Does},
};

use crate::shell::{
    acting::Acting,
    arguments::{Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("排期：定下已定稿的稿件何时推送", "Plan when an approved article goes out"),
    before_help = tr!(
        "wxops schedule dongji-xinpin --at '2026-12-01 20:00'\n\
         wxops schedule --at '明天 20:00'",
        "wxops schedule dongji-xinpin --at '2026-12-01 20:00'\n\
         wxops schedule --at 'tomorrow 20:00'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[arg(
        long,
        value_name = tr!("时间", "TIME"),
        help = tr!("如 `2026-12-01 20:00`、`明天 20:00`、`+2d`", "Such as `2026-12-01 20:00`, `tomorrow 20:00`, `+2d`")
    )]
    pub(crate) at: String,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let at = moment::typed(&args.at, acting.now, &acting.folder.settings().timezone)?;
    let found = acting.find(&args.which, Action::Schedule)?;
    acting.act(found, Does::Schedule(at), &args.writing, |done| {
        let (slug, Text { zh, en }) = (&done.after.slug, acting.called(&done.after));
        let Text { zh: then_zh, en: then_en } = moment::spoken(at, acting.now);
        say!(
            "{zh}已排期：{then_zh}。发出后登记：`wxops publish {slug} --url 链接`",
            "{en} is scheduled: {then_en}. Once it is out: `wxops publish {slug} --url LINK`"
        )
    })
}
