//! Where they meet to change the rule book: the newest version and a new text → adopt → commit; with acts on articles
//! that are to happen in the same commit or not at all.

use crate::{
    commit::{Author, Outcome, Writer},
    folder::{ContentFolder, Head},
    moment::Moment,
    refusal::{Refusal, Result},
    repo::{CommitId, Identity, blob_id},
    say, signature,
    signer::{self, Asking},
    text::Text,
    workflow::{
        decide::{Done, Signatures},
        plan::Plan,
        policy::adopt::{Adoption, Wish, adopt},
        policy::pending::PENDING,
        policy::{LIMIT, Signed, Version, needs_signatures},
        team::{Level, TEAM},
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
    /// Where nothing was changed, the version that waits for signatures is meant
    pub joins: bool,
    /// Whether this person may be asked for a passphrase
    pub asking: Asking,
}

/// A version that came into force, or would.
pub struct Adopted {
    /// The one before
    pub before: Version,
    /// The new one
    pub version: Version,
    /// What was written
    pub plan: Plan,
    /// The acts on articles that were written with it
    pub along: Vec<Done>,
    /// How many managers must still sign before it is in force
    pub missing: usize,
    /// The commit; none in a rehearsal
    pub commit: Option<CommitId>,
    /// What did not follow in the working copy (exit 6)
    pub behind: Option<Refusal>,
}

/// The new text, made from the version in force and the file as it lies there.
pub type Change<'a> = &'a dyn Fn(&Version, Option<&[u8]>) -> Result<String>;

/// Acts on articles by whoever adopts, under the version in force, that go into the same commit.
pub type Along<'a> = &'a dyn Fn(&Head<'_>) -> Result<Vec<Done>>;

/// Adopts what `change` makes; nothing when that is in force already. `subject` is the commit's.
pub fn adopting(
    folder: &ContentFolder,
    adopter: &Adopter<'_>,
    subject: &str,
    (change, along): (Change<'_>, Along<'_>),
) -> Result<Option<Adopted>> {
    for _ in 0..TRIES {
        let signed = signed_ahead(folder, adopter, subject, (change, along))?;
        let Some((signatures, of_records)) = signed else { return Ok(None) };
        let writer = Writer::lock(folder.repo(), false)?;
        let head = folder.head()?;
        let decided = decide(folder, &head, adopter, subject, (change, along, &signatures))?;
        let Some(mut adopted) = decided else { return Ok(None) };
        let needs = needs_signatures(&adopted.before.team, &adopted.version.team);
        let all = signatures.iter().all(|own| adopted.version.signatures.contains(own));
        let is_signed = adopted.before.team.level == Level::Signed;
        let sealed = !is_signed || adopted.along.iter_mut().all(|done| done.seal(&of_records));
        if needs == signatures.is_empty() || !all || !sealed {
            continue; // somebody was faster, and this is not what was signed
        }
        adopted.plan = adopted.whole();
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
    (change, along): (Change<'_>, Along<'_>),
) -> Result<Option<Adopted>> {
    let decided = decide(folder, &folder.head()?, adopter, subject, (change, along, &[]))?;
    Ok(decided.map(|adopted| Adopted { plan: adopted.whole(), ..adopted }))
}

impl Adopted {
    /// What is written in all: the version, and the acts along with it.
    fn whole(&self) -> Plan {
        let mut plan = self.plan.clone();
        let trailers = self.along.iter().map(|done| {
            let records = done.records.iter().map(|filed| format!("Wxops-Record: {}\n", filed.record.name()));
            format!("Wxops-Article: {}\n{}", done.after.id, records.collect::<String>())
        });
        let trailers: String = trailers.collect();
        if !trailers.is_empty() {
            plan.message = format!("{}\n\n{trailers}", plan.message.trim_end());
        }
        plan.edits.extend(self.along.iter().flat_map(|done| done.plan.edits.iter().cloned()));
        plan
    }
}

/// Where versions are signed, the person signs before the lock is taken, which may take a minute, what would be
/// written now: the version and the records along with it. Nothing if there is nothing to adopt.
fn signed_ahead(
    folder: &ContentFolder,
    adopter: &Adopter<'_>,
    subject: &str,
    (change, along): (Change<'_>, Along<'_>),
) -> Result<Option<(Vec<Signed>, Signatures)>> {
    drop(Writer::lock(folder.repo(), false)?);
    let head = folder.head()?;
    let decided = decide(folder, &head, adopter, subject, (change, along, &[]))?;
    let Some(adopted) = decided else { return Ok(None) };
    let before = &adopted.before.team;
    let mut of_records = Signatures::new();
    let records: Vec<_> = adopted.along.iter().flat_map(|done| &done.records).collect();
    if before.level == Level::Signed && !records.is_empty() {
        let told: Vec<String> = records.iter().map(|filed| filed.record.unsigned()).collect();
        let made =
            signer::sign(folder.repo(), before, adopter.by, (signature::RECORD, &told), adopter.asking)?;
        of_records.extend(records.iter().map(|filed| filed.id.clone()).zip(made));
    }
    if !needs_signatures(before, &adopted.version.team) {
        return Ok(Some((vec![], of_records)));
    }
    if adopted.version.signatures.iter().any(|signed| signed.by == adopter.by) {
        return Err(waits(&adopted));
    }
    let told = [adopted.version.unsigned()];
    let signatures =
        signer::sign(folder.repo(), before, adopter.by, (signature::POLICY, &told), adopter.asking)?;
    let signed = |signature| Signed { by: adopter.by.to_owned(), signature };
    Ok(Some((signatures.into_iter().map(signed).collect(), of_records)))
}

fn decide(
    folder: &ContentFolder,
    head: &Head<'_>,
    adopter: &Adopter<'_>,
    subject: &str,
    (change, along, signatures): (Change<'_>, Along<'_>, &[Signed]),
) -> Result<Option<Adopted>> {
    let file = folder.working().read(TEAM, LIMIT)?;
    let before = head.policy.newest();
    let mut team_text = change(before, file.as_deref())?;
    let pending = head.pending()?;
    if team_text == before.team_text {
        match &pending {
            Some(waits) if adopter.joins => {
                as_proposed(waits, before)?;
                team_text.clone_from(&waits.team_text);
            }
            _ => return Ok(None),
        }
    }
    let pending_seen = folder.working().read(PENDING, LIMIT)?.as_deref().map(blob_id);
    let Adopter { by, at, .. } = *adopter;
    let seen = file.as_deref().map(blob_id);
    let records = || folder.briefs(head);
    let wish = Wish {
        team_text: &team_text,
        by,
        at,
        subject,
        seen,
        records: &records,
        signatures,
        pending: pending.as_ref(),
        pending_seen,
    };
    let Adoption { plan, version, missing } = adopt(&head.policy, &wish)?;
    let along = along(head)?;
    Ok(Some(Adopted { before: before.clone(), version, plan, along, missing, commit: None, behind: None }))
}

/// A version that waits is what a manager proposed, to the letter; nobody signs what somebody else put there.
fn as_proposed(waits: &Version, before: &Version) -> Result<()> {
    let counting = waits.counting(before, waits.signatures.iter().cloned());
    if !counting.is_empty() && counting.len() == waits.signatures.len() {
        return Ok(());
    }
    Err(Refusal::not_now(
        "pending_altered",
        say!(
            "等着签名的这一版不是运营主管提出的样子",
            "the version that waits is not what a manager proposed"
        ),
    )
    .at(PENDING)
    .help(say!(
        "去掉它，再重新提出：`git rm {PENDING}`，改 `{TEAM}`，`wxops team adopt`",
        "remove it and propose anew: `git rm {PENDING}`, edit `{TEAM}`, `wxops team adopt`"
    )))
}

/// Whoever has signed waits for the others.
fn waits(adopted: &Adopted) -> Refusal {
    let (team, missing, number) = (&adopted.before.team, adopted.missing, adopted.version.header.version);
    let signed = |id: &&str| !adopted.version.signatures.iter().any(|signed| signed.by == *id);
    let Text { zh, en } = team.names(team.with_key("manager").filter(signed));
    Refusal::not_now(
        "waits_for_managers",
        say!(
            "第 {number} 版你已经签过，还差 {missing} 位运营主管",
            "you have signed version {number}; managers still to sign: {missing}"
        ),
    )
    .help(say!("请他们（{zh}）运行 `wxops team adopt`", "ask one of them ({en}) for `wxops team adopt`"))
}
