//! `wxops unschedule` takes the time away again.

use wxops::{
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
    about = tr!("撤排期，稿件仍为已定稿", "Take the planned time away; the article stays approved"),
    before_help = tr!(
        "wxops unschedule dongji-xinpin",
        "wxops unschedule dongji-xinpin"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let found = acting.find(&args.which, Action::Unschedule)?;
    acting.act(found, Does::Unschedule, &args.writing, |done| {
        let (slug, Text { zh, en }) = (&done.after.slug, acting.called(&done.after));
        say!(
            "{zh}已撤排期，稿件仍为已定稿。另排：`wxops schedule {slug} --at 时间`",
            "{en} has no time any more and stays approved. A new one: `wxops schedule {slug} --at TIME`"
        )
    })
}
