//! What goes out when: articles with the time that they have, or had.

use chrono::{Datelike, NaiveDate};

use super::{Card, ContentFolder, Derived, Head, called, card, cards};
use crate::{
    content::WorkingCopy,
    moment::{self, Moment},
    refusal::Result,
    schedule::Booked,
    workflow::status::Status,
};

/// How sure a time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// It went out then
    Out,
    /// It is scheduled
    Scheduled,
    /// It is approved, and its writer has that time in mind
    Approved,
    /// It is being written or reviewed, and its writer has that time in mind
    Planned,
}

/// An article and its time.
#[derive(Clone, Debug)]
pub struct Outing {
    /// When, in the account's zone
    pub at: Moment,
    /// How sure that is
    pub sure: Sure,
    /// The article
    pub derived: Derived,
}

impl Outing {
    /// What the plan counts of it; intentions do not count.
    pub fn booked(&self) -> Option<Booked> {
        let Card { slug, title, notifies, .. } = &self.derived.card;
        let counts = matches!(self.sure, Sure::Out | Sure::Scheduled);
        let (slug, called) = (slug.clone(), called(title, slug));
        counts.then_some(Booked { at: self.at, slug, called, notifies: *notifies })
    }
}

impl ContentFolder {
    /// Articles that went out between two days, both included, or are to; in order of time.
    pub fn outings(&self, head: &Head<'_>, first: NaiveDate, last: NaiveDate) -> Result<Vec<Outing>> {
        let mut may: Vec<Card> = cards(self, false)?;
        may.extend(archived(self.working(), first, last)?);
        may.retain(|card| card.table.is_some());
        let mut found = vec![];
        for derived in self.derived(head, may)? {
            for (at, sure) in self.times(&derived) {
                let at = self.local(at);
                if (first..=last).contains(&at.date_naive()) {
                    found.push(Outing { at, sure, derived: derived.clone() });
                }
            }
        }
        found.sort_by(|a, b| (a.at, a.sure, &a.derived.card.slug).cmp(&(b.at, b.sure, &b.derived.card.slug)));
        Ok(found)
    }

    /// The time that its writer has in mind.
    fn intended(&self, card: &Card) -> Option<Moment> {
        moment::written(&card.planned_at, &self.settings().timezone)
    }

    /// When an article went out, and when it is to go out next.
    fn times(&self, derived: &Derived) -> Vec<(Moment, Sure)> {
        let Some(state) = derived.state().filter(|_| !derived.differs) else { return vec![] };
        let out = state.live.as_ref().map(|live| live.at).or(state.first_out).map(|at| (at, Sure::Out));
        let next = match state.status {
            Status::Scheduled | Status::Publishing => state.publish_at.map(|at| (at, Sure::Scheduled)),
            Status::Published | Status::Retracted | Status::Archived | Status::Rejected => None,
            Status::Approved => self.intended(&derived.card).map(|at| (at, Sure::Approved)),
            _ => self.intended(&derived.card).map(|at| (at, Sure::Planned)),
        };
        // The intention that led to what readers see is no new one.
        let next = next.filter(|(at, _)| out.is_none_or(|(out, _)| *at > out));
        [out, next].into_iter().flatten().collect()
    }
}

/// The cards of the archive's months between two days.
fn archived(working: &WorkingCopy, first: NaiveDate, last: NaiveDate) -> Result<Vec<Card>> {
    let months = |day: NaiveDate| (day.year(), day.month());
    let mut all: Vec<(i32, u32)> = first.iter_days().take_while(|day| *day <= last).map(months).collect();
    all.dedup();
    let mut found = vec![];
    for (year, month) in all {
        found.extend(working.archived_in(year, month)?.into_iter().map(|path| card(working, path)));
    }
    Ok(found)
}
