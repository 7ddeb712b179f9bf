//! The chain: the records of an article in their order, which comes from `prev` alone, never from clocks.

use std::collections::BTreeSet;

use super::{action::Action, record::Record};
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

/// One step of the chain: a single record, or decisions of one stage that were made side by side.
pub type Step = Vec<Filed>;

/// Puts records in order. A fork is legal only if every branch is a single decision of the same stage on the
/// same content, and the next record names all of them.
pub fn order(records: Vec<Filed>) -> Result<Vec<Step>> {
    let mut rest = records;
    rest.sort_by(|a, b| a.id.cmp(&b.id));
    rest.dedup_by(|a, b| a.id == b.id);
    let mut steps: Vec<Step> = Vec::new();
    let mut heads: Vec<Digest> = Vec::new();
    while !rest.is_empty() {
        let mut step: Step = rest.extract_if(.., |filed| filed.record.prev == heads).collect();
        if step.is_empty() {
            return Err(unreached(&rest, &steps));
        }
        step.shrink_to_fit(); // nearly always one record, and a proof of everything holds them all
        side_by_side(&step)?;
        heads = step.iter().map(|filed| filed.id.clone()).collect();
        steps.push(step);
    }
    Ok(steps)
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
    Err(fork(step))
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
        None => fork(rest),
    }
}

fn fork(step: &[Filed]) -> Refusal {
    let names: Vec<String> = step.iter().map(|filed| format!("`{}`", filed.record.name())).collect();
    let names = crate::text::names(names);
    let (zh, en) = (names.zh, names.en);
    let first = step.iter().any(|filed| matches!(filed.record.action, Action::New | Action::Import));
    Refusal::findings("records_fork", say!("流转记录分了岔：{zh}", "the records fork: {en}")).help(if first {
        say!("一篇稿件只能有一个开头：去掉重复的那篇", "an article begins once: remove the copy")
    } else {
        say!(
            "后做的一方撤掉自己的那次提交，在最新版本上重做这一步",
            "whoever acted later drops that commit and repeats the act on the newest version"
        )
    })
}
