//! 会签: a stage that several people of different roles must all approve, in any order.
//!
//! Each signature is one approval of the very content that is bound. A person with two of the roles counts for one of
//! them, whichever leaves the other to somebody else.

use super::{
    matching::assigned,
    state::{Decided, State, Submitted},
    status::Status,
    team::{Seat, Stage, Team},
    told,
};
use crate::{
    article::digest::Digest,
    say,
    text::{Text, list},
};

/// A role of a joint stage, and who signed for it.
#[derive(Clone, Copy, Debug)]
pub struct Signature<'s> {
    /// The role
    pub role: &'s str,
    /// The approval that counts for it, if there is one
    pub decided: Option<&'s Decided>,
}

impl Submitted {
    /// Whether a stage approved this very content, in all its roles, or was skipped with it.
    pub fn passed(&self, stage: &Stage, content: &Digest) -> bool {
        if self.skipped.as_ref().is_some_and(|(id, with)| *id == stage.id && with == content) {
            true // it owes its review: `lane`
        } else if stage.is_joint() {
            self.signatures(stage, content).iter().all(|own| own.decided.is_some())
        } else {
            self.approvals(content).any(|decided| decided.stage == stage.id)
        }
    }

    /// The roles of a joint stage in their order, each with the approval of this content that counts for it.
    pub fn signatures<'s>(&'s self, stage: &'s Stage, content: &Digest) -> Vec<Signature<'s>> {
        let signers = self.signers(stage, content);
        let wants: Vec<Vec<usize>> = signers.iter().map(|decided| places(stage, &decided.seats)).collect();
        let got = assigned(&wants);
        let signer = |n| got.iter().position(|place| *place == Some(n)).and_then(|who| signers.get(who));
        stage.roles().enumerate().map(|(n, role)| Signature { role, decided: signer(n).copied() }).collect()
    }

    /// Whether an approval by somebody with these seats takes a stage further. Who signed before adds nothing.
    pub fn would_add(&self, stage: &Stage, content: &Digest, by: &str, seats: &[Seat]) -> bool {
        let signers = self.signers(stage, content);
        if signers.iter().any(|decided| decided.by == by) {
            return false;
        }
        let mut wants: Vec<Vec<usize>> =
            signers.iter().map(|decided| places(stage, &decided.seats)).collect();
        wants.push(places(stage, seats));
        // Nobody loses a place to who comes later: the last one gets one only if there is one more.
        assigned(&wants).last().is_some_and(Option::is_some)
    }

    /// Whether a stage has passed once somebody with these seats approved this content.
    pub fn would_pass(&self, stage: &Stage, content: &Digest, by: &str, seats: &[Seat]) -> bool {
        let signed = self.signatures(stage, content).iter().filter(|own| own.decided.is_some()).count();
        let more = usize::from(self.would_add(stage, content, by, seats));
        !stage.is_joint() || signed + more == stage.roles().count()
    }

    /// The approvals of this content at a stage, one a person.
    fn signers<'s>(&'s self, stage: &Stage, content: &Digest) -> Vec<&'s Decided> {
        let mut signers: Vec<&Decided> = Vec::new();
        let all =
            self.decisions.iter().filter(|decided| decided.approves(content) && decided.stage == stage.id);
        for decided in all {
            if !signers.iter().any(|known| known.by == decided.by) {
                signers.push(decided);
            }
        }
        signers
    }
}

/// The places of these seats among the roles of a stage.
fn places(stage: &Stage, seats: &[Seat]) -> Vec<usize> {
    let holds = |role: &str| seats.iter().any(|seat| seat.role == role);
    stage.roles().enumerate().filter(|(_, role)| holds(role)).map(|(n, _)| n).collect()
}

/// The signatures that a joint stage in review has and waits for; nothing anywhere else.
pub fn signatures(state: &State) -> Option<Vec<Signature<'_>>> {
    let (stage, submitted) = state.stage.as_ref().zip(state.submission.as_ref())?;
    let waits = state.status == Status::InReview && stage.is_joint();
    waits.then(|| submitted.signatures(stage, &state.content))
}

/// Whether an approval by a member takes the stage further: always, but for a joint one that has that signature.
pub fn adds(state: &State, team: &Team, member: &str) -> bool {
    let Some((stage, submitted)) = state.stage.as_ref().zip(state.submission.as_ref()) else { return true };
    !stage.is_joint() || submitted.would_add(stage, &state.content, member, &team.seats(member, stage))
}

/// The roles of a joint stage of which somebody is still to sign, and how many of them. There are more of them than
/// signatures missing where somebody who signed has two of the roles, and counts for whichever is left over.
pub fn open_roles(state: &State) -> (Vec<&str>, usize) {
    let Some((stage, submitted)) = state.stage.as_ref().zip(state.submission.as_ref()) else {
        return (vec![], 0);
    };
    let count = signatures(state).unwrap_or_default().iter().filter(|own| own.decided.is_none()).count();
    let helps = |role: &&str| {
        let seat = Seat { role: (*role).to_owned(), instead_of: None };
        submitted.would_add(stage, &state.content, "", &[seat])
    };
    (if count == 0 { vec![] } else { stage.roles().filter(helps).collect() }, count)
}

/// What is missing, in the labels of the roles: 法务、产品; or 法务或产品 where one of them will do.
pub fn missing(state: &State, team: &Team) -> Text {
    let (roles, count) = open_roles(state);
    let Text { zh, en } = list(&roles.iter().map(|role| team.role_label(role)).collect::<Vec<_>>());
    match count {
        _ if count == roles.len() => Text { zh, en },
        1 => team.any_of(roles),
        _ => say!("{zh}中的 {count} 位", "{count} of {en}"),
    }
}

/// Who signed a joint stage and who is still to: 已签：王蕾（产品）；待签：法务. Nothing anywhere else.
pub fn standing(state: &State, team: &Team) -> Option<Text> {
    let all = signatures(state)?;
    let signed = all.iter().filter_map(|own| {
        let decided = own.decided?;
        let (name, role) =
            (told::decider(decided, team), team.any_of(decided.seats.iter().map(|seat| &*seat.role)));
        Some(say!(
            "{zh}（{role_zh}）",
            "{en} ({role_en})",
            zh = name.zh,
            en = name.en,
            role_zh = role.zh,
            role_en = role.en
        ))
    });
    let signed = list(&signed.collect::<Vec<_>>());
    let missing = missing(state, team);
    Some(if signed.zh.is_empty() {
        say!("待签：{zh}", "to be signed by {en}", zh = missing.zh, en = missing.en)
    } else {
        say!(
            "已签：{signed_zh}；待签：{zh}",
            "signed by {signed_en}; to be signed by {en}",
            signed_zh = signed.zh,
            signed_en = signed.en,
            zh = missing.zh,
            en = missing.en
        )
    })
}
/// Why an approval by somebody who may give one takes a joint stage no further.
pub(super) fn adds_nothing(
    stage: &Stage,
    submitted: &Submitted,
    by: &str,
    (state, team): (&State, &Team),
) -> (&'static str, Text) {
    let (name, stage_name, missing) = (team.name(by), &stage.name, missing(state, team));
    if submitted.approvals(&state.content).any(|own| own.stage == stage.id && own.by == by) {
        let message = say!(
            "{name}在{stage_name}已经签过，还差{zh}，要由别人来签",
            "{name} has signed {stage_name}; what is missing, {en}, is for somebody else",
            zh = missing.zh,
            en = missing.en
        );
        return ("signed_already", message);
    }
    let own: Vec<_> = team.seats(by, stage).into_iter().map(|seat| team.role_label(&seat.role)).collect();
    let own = list(&own);
    let message = say!(
        "{stage_name}里{own_zh}已经有人签过，不用{name}再签；还差{zh}",
        "{stage_name} has the signature of {own_en} already and needs none by {name}; missing: {en}",
        own_zh = own.zh,
        own_en = own.en,
        zh = missing.zh,
        en = missing.en
    );
    ("role_signed", message)
}
