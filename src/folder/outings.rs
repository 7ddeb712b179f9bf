//! What goes out when: articles with the time that they have, or had.

use chrono::{Datelike, Months, NaiveDate};

use super::{Card, ContentFolder, Derived, Head, Place, Pushes, called, card, cards};
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
    /// It is approved, and its push or its writer has that time in mind
    Approved,
    /// It is being written or reviewed, and its push or its writer has that time in mind
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
    /// Its place in the push of that time; of the day, where it is out
    pub place: Option<Place>,
}

impl Outing {
    /// What the plan counts of it; what a push arranges counts, and what only its writer has in mind does not.
    pub fn booked(&self) -> Option<Booked> {
        let Card { slug, title, notifies, .. } = &self.derived.card;
        let counts = matches!(self.sure, Sure::Out | Sure::Scheduled) || self.place.is_some();
        let (slug, called) = (slug.clone(), called(title, slug));
        counts.then_some(Booked { at: self.at, slug, called, notifies: *notifies })
    }
}

impl ContentFolder {
    /// Articles that went out between two days, both included, or are to; in order of time, and those of a push in its order.
    pub fn outings(&self, head: &Head<'_>, first: NaiveDate, last: NaiveDate) -> Result<Vec<Outing>> {
        let mut may: Vec<Card> = cards(self, false)?;
        may.extend(archived(self.working(), first, last)?);
        may.retain(|card| card.table.is_some());
        let year = |day: NaiveDate, month, of_month| NaiveDate::from_ymd_opt(day.year(), month, of_month);
        let next = last.checked_add_months(Months::new(12)).unwrap_or(last);
        let pushes =
            self.pushes_between(year(first, 1, 1).unwrap_or(first), year(next, 12, 31).unwrap_or(last))?;
        let mut found = vec![];
        for derived in self.derived(head, may)? {
            for (at, sure, place) in self.times(&derived, &pushes) {
                let at = self.local(at);
                if (first..=last).contains(&at.date_naive()) {
                    found.push(Outing { at, sure, derived: derived.clone(), place });
                }
            }
        }
        let order = |outing: &Outing| outing.place.as_ref().map_or(usize::MAX, |place| place.position);
        found.sort_by(|a, b| {
            let (one, other) = ((a.at, order(a), a.sure), (b.at, order(b), b.sure));
            one.cmp(&other).then_with(|| a.derived.card.slug.cmp(&b.derived.card.slug))
        });
        Ok(found)
    }

    /// The time that its writer has in mind.
    fn intended(&self, card: &Card) -> Option<Moment> {
        moment::written(&card.planned_at, &self.settings().timezone)
    }

    /// When an article went out, and when it is to go out next: at its own time, else at its push's, else when its writer says.
    fn times(&self, derived: &Derived, pushes: &Pushes) -> Vec<(Moment, Sure, Option<Place>)> {
        let Some(state) = derived.state().filter(|_| !derived.differs) else { return vec![] };
        let slug = &derived.card.slug;
        let out = state.live.as_ref().map(|live| live.at).or(state.first_out);
        let place = pushes.place(slug, out);
        let meant = || place.as_ref().map(|place| place.at).or_else(|| self.intended(&derived.card));
        let next = match state.status {
            Status::Scheduled | Status::Publishing => state.publish_at.map(|at| (at, Sure::Scheduled)),
            Status::Published | Status::Retracted | Status::Archived | Status::Rejected => None,
            Status::Approved => meant().map(|at| (at, Sure::Approved)),
            _ => meant().map(|at| (at, Sure::Planned)),
        };
        // The intention that led to what readers see is no new one.
        let next = next.filter(|(at, _)| out.is_none_or(|out| *at > out));
        let next = next.map(|(at, sure)| (at, sure, place.clone().filter(|place| place.at == at)));
        let of_day = |at: Moment| pushes.place_on(slug, self.local(at).date_naive());
        let out = out.map(|at| (at, Sure::Out, of_day(at)));
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
