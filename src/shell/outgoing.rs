//! What goes out together with an article: those of its push that are still to go, in the push's order.

use wxops::{
    folder::{Found, Head},
    refusal::Result,
    workflow::{derive::derive, status::Status},
};

use super::acting::Acting;

impl Acting<'_> {
    /// The articles that are sent with one, the lead first; alone where it stands in no push.
    pub(crate) fn together_with(&self, head: &Head<'_>, found: &Found) -> Result<Vec<Found>> {
        let pushes = self.folder.pushes_around(self.now)?;
        pushes.coming_with(&found.slug, self.now)?; // refused where it stands in two, or where that cannot be told
        let place = pushes.place(&found.slug, self.state(found)?.live.map(|live| live.at));
        let push = place.and_then(|place| pushes.read.iter().find(|push| push.id == place.id));
        let Some(push) = push else { return Ok(vec![found.clone()]) };
        let mut all = vec![];
        for slug in &push.articles {
            let member = if *slug == found.slug {
                found.clone()
            } else {
                self.folder.find(head, slug, &self.ctx.start)?
            };
            let records = member.id.as_ref().map(|id| head.records(id)).transpose()?.unwrap_or_default();
            let (state, _) = derive(records, &head.policy)?;
            if !matches!(state.status, Status::Published | Status::Archived | Status::Retracted) {
                all.push(member);
            }
        }
        Ok(all)
    }
}
