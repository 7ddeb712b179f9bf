//! The chain: the records of an article in their order, which comes from `prev` alone, never from clocks.

use std::collections::BTreeSet;

use super::{action::Action, fork, record::Record};
use crate::{
    article::digest::Digest,
    refusal::{Refusal, Result},
    say,
};

/// A record with its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The digest of its bytes
    pub id: Digest,
    /// What it says
    pub record: Record,
}

/// One step of the chain: a single record; or decisions of one stage that were made side by side; or a fork, each branch in
/// order, and behind it the record that heals it ([`fork`]).
pub type Step = Vec<Filed>;

/// Puts records in order. A fork is legal only if every branch is a single decision of the same stage on the
/// same content, and the next record names all of them; or if it was healed.
pub fn order(records: Vec<Filed>) -> Result<Vec<Step>> {
    match arranged(records) {
        (steps, None) => Ok(steps),
        (_, Some((refusal, _))) => Err(refusal),
    }
}

/// The steps of a chain, and where it goes no further, why, with the records that no step holds.
pub(super) fn arranged(records: Vec<Filed>) -> (Vec<Step>, Option<(Refusal, Vec<Filed>)>) {
    let mut rest = records;
    rest.sort_by(|a, b| a.id.cmp(&b.id));
    rest.dedup_by(|a, b| a.id == b.id);
    let mut steps: Vec<Step> = Vec::new();
    while !rest.is_empty() {
        let heads = heads(&steps);
        let mut step: Step = rest.extract_if(.., |filed| filed.record.prev == heads).collect();
        let legal = if step.is_empty() { Err(unreached(&rest, &steps)) } else { side_by_side(&step) };
        if let Err(refusal) = legal {
            rest.append(&mut step);
            if refusal.code != "records_fork" {
                return (steps, Some((refusal, rest)));
            }
            from_the_fork_on(&mut steps, &mut rest);
            match fork::healed(&mut rest, &self::heads(&steps)) {
                Some(whole) => steps.push(whole),
                None => return (steps, Some((refusal, rest))),
            }
            continue;
        }
        step.shrink_to_fit(); // nearly always one record, and a proof of everything holds them all
        steps.push(step);
    }
    (steps, None)
}

/// What the next record names.
fn heads(steps: &[Step]) -> Vec<Digest> {
    let Some(step) = steps.last() else { return vec![] };
    match fork::parts(step) {
        Some((_, heal)) => vec![heal.id.clone()],
        None => step.iter().map(|filed| filed.id.clone()).collect(),
    }
}

/// Gives back the steps that lie behind the place where the branches part, so that each branch is whole.
fn from_the_fork_on(steps: &mut Vec<Step>, rest: &mut Vec<Filed>) {
    loop {
        rest.sort_by(|a, b| a.id.cmp(&b.id)); // the order in which they came tells nothing
        let before = heads(steps);
        let known: BTreeSet<&Digest> = rest.iter().map(|filed| &filed.id).collect();
        let whole = rest.iter().all(|filed| {
            filed.record.prev == before || filed.record.prev.iter().all(|prev| known.contains(prev))
        });
        if whole {
            return;
        }
        let Some(step) = steps.pop() else { return };
        rest.extend(step);
    }
}

fn side_by_side(step: &Step) -> Result<()> {
    let [first, others @ ..] = step.as_slice() else { return Ok(()) };
    let alike = |other: &Filed| {
        other.record.action.is_decision()
            && other.record.says.edits.is_empty() // they change the text that the others decide
            && (&other.record.stage, &other.record.content) == (&first.record.stage, &first.record.content)
    };
    if others.is_empty() || step.iter().all(alike) {
        return Ok(());
    }
    Err(forked(step))
}

/// What could not be put behind the steps so far: something before it is missing, or the chain forks.
fn unreached(rest: &[Filed], steps: &[Step]) -> Refusal {
    let known: BTreeSet<&Digest> = steps.iter().flatten().chain(rest).map(|filed| &filed.id).collect();
    let missing = rest.iter().find_map(|filed| {
        filed.record.prev.iter().find(|prev| !known.contains(prev)).map(|prev| (filed, prev))
    });
    match missing {
        Some((filed, prev)) => {
            let (name, prev) = (filed.record.name(), prev.short());
            Refusal::findings(
                "record_prev_missing",
                say!(
                    "流转记录 `{name}` 的前一条（{prev}…）不见了",
                    "the record before `{name}` ({prev}…) is missing"
                ),
            )
            .help(say!(
                "从历史里取回 `.wxops/records`：`git log --diff-filter=D -- .wxops/records`",
                "bring `.wxops/records` back from history: `git log --diff-filter=D -- .wxops/records`"
            ))
        }
        None => forked(rest),
    }
}

fn forked(step: &[Filed]) -> Refusal {
    let refusal = fork::not_healed(step);
    let first = step.iter().any(|filed| matches!(filed.record.action, Action::New | Action::Import));
    if first {
        let help = say!("一篇稿件只能有一个开头：去掉重复的那篇", "an article begins once: remove the copy");
        return Refusal { help: vec![help], ..refusal };
    }
    fork::way_out(step).into_iter().fold(refusal, Refusal::help)
}
