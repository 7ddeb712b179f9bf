//! `wxops rename` renames an article.

use wxops::{
    refusal::Exit,
    say,
    workflow::{action::Action, decide::Does},
};

use crate::shell::{
    acting::Acting,
    arguments::{Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    allow_missing_positional = true,
    about = tr!("改稿件名", "Rename an article"),
    before_help = tr!(
        "wxops rename dongji-xinpin dongji-fabu",
        "wxops rename dongji-xinpin dongji-fabu"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[arg(
        value_name = tr!("新名", "NEW-SLUG"),
        help = tr!("新的稿件名：小写字母、数字、连字符", "The new slug: small letters, digits, hyphens")
    )]
    pub(crate) slug: String,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let found = acting.find(&args.which, Action::Rename)?;
    acting.act(found, Does::Rename(args.slug), &args.writing, |done| {
        let old = done.before.as_ref().map(|before| before.slug.clone()).unwrap_or_default();
        say!("已改名：{old} → {slug}", "renamed: {old} → {slug}", slug = &done.after.slug)
    })
}
