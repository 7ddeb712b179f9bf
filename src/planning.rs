//! Where they meet to set the time that a writer has in mind: evidence → intention → commit.

use crate::{
    commit::{Author, Outcome, Writer},
    folder::{ContentFolder, Found, Wanted},
    moment::Moment,
    refusal::{Refusal, Result},
    repo::{CommitId, Identity},
    say,
    workflow::{derive::derive, intention::intended, plan::Plan, state::State},
};

/// How often it is tried anew because somebody else's commit came first.
const TRIES: usize = 3;

/// A time that was set.
pub struct Planned {
    /// The article
    pub state: State,
    /// What changed; nothing where it was that time already
    pub plan: Option<Plan>,
    /// The commit; none in a rehearsal, or where nothing changed
    pub commit: Option<CommitId>,
    /// What did not follow in the working copy (exit 6)
    pub behind: Option<Refusal>,
}

/// Who plans.
pub struct Planner<'a> {
    /// The member's id
    pub by: &'a str,
    /// The same person, as git knows them
    pub who: &'a Identity,
    /// Now
    pub at: Moment,
}

/// Writes a time into an article, in a commit of its own.
pub fn planning(
    folder: &ContentFolder,
    found: &Found,
    words: &str,
    planner: &Planner<'_>,
) -> Result<Planned> {
    for _ in 0..TRIES {
        let writer = Writer::lock(folder.repo(), false)?;
        let planned = rehearse(folder, found, words, planner.by)?;
        let Some(plan) = &planned.plan else { return Ok(planned) };
        let base = folder.head()?.commit;
        let committer = folder.repo().committer(planner.who)?;
        let author = Author { person: planner.who.clone(), committer, at: planner.at };
        if let Outcome::Done { commit, behind } = writer.commit(Some(&base), plan, &author)? {
            return Ok(Planned { commit: Some(commit), behind, ..planned });
        }
    }
    let message = say!("同事接连先提交了", "others committed first, again and again");
    Err(Refusal::not_now("somebody_faster", message).help(say!("再试一次", "try once more")))
}

/// What [`planning`] would do, without doing it.
pub fn rehearse(folder: &ContentFolder, found: &Found, words: &str, by: &str) -> Result<Planned> {
    let head = folder.head()?;
    let evidence = folder.evidence(&head, &Wanted::of(found.clone()))?;
    let (state, _) = derive(evidence.records.clone(), &head.policy)?;
    let plan = intended(&evidence, &state, by, words)?;
    Ok(Planned { state, plan, commit: None, behind: None })
}
