//! Acts that were done before: said so, exit 0, no new commit.

use super::{Act, Does, Evidence};
use crate::{
    say,
    text::Text,
    workflow::{action::Action, state::State, status::Status},
};

/// What to say if the act was done before, by the same person on the same content.
pub(super) fn done(state: &State, act: &Act, evidence: &Evidence) -> Option<Text> {
    let same_text = || {
        let working = evidence.working.as_ref();
        working.is_some_and(|bundle| bundle.content(&state.id, &state.slug) == state.content)
    };
    let is = |status: Status| state.status == status;
    let done = match &act.does {
        Does::Approve(..) => {
            let decisions = state.submission.as_ref().map(|s| s.decisions.as_slice()).unwrap_or_default();
            let mine = decisions.iter().any(|d| d.by == act.by && d.action == Action::Approve);
            mine && matches!(state.status, Status::InReview | Status::Approved | Status::Scheduled)
        }
        Does::SelfCheck(_) => is(Status::Checked) && state.writers.contains(&act.by) && same_text(),
        Does::Submit(_) => is(Status::InReview) && state.writers.contains(&act.by) && same_text(),
        Does::Publish { url, .. } => {
            is(Status::Published) && state.live.as_ref().is_some_and(|live| live.url == url.trim())
        }
        Does::Schedule(at) => is(Status::Scheduled) && state.publish_at == Some(*at),
        Does::Assign(to) => state.owner == *to,
        Does::Rename(slug) => state.slug == *slug,
        Does::Archive => is(Status::Archived),
        Does::Answer { n, verdict, text } => {
            n.checked_sub(1).and_then(|at| state.opinions.get(at)).is_some_and(|asked| {
                asked.answer.as_ref() == Some(&(*verdict, text.as_ref().map(|text| text.trim().to_owned())))
            })
        }
        _ => false,
    };
    let (slug, label) = (&state.slug, state.label());
    let (zh, en) = (label.zh, label.en);
    done.then(|| say!("已经办过：`{slug}` 现在是“{zh}”", "done before: `{slug}` is {en}"))
}
