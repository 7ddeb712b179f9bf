//! Where they meet to stop what goes out, and to let it go again: a wish → a record of the folder → commit.

use crate::{
    commit::{Author, Outcome, Writer},
    folder::{ContentFolder, Head},
    moment::Moment,
    refusal::{Refusal, Result},
    repo::{CommitId, Identity},
    say, signature,
    signer::{self, Asking},
    workflow::{
        freeze::{Brakes, FreezeRecord, may},
        plan::{Content, Edit, Plan, Working},
        team::Level,
    },
};

/// How often it is tried anew because somebody else's commit came first.
const TRIES: usize = 3;

/// Whoever pulls the brake, or lets go.
#[derive(Clone, Copy, Debug)]
pub struct Braker<'b> {
    /// The member's id
    pub by: &'b str,
    /// The same person, as git knows them
    pub who: &'b Identity,
    /// Now
    pub at: Moment,
    /// Whether a passphrase may be asked for
    pub asking: Asking,
}

/// What was done.
pub struct Braked {
    /// What changed
    pub plan: Plan,
    /// The commit; none in a rehearsal
    pub commit: Option<CommitId>,
    /// What did not follow in the working copy (exit 6)
    pub behind: Option<Refusal>,
}

/// Puts freezes, or their ends, on record: all in one commit.
pub fn freezing(folder: &ContentFolder, wishes: &[Brakes], reason: &str, by: &Braker<'_>) -> Result<Braked> {
    for _ in 0..TRIES {
        drop(Writer::lock(folder.repo(), false)?); // what a crash left is finished first
        let mut records = records(&folder.head()?, wishes, reason, by)?;
        let head = folder.head()?;
        let team = &head.policy.newest().team;
        if team.level == Level::Signed {
            let told: Vec<String> = records.iter().map(FreezeRecord::unsigned).collect();
            let made = signer::sign(folder.repo(), team, by.by, (signature::RECORD, &told), by.asking)?;
            for (record, signature) in records.iter_mut().zip(made) {
                record.signature = Some(signature);
            }
        }
        let writer = Writer::lock(folder.repo(), false)?;
        if folder.head()?.commit != head.commit {
            continue; // somebody was faster
        }
        let plan = plan(&records);
        let author =
            Author { person: by.who.clone(), committer: folder.repo().committer(by.who)?, at: by.at };
        if let Outcome::Done { commit, behind } = writer.commit(Some(&head.commit), &plan, &author)? {
            return Ok(Braked { plan, commit: Some(commit), behind });
        }
    }
    let message = say!("同事接连先提交了", "others committed first, again and again");
    Err(Refusal::not_now("somebody_faster", message).help(say!("再试一次", "try once more")))
}

/// What [`freezing`] would do, without doing it.
pub fn rehearse(folder: &ContentFolder, wishes: &[Brakes], reason: &str, by: &Braker<'_>) -> Result<Braked> {
    let plan = plan(&records(&folder.head()?, wishes, reason, by)?);
    Ok(Braked { plan, commit: None, behind: None })
}

fn records(head: &Head<'_>, wishes: &[Brakes], reason: &str, by: &Braker<'_>) -> Result<Vec<FreezeRecord>> {
    let newest = head.policy.newest();
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::usage("reason_empty", say!("须写理由", "a reason is needed"))
            .help(say!("`--reason '为什么'`", "`--reason 'why'`")));
    }
    let one = |does: &Brakes| {
        may(does, by.by, &newest.team.on(by.at))?;
        Ok(FreezeRecord {
            repo: newest.header.repo.clone(),
            does: does.clone(),
            reason: reason.to_owned(),
            policy: newest.header.version,
            by: by.by.to_owned(),
            at: by.at,
            signature: None,
        })
    };
    wishes.iter().map(one).collect()
}

fn plan(records: &[FreezeRecord]) -> Plan {
    let edit = |record: &FreezeRecord| Edit {
        path: record.path(),
        content: Content::Bytes(record.write().into_bytes()),
        seen: None,
        working: Working::Same,
    };
    let lifts = records.iter().any(|record| matches!(record.does, Brakes::Lift(_)));
    let word = if lifts { "freeze lifted" } else { "freeze" };
    Plan { edits: records.iter().map(edit).collect(), message: format!("{word}\n") }
}
