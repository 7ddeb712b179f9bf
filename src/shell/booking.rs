//! A time for an article, held against what is planned around it.

use chrono::{Days, NaiveDate};
use wxops::{
    folder::{Found, Outing, Sure, card},
    moment::{self, Moment},
    refusal::{Refusal, Result},
    say,
    schedule::{AHEAD, Booked, Offence, Timetable, Wish},
    text::Text,
    workflow::{state::State, status::Status},
};

use super::acting::Acting;

/// How far around a time the pushes are looked at, in days: its month is inside.
const AROUND: u64 = 31;

/// What is known of the plan around an article.
pub(crate) struct Booking<'p> {
    timetable: &'p Timetable,
    state: &'p State,
    now: Moment,
    category: String,
    notifies: bool,
    booked: Vec<Booked>,
}

impl<'p> Booking<'p> {
    /// Looks at what is planned around a time; without one at the months ahead.
    pub(crate) fn of(
        acting: &Acting<'_>,
        timetable: &'p Timetable,
        found: &Found,
        state: &'p State,
        typed: Option<Moment>,
    ) -> Result<Booking<'p>> {
        let own = card(acting.folder.working(), found.path.clone());
        let middle = acting.folder.local(typed.unwrap_or(acting.now)).date_naive();
        let until = if typed.is_some() { AROUND } else { AHEAD };
        let first = middle.checked_sub_days(Days::new(AROUND)).unwrap_or(middle);
        let last: NaiveDate = middle.checked_add_days(Days::new(until)).unwrap_or(middle);
        let outings = acting.folder.outings(&acting.folder.head()?, first, last)?;
        // A push that went by with nothing sent takes no turn.
        let counts = |outing: &&Outing| outing.sure <= Sure::Scheduled || outing.at > acting.now;
        let booked = outings.iter().filter(counts).filter_map(Outing::booked).collect();
        let (category, notifies) = (own.category, own.notifies);
        Ok(Booking { timetable, state, now: acting.now, category, notifies, booked })
    }

    fn wish(&self, at: Moment) -> Wish<'_> {
        let approved = Some(self.state.since).filter(|_| self.state.status == Status::Approved);
        Wish { at, slug: &self.state.slug, category: &self.category, notifies: self.notifies, approved }
    }

    /// The rules of the plan that a time breaks.
    pub(crate) fn offences(&self, at: Moment) -> Vec<Offence> {
        self.timetable.offences(&self.wish(at), &self.booked)
    }

    /// What else is worth a word.
    pub(crate) fn remarks(&self, at: Moment) -> Vec<Text> {
        self.timetable.remarks(&self.wish(at), &self.booked)
    }

    fn free(&self) -> Option<Moment> {
        self.timetable.next_free(&self.wish(self.now), &self.booked, self.now).map(|(at, _)| at)
    }

    /// The next free slot that the article may lead.
    pub(crate) fn next(&self) -> Result<Moment> {
        self.free().ok_or_else(|| {
            let message = say!("三个月里没有空着的合适档期", "no slot that fits is free within three months");
            let Text { zh, en } = self.timetable.slot_names();
            let refusal = Refusal::not_now("no_slot_free", message);
            if zh.is_empty() {
                return refusal.help(say!(
                    "在 `wxops.toml` 里写 `[[slots]]`，或用 `--at`",
                    "write `[[slots]]` into `wxops.toml`, or use `--at`"
                ));
            }
            refusal.help(say!(
                "看排了什么：`wxops calendar`；或用 `--at` 定时间；档期：{zh}",
                "see what is planned: `wxops calendar`; or say when with `--at`; the slots: {en}"
            ))
        })
    }

    /// Why a time cannot be, what would, and how to take it all the same.
    pub(crate) fn refused(&self, at: Moment, offences: &[Offence]) -> Refusal {
        let Text { zh, en } = moment::spoken(at, self.now);
        let message = &offences[0].message;
        let (why_zh, why_en) = (&message.zh, &message.en);
        let message = say!("{zh} 排不上：{why_zh}", "{en} cannot be: {why_en}");
        let refusal = Refusal::not_now(offences[0].code, message);
        let refusal =
            offences[1..].iter().fold(refusal, |refusal, other| refusal.detail(other.message.clone()));
        let slug = &self.state.slug;
        let refusal = match self.free() {
            Some(at) => {
                let Text { zh, en } = moment::spoken(at, self.now);
                refusal.help(say!(
                    "下一个空档期是 {zh}：`wxops schedule {slug} --next`",
                    "the next free slot is {en}: `wxops schedule {slug} --next`"
                ))
            }
            None => refusal,
        };
        refusal.help(say!(
            "确实等不得：加上 `--urgent --reason '为什么' --told 成员`，理由写入流转记录",
            "if it cannot wait: add `--urgent --reason 'why' --told MEMBER`; the record keeps the reason"
        ))
    }
}
