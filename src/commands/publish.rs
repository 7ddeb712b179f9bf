//! `wxops publish` records that an article went out.

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
    about = tr!("登记发布：填已推送的链接", "Record that an article went out, with its link"),
    before_help = tr!(
        "wxops publish dongji-xinpin --url https://mp.weixin.qq.com/s/abc\n\
         wxops publish --url https://mp.weixin.qq.com/s/abc --at '2026-12-01 20:03'",
        "wxops publish dongji-xinpin --url https://mp.weixin.qq.com/s/abc\n\
         wxops publish --url https://mp.weixin.qq.com/s/abc --at '2026-12-01 20:03'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[arg(long, value_name = tr!("链接", "URL"), help = tr!("推文的链接", "The link of the article"))]
    pub(crate) url: String,
    #[arg(
        long,
        value_name = tr!("时间", "TIME"),
        help = tr!("实际发出的时间；不写就是现在", "When it went out; now if left out")
    )]
    pub(crate) at: Option<String>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let at = match &args.at {
        Some(words) => moment::typed(words, acting.now, &acting.folder.settings().timezone)?,
        None => acting.now,
    };
    let found = acting.find(&args.which, Action::Publish)?;
    acting.act(found, Does::Publish { url: args.url, at }, &args.writing, |done| {
        let (slug, Text { zh, en }) = (&done.after.slug, acting.called(&done.after));
        say!(
            "{zh}已登记发布链接。核验：`wxops verify`；归档：`wxops archive {slug}`",
            "{en} is published, and its link is on record. Prove it: `wxops verify`; file it: `wxops archive {slug}`"
        )
    })
}
