//! Acts that were done before: said so, exit 0, no new commit.

use super::{Act, Does, Evidence, second_hand};
use crate::{
    say,
    text::Text,
    workflow::{
        page,
        replacement::{Replacement, Typed},
        state::{Decided, State},
        status::Status,
    },
};

/// What to say if the act was done before, by the same person on the same content.
pub(super) fn done(state: &State, act: &Act, evidence: &Evidence) -> Option<Text> {
    let same_text = || {
        let working = evidence.working.as_ref();
        working.is_some_and(|bundle| bundle.content(&state.id, &state.slug) == state.content)
    };
    let is = |status: Status| state.status == status;
    let submitted = state.submission.as_ref();
    let done = match &act.does {
        Does::Approve { edits, said, .. } => {
            let passing = [Status::InReview, Status::Edited, Status::Approved, Status::Scheduled]
                .contains(&state.status);
            let himself = |decided: &Decided| said.is_some() || decided.typed_by.is_none();
            let mine = |decided: &Decided| {
                decided.by == act.decider() && himself(decided) && same(&decided.edits, edits)
            };
            passing && submitted.is_some_and(|submitted| submitted.approvals(&state.content).any(mine))
        }
        Does::ApprovePage => page::may_go_out(state.status) && evidence.page.as_ref() == page::of(state),
        Does::Accept => {
            let passing = [Status::InReview, Status::Approved, Status::Scheduled].contains(&state.status);
            passing && submitted.is_some_and(|submitted| submitted.accepted.as_ref() == Some(&act.by))
        }
        Does::Skip(_) => {
            let passing = [Status::Approved, Status::Scheduled].contains(&state.status);
            passing && state.opened_lane(&act.by)
        }
        Does::LateReview(_) => {
            let own = state.debts.last().and_then(|debt| debt.paid.as_ref());
            own.is_some_and(|(by, _)| *by == act.by)
        }
        Does::Countersign(which) => second_hand::countersigned(state, &act.by, which.as_deref(), evidence),
        Does::SelfCheck(_) => is(Status::Checked) && state.writers.contains(&act.by) && same_text(),
        Does::Submit { urgent, .. } => {
            let hurry = urgent.is_none() || state.urgent().is_some();
            is(Status::InReview) && state.writers.contains(&act.by) && same_text() && hurry
        }
        Does::Publish { url, .. } => {
            is(Status::Published) && state.live.as_ref().is_some_and(|live| live.url == url.trim())
        }
        Does::Schedule { at, .. } => is(Status::Scheduled) && state.publish_at == Some(*at),
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

/// Whether the edits of an approval are the ones that are typed; an approval typed without any is the same with them.
fn same(edits: &[Replacement], typed: &[Typed]) -> bool {
    let among = |typed: &Typed| edits.iter().any(|edit| edit.from == typed.from && edit.to == typed.to);
    typed.is_empty() || edits.len() == typed.len() && typed.iter().all(among)
}
