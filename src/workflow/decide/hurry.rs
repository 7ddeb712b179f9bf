//! What the record of an urgent submission says, and those of a stage that is skipped and reviews late.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::{Act, Evidence};
use crate::{
    refusal::{Refusal, Result},
    say,
    text::Text,
    workflow::{
        lane::Skip,
        lists::{self, Ticks},
        record::{Emergency, Reason, Says},
        state::State,
        team::Team,
    },
};

/// Why a submission cannot wait: as it is typed, or as it was when it was sent back.
pub(super) fn submitted(
    typed: Option<&Emergency>,
    state: Option<&State>,
    category: &str,
    act: &Act,
    team: &Team,
) -> Result<Option<Emergency>> {
    match typed {
        Some(said) => hurried(said, act, team).map(Some),
        None => Ok(still_urgent(state, category, act, team)),
    }
}

/// Why something cannot wait, as its record says it: whoever acts knows of it anyway.
pub(super) fn hurried(said: &Emergency, act: &Act, team: &Team) -> Result<Emergency> {
    let reason = said.reason.trim().to_owned();
    if reason.is_empty() {
        let message = say!("加急须写理由", "what is urgent takes a reason");
        let help = say!("`--urgent --reason '为什么等不了'`", "`--urgent --reason 'why it cannot wait'`");
        return Err(Refusal::usage("reason_empty", message).help(help));
    }
    let told: BTreeSet<&String> = said.told.iter().filter(|id| **id != act.by).collect();
    if let Some(unknown) = told.iter().find(|id| !team.members.contains_key(**id)) {
        let Text { zh, en } = team.names(team.members.keys().map(String::as_str));
        let message = say!("团队里没有 `{unknown}`", "`{unknown}` is not in the team");
        return Err(
            Refusal::usage("no_such_member", message).help(say!("成员：{zh}", "the members are: {en}"))
        );
    }
    Ok(Emergency { reason, told: told.into_iter().cloned().collect() })
}

/// What was sent back stays as urgent as it was, where the rule book still lets it.
fn still_urgent(state: Option<&State>, category: &str, act: &Act, team: &Team) -> Option<Emergency> {
    let urgent = state?.urgent().filter(|_| team.may_be_urgent(category))?;
    let told = urgent.told.iter().filter(|id| **id != act.by && team.members.contains_key(*id));
    Some(Emergency { reason: urgent.reason.clone(), told: told.cloned().collect() })
}

/// The stage that is skipped, and until when it is to review.
pub(super) fn skipped(state: Option<&State>, reason: Option<Reason>, act: &Act, team: &Team) -> Option<Skip> {
    let stage = state?.stage.as_ref()?.id.clone();
    let hours = team.lane.as_ref()?.review_within_hours;
    Some(Skip { stage, reason: reason?.text, until: act.at + TimeDelta::hours(i64::from(hours)) })
}

/// The list of the stage that reviews late, and the record by which it was skipped.
pub(super) fn late(evidence: &Evidence, state: Option<&State>, ticks: &Ticks, says: &mut Says) {
    let Some(debt) = state.and_then(State::owed_review) else { return };
    let version = evidence.policy.version(debt.policy).unwrap_or(evidence.policy.newest());
    says.attest = Some(lists::typed(&version.team, &debt.stage.list, &debt.category, ticks));
    says.late_review = Some(debt.record.clone());
}
