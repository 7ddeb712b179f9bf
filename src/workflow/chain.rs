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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::parse_stored;

    /// Records of one article, by their names; each names those before it by theirs.
    #[derive(Default)]
    struct Made {
        names: Vec<(String, Filed)>,
    }

    impl Made {
        fn add(&mut self, name: &str, action: Action, prev: &[&str]) -> &mut Made {
            let mut prev: Vec<Digest> = prev.iter().map(|name| self.id(name)).collect();
            prev.sort();
            let at = parse_stored("2026-11-23T09:12:00+08:00").unwrap();
            let at = at + chrono::Duration::minutes(i64::try_from(self.names.len()).unwrap());
            let record = Record {
                repo: "4e4084559aa8b8815ed5ed1e39403af8".into(),
                article: "01M82ZBER00A2WNWRDEP4NQTZ3".into(),
                slug: "jia".into(),
                revision: 1,
                stage: action.is_decision().then(|| "first".into()),
                content: Digest::of(b"x"),
                policy: 1,
                by: name.into(),
                says: crate::workflow::record::Says::default(),
                signature: None,
                action,
                prev,
                at,
            };
            self.names.push((name.into(), Filed { id: record.id(), record }));
            self
        }

        fn id(&self, name: &str) -> Digest {
            self.names.iter().find(|(own, _)| own == name).map(|(_, filed)| filed.id.clone()).unwrap()
        }

        /// The steps, by name, whatever the order in which the records are read; each is read twice.
        fn steps(&self) -> Result<Vec<Vec<String>>> {
            let records = || self.names.iter().map(|(_, filed)| filed.clone());
            let told = |records: Vec<Filed>| {
                let named = |step: Step| step.into_iter().map(|filed| filed.record.by).collect();
                Ok::<_, Refusal>(order(records)?.into_iter().map(named).collect::<Vec<Vec<String>>>())
            };
            let first = told(records().chain(records()).collect());
            for turn in 0..self.names.len() {
                let mut other: Vec<Filed> = records().collect();
                other.rotate_left(turn);
                assert_eq!(told(other.clone()).ok(), first.clone().ok(), "{turn}");
                other.reverse();
                assert_eq!(told(other).ok(), first.clone().ok(), "{turn}, reversed");
            }
            first
        }
    }

    fn sorted(mut steps: Vec<Vec<String>>) -> Vec<Vec<String>> {
        for step in &mut steps {
            step.sort();
        }
        steps
    }

    #[test]
    fn what_is_read_first_tells_nothing() {
        use Action::{Approve, New, RequestChanges, Submit};
        let mut made = Made::default();
        made.add("a", New, &[]).add("b", Submit, &["a"]);
        // Decisions side by side, of different names, so that no order of files is that of their ids.
        made.add("c", Approve, &["b"]).add("d", RequestChanges, &["b"]).add("e", Approve, &["b"]);
        made.add("f", Submit, &["c", "d", "e"]);
        let steps = made.steps().unwrap();
        assert_eq!(sorted(steps), [vec!["a"], vec!["b"], vec!["c", "d", "e"], vec!["f"]]);
    }

    /// One branch knows both decisions that were made side by side, and the other only one of them: the fork begins before
    /// them, and what lies there is one step with what heals it.
    #[test]
    fn a_healed_fork_is_one_step_from_where_it_begins() {
        use Action::{Approve, Assign, New, Rename, Submit, Withdraw};
        let mut made = Made::default();
        made.add("a", New, &[]).add("b", Submit, &["a"]);
        made.add("c", Approve, &["b"]).add("d", Approve, &["b"]);
        made.add("e", Assign, &["c", "d"]).add("f", Rename, &["c", "d"]);
        made.add("g", Assign, &["c", "e"]);
        made.add("h", Withdraw, &["f", "g"]).add("i", Assign, &["h"]);
        let steps = sorted(made.steps().unwrap());
        assert_eq!(steps, [vec!["a"], vec!["b"], vec!["c", "d", "e", "f", "g", "h"], vec!["i"]]);
        // Where both branches know both decisions, the fork begins behind them.
        let mut made = Made::default();
        made.add("a", New, &[]).add("b", Submit, &["a"]);
        made.add("c", Approve, &["b"]).add("d", Approve, &["b"]);
        made.add("e", Assign, &["c", "d"]).add("f", Rename, &["c", "d"]);
        made.add("h", Withdraw, &["e", "f"]);
        let steps = sorted(made.steps().unwrap());
        assert_eq!(steps, [vec!["a"], vec!["b"], vec!["c", "d"], vec!["e", "f", "h"]]);
    }

    #[test]
    fn two_beginnings_are_told_apart_from_other_forks() {
        use Action::{Assign, Import, New};
        let help = |made: &Made| made.steps().unwrap_err().help.first().unwrap().en.clone();
        let mut twice = Made::default();
        twice.add("a", New, &[]).add("b", Import, &[]);
        assert_eq!(help(&twice), "an article begins once: remove the copy");
        let mut later = Made::default();
        later.add("a", New, &[]).add("b", Assign, &["a"]).add("c", Assign, &["a"]);
        assert!(help(&later).contains("whoever acted later"), "{}", help(&later));
    }
}
