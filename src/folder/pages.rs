//! Pages of approved articles: whether they are still laid out as they were approved, and which ones another theme would lay
//! out otherwise.

use super::{ContentFolder, Head, cards};
use crate::{
    refusal::Result,
    render::{self, Styles, theme::Theme},
    workflow::{
        page::{self, holds, may_go_out},
        state::State,
        team::Team,
    },
};

impl Head<'_> {
    /// Whether the page of an article, in this folder of the commit, is the one that was approved, as the committed theme lays
    /// it out. Nothing is held against one that cannot go out, or whose text is not the approved one: that is refused as such.
    pub fn page_holds(&self, path: &str, state: &State, team: &Team) -> Result<Result<()>> {
        let bundle = if may_go_out(state.status) { self.bundle(path)? } else { None };
        let bundle = bundle.filter(|bundle| bundle.content(&state.id, &state.slug) == state.content);
        Ok(match bundle {
            Some(bundle) => holds(state, self.page(&bundle.index)?.as_ref(), team),
            None => Ok(()),
        })
    }
}

impl ContentFolder {
    /// The slugs of articles that wait to go out and whose page would be another one by a theme, in order.
    pub fn laid_out_anew(&self, head: &Head<'_>, theme: &Theme) -> Result<Vec<String>> {
        let styles = Styles::of(theme);
        let mut anew = vec![];
        let mut waiting = cards(self, false)?;
        waiting.retain(|card| card.table.as_ref().is_some_and(|own| may_go_out(own.status)));
        for derived in self.derived(head, waiting)? {
            let Some(state) = derived.state().filter(|state| may_go_out(state.status)) else { continue };
            let Some(text) = head.text(&derived.card.path)? else { continue };
            if page::of(state) != Some(&render::digest(&text, &styles)) {
                anew.push(state.slug.clone());
            }
        }
        Ok(anew)
    }
}
