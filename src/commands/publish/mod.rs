//! `wxops publish` brings an article out through the platform, or records that somebody did.

mod by_platform;
mod compare;
mod due;
mod receipts;
mod told;

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
    about = tr!("发布：登记已推送的链接，或经接口发表", "Record that an article went out, or publish it through the platform"),
    before_help = tr!(
        "wxops publish dongji-xinpin --url https://mp.weixin.qq.com/s/abc\n\
         wxops publish --url https://mp.weixin.qq.com/s/abc --at '2026-12-01 20:03'\n\
         wxops publish dongji-xinpin --url https://mp.weixin.qq.com/s/abc --url https://mp.weixin.qq.com/s/def\n\
         wxops publish dongji-xinpin\n\
         wxops publish --due\n\
         wxops publish dongji-xinpin --not-sent '后台看过，没有发出'",
        "wxops publish dongji-xinpin --url https://mp.weixin.qq.com/s/abc\n\
         wxops publish --url https://mp.weixin.qq.com/s/abc --at '2026-12-01 20:03'\n\
         wxops publish dongji-xinpin --url https://mp.weixin.qq.com/s/abc --url https://mp.weixin.qq.com/s/def\n\
         wxops publish dongji-xinpin\n\
         wxops publish --due\n\
         wxops publish dongji-xinpin --not-sent 'looked in the back office: it is not out'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[arg(
        long,
        value_name = tr!("链接", "URL"),
        help = tr!(
            "推文的链接：已经人工发出，登记下来；一次推送的几篇按顺序各写一个",
            "The link of the article: somebody published it by hand; for a push one each, in its order"
        )
    )]
    pub(crate) url: Vec<String>,
    #[arg(
        long,
        requires = "url",
        value_name = tr!("时间", "TIME"),
        help = tr!("实际发出的时间；不写就是现在", "When it went out; now if left out")
    )]
    pub(crate) at: Option<String>,
    #[arg(
        long,
        conflicts_with_all = ["url", "due", "not_sent"],
        help = tr!("经接口现在就发，不等排期", "Through the platform, now, whatever time it has")
    )]
    pub(crate) now: bool,
    #[arg(
        long,
        conflicts_with_all = ["url", "article", "not_sent"],
        help = tr!("经接口发所有到了时间的；供定时任务", "Through the platform, all whose time has come; for cron")
    )]
    pub(crate) due: bool,
    #[arg(
        long,
        conflicts_with = "url",
        value_name = tr!("理由", "REASON"),
        help = tr!(
            "结果不明的：已到后台看过，确实没有发出",
            "Of one whose outcome is unknown: a look into the back office shows that it is not out"
        )
    )]
    pub(crate) not_sent: Option<String>,
    #[arg(
        long,
        conflicts_with_all = ["url", "due", "now", "not_sent"],
        help = tr!("比对：读者看到的是不是定稿", "Compare what readers see with what was approved")
    )]
    pub(crate) compare: bool,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    if args.due {
        return due::run(&acting, &args.writing);
    }
    if args.compare {
        return compare::run(&acting, &acting.find(&args.which, Action::Retract)?);
    }
    if let Some(reason) = args.not_sent {
        let found = acting.find(&args.which, Action::PublishFailed)?;
        return acting.act(found, Does::PublishFailed(reason), &args.writing, |done| {
            let (Text { zh, en }, label) = (acting.called(&done.after), done.after.label());
            let (slug, label_zh, label_en) = (&done.after.slug, label.zh, label.en);
            say!(
                "已登记{zh}没有发出，回到“{label_zh}”。再发：`wxops publish {slug} --now`",
                "{en} is not out, and {label_en} again. To send it: `wxops publish {slug} --now`"
            )
        });
    }
    if args.url.is_empty() {
        let found = acting.find(&args.which, Action::Publish)?;
        return by_platform::run(&acting, found, args.now, &args.writing);
    }
    let at = match &args.at {
        Some(words) => moment::typed(words, acting.now, &acting.folder.settings().timezone)?,
        None => acting.now,
    };
    let found = acting.find(&args.which, Action::Publish)?;
    let [url] = args.url.as_slice() else {
        return receipts::run(&acting, &found, &args.url, at, &args.writing);
    };
    acting.act(found, Does::Publish { url: url.clone(), at }, &args.writing, |done| {
        let (slug, Text { zh, en }) = (&done.after.slug, acting.called(&done.after));
        say!(
            "{zh}已登记发布链接。核验：`wxops verify`；归档：`wxops archive {slug}`",
            "{en} is published, and its link is on record. Prove it: `wxops verify`; file it: `wxops archive {slug}`"
        )
    })
}
