//! A decision that was made at the desk becomes one act, as its own command makes it.

use wxops::{
    folder::{Found, moved_on},
    refusal::{Exit, Refusal, Result},
    workflow::{
        action::Action,
        decide::{Does, Done},
        lists::Ticks,
        state::State,
    },
};

use super::{desk::Desk, page::Page};
use crate::{
    commands::{accept, approve, decline, reject, request_changes},
    shell::{acting::Acting, arguments::Which, context::Context, interrupt},
};

/// Whether an approval would be refused however the list is ticked: said before anybody ticks it.
pub(super) fn hindered(desk: &Desk<'_>, page: &Page) -> Result<()> {
    let ctx = desk.ctx.later()?;
    let mut acting = Acting::open(&ctx)?;
    let (found, before) = stands(&mut acting, page)?;
    acting.may(&before, Action::Approve)?;
    let ticks = Ticks { yes: "all".to_owned(), not_applicable: vec![] };
    acting.rehearse(&found, Does::Approve { ticks, opinions: vec![], edits: vec![], said: None }).map(drop)
}

/// Makes the act and says what came of it. It is about the text that was read: where somebody was faster, nothing is
/// done.
pub(super) fn act(desk: &Desk<'_>, page: &Page, does: Does) -> anyhow::Result<Exit> {
    let ctx: Context = desk.ctx.later()?;
    let mut acting = Acting::open(&ctx)?;
    let (found, before) = stands(&mut acting, page)?;
    acting.may(&before, does.action())?;
    let by = page.edited_by().map(|by| acting.team.name(by)).unwrap_or_default().to_owned();
    let wish = does.clone();
    if let Does::RequestChanges(opinions) = &wish {
        request_changes::misquoted(&ctx, opinions);
    }
    let told = |done: &Done| match &wish {
        Does::RequestChanges(opinions) => request_changes::told(&acting, opinions, done),
        Does::Reject(..) => reject::told(&acting, done),
        Does::Accept => accept::told(&acting, &by, done),
        Does::Decline(_) => decline::told(&acting, done),
        _ => approve::told(&acting, &before, done),
    };
    // Whoever is asked for a passphrase may think better of it: that ends the act, and not the walk.
    interrupt::unheard(ctx.output, || acting.act(found, does, desk.writing, told))
}

/// Where the article is now, if it is still where it was read; from here on the act is about that alone.
fn stands(acting: &mut Acting<'_>, page: &Page) -> Result<(Found, State)> {
    let which = Which { article: Some(page.state.slug.clone()) };
    let found = acting.find(&which, Action::Approve)?;
    let before = acting.state(&found)?;
    if before.heads != page.state.heads {
        return Err(moved_on());
    }
    acting.read = Some(page.state.heads.clone());
    Ok((found, before))
}

/// Whether a refusal means that the article is to be read again.
pub(super) fn is_stale(error: &anyhow::Error) -> bool {
    error.downcast_ref::<Refusal>().is_some_and(|refusal| refusal.code == "somebody_faster")
}
