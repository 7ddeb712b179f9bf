//! `wxops decline` does not accept what a reviewer changed.

use wxops::{
    refusal::Exit,
    say,
    text::Text,
    workflow::{
        action::Action,
        decide::{Does, Done},
    },
};

use crate::shell::{
    acting::Acting,
    arguments::{Reason, Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("驳回审核人所作的修改，改回去", "Do not accept a reviewer's edits; they are taken out again"),
    before_help = tr!(
        "wxops decline dongji-xinpin --reason '“一次启动”是检测报告的原话'",
        "wxops decline dongji-xinpin --reason 'the report says so in these words'"
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
    let found = acting.find(&args.which, Action::Decline)?;
    acting.act(found, Does::Decline(args.reason.reason), &args.writing, |done| told(&acting, done))
}

/// What is said of it.
pub(super) fn told(acting: &Acting<'_>, done: &Done) -> Text {
    let (slug, Text { zh, en }) = (&done.after.slug, acting.called(&done.after));
    say!(
        "{zh}改回了修改前的文字，这次审核作废。改好后重新送审：`wxops submit {slug}`",
        "{en} reads as before the edits, and this review lapsed. When it is ready: `wxops submit {slug}`"
    )
}
