//! Reviews that a stage still owes, in front of everybody's overview: what is out without its last review concerns all.

use serde_json::{Value, json};
use wxops::{
    folder::{Derived, Head},
    leaks::masked,
    moment::{Moment, stored},
    refusal::Result,
    say,
    text::Text,
    workflow::{
        action::Action,
        lane::{Debt, deadline, payers},
        state::State,
        team::Team,
        who,
    },
};

use super::{
    looking::Looking,
    table::{TITLE, indented, shortened},
};

/// The articles of which a review is owed, the nearest deadline first.
pub(crate) struct Debts(Vec<Derived>);

impl Debts {
    /// Finds them.
    pub(crate) fn of(looking: &Looking<'_>, head: &Head<'_>) -> Result<Debts> {
        let mut articles = looking.folder.indebted(head)?;
        let until = |derived: &Derived| Some(derived.state()?.owed_review()?.until);
        articles.retain(|derived| until(derived).is_some());
        articles.sort_by_key(until);
        Ok(Debts(articles))
    }

    /// How many of them this person can review.
    pub(crate) fn mine(&self, looking: &Looking<'_>) -> usize {
        self.0.iter().filter(|derived| is_mine(looking, derived)).count()
    }

    /// Only those that this person can review.
    pub(crate) fn of_mine(looking: &Looking<'_>, head: &Head<'_>) -> Result<Debts> {
        let mut debts = Debts::of(looking, head)?;
        debts.0.retain(|derived| is_mine(looking, derived));
        Ok(debts)
    }

    /// Shows each under a headline.
    pub(crate) fn show(&self, looking: &Looking<'_>) {
        let rows: Vec<[String; 5]> = self.0.iter().filter_map(|derived| row(looking, derived)).collect();
        if rows.is_empty() {
            return;
        }
        let count = rows.len();
        looking.headline(&say!("\n待补审（{count}）", "\nTo be reviewed late ({count})"));
        looking.ctx.output.page(&indented(rows));
    }

    /// The same as documents.
    pub(crate) fn documents(&self, looking: &Looking<'_>) -> Vec<Value> {
        self.0.iter().map(|derived| looking.element(derived)).collect()
    }
}

fn is_mine(looking: &Looking<'_>, derived: &Derived) -> bool {
    let owed = derived.state().and_then(|state| Some((state, state.owed_review()?)));
    owed.is_some_and(|(state, debt)| mine(looking, state, debt))
}

fn mine(looking: &Looking<'_>, state: &State, debt: &Debt) -> bool {
    let me = looking.me.as_deref();
    payers(debt, state, &looking.team).any(|id| Some(id) == me)
}

fn row(looking: &Looking<'_>, derived: &Derived) -> Option<[String; 5]> {
    let state = derived.state()?;
    let debt = state.owed_review()?;
    let team = &looking.team;
    let people: Vec<Text> = payers(debt, state, team).map(|id| who::named(team, id, &debt.stage)).collect();
    let Text { zh, en } = wxops::text::list(&people);
    let (whom, next) = if mine(looking, state, debt) {
        (say!("等你补审", "for you to review"), looking.command(Action::LateReview, state))
    } else if people.is_empty() {
        (say!("没有人能补审", "nobody can review it"), format!("wxops why {}", state.slug))
    } else {
        (say!("等{zh}补审", "for {en} to review"), format!("wxops why {}", state.slug))
    };
    let due = deadline(looking.folder.local(debt.until), looking.now);
    let title = shortened(&looking.called(&derived.card), TITLE);
    Some([title, looking.words(&debt.explained(team)), looking.words(&whom), looking.words(&due), next])
}

/// The stages that were skipped, as a value.
pub(crate) fn documents(state: &State, team: &Team, now: Moment) -> Vec<Value> {
    let one = |debt: &Debt| {
        json!({
            "record": debt.record.as_str(),
            "revision": debt.revision,
            "stage": debt.stage.id,
            "content": debt.content.as_str(),
            "by": debt.opener,
            "name": team.name(&debt.opener),
            "at": stored(debt.at),
            "reason": masked(&debt.reason),
            "until": stored(debt.until),
            "reviewed_by": debt.paid.as_ref().map(|(by, _)| by),
            "reviewed_at": debt.paid.as_ref().map(|(_, at)| stored(*at)),
            "overdue": debt.is_overdue(now),
        })
    };
    state.debts.iter().map(one).collect()
}
