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
    let one = [(wanted.clone(), act.clone())];
    let Together { mut decisions, commit, behind } = together(folder, &one, who, asking)?;
    decisions.pop().map(|decision| Advanced { decision, commit, behind }).ok_or_else(faster)
}

/// Acts on several articles that were carried out in one commit.
pub struct Together {
    /// What was done to each, or that it had been done before; in the order of the acts
    pub decisions: Vec<Decision>,
    /// The commit; none when nothing was to be done
    pub commit: Option<CommitId>,
    /// What did not follow in the working copy (exit 6)
    pub behind: Option<Refusal>,
}

/// Takes acts on several articles, all of them in one commit or none.
pub fn together(
    folder: &ContentFolder,
    acts: &[(Wanted, Act)],
    who: &Identity,
    asking: Asking,
) -> Result<Together> {
    let mut signed = Signatures::new();
    for _ in 0..TRIES {
        sign_ahead(folder, acts, &mut signed, asking)?;
        let writer = Writer::lock(folder.repo(), false)?;
        let head = folder.head()?;
        let mut decisions = decided(folder, &head, acts)?;
        let is_signed = head.policy.newest().team.level == Level::Signed;
        let mut done: Vec<&mut Done> = decisions.iter_mut().filter_map(Decision::done_mut).collect();
        if is_signed && !done.iter_mut().all(|done| done.seal(&signed)) {
            continue; // somebody was faster, and this is not what was signed
        }
        let Some(plan) = Plan::of_all(done.iter().map(|done| &done.plan)) else {
            return Ok(Together { decisions, commit: None, behind: None });
        };
        let Some((_, act)) = acts.first() else { break };
        let author = Author { person: who.clone(), committer: folder.repo().committer(who)?, at: act.at };
        if let Outcome::Done { commit, behind } = writer.commit(Some(&head.commit), &plan, &author)? {
            return Ok(Together { decisions, commit: Some(commit), behind });
        }
    }
    Err(faster())
}

fn decided(folder: &ContentFolder, head: &Head<'_>, acts: &[(Wanted, Act)]) -> Result<Vec<Decision>> {
    let one = |(wanted, act): &(Wanted, Act)| {
        let mut decision = decide(&folder.evidence(head, wanted)?, act)?;
        if let Some(done) = decision.done_mut() {
            along(folder, head, act, done)?;
        }
        Ok(decision)
    };
    acts.iter().map(one).collect()
}

fn faster() -> Refusal {
    let message = say!("同事接连先提交了", "others committed first, again and again");
    Refusal::not_now("somebody_faster", message).help(say!("再试一次", "try once more"))
}

/// At level `signed` the person signs before the lock is taken, which may take a minute, what would be written now.
/// What a crash left is finished first; what was signed before is not signed again.
fn sign_ahead(
    folder: &ContentFolder,
    acts: &[(Wanted, Act)],
    signed: &mut Signatures,
    asking: Asking,
) -> Result<()> {
    if folder.head()?.policy.newest().team.level == Level::Declared {
        return Ok(());
    }
    drop(Writer::lock(folder.repo(), false)?);
    let head = folder.head()?;
    let mut decisions = decided(folder, &head, acts)?;
    let records = decisions.iter_mut().filter_map(Decision::done_mut).flat_map(|done| &done.records);
    let new: Vec<_> = records.filter(|filed| !signed.contains_key(&filed.id)).collect();
    let Some((_, act)) = acts.first().filter(|_| !new.is_empty()) else { return Ok(()) };
    let told: Vec<String> = new.iter().map(|filed| filed.record.unsigned()).collect();
    let team = &head.policy.newest().team;
    let signatures = signer::sign(folder.repo(), team, &act.by, (signature::RECORD, &told), asking)?;
    signed.extend(new.iter().map(|filed| filed.id.clone()).zip(signatures));
    Ok(())
}

/// What an act would do, without doing it.
pub fn rehearse(folder: &ContentFolder, wanted: &Wanted, act: &Act) -> Result<Decision> {
    let one = [(wanted.clone(), act.clone())];
    decided(folder, &folder.head()?, &one)?.pop().ok_or_else(faster)
}

/// What changes with an act that is no part of the article: pushes call it by its new name.
fn along(folder: &ContentFolder, head: &Head<'_>, act: &Act, done: &mut Done) -> Result<()> {
    let (Does::Rename(new), Some(before)) = (&act.does, &done.before) else { return Ok(()) };
    let edits = pushing::renamed(folder, head, (&before.slug, new), act.at)?;
    done.plan.edits.extend(edits);
    Ok(())
}
