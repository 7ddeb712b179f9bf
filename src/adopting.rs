//! Where they meet to change the rule book: the newest version and a new text → adopt → commit.

use crate::{
    commit::{Author, Outcome, Writer},
    folder::{ContentFolder, Head},
    moment::Moment,
    refusal::{Refusal, Result},
    repo::{CommitId, Identity, blob_id},
    say,
    workflow::{
        plan::Plan,
        policy::adopt::{Wish, adopt},
        policy::{LIMIT, Version},
        team::TEAM,
    },
};

/// How often a change is made anew because somebody else's commit came first.
const TRIES: usize = 3;

/// Who adopts, and when.
pub struct Adopter<'a> {
    /// The member's id
    pub by: &'a str,
    /// The same person, as git knows them
    pub who: &'a Identity,
    /// Now, in the account's zone
    pub at: Moment,
}

/// A version that came into force, or would.
pub struct Adopted {
    /// The one before
    pub before: Version,
    /// The new one
    pub version: Version,
    /// What was written
    pub plan: Plan,
    /// The commit; none in a rehearsal
    pub commit: Option<CommitId>,
    /// What did not follow in the working copy (exit 6)
    pub behind: Option<Refusal>,
}

/// The new text, made from the version in force and the file as it lies there.
pub type Change<'a> = &'a dyn Fn(&Version, Option<&[u8]>) -> Result<String>;

/// Adopts what `change` makes; nothing when that is in force already. `subject` is the commit's.
pub fn adopting(
    folder: &ContentFolder,
    adopter: &Adopter<'_>,
    subject: &str,
    change: Change<'_>,
) -> Result<Option<Adopted>> {
    let writer = Writer::lock(folder.repo(), false)?;
    for _ in 0..TRIES {
        let head = folder.head()?;
        let Some(adopted) = decide(folder, &head, adopter, subject, change)? else { return Ok(None) };
        let committer = folder.repo().committer(adopter.who)?;
        let author = Author { person: adopter.who.clone(), committer, at: adopter.at };
        if let Outcome::Done { commit, behind } = writer.commit(Some(&head.commit), &adopted.plan, &author)? {
            return Ok(Some(Adopted { commit: Some(commit), behind, ..adopted }));
        }
    }
    Err(Refusal::not_now(
        "somebody_faster",
        say!("同事接连先提交了", "others committed first, again and again"),
    )
    .help(say!("再试一次", "try once more")))
}

/// What [`adopting`] would do, without doing it.
pub fn rehearse(
    folder: &ContentFolder,
    adopter: &Adopter<'_>,
    subject: &str,
    change: Change<'_>,
) -> Result<Option<Adopted>> {
    decide(folder, &folder.head()?, adopter, subject, change)
}

fn decide(
    folder: &ContentFolder,
    head: &Head<'_>,
    adopter: &Adopter<'_>,
    subject: &str,
    change: Change<'_>,
) -> Result<Option<Adopted>> {
    let file = folder.working().read(TEAM, LIMIT)?;
    let before = head.policy.newest();
    let team_text = change(before, file.as_deref())?;
    if team_text == before.team_text {
        return Ok(None);
    }
    let Adopter { by, at, .. } = *adopter;
    let seen = file.as_deref().map(blob_id);
    let wish = Wish { team_text: &team_text, by, at, subject, seen };
    let (plan, version) = adopt(&head.policy, &wish)?;
    Ok(Some(Adopted { before: before.clone(), version, plan, commit: None, behind: None }))
}
