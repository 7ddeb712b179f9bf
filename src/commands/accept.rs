//! `wxops accept` accepts what a reviewer changed.

use wxops::{
    refusal::Exit,
    say,
    text::Text,
    workflow::{
        action::Action,
        decide::{Does, Done},
        state::Submitted,
    },
};

use crate::shell::{
    acting::Acting,
    arguments::{Seen, Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("确认审核人所作的修改", "Accept the edits with which a reviewer approved"),
    before_help = tr!(
        "wxops accept\n\
         wxops accept dongji-xinpin --yes",
        "wxops accept\n\
         wxops accept dongji-xinpin --yes"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) seen: Seen,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let found = acting.find(&args.which, Action::Accept)?;
    let before = acting.state(&found)?;
    let edited = before.submission.as_ref().and_then(Submitted::edited);
    acting.rehearse(&found, Does::Accept)?;
    if let Some(edited) = edited.filter(|_| before.status == wxops::workflow::status::Status::Edited) {
        acting.seen(&found, (&before, &edited.before), Action::Accept, &args.seen, &args.writing)?;
    }
    let by = edited.map(|edited| acting.team.name(&edited.by)).unwrap_or_default();
    acting.act(found, Does::Accept, &args.writing, |done| told(&acting, by, done))
}

/// What is said of it; `by` is who made the edits.
pub(super) fn told(acting: &Acting<'_>, by: &str, done: &Done) -> Text {
    let (slug, Text { zh: title_zh, en: title_en }) = (&done.after.slug, acting.called(&done.after));
    let Some(next) = &done.after.stage else {
        return say!(
            "{title_zh}已确认{by}的修改，已定稿，此后改一个字都要重新送审。下一步：`wxops publish {slug} --url 链接`",
            "the edits of {by} in {title_en} are accepted, and it is approved. Next: `wxops publish {slug} --url LINK`"
        );
    };
    let (next, Text { zh, en }) = (&next.name, acting.deciders(&done.after));
    if done.after.approved_before(None).is_some() {
        return say!(
            "{title_zh}已确认{by}的修改，待{next}也确认：{zh}",
            "the edits of {by} in {title_en} are accepted; {next} confirms them next: {en}"
        );
    }
    say!(
        "{title_zh}已确认{by}的修改，待{next}：{zh}",
        "the edits of {by} in {title_en} are accepted; {next} is next: {en}"
    )
}
