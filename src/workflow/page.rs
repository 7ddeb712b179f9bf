//! The page as readers see it. A record of `submit` and of `approve` says which page its author could look at; no other goes
//! out. Where the theme changed since, or wxops lays out otherwise than before, somebody of the last stage looks again
//! (确认排版, `approve --page`). An account without a theme of its own has no pages to approve.

use super::{state::State, status::Status, team::Team};
use crate::{
    article::digest::Digest,
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// The page that was approved last.
pub fn of(state: &State) -> Option<&Digest> {
    state.submission.as_ref()?.page.as_ref()
}

/// Who can approve it again, by id: they hold the role of the last stage, wrote nothing of the text, and decided no other
/// stage of it.
fn approvers<'t>(state: &'t State, team: &'t Team) -> impl Iterator<Item = &'t str> {
    let last = state.submission.as_ref().and_then(|submitted| Some((submitted, submitted.stages.last()?)));
    last.into_iter().flat_map(move |(submitted, stage)| {
        team.deciders(stage).filter(move |id| !state.wrote(id) && !submitted.is_taken(id, &stage.id))
    })
}

/// Whether an article of this status waits to go out.
pub fn may_go_out(status: Status) -> bool {
    matches!(status, Status::Approved | Status::Scheduled)
}

/// Whether a page is the one that was approved, of an article that may go out or is on its way.
pub fn holds(state: &State, page: Option<&Digest>, team: &Team) -> Result<()> {
    let goes_out = may_go_out(state.status) || state.status == Status::Publishing;
    if !goes_out || page == of(state) { Ok(()) } else { Err(not_approved(state, team)) }
}

fn not_approved(state: &State, team: &Team) -> Refusal {
    let refusal = Refusal::not_allowed(
        "page_not_approved",
        say!(
            "文字没变，但排出来的页面和审核通过的不一样了：之后换了主题，或者换了 wxops 的版本",
            "the text is as it was approved, but the page is not: the theme changed since, or the version of wxops"
        ),
    );
    let slug = &state.slug;
    let Text { zh, en } = team.names(approvers(state, team));
    let refusal = match zh.as_str() {
        "" => refusal.help(say!(
            "现在没有人能确认排版：撤回再送审，`wxops withdraw {slug} --reason '换了主题'`",
            "nobody can approve the page now; take it back and submit it again: `wxops withdraw {slug} --reason 'new theme'`"
        )),
        _ => refusal.help(say!(
            "请{zh}看过新的页面后确认：`wxops approve {slug} --page`",
            "let {en} look at the new page and approve it: `wxops approve {slug} --page`"
        )),
    };
    refusal.help(say!("看页面：`wxops preview {slug}`", "see the page: `wxops preview {slug}`"))
}
