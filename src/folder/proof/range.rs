//! The range proof: what came in since a commit. That commit is taken as proved, nothing that stood there may be gone, and each
//! article that was touched is proved as a whole. Objects only: no working copy, no filter, no hook, no cache.

use std::collections::HashMap;

use super::{
    Proof, Refused, Scope, consents, freezes, is_pin, kept, prove_one, rule_book,
    touched::{Differences, claimed},
};
use crate::{
    article::bundle::Bundle,
    folder::{ContentFolder, Head, find::slug_of, proof::bundles::both},
    moment::Moment,
    refusal::{Refusal, Result},
    repo::{CommitId, Snapshot},
    say,
    workflow::{
        arrival::{Arrival, allowed},
        chain::Filed,
        derive::{derive, held, met},
        lane,
        policy::{
            self, PolicyChain,
            closing::{closed_after, closes_after},
        },
        second_hand,
        verify::Proven,
    },
};

/// Two commits, one behind the other, and what differs.
pub struct Span<'f> {
    base: CommitId,
    before: Snapshot<'f>,
    differences: Differences,
    /// What stood in the older one, and is gone or another by now
    pub lost: Vec<Refused>,
}

impl<'f> Span<'f> {
    /// Compares a commit with a tree that comes after it.
    pub(super) fn between(base: &CommitId, before: Snapshot<'f>, after: &Snapshot<'_>) -> Result<Span<'f>> {
        let differences = Differences::between(&before, after)?;
        let lost = kept::lost(&differences.files, base, &before, after)?;
        Ok(Span { base: base.clone(), before, differences, lost })
    }

    /// Whether nothing differs that a proof looks at.
    pub(super) fn is_empty(&self) -> bool {
        self.differences.bundles.is_empty() && self.differences.files.is_empty()
    }
}

impl ContentFolder {
    /// Compares two commits. Refused if the older one is not behind the newer.
    pub fn span(&self, base: &CommitId, head: &CommitId) -> Result<Span<'_>> {
        self.repo.descends(head, base)?;
        Span::between(base, self.repo.snapshot(base)?, &self.repo.snapshot(head)?)
    }

    /// What stands in one commit and is gone or another in the other, wherever the two lie.
    pub fn lost_between(&self, base: &CommitId, head: &CommitId) -> Result<Vec<Refused>> {
        Ok(Span::between(base, self.repo.snapshot(base)?, &self.repo.snapshot(head)?)?.lost)
    }

    /// Proves what came in. `head` is the newer commit of the span.
    pub fn prove_range(
        &self,
        span: &Span<'_>,
        head: &Head<'_>,
        pin: Option<&str>,
        now: Moment,
    ) -> Result<Proof> {
        let Span { base, before, differences, lost } = span;
        let pinned = pin.is_some_and(|pin| is_pin(head.policy.root().digest.as_str(), pin));
        let mut refusals = rule_book(head, pin.filter(|_| !pinned))?;
        refusals.extend(lost.iter().cloned());
        refusals.extend(differences.strays());
        let found = differences.bundles(head, &mut refusals)?;
        let mut ids = differences.ids(before)?;
        ids.extend(found.by_id.keys().cloned());
        let known = newest_version(before)?;
        let arrival = Arrival { known, newest: head.policy.newest().header.version };
        let new = differences.records();
        let mut articles = Vec::new();
        for id in ids {
            let records = head.records(&id);
            let (bundle, refusal) =
                whole_bundle(head, &id, records.as_deref().unwrap_or_default(), found.by_id.get(&id))?;
            let slug = bundle.as_ref().map(|bundle| slug_of(&bundle.path).to_owned());
            let slug = slug.or_else(|| slug_of_lost(lost, &id)).unwrap_or_else(|| id.clone());
            let about = |refusal| Refused { article: Some(slug.clone()), refusal };
            refusals.extend(refusal.map(about));
            if bundle.is_none() && records.as_ref().is_ok_and(Vec::is_empty) {
                continue; // it is gone as a whole, which `kept` has said; or somebody took an unknown table out
            }
            match prove_one(head, records, bundle.as_ref()) {
                Err(refusal) if refusal.code == "bundle_gone" && found.is_unread(&refusal) => {}
                Err(refusal) => {
                    let slug = slug_in(&refusal).filter(|_| bundle.is_none()).unwrap_or_else(|| slug.clone());
                    refusals.push(Refused { article: Some(slug), refusal });
                }
                Ok(proven) => {
                    let team = &head.policy.newest().team;
                    refusals.extend(consents::committed(head, &proven.steps).into_iter().map(about));
                    refusals.extend(second_hand::settled(&proven.state, now, team).into_iter().map(about));
                    refusals.extend(lane::settled(&proven.state, now, team).map(about));
                    let came = |path: &str| Vec::from_iter(new.contains(path).then_some(arrival));
                    refusals.extend(arrivals(&proven, &head.policy, came).into_iter().map(about));
                    let title = bundle.as_ref().and_then(|bundle| bundle.index.title()).unwrap_or_default();
                    articles.push((proven, title.to_owned()));
                }
            }
        }
        let came = |path: &str| Vec::from_iter(new.contains(path).then_some(arrival));
        refusals.extend(freezes::judged(head, came));
        if closes_after(known, &head.policy) {
            let closed = closed_after(known, &head.policy, &self.briefs(head)?);
            refusals.extend(closed.into_iter().map(|refusal| Refused { article: None, refusal }));
        }
        articles.sort_by(|a, b| a.0.state.slug.cmp(&b.0.state.slug));
        let scope = Scope::Range { base: base.clone() };
        let refusals = known_objects(once(refusals))?;
        let proof = Proof {
            scope,
            articles,
            unrecorded: found.unrecorded,
            refusals,
            ..Proof::empty(head, pinned, now)
        };
        Ok(proof.counted(head))
    }
}

/// The number of the newest version in a commit; 0 where there is none.
pub(super) fn newest_version(tree: &Snapshot<'_>) -> Result<u32> {
    Ok(u32::try_from(tree.list(policy::FOLDER)?.len()).unwrap_or(u32::MAX))
}

/// What the rule of arrival says of an article's records; `came` tells where the one at a path came in, if it did.
pub(super) fn arrivals(
    proven: &Proven,
    policy: &PolicyChain,
    came: impl Fn(&str) -> Vec<Arrival>,
) -> Vec<Refusal> {
    let (mut refusals, mut before) = (Vec::new(), None);
    for step in &proven.steps {
        for (filed, before) in step.iter().zip(met(before.as_ref(), step, policy)) {
            let came = filed.record.path().map(|path| came(&path)).unwrap_or_default();
            let judged = came.into_iter().map(|arrival| allowed(before.as_ref(), filed, arrival, policy));
            refusals.extend(judged.filter_map(Result::err).take(1)); // one place where it may not come in is enough
        }
        before = held(before.as_ref(), step, policy).ok();
    }
    refusals
}

/// The bundle of an article: one that was touched and claims its id, or the one that lies where its records say. Both at
/// once are one too many.
fn whole_bundle(
    head: &Head<'_>,
    id: &str,
    records: &[Filed],
    touched: Option<&Bundle>,
) -> Result<(Option<Bundle>, Option<Refusal>)> {
    let place = derive(records.to_vec(), &head.policy).ok().map(|(state, _)| state.place());
    let Some(place) = place.filter(|place| touched.is_none_or(|bundle| bundle.path != *place)) else {
        return Ok((touched.cloned(), None));
    };
    let claims = claimed(&head.tree, &place)?.is_some_and(|own| own == id);
    Ok(match (touched, claims) {
        (Some(touched), true) => {
            let twice = both("id_twice", &touched.path, &place, &say!("编号相同", "one id"));
            (head.bundle(&place)?, Some(twice))
        }
        (Some(touched), false) => (Some(touched.clone()), None),
        (None, true) => (head.bundle(&place)?, None),
        (None, false) => (None, None),
    })
}

/// The slug of an article of which a record is gone or another.
fn slug_of_lost(lost: &[Refused], id: &str) -> Option<String> {
    let own = |refused: &&Refused| refused.refusal.path.as_deref().and_then(kept::article) == Some(id);
    lost.iter().find(own)?.article.clone()
}

/// The slug of the bundle that a refusal is about.
fn slug_in(refusal: &Refusal) -> Option<String> {
    let path = refusal.path.as_deref()?;
    (path.starts_with("articles/") || path.starts_with("archive/")).then(|| slug_of(path).to_owned())
}

/// Each refusal once: what is missing since the base may also be missing to an article.
pub(super) fn once(refusals: Vec<Refused>) -> Vec<Refused> {
    let mut all: Vec<Refused> = Vec::new();
    let mut known: HashMap<(&'static str, String), usize> = HashMap::new();
    for refused in refusals {
        let key = refused.refusal.path.clone().map(|path| (refused.refusal.code, path));
        match key.as_ref().and_then(|key| known.get(key)).and_then(|n| all.get_mut(*n)) {
            Some(other) => other.article = other.article.take().or(refused.article),
            None => {
                known.extend(key.map(|key| (key, all.len())));
                all.push(refused);
            }
        }
    }
    all
}

/// An object that is missing is no finding about an article: nothing is known of it.
pub(super) fn known_objects(refusals: Vec<Refused>) -> Result<Vec<Refused>> {
    let missing = refusals.iter().find(|refused| refused.refusal.code == "history_incomplete");
    missing.map_or(Ok(()), |refused| Err(refused.refusal.clone()))?;
    Ok(refusals)
}
