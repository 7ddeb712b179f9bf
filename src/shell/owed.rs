//! What was typed for me and waits to be countersigned; in front of what else is my turn, because it has a deadline.

use serde_json::Value;
use wxops::{
    folder::{Derived, Head},
    refusal::Result,
    say,
    workflow::{
        second_hand::{Consent, deadline},
        state::State,
    },
};

use super::{
    looking::Looking,
    table::{TITLE, indented, shortened},
};

/// The articles with approvals that this person is to countersign.
pub(crate) struct Owed {
    articles: Vec<Derived>,
    me: String,
}

impl Owed {
    /// Finds them; nothing for whom the team does not know.
    pub(crate) fn of(looking: &Looking<'_>, head: &Head<'_>) -> Result<Owed> {
        let Some(me) = looking.me.clone() else { return Ok(Owed { articles: vec![], me: String::new() }) };
        let mut articles = looking.folder.consented(head)?;
        articles.retain(|derived| derived.state().is_some_and(|state| state.owed_by(&me).next().is_some()));
        let first = |derived: &Derived| {
            derived.state().and_then(|state| state.owed_by(&me).map(|consent| consent.until).min())
        };
        articles.sort_by_key(first);
        Ok(Owed { articles, me })
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Shows each under a headline.
    pub(crate) fn show(&self, looking: &Looking<'_>) {
        let rows: Vec<[String; 4]> =
            self.articles.iter().flat_map(|derived| self.rows(looking, derived)).collect();
        if rows.is_empty() {
            return;
        }
        let count = rows.len();
        looking.headline(&say!("\n待你补签（{count}）", "\nFor you to countersign ({count})"));
        looking.ctx.output.page(&indented(rows));
    }

    fn rows(&self, looking: &Looking<'_>, derived: &Derived) -> Vec<[String; 4]> {
        let Some(state) = derived.state() else { return vec![] };
        let title = shortened(&looking.called(&derived.card), TITLE);
        let owed: Vec<&Consent> = state.owed_by(&self.me).collect();
        let several = owed.len() > 1;
        let row = |(n, consent): (usize, &&Consent)| {
            let (typist, stage, place) =
                (looking.team.name(&consent.typist), &consent.stage_name, &consent.place);
            let said = say!(
                "{typist}代录你{stage}通过（{place}）",
                "{typist} typed that you passed {stage} ({place})"
            );
            let due = looking.words(&deadline(looking.folder.local(consent.until), looking.now));
            [title.clone(), looking.words(&said), due, command(state, several.then_some(n + 1))]
        };
        owed.iter().enumerate().map(row).collect()
    }

    /// The same as documents.
    pub(crate) fn documents(&self, looking: &Looking<'_>) -> Vec<Value> {
        self.articles.iter().map(|derived| looking.element(derived)).collect()
    }
}

fn command(state: &State, number: Option<usize>) -> String {
    let slug = &state.slug;
    match number {
        Some(n) => format!("wxops countersign {slug} {n}"),
        None => format!("wxops countersign {slug}"),
    }
}
