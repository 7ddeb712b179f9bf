//! What a planned time would offend against. Urgent articles may, with a reason on record (policy 3.4.2).

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::{Timetable, month, slot::monday};
use crate::{
    moment::{Moment, spoken},
    say,
    text::{Text, list, names, plural},
};

/// A time that somebody wants for an article.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'w> {
    /// When
    pub at: Moment,
    /// The article
    pub slug: &'w str,
    /// Its category's id
    pub category: &'w str,
    /// Whether fans are told (群发), which counts against the platform's quota
    pub notifies: bool,
    /// When its last stage approved it
    pub approved: Option<Moment>,
}

/// An article that has a time, or went out at one.
#[derive(Clone, Debug)]
pub struct Booked {
    /// When
    pub at: Moment,
    /// The article
    pub slug: String,
    /// What it is called in a sentence
    pub called: Text,
    /// Whether fans are told
    pub notifies: bool,
}

/// A rule that a time breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offence {
    /// Its code
    pub code: &'static str,
    /// In a sentence
    pub message: Text,
}

impl Timetable {
    /// The rules that a time breaks, heaviest first.
    pub fn offences(&self, wish: &Wish<'_>, booked: &[Booked]) -> Vec<Offence> {
        let others: Vec<&Booked> = booked.iter().filter(|own| own.slug != wish.slug).collect();
        let mut found: Vec<Offence> = vec![];
        found.extend(self.full(wish, &others));
        found.extend(self.quotas(wish, &others));
        found.extend(self.quiet_time(wish));
        found.extend(self.too_soon(wish));
        found
    }

    /// What is no offence and worth a word: a holiday, a time beside the slots, a category that does not lead there.
    pub fn remarks(&self, wish: &Wish<'_>, booked: &[Booked]) -> Vec<Text> {
        let mut told = self.remarks_on(wish.at);
        let leads = !booked.iter().any(|own| own.at == wish.at && own.slug != wish.slug);
        if let Some((name, Text { zh: may, en })) = self.leaders(wish.at, wish.category).filter(|_| leads) {
            told.push(say!(
                "档期“{name}”的头条可用栏目是{may}；这篇只适合作次条",
                "slot `{name}` is led by {en}; this article should follow another there"
            ));
        }
        told
    }

    /// What is worth a word about a time, whatever goes out then.
    pub fn remarks_on(&self, at: Moment) -> Vec<Text> {
        let mut told = vec![];
        if let Some(name) = self.almanac.off(self.day(at)) {
            told.push(say!("这天放假：{name}", "that day is a holiday: {name}"));
        }
        if self.slot_at(at).is_none() && !self.slots.is_empty() {
            let names = self.slot_names();
            told.push(say!(
                "不在档期里；档期：{zh}",
                "this is none of the slots: {en}",
                zh = names.zh,
                en = names.en
            ));
        }
        told
    }

    /// The slot that a time is and the categories that lead it, where this category does not.
    pub fn leaders(&self, at: Moment, category: &str) -> Option<(&str, Text)> {
        let slot = self.slot_at(at).filter(|slot| !slot.may_lead(category))?;
        Some((&slot.name, names(slot.lead.iter().map(|id| self.labels.get(id).unwrap_or(id)))))
    }

    fn day(&self, at: Moment) -> NaiveDate {
        self.zone.tells(at).date_naive()
    }

    /// More articles in one push than the company wants.
    fn full(&self, wish: &Wish<'_>, others: &[&Booked]) -> Option<Offence> {
        let there: Vec<&&Booked> = others.iter().filter(|own| own.at == wish.at).collect();
        let most = self.rhythm.articles.max;
        if there.len() < most as usize {
            return None;
        }
        let Text { zh, en } = list(&there.iter().map(|own| own.called.clone()).collect::<Vec<_>>());
        let message = say!("这次推送已有 {most} 篇：{zh}", "this push is full ({most}): {en}");
        Some(Offence { code: "push_full", message })
    }

    /// More pushes in a day, a week, a month than there may be. Articles of one time are one push.
    fn quotas(&self, wish: &Wish<'_>, others: &[&Booked]) -> Option<Offence> {
        if !wish.notifies {
            return None;
        }
        let day = self.day(wish.at);
        let (first, last) = month(day);
        let week = monday(day);
        let quotas = [
            ("day_full", self.rhythm.per_day, day, day, say!("那天", "that day")),
            ("week_full", self.rhythm.per_week, week, week + TimeDelta::days(6), say!("那一周", "that week")),
            ("month_full", self.rhythm.per_month, first, last, say!("那个月", "that month")),
        ];
        quotas.into_iter().find_map(|(code, most, first, last, Text { zh, en })| {
            let most = most?;
            let inside = |own: &&&Booked| {
                own.notifies && own.at != wish.at && (first..=last).contains(&self.day(own.at))
            };
            let mut pushes: Vec<&Booked> = others.iter().filter(inside).copied().collect();
            pushes.sort_by_key(|own| own.at);
            pushes.dedup_by_key(|own| own.at);
            if pushes.len() < most as usize {
                return None;
            }
            let told = list(&pushes.iter().map(|own| self.placed(own, wish.at)).collect::<Vec<_>>());
            let turns = plural(most as usize, "turn");
            Some(Offence {
                code,
                message: say!(
                    "{zh}的 {most} 次推送已经排满：{told_zh}",
                    "{en} has {turns}, and all are taken: {told_en}",
                    told_zh = told.zh,
                    told_en = told.en
                ),
            })
        })
    }

    fn placed(&self, own: &Booked, near: Moment) -> Text {
        let Text { zh, en } = &own.called;
        let Text { zh: at_zh, en: at_en } = spoken(self.zone.tells(own.at), near);
        say!("{at_zh}{zh}", "{en} {at_en}")
    }

    /// At night, or on a day for which the company keeps quiet.
    fn quiet_time(&self, wish: &Wish<'_>) -> Option<Offence> {
        let here = self.zone.tells(wish.at);
        if let Some(name) = self.almanac.quiet(here.date_naive()) {
            let (month, day) = (here.month(), here.day());
            let date = here.format("%-d %b");
            let message = say!("{month}月{day}日是敏感日期：{name}", "{date} is a day to keep quiet: {name}");
            return Some(Offence { code: "quiet_day", message });
        }
        let time = here.time();
        let (from, until) = self.quiet.iter().find(|(from, until)| {
            if from < until { (*from..*until).contains(&time) } else { time >= *from || time < *until }
        })?;
        let (from, until) = (from.format("%H:%M"), until.format("%H:%M"));
        Some(Offence {
            code: "quiet_hours",
            message: say!("{from} 到 {until} 不推送", "nothing goes out from {from} to {until}"),
        })
    }

    /// Too soon after its approval for anybody to look at it once more.
    fn too_soon(&self, wish: &Wish<'_>) -> Option<Offence> {
        let earliest = self.due(self.deadlines.after_approval, wish.approved?);
        if wish.at >= earliest {
            return None;
        }
        let Text { zh, en } = spoken(earliest, wish.at);
        Some(Offence {
            code: "too_soon",
            message: say!(
                "定稿后要留出时间做推送准备，最早 {zh}",
                "a push needs time after the approval: {en} at the earliest"
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::moment::parse_stored;

    fn at(words: &str) -> Moment {
        parse_stored(&format!("{words}:00+08:00")).unwrap()
    }

    fn booked(at: Moment, slug: &str) -> Booked {
        Booked { at, slug: slug.into(), called: Text::same(slug), notifies: true }
    }

    fn wish(at: Moment) -> Wish<'static> {
        Wish { at, slug: "own", category: "product", notifies: true, approved: None }
    }

    fn codes(timetable: &Timetable, wish: &Wish<'_>, others: &[Booked]) -> Vec<&'static str> {
        timetable.offences(wish, others).iter().map(|offence| offence.code).collect()
    }

    #[test]
    fn each_rule_is_broken_by_a_time_of_its_own() {
        let quiet = "[[quiet_days]]\nname = \"公祭日\"\nday = \"12-13\"\n";
        let timetable = Timetable::read("", Some(quiet)).unwrap();
        let week =
            ["2026-11-23T20:00", "2026-11-24T20:00", "2026-11-26T20:00"].map(|time| booked(at(time), time));
        let free = wish(at("2026-12-03T20:00"));
        assert_eq!(codes(&timetable, &free, &week), [""; 0]);
        // The week has its three pushes; one more article of a push is no more pushes.
        assert_eq!(codes(&timetable, &wish(at("2026-11-27T12:00")), &week), ["week_full"]);
        assert_eq!(codes(&timetable, &wish(at("2026-11-26T20:00")), &week), [""; 0]);
        assert_eq!(codes(&timetable, &wish(at("2026-11-26T21:00")), &week[2..]), ["day_full"]);
        let silent = Wish { notifies: false, ..wish(at("2026-11-27T12:00")) };
        assert_eq!(codes(&timetable, &silent, &week), [""; 0]);
        let three = ["a", "b", "c"].map(|slug| booked(free.at, slug));
        assert_eq!(codes(&timetable, &free, &three), ["push_full"]);
        // One's own time stands in nobody's way.
        assert_eq!(codes(&timetable, &Wish { slug: "c", ..free }, &three), [""; 0]);
        assert_eq!(codes(&timetable, &wish(at("2026-12-13T12:00")), &[]), ["quiet_day"]);
        for (time, offends) in [("22:29", false), ("22:30", true), ("03:00", true), ("07:30", false)] {
            let night = wish(at(&format!("2026-12-03T{time}")));
            assert_eq!(codes(&timetable, &night, &[]).contains(&"quiet_hours"), offends, "{time}");
        }
        let soon = Wish { approved: Some(at("2026-12-03T19:30")), ..free };
        assert_eq!(codes(&timetable, &soon, &[]), ["too_soon"]);
        // Articles of one push stand in one another's way nowhere, however full the day and the week are.
        let push = ["a", "b"].map(|slug| booked(at("2026-11-26T20:00"), slug));
        let full: Vec<Booked> = week.iter().cloned().chain(push).collect();
        assert_eq!(codes(&timetable, &Wish { slug: "a", ..wish(at("2026-11-26T20:00")) }, &full), [""; 0]);
        // A service account has four a month.
        let service = Timetable::read("[rhythm]\nper_month = 4\n", None).unwrap();
        let month = ["2026-12-01T20:00", "2026-12-02T20:00", "2026-12-03T20:00", "2026-12-31T20:00"];
        let month = month.map(|time| booked(at(time), time));
        assert_eq!(codes(&service, &wish(at("2026-12-15T20:00")), &month), ["month_full"]);
        assert_eq!(codes(&service, &wish(at("2027-01-01T20:00")), &month), [""; 0]);
    }

    #[test]
    fn what_is_no_offence_is_remarked() {
        let timetable = Timetable::read("", None).unwrap();
        let told = |time: &str, others: &[Booked]| -> Vec<String> {
            timetable.remarks(&wish(at(time)), others).into_iter().map(|text| text.en).collect()
        };
        assert_eq!(told("2026-12-01T20:00", &[]), [""; 0]);
        assert_eq!(told("2026-10-01T20:00", &[])[0], "that day is a holiday: 国庆节");
        assert!(told("2026-12-01T21:00", &[])[0].starts_with("this is none of the slots"));
        let noon = at("2026-12-04T12:00");
        assert!(
            told("2026-12-04T12:00", &[])[0].starts_with("slot `周五午` is led by 活动"),
            "{:?}",
            told("2026-12-04T12:00", &[])
        );
        assert_eq!(told("2026-12-04T12:00", &[booked(noon, "lead")]), [""; 0]);
    }

    proptest! {
        /// Filled one after another, as `--next` does it, no plan breaks a rule.
        #[test]
        fn what_is_found_free_breaks_no_rule(hours in 0..8000_i64, many in 1..25_usize, silent in any::<bool>()) {
            let timetable = Timetable::read("", Some("[[quiet_days]]\nname = \"日\"\nday = \"12-01\"\n")).unwrap();
            let now = at("2026-01-01T00:00") + TimeDelta::hours(hours);
            let mut plan: Vec<Booked> = vec![];
            for n in 0..many {
                let slug = n.to_string();
                let wish = Wish { slug: &slug, notifies: !silent, approved: Some(now), ..wish(now) };
                let Some((free, slot)) = timetable.next_free(&wish, &plan, now) else { break };
                let wish = Wish { at: free, ..wish };
                prop_assert!(timetable.offences(&wish, &plan).is_empty());
                prop_assert!(free > now && slot.may_lead("product") && timetable.slot_at(free) == Some(slot));
                prop_assert!(plan.iter().all(|own| own.at != free));
                plan.push(Booked { notifies: !silent, ..booked(free, &slug) });
            }
            prop_assert!(!plan.is_empty());
        }
    }
}
