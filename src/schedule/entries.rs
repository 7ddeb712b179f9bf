//! What stands in a calendar: slots and what goes out in them, and what goes out beside them.

use chrono::NaiveDate;

use super::{Timetable, slot::Slot};
use crate::moment::Moment;

/// One time of a calendar.
#[derive(Clone, Debug)]
pub struct Entry<'t, T> {
    /// When
    pub at: Moment,
    /// The slot that it is, if it is one
    pub slot: Option<&'t Slot>,
    /// What goes out then; nothing in a slot that is free
    pub articles: Vec<T>,
}

impl Timetable {
    /// The times between two days, both included, in order: every slot, and every time that something goes out. `outings` are in
    /// order of time. On a day off a slot is no entry of its own.
    pub fn entries<T>(
        &self,
        first: NaiveDate,
        last: NaiveDate,
        outings: Vec<(Moment, T)>,
    ) -> Vec<Entry<'_, T>> {
        let works = |at: Moment| self.almanac.off(self.zone.tells(at).date_naive()).is_none();
        let mut entries: Vec<Entry<'_, T>> = vec![];
        for (at, slot) in self.slots_between(first, last) {
            entries.push(Entry { at, slot: Some(slot), articles: vec![] });
        }
        for (at, article) in outings {
            match entries.iter_mut().find(|entry| entry.at == at) {
                Some(entry) => entry.articles.push(article),
                None => entries.push(Entry { at, slot: None, articles: vec![article] }),
            }
        }
        entries.retain(|entry| !entry.articles.is_empty() || works(entry.at));
        entries.sort_by_key(|entry| entry.at);
        entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::parse_stored;

    #[test]
    fn slots_and_other_times_stand_in_one_order() {
        let timetable = Timetable::read("", None).unwrap();
        let at = |words: &str| parse_stored(words).unwrap();
        let outings = vec![
            (at("2026-11-24T20:00:00+08:00"), "a"),
            (at("2026-11-24T20:00:00+08:00"), "b"),
            (at("2026-11-25T09:00:00+08:00"), "c"),
        ];
        let (first, last) = ("2026-11-23".parse().unwrap(), "2026-11-29".parse().unwrap());
        let entries = timetable.entries(first, last, outings);
        let told: Vec<_> = entries
            .iter()
            .map(|entry| {
                (
                    entry.at.format("%d %H").to_string(),
                    entry.slot.map(|slot| slot.name.as_str()),
                    entry.articles.join(""),
                )
            })
            .collect();
        let row = |at: &str, slot, articles: &str| (at.to_owned(), slot, articles.to_owned());
        assert_eq!(
            told,
            [
                row("24 20", Some("周二晚"), "ab"),
                row("25 09", None, "c"),
                row("26 20", Some("周四晚"), ""),
                row("27 12", Some("周五午"), ""),
            ]
        );
        // On the National Day nobody pushes, unless somebody does.
        let (first, last) = ("2026-09-28".parse().unwrap(), "2026-10-04".parse().unwrap());
        assert_eq!(timetable.entries::<()>(first, last, vec![]).len(), 1);
        let festive = vec![(at("2026-10-01T20:00:00+08:00"), ())];
        assert_eq!(timetable.entries(first, last, festive).len(), 2);
    }
}
