//! Where they meet to change the rule book: the newest version and a new text → adopt → commit.

use crate::{
    commit::{Author, Outcome, Writer},
    folder::{ContentFolder, Head},
    moment::Moment,
    refusal::{Refusal, Result},
    repo::{CommitId, Identity, blob_id},
    say, signature, signer,
    workflow::{
        plan::Plan,
        policy::adopt::{Wish, adopt},
        policy::{LIMIT, Signed, Version, needs_signatures},
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
    for _ in 0..TRIES {
        let Some(signatures) = signed_ahead(folder, adopter, subject, change)? else { return Ok(None) };
        let writer = Writer::lock(folder.repo(), false)?;
        let head = folder.head()?;
        let decided = decide(folder, &head, adopter, subject, (change, &signatures))?;
        let Some(adopted) = decided else { return Ok(None) };
        if adopted.version.signatures.len() != signatures.len() {
            continue; // somebody was faster, and this is not what was signed
        }
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
    decide(folder, &folder.head()?, adopter, subject, (change, &[]))
}

/// Where versions are signed, the person signs before the lock is taken, which may take a minute, what would be
/// written now. Nothing if there is nothing to adopt.
fn signed_ahead(
    folder: &ContentFolder,
    adopter: &Adopter<'_>,
    subject: &str,
    change: Change<'_>,
) -> Result<Option<Vec<Signed>>> {
    drop(Writer::lock(folder.repo(), false)?);
    let head = folder.head()?;
    let Some(adopted) = decide(folder, &head, adopter, subject, (change, &[]))? else { return Ok(None) };
    let before = &adopted.before.team;
    if !needs_signatures(before, &adopted.version.team) {
        return Ok(Some(vec![]));
    }
    let told = [adopted.version.unsigned()];
    let signatures = signer::sign(folder.repo(), before, adopter.by, signature::POLICY, &told)?;
    let signed = |signature| Signed { by: adopter.by.to_owned(), signature };
    Ok(Some(signatures.into_iter().map(signed).collect()))
}

fn decide(
    folder: &ContentFolder,
    head: &Head<'_>,
    adopter: &Adopter<'_>,
    subject: &str,
    (change, signatures): (Change<'_>, &[Signed]),
) -> Result<Option<Adopted>> {
    let file = folder.working().read(TEAM, LIMIT)?;
    let before = head.policy.newest();
    let team_text = change(before, file.as_deref())?;
    if team_text == before.team_text {
        return Ok(None);
    }
    let Adopter { by, at, .. } = *adopter;
    let seen = file.as_deref().map(blob_id);
    let records = || folder.briefs(head);
    let wish = Wish { team_text: &team_text, by, at, subject, seen, records: &records, signatures };
    let (plan, version) = adopt(&head.policy, &wish)?;
    Ok(Some(Adopted { before: before.clone(), version, plan, commit: None, behind: None }))
}
