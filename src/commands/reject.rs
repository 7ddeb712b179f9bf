//! `wxops reject` ends an article.

use wxops::{
    refusal::Exit,
    say,
    text::Text,
    workflow::{
        action::Action,
        decide::{Does, Done},
        opinion::Weight,
    },
};

use crate::shell::{
    acting::{Acting, text_of},
    arguments::{Opinions, Reason, Which, Writing},
    asking,
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("退稿：不再采用", "Reject an article for good"),
    before_help = tr!(
        "wxops reject dongji-xinpin --reason '与公司口径不一致'",
        "wxops reject dongji-xinpin --reason 'not what the company says'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) reason: Reason,
    #[command(flatten)]
    pub(crate) opinions: Opinions,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let found = acting.find(&args.which, Action::Reject)?;
    let opinions = asking::opinions(ctx, &args.opinions, Weight::Should, &text_of(&acting, &found)?)?;
    acting.act(found, Does::Reject(args.reason.reason, opinions), &args.writing, |done| told(&acting, done))
}

/// What is said of it.
pub(super) fn told(acting: &Acting<'_>, done: &Done) -> Text {
    let Text { zh, en } = acting.called(&done.after);
    let slug = &done.after.slug;
    say!(
        "{zh}已退稿，理由已记录。下一步：`wxops archive {slug}`，或运营主管 `wxops withdraw {slug}`",
        "{en} is rejected, and why is on record. Next: `wxops archive {slug}`, or a manager's `wxops withdraw {slug}`"
    )
}
