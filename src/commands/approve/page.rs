//! `wxops approve --page`: the text stands approved, and its page is laid out otherwise since.

use wxops::{
    refusal::Exit,
    say,
    text::Text,
    workflow::{action::Action, decide::Does},
};

use super::Args;
use crate::shell::acting::Acting;

pub(super) fn run(acting: &Acting<'_>, args: &Args) -> anyhow::Result<Exit> {
    let found = acting.find(&args.which, Action::ApprovePage)?;
    acting.act(found, Does::ApprovePage, &args.writing, |done| {
        let (slug, Text { zh, en }) = (&done.after.slug, acting.called(&done.after));
        say!(
            "{zh}的新页面确认了，可以发布：`wxops publish {slug} --url 链接`",
            "the new page of {en} is approved; it can go out: `wxops publish {slug} --url LINK`"
        )
    })
}
