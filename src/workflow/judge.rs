//! Whether a record is legal where it stands. Acts about to be made and records of long ago are judged by
//! these same sentences: `decide` asks before, `verify` asks again.

use super::{
    action::Action,
    chain::Filed,
    policy::PolicyChain,
    record::HOW,
    replacement,
    state::{State, Submitted},
    team::{Team, is_id},
    transitions::{self, From, Transition},
};
use crate::{
    refusal::{Refusal, Result},
    say,
    text::Text,
    workflow::{lane, lists, page, second_hand, status::Status, urgent, who},
};

/// Judges one record against the state before it. Never looks at anything that is not in the records or in
/// the rule book, so it gives the same answer for ever.
pub fn judge(before: Option<&State>, filed: &Filed, policy: &PolicyChain) -> Result<()> {
    let record = &filed.record;
    let action = record.action;
    let bad = |why: Text| Err(Refusal::findings("record_illegal", why));
    if record.repo != policy.root().header.repo {
        return Err(Refusal::findings(
            "record_repo",
            say!("这份记录属于另一个稿件库", "the record belongs to another folder"),
        ));
    }
    let number = record.policy;
    let Some(version) = policy.version(number) else {
        return bad(say!("运营规则没有第 {number} 版", "there is no version {number} of the rule book"));
    };
    if let Some(state) = before.filter(|state| state.policy > number) {
        let newest = state.policy;
        return Err(Refusal::findings(
            "policy_falls",
            say!(
                "这份记录按第 {number} 版规则，而前面的已按第 {newest} 版",
                "the record obeys version {number} of the rule book, after one that obeyed version {newest}"
            ),
        ));
    }
    let row = row(before, action)?;
    let team = version.team.on(record.at);
    match &record.says.second_hand {
        Some(said) => second_hand::may(row, before, &record.by, &said.member, &team)?,
        None => who::may(row, before, &record.by, &team)?,
    }
    let Some(state) = before else {
        let first = record.revision == 1 && record.stage.is_none() && record.prev.is_empty();
        return if first {
            Ok(())
        } else {
            bad(say!("第一条记录的样子不对", "the first record is not as it must be"))
        };
    };
    let revision = state.revision + u32::from(action == Action::Correct);
    let stage = state.stage.as_ref().filter(|_| action.is_decision()).map(|stage| &stage.id);
    let slug_stays = record.slug == state.slug || action == Action::Rename;
    if record.article != state.id
        || record.revision != revision
        || record.stage.as_ref() != stage
        || !slug_stays
    {
        return bad(say!(
            "记录里的稿件、版次、环节或稿件名与此前不符",
            "article, revision, stage or slug in the record do not follow from those before"
        ));
    }
    if !content_follows(state, filed) {
        return Err(Refusal::findings(
            "content_differs",
            say!(
                "这一步的内容指纹与此前核定的不同",
                "the content digest of this act is not the one it had before"
            ),
        ));
    }
    needs(state, filed, policy, &team)
}

/// Whether the content after the act is the one it must be. Acts that take the text bring their own, and so do edits;
/// declining them brings back what was there before.
fn content_follows(state: &State, filed: &Filed) -> bool {
    let record = &filed.record;
    let edited = state.submission.as_ref().and_then(Submitted::edited);
    match (record.action, edited) {
        (action, _) if !state.status.is_bound() || action.takes_text() => true,
        (Action::Decline, Some(edited)) => record.content == edited.before,
        _ => (record.content == state.content) == record.says.edits.is_empty(),
    }
}

/// The row of the table that allows the act now, or why there is none.
pub fn row(before: Option<&State>, action: Action) -> Result<&'static Transition> {
    let found = transitions::of(action).find(|row| fits(row.from, before));
    match before {
        Some(state) if found.is_some() && action == Action::Correct && state.live.is_none() => {
            Err(who::not_live(state)) // it is archived, and was retracted or never out
        }
        _ => found.ok_or_else(|| who::wrong_state(before, action)),
    }
}

fn fits(from: From, before: Option<&State>) -> bool {
    match (from, before) {
        (From::Nothing, None) => true,
        (From::Nothing, Some(_)) | (_, None) => false,
        (_, Some(state)) if state.gone => false,
        (From::Statuses(statuses), Some(state)) => statuses.contains(&state.status),
        (From::Any, Some(_)) => true,
        // What is on its way to the platform may be out already: nothing is taken back before that is known.
        (_, Some(state)) if state.status == Status::Publishing => false,
        (From::AnySettled, Some(_)) => true,
        (From::AnyLive, Some(state)) => state.live.is_some(),
        (From::AnyNeverPublished, Some(state)) => state.first_out.is_none(),
    }
}

/// What an act needs besides its place and its person.
fn needs(state: &State, filed: &Filed, policy: &PolicyChain, team: &Team) -> Result<()> {
    let record = &filed.record;
    let says = &record.says;
    match record.action {
        Action::SelfCheck => {
            unanswered(state)?;
            lists::complete(team, "self-check", None, says.attest.as_ref())
        }
        Action::Submit => submission(state, filed, team),
        Action::Approve => {
            let (Some(submitted), Some(stage)) = (&state.submission, &state.stage) else { return Ok(()) };
            if !says.edits.is_empty() && !replacement::well_formed(&says.edits) {
                let message = say!("所附修改不成样子", "the edits are not as edits must be");
                return Err(Refusal::findings("record_illegal", message));
            }
            if let Some(said) = &says.second_hand {
                second_hand::well_formed(record, said, team)?;
            }
            // Who ticked the list for this stage already, before the edits, confirms those.
            if says.attest.is_none() && state.approved_before(Some(record.decider())).is_some() {
                return Ok(());
            }
            let rules = policy.version(submitted.policy).map_or(team, |version| &version.team);
            lists::complete(rules, &stage.list, Some(&submitted.category), says.attest.as_ref())
        }
        Action::Answer => {
            let known = |answer: &super::record::Answer| {
                state.opinions.iter().any(|asked| asked.record == answer.record && asked.n == answer.n)
            };
            if says.answers.iter().all(known) {
                return Ok(());
            }
            Err(Refusal::findings("no_such_opinion", say!("没有这条修改意见", "there is no such opinion")))
        }
        Action::Schedule => {
            says.emergency.as_ref().map_or(Ok(()), |said| urgent::said_well(record, said, team))
        }
        Action::PublishStarted | Action::Publish => page::holds(state, says.page.as_ref(), team),
        Action::Countersign | Action::Deny => second_hand::answers(state, record, team),
        Action::Skip => match &says.skip {
            Some(said) => lane::well_formed(record, said, state.stage.as_ref(), team),
            None => Ok(()),
        },
        Action::LateReview => lane::answers(state, record, team, policy),
        Action::Archive if state.second_hand.iter().any(|consent| !consent.is_settled()) => {
            Err(second_hand::unsettled(state, team))
        }
        Action::Archive => lane::unsettled(state, team),
        Action::Correct
            if !says
                .reason
                .as_ref()
                .is_some_and(|why| HOW.iter().any(|(how, _)| why.how.as_deref() == Some(how))) =>
        {
            Err(Refusal::findings("record_illegal", say!("更正方式不对", "there is no such way to correct")))
        }
        Action::Assign => who::may_take(state, says.assign.as_deref().unwrap_or_default(), team),
        _ => Ok(()),
    }
}

/// Every `must` and `ask` opinion has an answer.
pub(super) fn unanswered(state: &State) -> Result<()> {
    let open = state.unanswered();
    let Some(first) = open.first() else { return Ok(()) };
    let (count, slug) = (open.len(), &state.slug);
    let opinions = crate::text::plural(count, "opinion");
    let Text { zh, en } = crate::text::names(&open);
    Err(Refusal::findings(
        "opinions_open",
        say!(
            "还有 {count} 条必改或待核实的意见没有答复：第 {zh} 条",
            "{opinions} still to be answered: {en}"
        ),
    )
    .help(say!(
        "逐条答复：`wxops answer {slug} {first} 已改 '改了什么'`",
        "answer each: `wxops answer {slug} {first} done 'what changed'`"
    )))
}

/// A submission follows the self-check of the same content, names every writer, and can be reviewed.
fn submission(state: &State, filed: &Filed, team: &Team) -> Result<()> {
    let record = &filed.record;
    let Some(says) = &record.says.submission else { return Ok(()) };
    if state.status != Status::Checked || state.content != record.content {
        return Err(Refusal::findings(
            "not_self_checked",
            say!("送审的内容没有自检", "what is submitted was not self-checked"),
        ));
    }
    if !is_id(&says.category) {
        return Err(Refusal::findings(
            "record_illegal",
            say!("栏目不是代号", "the category is no id"), // it becomes a folder of the archive
        ));
    }
    let writers: std::collections::BTreeSet<String> = says.writers.iter().cloned().collect();
    let sorted = writers.iter().eq(says.writers.iter());
    if !sorted || !state.writers.is_subset(&writers) || !writers.contains(&record.by) {
        return Err(Refusal::findings(
            "writers_missing",
            say!("送审记录没有写全编辑", "the submission does not name every writer"),
        ));
    }
    let says_urgent = record.says.emergency.is_some();
    if let Some(said) = &record.says.emergency {
        urgent::well_formed(record, said, &says.category, team)?;
    }
    let stages = team.stages_for(&says.category, says_urgent);
    let stages: Vec<_> = stages.iter().collect();
    match team.unfilled(&stages, &writers) {
        None if stages.is_empty() => {
            Err(Refusal::unusable("no_stages", say!("没有审核环节", "there are no stages of review")))
        }
        None => Ok(()),
        Some(seat) => Err(who::nobody_for(seat, &writers, team)),
    }
}
