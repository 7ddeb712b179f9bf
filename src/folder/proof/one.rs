//! The proof of one article alone: the same judgement, and nothing of the others is opened.

use super::{Proof, Refused, consents, prove_one, rule_book};
use crate::{
    folder::{ContentFolder, Found, Head, proof::is_pin},
    moment::Moment,
    refusal::Result,
};

impl ContentFolder {
    /// Proves one article, as [`ContentFolder::prove`] proves all. That no other bundle claims its id is not looked at,
    /// nor that nothing was added to the records that a version of the rule book closed.
    pub fn prove_article(
        &self,
        head: &Head<'_>,
        found: &Found,
        pin: Option<&str>,
        now: Moment,
    ) -> Result<Proof> {
        let root = head.policy.root().digest.as_str();
        let pinned = pin.is_some_and(|pin| is_pin(root, pin));
        let mut refusals = rule_book(head, pin.filter(|_| !pinned))?;
        let mut articles = Vec::new();
        let proven = head.bundle(&found.path).and_then(|bundle| {
            let id = found.id.as_deref().unwrap_or_default();
            prove_one(head, head.records(id), bundle.as_ref()).map(|proven| (proven, bundle))
        });
        match proven {
            Err(refusal) => refusals.push(Refused { article: Some(found.slug.clone()), refusal }),
            Ok((proven, bundle)) => {
                let bundle = bundle.as_ref();
                let differs = bundle.and_then(|bundle| self.working_differs(bundle, &proven.state));
                let title = bundle.and_then(|bundle| bundle.index.title()).unwrap_or_default().to_owned();
                let about = |refusal| Refused { article: Some(found.slug.clone()), refusal };
                let wrong = consents::committed(head, &proven.steps);
                let owed = self.owed(&proven, wrong.is_empty(), now, head);
                refusals.extend(differs.into_iter().chain(wrong).chain(owed).map(about));
                articles.push((proven, title));
            }
        }
        Ok(Proof { articles, refusals, ..Proof::empty(head, pinned, now) }.counted(head))
    }
}
