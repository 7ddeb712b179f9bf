//! One's own commits, made once more on what the upstream has, the oldest first. Nothing moves here: what is made are objects,
//! and the branch may follow them or not.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    article::digest::Digest,
    commit,
    folder::{ContentFolder, Head},
    refusal::{Exit, Refusal, Result},
    repo::CommitId,
    say, signature, signer,
    workflow::{
        anew::{Standing, other_text, without_the_one_before},
        chain::Filed,
        policy::closing::closed_after,
        record::Record,
        team::Level,
        verify,
    },
};

use super::{
    Person,
    judged::{Judged, judged},
    merging::merged,
    refused::{both_changed, bound_meanwhile},
    step::{Step, article_at},
};

/// A commit that was made again.
#[derive(Clone, Debug)]
pub struct Carried {
    /// As it was
    pub from: CommitId,
    /// As it is
    pub to: CommitId,
    /// The acts in it, as they are now
    pub acts: Vec<Record>,
}

/// A commit that was not.
#[derive(Clone, Debug)]
pub struct Aside {
    /// It
    pub commit: CommitId,
    /// Its first line
    pub subject: String,
    /// The acts in it
    pub acts: Vec<Record>,
    /// Why not
    pub refusal: Refusal,
}

/// How far it has come.
pub(super) struct Replay<'f> {
    folder: &'f ContentFolder,
    person: &'f Person<'f>,
    upstream: &'f str,
    /// The newest commit on the new base
    pub(super) tip: CommitId,
    pub(super) carried: Vec<Carried>,
    pub(super) aside: Vec<Aside>,
    /// Articles of which an act was not carried over: by id, the commit before the first of these
    pub(super) barred: BTreeMap<String, CommitId>,
    standings: BTreeMap<String, Standing>,
    renamed: BTreeMap<Digest, Digest>,
}

impl<'f> Replay<'f> {
    pub(super) fn on(
        folder: &'f ContentFolder,
        person: &'f Person<'f>,
        upstream: &'f str,
        base: CommitId,
    ) -> Replay<'f> {
        Replay {
            folder,
            person,
            upstream,
            tip: base,
            carried: vec![],
            aside: vec![],
            barred: BTreeMap::new(),
            standings: BTreeMap::new(),
            renamed: BTreeMap::new(),
        }
    }

    /// Makes one commit again. Refused only where the whole sync must stop.
    pub(super) fn take(&mut self, commit: &CommitId) -> Result<()> {
        let step = Step::read(self.folder, commit)?;
        let head = self.folder.head_at(&self.tip)?;
        let acts = step.acts(&head.tree)?;
        let mut touched = step.articles(&self.folder.repo().snapshot(&step.parent)?)?;
        touched.extend(acts.iter().map(|filed| filed.record.article.clone()));
        if touched.iter().any(|id| self.barred.contains_key(id)) {
            let slug = acts.first().map(|filed| filed.record.slug.clone());
            let place = step.bundles().into_iter().next().unwrap_or_default();
            let slug = slug.unwrap_or_else(|| place.rsplit('/').next().unwrap_or_default().to_owned());
            self.set_aside(&step, &acts, touched, without_the_one_before(&slug));
            return Ok(());
        }
        if acts.is_empty() && !step.is_policy() {
            return self.edits(&step, &head);
        }
        match judged(self.folder, &step, &head, &acts, (&self.standings, &self.renamed, self.person.me)) {
            Ok(judged) => self.acts(&step, &head, &acts, judged, touched),
            Err(refusal) => self.not_carried(&step, &acts, touched, refusal),
        }
    }

    /// Commits without acts: only files.
    fn edits(&mut self, step: &Step<'_>, head: &Head<'_>) -> Result<()> {
        let merged = merged(&step.changes, &head.tree)?;
        let moved = step.moved_away(head)?;
        let conflicts: Vec<String> = merged.conflicts.into_iter().chain(moved).collect();
        if !conflicts.is_empty() {
            return Err(both_changed(&conflicts, self.upstream));
        }
        if merged.changes.is_empty() {
            return Ok(()); // the upstream has it already
        }
        let original = &step.original;
        let repo = self.folder.repo();
        let made = commit::onto(repo, &self.tip, &merged.changes, &original.author, &original.message)?;
        let (new, old) = (self.folder.head_at(&made)?, self.folder.head_at(&step.commit)?);
        for place in step.bundles() {
            if let Err(why) = sound(&new, &place)
                && sound(&old, &place).is_ok()
            {
                return Err(bound_meanwhile(&place, &why, step.commit.short()));
            }
        }
        self.carried.push(Carried { from: step.commit.clone(), to: made.clone(), acts: vec![] });
        self.tip = made;
        Ok(())
    }

    /// Commits with acts, or with a version of the rule book: signed, made, and proved.
    fn acts(
        &mut self,
        step: &Step<'_>,
        head: &Head<'_>,
        acts: &[Filed],
        mut judged: Judged,
        touched: BTreeSet<String>,
    ) -> Result<()> {
        let unsigned = self.sign(head, acts, &mut judged)?;
        judged.file(acts)?;
        let message = judged.message(&step.original.message, acts);
        let repo = self.folder.repo();
        let made = commit::onto(repo, &self.tip, &judged.changes, &step.original.author, &message)?;
        let new = self.folder.head_at(&made)?;
        if !unsigned && let Err(refusal) = proved(self.folder, head, &new, &judged, step.is_policy()) {
            return self.not_carried(step, acts, touched, refusal);
        }
        let acts = judged.acts.iter().map(|filed| filed.record.clone()).collect();
        self.carried.push(Carried { from: step.commit.clone(), to: made.clone(), acts });
        self.tip = made;
        self.standings.extend(judged.standings);
        self.renamed.extend(judged.renamed);
        Ok(())
    }

    /// Lets the person sign what was made again. In a rehearsal nobody signs; then it says so.
    fn sign(&self, head: &Head<'_>, old: &[Filed], judged: &mut Judged) -> Result<bool> {
        let team = &head.policy.newest().team;
        let is_new = |filed: &&mut Filed| !old.iter().any(|old| old.id == filed.id);
        let mut new: Vec<&mut Filed> = judged.acts.iter_mut().filter(is_new).collect();
        let (Level::Signed, Some(me), false) = (team.level, self.person.me, new.is_empty()) else {
            return Ok(false);
        };
        if self.person.rehearsal {
            return Ok(true);
        }
        let told: Vec<String> = new.iter().map(|filed| filed.record.unsigned()).collect();
        let told = (signature::RECORD, told.as_slice());
        let signatures = signer::sign(self.folder.repo(), team, me, told, self.person.asking)?;
        for (filed, signature) in new.iter_mut().zip(signatures) {
            filed.record.signature = Some(signature);
        }
        for standing in judged.standings.values_mut() {
            for filed in &mut standing.records {
                if let Some(signed) = judged.acts.iter().find(|signed| signed.id == filed.id) {
                    filed.record.signature.clone_from(&signed.record.signature);
                }
            }
        }
        Ok(false)
    }

    /// What the rules do not allow is put aside; what cannot be read stops everything.
    fn not_carried(
        &mut self,
        step: &Step<'_>,
        acts: &[Filed],
        touched: BTreeSet<String>,
        refusal: Refusal,
    ) -> Result<()> {
        if refusal.exit == Exit::Unusable && refusal.code != "no_stages" {
            return Err(refusal);
        }
        self.set_aside(step, acts, touched, refusal);
        Ok(())
    }

    fn set_aside(&mut self, step: &Step<'_>, acts: &[Filed], touched: BTreeSet<String>, refusal: Refusal) {
        for id in touched {
            self.barred.entry(id).or_insert_with(|| step.parent.clone());
        }
        let names_a_command = refusal.help.iter().any(|help| help.en.contains("`wxops "));
        let refusal = if names_a_command {
            refusal
        } else {
            refusal.help(say!("看现在有什么可办：`wxops status`", "see what can be done now: `wxops status`"))
        };
        self.aside.push(Aside {
            commit: step.commit.clone(),
            subject: step.original.message.lines().next().unwrap_or_default().to_owned(),
            acts: acts.iter().map(|filed| filed.record.clone()).collect(),
            refusal,
        });
    }
}

/// Whether the article in a folder is what its records say; what has none is nobody's business.
fn sound(head: &Head<'_>, place: &str) -> Result<()> {
    let Some(id) = article_at(head, place)? else { return Ok(()) };
    let bundle = head.bundle(place)?;
    verify::article(head.records(&id)?, bundle.as_ref(), &head.policy).map(drop)
}

/// Whether what was made holds by the proof that everybody makes of it.
fn proved(
    folder: &ContentFolder,
    old: &Head<'_>,
    new: &Head<'_>,
    judged: &Judged,
    is_policy: bool,
) -> Result<()> {
    for (id, standing) in &judged.standings {
        let Some(state) = &standing.state else { continue };
        let bundle = new.bundle(&state.place())?;
        verify::article(new.records(id)?, bundle.as_ref(), &new.policy)
            .map_err(|refusal| if refusal.code == "content_differs" { other_text(state) } else { refusal })?;
    }
    if is_policy {
        let known = old.policy.newest().header.version;
        let closed = closed_after(known, &new.policy, &folder.briefs(new)?);
        return closed.into_iter().next().map_or(Ok(()), Err);
    }
    Ok(())
}
