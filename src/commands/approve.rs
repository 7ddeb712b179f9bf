//! `wxops approve` passes a stage of review.

use wxops::{
    refusal::Exit,
    say,
    text::Text,
    workflow::{action::Action, decide::Does, opinion::Weight},
};

use crate::shell::{
    acting::{Acting, text_of},
    arguments::{Attesting, Opinions, Which, Writing},
    asking,
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("审核通过本环节；最后一个环节通过即定稿", "Approve at this stage; the last stage makes it final"),
    before_help = tr!(
        "wxops approve\n\
         wxops approve dongji-xinpin --attest all --opinion '文字：第二段可再短些'",
        "wxops approve\n\
         wxops approve dongji-xinpin --attest all --opinion 'wording: the second paragraph could be shorter'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) attesting: Attesting,
    #[command(flatten)]
    pub(crate) opinions: Opinions,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let found = acting.find(&args.which, Action::Approve)?;
    let opinions = asking::opinions(ctx, &args.opinions, Weight::Should, &text_of(&acting, &found)?)?;
    let before = acting.state(&found)?;
    let asked = before.stage.as_ref().zip(before.submission.as_ref());
    let list =
        asked.map_or(("", ""), |(stage, submitted)| (stage.list.as_str(), submitted.category.as_str()));
    acting.may(&before, Action::Approve)?;
    let ticks = asking::ticks(ctx, &acting.team, list, &args.attesting, &args.writing, |all| {
        acting.rehearse(&found, Does::Approve(all, opinions.clone()))
    })?;
    acting.act(found, Does::Approve(ticks, opinions), &args.writing, |done| {
        let decided = before.stage.as_ref().map(|stage| stage.name.clone()).unwrap_or_default();
        let Text { zh: title_zh, en: title_en } = acting.called(&done.after);
        match &done.after.stage {
            Some(next) => {
                let (next, Text { zh, en }) = (&next.name, acting.deciders(&done.after));
                say!("{title_zh}{decided}通过，待{next}：{zh}", "{title_en} passed {decided}; {next} is next: {en}")
            }
            None => say!(
                "{title_zh}{decided}通过，已定稿，此后改一个字都要重新送审。下一步：`wxops publish {slug} --url 链接`",
                "{title_en} is approved; from now on every change needs a new review. Next: `wxops publish {slug} --url LINK`",
                slug = &done.after.slug
            ),
        }
    })
}
