//! `wxops submit` hands an article in for review.

use wxops::{
    refusal::Exit,
    say,
    text::Text,
    workflow::{action::Action, decide::Does, lists::Ticks, status::Status},
};

use crate::shell::{
    acting::Acting,
    arguments::{Attesting, Which, Writing},
    asking,
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("送审；没有自检的先自检", "Hand in for review, after the self-check"),
    before_help = tr!(
        "wxops submit\n\
         wxops submit dongji-xinpin --attest all",
        "wxops submit\n\
         wxops submit dongji-xinpin --attest all"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) attesting: Attesting,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let found = acting.find(&args.which, Action::Submit)?;
    let before = acting.state(&found)?;
    let checkable = matches!(before.status, Status::Draft | Status::ChangesRequested | Status::Checked);
    let checked = !checkable || acting.is_checked(&found, &before)?;
    let ticks = if checked {
        Ticks::default()
    } else {
        acting.may(&before, Action::Submit)?;
        let category = acting.category(&found);
        asking::ticks(ctx, &acting.team, ("self-check", &category), &args.attesting, &args.writing, |all| {
            acting.rehearse(&found, Does::Submit(Some(all)))
        })?
    };
    acting.act(found, Does::Submit(Some(ticks)), &args.writing, |done| {
        let stage = done.after.stage.as_ref().map(|stage| stage.name.clone()).unwrap_or_default();
        let Text { zh: title_zh, en: title_en } = acting.called(&done.after);
        let Text { zh, en } = acting.deciders(&done.after);
        say!("{title_zh}已送审，待{stage}：{zh}", "{title_en} is submitted and waits for {stage}: {en}")
    })
}
