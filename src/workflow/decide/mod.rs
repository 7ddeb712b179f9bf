//! Decides an act: from evidence and a wish to a plan, or to a refusal. Pure, so `why`, `queue` and
//! `--dry-run` are this function without the commit.

mod act;
mod already;
mod build;
mod edits;
mod evidence;
mod hurry;
mod leaving;
mod rewriting;
mod second_hand;
mod text;

pub use act::{Act, Begin, Does, Said};
pub use evidence::Evidence;
pub use text::{changed_lines, untouched};

use std::collections::BTreeMap;

use super::{
    action::Action,
    chain::Filed,
    derive::{derive_for, take},
    freeze, judge, opinion,
    plan::{Content, Plan},
    state::State,
    status::Status,
    transitions::Who,
    who,
};
use crate::{
    article::digest::Digest,
    refusal::{Refusal, Result},
    say,
    signature::Signature,
    text::Text,
};

/// What comes of an act.
#[derive(Clone, Debug)]
pub enum Decision {
    /// This is to be committed
    Do(Box<Done>),
    /// It was done before; nothing to commit
    Already(Box<State>, Text),
}

impl Decision {
    /// What is to be committed, if anything is.
    pub fn done_mut(&mut self) -> Option<&mut Done> {
        match self {
            Decision::Do(done) => Some(done),
            Decision::Already(..) => None,
        }
    }
}

/// An act that is legal, and all that follows from it.
#[derive(Clone, Debug)]
pub struct Done {
    /// What changes
    pub plan: Plan,
    /// The new records
    pub records: Vec<Filed>,
    /// Where the article stood
    pub before: Option<State>,
    /// Where it stands after
    pub after: State,
}

/// Signatures, by the record that they are made under.
pub type Signatures = BTreeMap<Digest, Signature>;

impl Done {
    /// Puts signatures under the new records; false if one of them has none, and nothing is to be written then.
    #[must_use]
    pub fn seal(&mut self, signatures: &Signatures) -> bool {
        for filed in &mut self.records {
            let Some(signature) = signatures.get(&filed.id) else { return false };
            filed.record.signature = Some(signature.clone());
            let path = filed.record.path();
            let edit = self.plan.edits.iter_mut().find(|edit| path.as_ref() == Some(&edit.path));
            let Some(edit) = edit else { return false };
            edit.content = Content::Bytes(filed.record.write().into_bytes());
        }
        true
    }
}

/// Decides one act.
pub fn decide(evidence: &Evidence, act: &Act) -> Result<Decision> {
    let action = act.does.action();
    let team = &*evidence.policy.newest().team.on(act.at);
    let (before, forks) = if evidence.records.is_empty() {
        (None, false)
    } else {
        let (state, forks) = derive_for(action, evidence.records.clone(), &evidence.policy)?;
        (Some(state), forks)
    };
    if let Some(state) = &before
        && !forks
        && let Some(words) = already::done(state, act, evidence)
    {
        return Ok(Decision::Already(Box::new(state.clone()), words));
    }
    if let Some(state) = &before {
        second_hand::typed_before(state, act, evidence)?;
    }
    let mut state = before.clone();
    let mut records = Vec::new();
    for does in steps(&act.does, before.as_ref(), evidence) {
        // What does not fit the state or the person is refused for that, whatever else is wrong with the wish.
        let row = judge::row(state.as_ref(), does.action())?;
        second_hand::may(row, state.as_ref(), act, team)?;
        if let (Who::WriterOfIt, Some(state)) = (row.who, &state) {
            let text = evidence.working.as_ref().map(|bundle| &bundle.index);
            let co_writers = text.map(|article| article.list("co_writers")).unwrap_or_default();
            who::writer_of_it(state, co_writers, &act.by, team)?;
        }
        if let (Action::PublishStarted | Action::Publish, Some(own)) = (does.action(), &state)
            && own.status != Status::Publishing
            && let Some(frozen) = freeze::holds(&evidence.frozen, own)
        {
            return Err(freeze::refused(frozen, own, team, act.at));
        }
        // Where the records fork, the table is of one side or of neither, and the act writes it anew.
        if records.is_empty() && !forks && (action.takes_text() || !does.edits().is_empty()) {
            text::untouched(evidence, before.as_ref(), action)?; // a text that cannot be read says nothing else
        }
        let record = build::record(evidence, state.as_ref(), &Act { does, ..act.clone() })?;
        let filed = Filed { id: record.id(), record };
        state = Some(take(state.as_ref(), &vec![filed.clone()], &evidence.policy)?);
        records.push(filed);
    }
    let Some(after) = state else { return Err(who::wrong_state(None, action)) };
    if !action.takes_text() {
        text::untouched(evidence, before.as_ref(), action)?;
    }
    if matches!(action, Action::SelfCheck | Action::Submit) && !evidence.errors.is_empty() {
        return Err(findings(evidence, &after));
    }
    // Nobody runs the self-check of a text that a reviewer edited, and it may go out as it is.
    if !act.does.edits().is_empty() && !evidence.errors.is_empty() {
        return Err(findings_after_edits(evidence, &after));
    }
    let plan = Plan {
        edits: edits::edits(evidence, before.as_ref(), &after, &records, &act.does)?,
        message: build::message(&records, &after),
    };
    Ok(Decision::Do(Box::new(Done { plan, records, before, after })))
}

/// The records that an act makes: one, or for `submit` the self-check first unless it is there already.
fn steps(does: &Does, before: Option<&State>, evidence: &Evidence) -> Vec<Does> {
    let Does::Submit { ticks, urgent } = does else { return vec![does.clone()] };
    let checked = before.zip(evidence.working.as_ref()).is_some_and(|(state, working)| {
        state.status == super::status::Status::Checked
            && working.content(&state.id, &state.slug) == state.content
    });
    let submittable = before.is_some_and(|state| judge::row(Some(state), Action::SelfCheck).is_ok());
    if checked || !submittable {
        return vec![does.clone()];
    }
    vec![
        Does::SelfCheck(ticks.clone().unwrap_or_default()),
        Does::Submit { ticks: None, urgent: urgent.clone() },
    ]
}

fn findings_after_edits(evidence: &Evidence, state: &State) -> Refusal {
    let (count, slug) = (evidence.errors.len(), &state.slug);
    let errors = crate::text::plural(count, "error");
    let refusal = Refusal::findings(
        "findings",
        say!(
            "改后的稿件检查有 {count} 个错误，不能就这样通过",
            "after these edits `check` finds {errors}, so they cannot be approved"
        ),
    );
    let refusal = evidence.errors.iter().take(20).fold(refusal, |refusal, line| refusal.detail(line.clone()));
    refusal.help(say!(
        "换个改法，或退给编辑改：`wxops request-changes {slug} --opinion '类别：意见'`",
        "edit otherwise, or send it back: `wxops request-changes {slug} --opinion 'CATEGORY: OPINION'`"
    ))
}

fn findings(evidence: &Evidence, state: &State) -> Refusal {
    let (count, slug) = (evidence.errors.len(), &state.slug);
    let errors = crate::text::plural(count, "error");
    let refusal = Refusal::findings(
        "findings",
        say!("检查发现 {count} 个错误，请先改好", "`check` finds {errors}; mend them first"),
    );
    let refusal = evidence.errors.iter().take(20).fold(refusal, |refusal, line| refusal.detail(line.clone()));
    refusal.help(say!("逐条看：`wxops check {slug}`", "see each: `wxops check {slug}`"))
}

/// The opinions that an approval may carry: none that would stand in its way.
pub(crate) fn suggestions_only(opinions: &[opinion::Opinion]) -> Result<()> {
    if opinions.iter().any(|opinion| opinion.weight.blocks()) {
        return Err(Refusal::usage(
            "approve_with_must",
            say!(
                "通过时只能附“建议”，不能附必改或待核实",
                "an approval carries suggestions only, nothing that must be done"
            ),
        )
        .help(say!(
            "要改才能发：`wxops request-changes`",
            "if it must be mended first: `wxops request-changes`"
        )));
    }
    Ok(())
}
