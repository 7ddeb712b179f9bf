//! The articles of a push, and whether each can go out as it is.

use super::{ContentFolder, Derived, Found, Head, Wanted, card, pushes::unknown};
use crate::{
    moment::Moment,
    refusal::{Refusal, Result},
    say,
    schedule::push::Push,
    text::Text,
    workflow::{
        action::Action, decide::untouched, lane, page::may_go_out, second_hand, state::State, status::Status,
        team::Team,
    },
};

/// An article of a push.
#[derive(Clone, Debug)]
pub struct Member {
    /// The slug
    pub slug: String,
    /// Its place, from 1; 1 leads
    pub position: usize,
    /// The article; nothing where there is none of that name
    pub derived: Option<Derived>,
    /// Why it cannot go out as it is: not approved, changed since, something overdue. Nothing for one that is out
    pub wanting: Option<Refusal>,
}

impl Member {
    /// Where it stands, if that can be told.
    pub fn state(&self) -> Option<&State> {
        self.derived.as_ref().and_then(Derived::state)
    }

    /// Readers see it, or saw it.
    pub fn is_out(&self) -> bool {
        self.state().is_some_and(|state| is_out(state.status))
    }
}

impl ContentFolder {
    /// The articles of a push, in its order.
    pub fn members(&self, head: &Head<'_>, push: &Push, (team, now): (&Team, Moment)) -> Result<Vec<Member>> {
        let member = |(n, slug): (usize, &String)| {
            let mut member = Member { slug: slug.clone(), position: n + 1, derived: None, wanting: None };
            let Some(path) = head.place_of(slug)? else {
                member.wanting = Some(unknown(push, slug));
                return Ok(member);
            };
            let derived = self.derived(head, vec![card(&self.working, path)])?.remove(0);
            member.wanting = match (derived.problem(), derived.state()) {
                (Some(problem), _) => Some(problem),
                (None, Some(state)) => self.fit(head, &derived, state, (team, now)).err(),
                (None, None) => None,
            };
            member.derived = Some(derived);
            Ok(member)
        };
        push.articles.iter().enumerate().map(member).collect()
    }

    /// Refuses an article that cannot go out as it is.
    fn fit(
        &self,
        head: &Head<'_>,
        derived: &Derived,
        state: &State,
        (team, now): (&Team, Moment),
    ) -> Result<()> {
        if is_out(state.status) {
            return Ok(());
        }
        if !may_go_out(state.status) {
            let (slug, Text { zh, en }) = (&state.slug, state.label());
            let message = say!("`{slug}` 还没有定稿：{zh}", "`{slug}` is not approved: {en}");
            return Err(Refusal::not_now("not_approved", message));
        }
        let path = derived.card.path.clone();
        let found = Found { path, slug: state.slug.clone(), id: Some(state.id.clone()), in_place: false };
        let evidence = self.evidence(head, &Wanted::of(found))?;
        untouched(&evidence, Some(state), Action::Schedule)?;
        second_hand::in_time(state, now, team)?;
        lane::in_time(state, now, team)?;
        head.page_holds(&derived.card.path, state, team)?
    }
}

fn is_out(status: Status) -> bool {
    matches!(status, Status::Publishing | Status::Published | Status::Retracted | Status::Archived)
}
