//! Where they meet: evidence → decide → commit. Every act on an article goes this way.

use crate::{
    commit::{Author, Outcome, Writer},
    folder::{ContentFolder, Head, Wanted},
    pushing,
    refusal::{Refusal, Result},
    repo::{CommitId, Identity},
    say, signature,
    signer::{self, Asking},
    workflow::{
        decide::{Act, Decision, Does, Done, Signatures, decide},
        plan::Plan,
        team::Level,
    },
};

/// How often an act is decided anew because somebody else's commit came first.
const TRIES: usize = 3;

/// An act that was carried out.
pub struct Advanced {
    /// What was done, or that it had been done before
    pub decision: Decision,
    /// The commit; none when nothing was to be done
    pub commit: Option<CommitId>,
    /// What did not follow in the working copy (exit 6)
    pub behind: Option<Refusal>,
}

/// Takes one act: gathers what is committed now, decides, commits; again if somebody was faster.
pub fn advance(
    folder: &ContentFolder,
    wanted: &Wanted,
    act: &Act,
    who: &Identity,
    asking: Asking,
) -> Result<Advanced> {
    let mut signed = Signatures::new();
    for _ in 0..TRIES {
        sign_ahead(folder, wanted, act, &mut signed, asking)?;
        let writer = Writer::lock(folder.repo(), false)?;
        let head = folder.head()?;
        let evidence = folder.evidence(&head, wanted)?;
        let mut done = match decide(&evidence, act)? {
            Decision::Do(done) => done,
            already @ Decision::Already(..) => {
                return Ok(Advanced { decision: already, commit: None, behind: None });
            }
        };
        along(folder, &head, act, &mut done)?;
        let is_signed = evidence.policy.newest().team.level == Level::Signed;
        if is_signed && !done.seal(&signed) {
            continue; // somebody was faster, and this is not what was signed
        }
        if let Outcome::Done { commit, behind } =
            write(&writer, folder, Some(&head.commit), &done.plan, act, who)?
        {
            return Ok(Advanced { decision: Decision::Do(done), commit: Some(commit), behind });
        }
    }
    Err(Refusal::not_now(
        "somebody_faster",
        say!("同事接连先提交了", "others committed first, again and again"),
    )
    .help(say!("再试一次", "try once more")))
}

/// At level `signed` the person signs before the lock is taken, which may take a minute, what would be written now.
/// What a crash left is finished first; what was signed before is not signed again.
fn sign_ahead(
    folder: &ContentFolder,
    wanted: &Wanted,
    act: &Act,
    signed: &mut Signatures,
    asking: Asking,
) -> Result<()> {
    let mut head = folder.head()?;
    if head.policy.newest().team.level == Level::Declared {
        return Ok(());
    }
    drop(Writer::lock(folder.repo(), false)?);
    head = folder.head()?;
    let Decision::Do(done) = decide(&folder.evidence(&head, wanted)?, act)? else { return Ok(()) };
    let new: Vec<_> = done.records.iter().filter(|filed| !signed.contains_key(&filed.id)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let told: Vec<String> = new.iter().map(|filed| filed.record.unsigned()).collect();
    let team = &head.policy.newest().team;
    let signatures = signer::sign(folder.repo(), team, &act.by, (signature::RECORD, &told), asking)?;
    signed.extend(new.iter().map(|filed| filed.id.clone()).zip(signatures));
    Ok(())
}

fn write(
    writer: &Writer<'_>,
    folder: &ContentFolder,
    base: Option<&CommitId>,
    plan: &Plan,
    act: &Act,
    who: &Identity,
) -> Result<Outcome> {
    let committer = folder.repo().committer(who)?;
    writer.commit(base, plan, &Author { person: who.clone(), committer, at: act.at })
}

/// What an act would do, without doing it.
pub fn rehearse(folder: &ContentFolder, wanted: &Wanted, act: &Act) -> Result<Decision> {
    let head = folder.head()?;
    let mut decision = decide(&folder.evidence(&head, wanted)?, act)?;
    if let Decision::Do(done) = &mut decision {
        along(folder, &head, act, done)?;
    }
    Ok(decision)
}

/// What changes with an act that is no part of the article: pushes call it by its new name.
fn along(folder: &ContentFolder, head: &Head<'_>, act: &Act, done: &mut Done) -> Result<()> {
    let (Does::Rename(new), Some(before)) = (&act.does, &done.before) else { return Ok(()) };
    let edits = pushing::renamed(folder, head, (&before.slug, new), act.at)?;
    done.plan.edits.extend(edits);
    Ok(())
}
