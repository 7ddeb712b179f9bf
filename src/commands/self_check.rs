//! `wxops self-check` records that the writer checked.

use wxops::{
    refusal::Exit,
    say,
    text::Text,
    workflow::{action::Action, decide::Does, told::attested},
};

use crate::shell::{
    acting::Acting,
    arguments::{Attesting, Which, Writing},
    asking,
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("自检：逐项确认自检清单", "Record that you checked your own article"),
    before_help = tr!(
        "wxops self-check dongji-xinpin --attest all\n\
         wxops self-check --attest all --na 'label=没有用 AI'",
        "wxops self-check dongji-xinpin --attest all\n\
         wxops self-check --attest all --na 'label=no AI was used'"
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
    let found = acting.find(&args.which, Action::SelfCheck)?;
    let before = acting.state(&found)?;
    acting.may(&before, Action::SelfCheck)?;
    let category = acting.category(&found);
    let ticks =
        asking::ticks(ctx, &acting.team, ("self-check", &category), &args.attesting, &args.writing, |all| {
            acting.rehearse(&found, Does::SelfCheck(all))
        })?;
    acting.act(found, Does::SelfCheck(ticks), &args.writing, |done| {
        let attest = done.records.iter().find_map(|filed| filed.record.says.attest.as_ref());
        let items = attest.map(attested).unwrap_or_default();
        let (slug, Text { zh, en }) = (&done.after.slug, acting.called(&done.after));
        say!(
            "{zh}自检已记录：{items_zh}。下一步：`wxops submit {slug}`",
            "{en} is self-checked: {items_en}. Next: `wxops submit {slug}`",
            items_zh = items.zh,
            items_en = items.en
        )
    })
}
