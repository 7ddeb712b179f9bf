//! `wxops archive` moves a finished article to the archive.

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
    about = tr!("归档", "Move a finished article to the archive"),
    before_help = tr!(
        "wxops archive dongji-xinpin",
        "wxops archive dongji-xinpin"
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
    let found = acting.find(&args.which, Action::Archive)?;
    acting.act(found, Does::Archive, &args.writing, |done| {
        let (place, Text { zh, en }) = (done.after.place(), acting.called(&done.after));
        say!("{zh}已归档到 {place}", "{en} is filed at {place}")
    })
}
