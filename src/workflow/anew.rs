//! An act that was made on one base is judged again on another, where others have acted meanwhile: it stays as it is, is made
//! once more with the same person, time and words, or is not allowed there any more.
//!
//! A record says what its author knew. So one that is made again names the newest records and the newest rule book there, and
//! is about the very same text and submission as before, or it is not made again.

use std::collections::BTreeMap;

use super::{
    action::Action,
    arrival::{Arrival, allowed},
    chain::{Filed, order},
    derive::take,
    judge::row,
    policy::PolicyChain,
    record::Record,
    signed,
    state::State,
};
use crate::{
    article::digest::Digest,
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// An article on the new base.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// Its records
    pub records: Vec<Filed>,
    /// Where it stands by them; nothing before the first
    pub state: Option<State>,
}

/// An act as it was made.
pub struct Made<'a> {
    /// Its record
    pub filed: &'a Filed,
    /// Where the article stood then
    pub before: Option<&'a State>,
    /// The content that lies on the new base: what an act repeats that takes no text
    pub content: Option<Digest>,
    /// Records that were made again, by the id they had
    pub renamed: &'a BTreeMap<Digest, Digest>,
    /// Whoever may make it again
    pub me: Option<&'a str>,
}

/// Judges an act on the new base and takes it. The record that it gives may be the old one.
pub fn anew(standing: &mut Standing, made: &Made<'_>, policy: &PolicyChain) -> Result<Filed> {
    let filed = match as_it_is(standing, made.filed, policy) {
        Some(after) => {
            standing.state = Some(after);
            made.filed.clone()
        }
        None => again(standing, made, policy)?,
    };
    standing.records.push(filed.clone());
    Ok(filed)
}

/// Where the article stands after the record as it is, if that may come in: behind the newest ones, or beside decisions of
/// the same stage on the same content.
fn as_it_is(standing: &Standing, filed: &Filed, policy: &PolicyChain) -> Option<State> {
    let heads = standing.state.as_ref().map(|state| state.heads.as_slice()).unwrap_or_default();
    let (before, step) = if filed.record.prev == heads {
        (standing.state.clone(), vec![filed.clone()])
    } else if filed.record.action.is_decision() {
        let all = standing.records.iter().chain([filed]).cloned().collect();
        let mut steps = order(all).ok()?;
        let last = steps.pop().filter(|step| step.contains(filed))?;
        let before = steps
            .iter()
            .try_fold(None, |state: Option<State>, step| take(state.as_ref(), step, policy).map(Some));
        (before.ok()?, last)
    } else {
        return None;
    };
    let newest = policy.newest().header.version;
    signed::holds(&filed.record, policy).ok()?;
    allowed(before.as_ref(), filed, Arrival { known: newest, newest }, policy).ok()?;
    take(before.as_ref(), &step, policy).ok()
}

/// The record as its author makes it again.
fn again(standing: &mut Standing, made: &Made<'_>, policy: &PolicyChain) -> Result<Filed> {
    let old = &made.filed.record;
    let (state, action) = (standing.state.as_ref(), old.action);
    row(state, action)?;
    same_subject(state, made)?;
    let mut record = Record { signature: None, policy: policy.newest().header.version, ..old.clone() };
    record.prev = state.map(|state| state.heads.clone()).unwrap_or_default();
    let renamed = |id: &mut Digest| {
        if let Some(new) = made.renamed.get(id) {
            id.clone_from(new);
        }
    };
    record.says.answers.iter_mut().for_each(|answer| renamed(&mut answer.record));
    record.says.countersign.iter_mut().for_each(renamed);
    if let Some(state) = state.filter(|state| !action.takes_text() && !state.status.is_bound()) {
        if action != Action::Rename {
            record.slug.clone_from(&state.slug);
        }
        record.content = made.content.clone().unwrap_or(record.content);
    }
    let filed = Filed { id: record.id(), record };
    let after = take(state, &vec![filed.clone()], policy)?;
    if made.me != Some(old.by.as_str()) {
        return Err(not_mine(old, policy));
    }
    standing.state = Some(after);
    Ok(filed)
}

/// A decision is about one text and one submission, and of one stage. Where these are others by now, nobody has decided them.
fn same_subject(state: Option<&State>, made: &Made<'_>) -> Result<()> {
    let (Some(state), Some(before)) = (state, made.before) else { return Ok(()) };
    let record = &made.filed.record;
    let slug = &state.slug;
    if state.status.is_bound() && !record.action.takes_text() && state.content != before.content {
        return Err(other_text(state));
    }
    let of_submission = record.action.is_decision()
        || matches!(
            record.action,
            Action::ApprovePage | Action::Accept | Action::Decline | Action::Countersign | Action::Deny
        );
    let submission = |state: &State| state.submission.as_ref().map(|submitted| submitted.record.clone());
    let submitted = submission(before).map(|id| made.renamed.get(&id).cloned().unwrap_or(id));
    if of_submission && submission(state) != submitted {
        return Err(Refusal::not_now(
            "submitted_again",
            say!(
                "`{slug}` 已经撤回、重新送审过，你办的是上一次的",
                "`{slug}` was handed in anew meanwhile, and this was about the submission before"
            ),
        )
        .help(say!("看新的这一份：`wxops diff {slug}`", "see the new one: `wxops diff {slug}`")));
    }
    let stage = state.stage.as_ref().filter(|_| record.action.is_decision());
    if let Some(stage) = stage.filter(|stage| Some(&stage.id) != record.stage.as_ref()) {
        let (label, name) = (state.label(), &stage.name);
        let old = before.stage.as_ref().map_or("", |stage| stage.name.as_str());
        return Err(Refusal::not_now(
            "stage_passed",
            say!(
                "{old}已经有人办过，`{slug}` 现在是“{zh}”",
                "{old} was decided by somebody else, and `{slug}` is {en} now",
                zh = label.zh,
                en = label.en
            ),
        )
        .help(say!("谁能办{name}：`wxops why {slug}`", "who can decide {name}: `wxops why {slug}`")));
    }
    Ok(())
}

/// The text is another one than the act was about.
pub fn other_text(state: &State) -> Refusal {
    let slug = &state.slug;
    Refusal::not_now(
        "content_changed",
        say!(
            "`{slug}` 的内容已经不是你当时办的那一份",
            "the text of `{slug}` is not the one that this was about"
        ),
    )
    .help(say!("看现在的内容：`wxops show {slug}`", "see what it is now: `wxops show {slug}`"))
}

/// Nobody acts again in somebody else's name.
fn not_mine(record: &Record, policy: &PolicyChain) -> Refusal {
    let (name, slug) = (policy.newest().team.name(&record.by).to_owned(), &record.slug);
    let message = say!(
        "同事先办了别的，这一步要{name}本人重做一次",
        "others were faster, and only {name} can do this once more"
    );
    let label: Text = record.action.label();
    Refusal::not_allowed("not_yours", message).help(say!(
        "请{name}在同步之后再办一次“{zh}”：`wxops why {slug}`",
        "let {name} sync and repeat it ({en}): `wxops why {slug}`",
        zh = label.zh,
        en = label.en
    ))
}

/// A step of an article, an earlier one of which was not allowed.
pub fn without_the_one_before(slug: &str) -> Refusal {
    Refusal::not_now(
        "earlier_act_aside",
        say!("它前面的一步没有带过来", "an act before it was not carried over"),
    )
    .help(say!("看现在能办什么：`wxops why {slug}`", "see what can be done now: `wxops why {slug}`"))
}
