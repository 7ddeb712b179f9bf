//! The lane in words.

use super::{Debt, Skip};
use crate::{
    leaks::masked,
    moment::{Moment, spoken},
    say,
    text::Text,
    workflow::{state::State, team::Team},
};

impl Debt {
    /// Who let it out before which stage: 赵磊放行，终审后补.
    pub fn described(&self, team: &Team) -> Text {
        let (opener, stage) = (team.name(&self.opener), &self.stage.name);
        say!("{opener}应急放行，{stage}后补", "{opener} let it out before {stage}")
    }

    /// The same with the reason.
    pub fn explained(&self, team: &Team) -> Text {
        let (Text { zh, en }, reason) = (self.described(team), masked(&self.reason));
        say!("{zh}（{reason}）", "{en} ({reason})")
    }
}

/// What a record says of it: 终审须在 … 前补审；今晚停机.
pub fn tell(said: &Skip, name: &str, now: Moment) -> Text {
    let (Text { zh, en }, reason) = (spoken(said.until, now), &said.reason);
    say!("{name}须在 {zh} 前补审；{reason}", "{name} is to review it by {en}; {reason}")
}

/// The mark beside an article's status: 待补审, 待补审（逾期）.
pub fn standing(state: &State, now: Moment) -> Option<Text> {
    let debt = state.owed_review()?;
    Some(if debt.is_overdue(now) {
        say!("待补审（逾期）", "late review overdue")
    } else {
        say!("待补审", "to be reviewed late")
    })
}

/// The time until which it is to be reviewed, and whether that is over.
pub fn deadline(until: Moment, now: Moment) -> Text {
    let Text { zh, en } = spoken(until, now);
    if until < now {
        say!("须在 {zh} 前补审，已逾期", "due {en}, overdue")
    } else {
        say!("须在 {zh} 前补审", "due {en}")
    }
}

/// Beside those who approved: the stage that was skipped, and whether it reviewed since. Nothing where none was.
pub fn remark(state: &State, team: &Team) -> Option<Text> {
    let debt = state.debts.last()?;
    let (opener, stage) = (team.name(&debt.opener), &debt.stage.name);
    Some(match &debt.paid {
        None => say!("{stage}待补审（{opener}放行）", "{stage} to review late (let out by {opener})"),
        Some((by, _)) => {
            let name = team.name(by);
            say!(
                "{stage}由{name}补审（{opener}放行）",
                "{stage} reviewed late by {name} (let out by {opener})"
            )
        }
    })
}
