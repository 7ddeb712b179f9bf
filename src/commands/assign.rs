//! `wxops assign` hands an article to another member.

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
    allow_missing_positional = true,
    about = tr!("转交给另一位成员", "Hand an article to another member"),
    before_help = tr!(
        "wxops assign dongji-xinpin 王芳",
        "wxops assign dongji-xinpin wangfang"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[arg(
        value_name = tr!("成员", "MEMBER"),
        help = tr!("接手的成员：代号或姓名", "Who takes it: id or name")
    )]
    pub(crate) member: String,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let found = acting.find(&args.which, Action::Assign)?;
    // A person may be named by id, by name or by mail.
    let named = acting.team.members.iter().find(|(_, member)| member.name == args.member);
    let to = named.map(|(id, _)| id.as_str()).or_else(|| acting.team.member_of(&args.member));
    let to = to.unwrap_or(&args.member).to_owned();
    acting.act(found, Does::Assign(to), &args.writing, |done| {
        let old = done.before.as_ref().map(|before| acting.team.name(&before.owner)).unwrap_or_default();
        let (new, Text { zh, en }) = (acting.team.name(&done.after.owner), acting.called(&done.after));
        say!("{zh}已由{old}转交{new}", "{en} went from {old} to {new}")
    })
}
