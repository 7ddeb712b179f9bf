//! `wxops withdraw` takes an article back.

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
    about = tr!("撤回送审，稿件回到写稿中", "Take an article back to draft; reviews so far lapse"),
    before_help = tr!(
        "wxops withdraw dongji-xinpin --reason '参数有变'",
        "wxops withdraw dongji-xinpin --reason 'the figures changed'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) reason: Reason,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let found = acting.find(&args.which, Action::Withdraw)?;
    acting.act(found, Does::Withdraw(args.reason.reason), &args.writing, |done| {
        let (slug, Text { zh, en }) = (&done.after.slug, acting.called(&done.after));
        say!(
            "{zh}已撤回，回到写稿中，原有审核作废。改好后：`wxops submit {slug}`",
            "{en} is back in draft, and its reviews lapsed. When it is ready: `wxops submit {slug}`"
        )
    })
}
