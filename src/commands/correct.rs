//! `wxops correct` opens a new revision of a published article.

use wxops::{
    refusal::Exit,
    say,
    text::Text,
    workflow::{action::Action, decide::Does},
};

use crate::shell::{
    acting::Acting,
    arguments::{Reason, Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("更正：开更正稿，线上版本暂不变", "Open a correction; what readers see stays until it is out"),
    before_help = tr!(
        "wxops correct dongji-xinpin --how edit --reason '价格写错'",
        "wxops correct dongji-xinpin --how edit --reason 'wrong price'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) reason: Reason,
    #[arg(
        long,
        value_name = tr!("方式", "HOW"),
        help = tr!("`edit` 后台修改，`repost` 删除重发，`notice` 另发更正说明", "`edit` in the back office, `repost`, or a `notice` of its own")
    )]
    pub(crate) how: String,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let found = acting.find(&args.which, Action::Correct)?;
    let does = Does::Correct { reason: args.reason.reason, how: args.how };
    acting.act(found, does, &args.writing, |done| {
        let (slug, Text { zh, en }) = (&done.after.slug, acting.called(&done.after));
        say!(
            "{zh}已开更正稿；线上版本不变，直到更正稿定稿并处理完毕。改 `{place}/index.md`，然后 `wxops submit {slug}`",
            "a correction of {en} is open; readers see the old one until the new one is approved and out. Edit `{place}/index.md`, then `wxops submit {slug}`",
            place = done.after.place()
        )
    })
}
