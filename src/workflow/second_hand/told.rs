//! Second-hand approvals in words.

use super::{Answer, Consent, SecondHand};
use crate::{
    moment::{Moment, spoken},
    say,
    text::{Text, plural},
    workflow::{
        action::Action,
        chain::Filed,
        state::{Decided, State},
        team::Team,
    },
};

impl Consent {
    /// What was typed, by whom, for whom: 陈静代录张明终审通过.
    pub fn described(&self, team: &Team) -> Text {
        let (typist, name, stage) = (team.name(&self.typist), team.name(&self.member), &self.stage_name);
        say!("{typist}代录{name}{stage}通过", "{typist} typed that {name} passed {stage}")
    }
}

/// Where and when it was said, and what shows it: 11月25日（周三）10:30 微信，凭证 1 件，须在 … 前补签.
pub fn tell(said: &SecondHand, team: &Team, now: Moment) -> Text {
    let (name, at, count, place) =
        (team.name(&said.member), spoken(said.said_at, now), said.proof.len(), &said.place);
    let until = spoken(said.until, now);
    say!(
        "{name} {at_zh} {place}同意，凭证 {count} 件，须在 {until_zh} 前补签",
        "{name} agreed {at_en} ({place}), {files} of proof, to be countersigned by {until_en}",
        at_zh = at.zh,
        at_en = at.en,
        until_zh = until.zh,
        until_en = until.en,
        files = plural(count, "file")
    )
}

/// In a column of its own: 代张明.
pub fn typed(said: &SecondHand, team: &Team) -> Text {
    let name = team.name(&said.member);
    say!("代{name}", "for {name}")
}

/// Beside whoever approved: who typed it, and whether it is countersigned. Nothing for what people typed themselves.
pub fn remark(state: &State, decided: &Decided, team: &Team) -> Option<Text> {
    let typist = decided.typed_by.as_ref()?;
    let name = team.name(typist);
    let own = |consent: &&Consent| {
        (&consent.typist, &consent.member, &consent.stage) == (typist, &decided.by, &decided.stage)
    };
    let answer = state.second_hand.iter().rev().find(own).map(|consent| consent.answer);
    Some(match answer {
        Some(None) => say!("{name}代录，待补签", "typed by {name}, not countersigned"),
        Some(Some(Answer::Countersigned(_))) => say!("{name}代录，已补签", "typed by {name}, countersigned"),
        Some(Some(Answer::Denied(_))) => say!("{name}代录，已否认", "typed by {name}, denied"),
        None if decided.denied => say!("{name}代录，已否认", "typed by {name}, denied"),
        None => say!("{name}代录", "typed by {name}"),
    })
}

/// The mark beside an article's status: 待补签, 待补签（逾期）, 代录被否认.
pub fn standing(state: &State, now: Moment) -> Option<Text> {
    let consents = || state.second_hand.iter();
    if consents().any(|consent| !consent.is_open() && !consent.is_settled()) {
        return Some(say!("代录被否认", "second-hand approval denied"));
    }
    if consents().any(|consent| consent.is_overdue(now)) {
        return Some(say!("待补签（逾期）", "not countersigned, overdue"));
    }
    consents().any(Consent::is_open).then(|| say!("待补签", "to be countersigned"))
}

/// The time until which it is to be countersigned, and whether that is over.
pub fn deadline(until: Moment, now: Moment) -> Text {
    let Text { zh, en } = spoken(until, now);
    if until < now {
        say!("须在 {zh} 前，已逾期", "due {en}, overdue")
    } else {
        say!("须在 {zh} 前", "due {en}")
    }
}

/// The mark of a second-hand approval: 待补签, 已补签, 已否认, 已失效. `records` are all of the article's, and `after` is
/// where they lead.
pub fn mark<'r>(
    filed: &Filed,
    records: impl IntoIterator<Item = &'r Filed>,
    after: Option<&State>,
    now: Moment,
) -> Option<Text> {
    filed.record.says.second_hand.as_ref()?;
    let names = |other: &&Filed| other.record.says.countersign.as_ref() == Some(&filed.id);
    let own = after.and_then(|state| state.second_hand.iter().find(|consent| consent.record == filed.id));
    let answer = match records.into_iter().find(names) {
        Some(other) if other.record.action == Action::Deny => Some(Answer::Denied(other.record.at)),
        Some(other) => Some(Answer::Countersigned(other.record.at)),
        None => own.and_then(|consent| consent.answer),
    };
    Some(match (answer, own) {
        (Some(Answer::Countersigned(at)), _) => {
            let Text { zh, en } = spoken(at, now);
            say!("已补签（{zh}）", "countersigned {en}")
        }
        (Some(Answer::Denied(at)), _) => {
            let Text { zh, en } = spoken(at, now);
            say!("已否认（{zh}）", "denied {en}")
        }
        (None, Some(consent)) if consent.is_overdue(now) => {
            say!("待补签，逾期", "not countersigned, overdue")
        }
        (None, Some(_)) => say!("待补签", "to be countersigned"),
        (None, None) => say!("已失效", "lapsed"),
    })
}
