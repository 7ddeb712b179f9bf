//! `wxops discard` gives up an article.

use wxops::{
    refusal::Exit,
    say,
    workflow::{action::Action, decide::Does},
};

use crate::shell::{
    acting::Acting,
    arguments::{Reason, Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("弃稿；流转记录保留", "Give up an article; its records stay"),
    before_help = tr!(
        "wxops discard dongji-xinpin --reason '选题取消'",
        "wxops discard dongji-xinpin --reason 'the topic was dropped'"
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
    let found = acting.find(&args.which, Action::Discard)?;
    let push = acting.folder.push_of(&found.slug, acting.now).ok().flatten();
    acting.act(found, Does::Discard(args.reason.reason), &args.writing, |done| {
        if let Some(push) = &push {
            let (id, slug) = (&push.id, &done.after.slug);
            ctx.output.note(&say!(
                "它还排在推送里，去掉：`wxops push remove {id} {slug}`",
                "a push still names it; take it out: `wxops push remove {id} {slug}`"
            ));
        }
        say!(
            "`{slug}` 已弃稿，流转记录保留：`wxops log {id}`",
            "`{slug}` is discarded; its records stay: `wxops log {id}`",
            slug = &done.after.slug,
            id = &done.after.id
        )
    })
}
