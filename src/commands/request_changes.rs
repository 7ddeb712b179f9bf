//! `wxops request-changes` sends an article back with opinions.

use wxops::{
    leaks::masked,
    refusal::Exit,
    say,
    text::Text,
    workflow::{
        action::Action,
        decide::{Does, Done},
        opinion::{Opinion, Weight},
    },
};

use crate::shell::{
    acting::{Acting, text_of},
    arguments::{Opinions, Which, Writing},
    asking,
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("退改：写明修改意见，退给编辑", "Send back to the writer with what to change"),
    before_help = tr!(
        "wxops request-changes dongji-xinpin --opinion '事实数据：参数与官网不一致'\n\
         wxops request-changes -F 意见.txt",
        "wxops request-changes dongji-xinpin --opinion 'fact: the figure differs from the website'\n\
         wxops request-changes -F opinions.txt"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) opinions: Opinions,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let found = acting.find(&args.which, Action::RequestChanges)?;
    let text = text_of(&acting, &found)?;
    let mut opinions = asking::opinions(ctx, &args.opinions, Weight::Must, &text)?;
    let drafts = acting.drafts(&found)?.taken_up(ctx, &mut opinions, Weight::Must, &text)?;
    misquoted(ctx, &opinions);
    let exit = acting.act(found, Does::RequestChanges(opinions.clone()), &args.writing, |done| {
        told(&acting, &opinions, done)
    })?;
    if let Some(drafts) = drafts {
        drafts.used(ctx, &args.writing);
    }
    Ok(exit)
}

/// Says which opinions quote what the article does not hold.
pub(super) fn misquoted(ctx: &Context, opinions: &[Opinion]) {
    for words in opinions.iter().filter_map(Opinion::misquotes) {
        ctx.output.note(&say!(
            "稿件里没有「{words}」，这条意见指不到行",
            "the article does not hold 「{words}」; this opinion points at no line",
            words = masked(words)
        ));
    }
}

/// What is said of it.
pub(super) fn told(acting: &Acting<'_>, opinions: &[Opinion], done: &Done) -> Text {
    let (count, slug) = (opinions.len(), &done.after.slug);
    let blocking = opinions.iter().filter(|opinion| opinion.weight.blocks()).count();
    let (owner, Text { zh, en }) = (acting.team.name(&done.after.owner), acting.called(&done.after));
    let noun = wxops::text::plural(count, "opinion");
    say!(
        "{zh}已退改给{owner}：{count} 条意见，其中 {blocking} 条须答复。看意见：`wxops show {slug}`",
        "{en} is back with {owner}: {noun}, {blocking} to be answered. See them: `wxops show {slug}`"
    )
}
