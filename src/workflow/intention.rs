//! 预排: the time that a writer has in mind, long before anything is approved. It is a line of the text, so only a text that is
//! free has another one; no record speaks of it.

use super::{
    decide::Evidence,
    plan::{Content, Edit, Plan, Working},
    state::State,
    status::Status,
    team::Team,
    who,
};
use crate::{
    article::{Article, INDEX, bundle::Bundle},
    refusal::{Refusal, Result},
    say,
};

/// The field that holds it.
const FIELD: &str = "planned_at";

/// What changes where a member sets it; nothing where it is that time already.
pub fn intended(evidence: &Evidence, state: &State, by: &str, words: &str) -> Result<Option<Plan>> {
    let team = &evidence.policy.newest().team;
    may(evidence, state, by, team)?;
    let (Some(head), Some(working)) = (&evidence.head, &evidence.working) else {
        return Err(no_place(&state.place()));
    };
    let place = |bundle: &Bundle| bundle.index.with_field(FIELD, words).ok_or_else(|| no_place(&bundle.path));
    let (committed, own) = (place(head)?, place(working)?);
    let holds = |article: &Article| article.words(FIELD) == words;
    if holds(&head.index) && holds(&working.index) {
        return Ok(None);
    }
    // What the writer has not committed yet stays so, with the time in it.
    let keeps = head.index_blob != working.index_blob;
    let edit = Edit {
        path: format!("{}/{INDEX}", head.path),
        content: Content::Bytes(committed),
        seen: Some(working.index_blob.clone()),
        working: if keeps { Working::Keep(own) } else { Working::Same },
    };
    Ok(Some(Plan { edits: vec![edit], message: format!("plan: {}", state.slug) }))
}

fn may(evidence: &Evidence, state: &State, by: &str, team: &Team) -> Result<()> {
    if !team.has_role(by, "manager") {
        let text = evidence.working.as_ref().map(|bundle| bundle.index.list("co_writers"));
        who::writer_of_it(state, text.unwrap_or_default(), by, team)?;
    }
    let slug = &state.slug;
    let help = match state.status {
        Status::Draft | Status::ChangesRequested => return Ok(()),
        Status::Approved => say!(
            "定下推送时间：`wxops schedule {slug} --next`",
            "give it a time: `wxops schedule {slug} --next`"
        ),
        Status::Scheduled => {
            say!("先撤排期：`wxops unschedule {slug}`", "take its time away first: `wxops unschedule {slug}`")
        }
        Status::Checked | Status::InReview | Status::Edited => say!(
            "定稿后再排期；要现在改，先撤回：`wxops withdraw {slug} --reason 理由`",
            "schedule it once it is approved; to change it now, take it back: `wxops withdraw {slug} --reason REASON`"
        ),
        _ => say!("看它现在怎样：`wxops show {slug}`", "see where it stands: `wxops show {slug}`"),
    };
    let label = state.label();
    let message = say!(
        "`{slug}` 现在是“{zh}”，不能预排",
        "`{slug}` is {en} now, and `plan` does not fit",
        zh = label.zh,
        en = label.en
    );
    Err(Refusal::not_now("wrong_state", message).help(help))
}

fn no_place(path: &str) -> Refusal {
    let message = say!(
        "文首字段读不懂，拟发时间没有地方写",
        "the front matter cannot be read; there is no place for the time"
    );
    let help = say!("看哪里不对：`wxops check {path}`", "see what is wrong: `wxops check {path}`");
    Refusal::unusable("front_matter", message).at(format!("{path}/{INDEX}")).help(help)
}
