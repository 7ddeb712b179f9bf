//! The proof of everything: one commit as a whole, and how it came there. Each commit is held against each of its parents, so
//! a merge that drops what one side had is seen. A squashed history is shorter, and proves what is in it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{
    Proof, Refused, Scope, freezes, kept,
    range::{arrivals, known_objects, newest_version, once},
};
use crate::{
    folder::{ContentFolder, Head, consents::CONSENTS},
    moment::Moment,
    refusal::Result,
    repo::{Ancestor, Change, CommitId, Entry, Snapshot, changes},
    say,
    workflow::arrival::Arrival,
};

/// The folders in which things are only ever added.
const APPENDED: [&str; 2] = [".wxops", CONSENTS];

/// What lies in them: equal ids, equal content.
type Appended = [Option<Entry>; 2];

/// What was found on the way.
#[derive(Default)]
struct Walked {
    /// The newest version of the rule book that any commit up to this one had: it stays in force where somebody took it out
    versions: HashMap<CommitId, u32>,
    /// Pairs of a commit and a parent that were held against each other
    pairs: HashSet<(Option<String>, String, Arrival)>,
    /// Where each record came in, by path
    arrivals: BTreeMap<String, BTreeSet<Arrival>>,
    refusals: Vec<Refused>,
}

impl ContentFolder {
    /// Proves a commit and its whole history. `progress` is told how many commits were looked at, and how many there are.
    pub fn prove_all(
        &self,
        head: &Head<'_>,
        pin: Option<&str>,
        now: Moment,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Proof> {
        let commits = self.repo.ancestors(&head.commit)?;
        let mut walked = Walked::default();
        for (n, commit) in commits.iter().enumerate() {
            progress(n + 1, commits.len());
            walked.look(self, commit, head)?;
        }
        let proof = self.prove(head, pin, now)?;
        let mut refusals = proof.refusals.clone();
        for (proven, _) in &proof.articles {
            let came = |path: &str| walked.arrivals.get(path).into_iter().flatten().copied().collect();
            let slug = &proven.state.slug;
            let about = |refusal| Refused { article: Some(slug.clone()), refusal };
            refusals.extend(arrivals(proven, &head.policy, came).into_iter().map(about));
        }
        let came = |path: &str| walked.arrivals.get(path).into_iter().flatten().copied().collect();
        refusals.extend(freezes::judged(head, came));
        refusals.extend(walked.refusals);
        let refusals = known_objects(once(refusals))?;
        Ok(Proof { scope: Scope::History { commits: commits.len() }, refusals, ..proof })
    }
}

impl Walked {
    /// Holds a commit against each of its parents; one without any against nothing.
    fn look(&mut self, folder: &ContentFolder, commit: &Ancestor, head: &Head<'_>) -> Result<()> {
        let after = folder.repo.snapshot(&commit.id)?;
        let is = appended(&after)?;
        let version = |walked: &Walked, id: &CommitId| walked.versions.get(id).copied().unwrap_or_default();
        let older = commit.parents.iter().map(|parent| version(self, parent)).max().unwrap_or_default();
        let newest = newest_version(&after)?.max(older);
        self.versions.insert(commit.id.clone(), newest);
        let first = Arrival { known: 0, newest };
        if commit.parents.is_empty() && self.is_new(None, &is, first) {
            self.came(&differences(None, &after)?, first);
        }
        for parent in &commit.parents {
            let before = folder.repo.snapshot(parent)?;
            let was = appended(&before)?;
            let arrival = Arrival { known: version(self, parent), newest };
            if was == is || !self.is_new(Some(&was), &is, arrival) {
                continue;
            }
            let differences = differences(Some(&before), &after)?;
            self.came(&differences, arrival);
            let mut lost = Vec::new();
            for change in differences {
                // What was brought back byte for byte is there, and was proved with the rest.
                let now = head.tree.entry(&change.path)?;
                if change.before.is_some() && change.before != now {
                    lost.push(change);
                }
            }
            let id = commit.id.short();
            let told = |refused: Refused| Refused {
                refusal: refused.refusal.detail(say!("在提交 {id} 里", "it happened in commit {id}")),
                ..refused
            };
            self.refusals.extend(kept::lost(&lost, parent, &before, &after)?.into_iter().map(told));
        }
        Ok(())
    }

    /// Whether two commits were not held against each other before, nor two others that have the same there.
    fn is_new(&mut self, was: Option<&Appended>, is: &Appended, arrival: Arrival) -> bool {
        let ids = |appended: &Appended| {
            appended.iter().map(|entry| entry.as_ref().map_or("-", |entry| &entry.id.0)).collect::<String>()
        };
        self.pairs.insert((was.map(ids), ids(is), arrival))
    }

    /// Notes where records came in.
    fn came(&mut self, differences: &[Change], arrival: Arrival) {
        let new = differences.iter().filter(|change| change.before.is_none());
        for change in new.filter(|change| change.path.starts_with(kept::RECORDS)) {
            self.arrivals.entry(change.path.clone()).or_default().insert(arrival);
        }
    }
}

fn appended(tree: &Snapshot<'_>) -> Result<Appended> {
    Ok([tree.entry(APPENDED[0])?, tree.entry(APPENDED[1])?])
}

fn differences(before: Option<&Snapshot<'_>>, after: &Snapshot<'_>) -> Result<Vec<Change>> {
    let mut all = Vec::new();
    for folder in APPENDED {
        all.extend(changes(before, after, folder, None)?);
    }
    Ok(all)
}
