//! A record told in a few words, as the log and the sheet show it.

use super::{
    action::Action,
    lane,
    opinion::Opinion,
    record::{Attest, HOW, Record, Sending},
    replacement::{Replacement, shortened},
    second_hand,
    state::{Decided, State},
    team::{Seat, Stage, Team},
    urgent,
};
use crate::{
    leaks::masked,
    moment::{Moment, spoken},
    say,
    text::{Text, names, plural},
};

/// The record as it is shown: leaks are covered in what people typed. Its file keeps their words, for it is their digest
/// that the chain proves.
pub fn shown(mut record: Record) -> Record {
    let cover = |words: &mut String| *words = masked(words);
    let says = &mut record.says;
    for opinion in &mut says.opinions {
        cover(&mut opinion.text);
        opinion.quote.as_mut().map(cover);
    }
    for edit in &mut says.edits {
        cover(&mut edit.from);
        cover(&mut edit.to);
    }
    says.answers.iter_mut().filter_map(|answer| answer.text.as_mut()).for_each(cover);
    says.attest.iter_mut().flat_map(|attest| &mut attest.not_applicable).for_each(|(_, why)| cover(why));
    says.emergency.iter_mut().for_each(|said| cover(&mut said.reason));
    says.second_hand.iter_mut().for_each(|said| cover(&mut said.place));
    says.skip.iter_mut().for_each(|said| cover(&mut said.reason));
    says.reason.iter_mut().for_each(|reason| cover(&mut reason.text));
    record
}

/// The act with its stage: 初审通过, 终审通过（定稿）, 会签通过（法务）, 代录终审通过, 建稿. `team` is that of the record's
/// version.
pub fn label(record: &Record, before: Option<&State>, team: &Team) -> Text {
    if record.says.emergency.is_some() {
        let Text { zh, en } = record.action.label();
        return say!("加急{zh}", "{en}, urgent");
    }
    if let Some(debt) = before.and_then(State::owed_review).filter(|_| record.action == Action::LateReview) {
        let name = &debt.stage.name;
        return say!("{name}补审通过", "{name} passed, late");
    }
    let Text { zh, en } = outcome(record, before, team);
    match stage(record, before) {
        Some(name) if record.says.second_hand.is_some() => {
            say!("代录{name}{zh}", "{name} {en}, second-hand")
        }
        Some(name) if record.action == Action::Approve => say!("{name}{zh}", "{name} {en}"),
        Some(name) if record.action.is_decision() => say!("{name}{zh}", "{name}: {en}"),
        _ => Text { zh, en },
    }
}

/// The act alone; for a decision what was decided: 通过, 退改.
pub fn outcome(record: &Record, before: Option<&State>, team: &Team) -> Text {
    let Some(id) = &record.stage else { return record.action.label() };
    let submitted = before.and_then(|state| state.submission.as_ref());
    let seats = seats(record, before, team);
    let has_approved = |stage: &Stage| {
        submitted.is_some_and(|submitted| {
            if stage.id == *id {
                submitted.would_pass(stage, &record.content, record.decider(), &seats)
            } else {
                submitted.passed(stage, &record.content)
            }
        })
    };
    let last = !stages(before).is_empty() && stages(before).iter().all(has_approved);
    let confirms = before.is_some_and(|state| state.approved_before(Some(record.decider())).is_some());
    let decided = match record.action {
        Action::Approve if !record.says.edits.is_empty() => say!("修改后通过", "passed with edits"),
        Action::Approve if confirms && last => say!("确认修改（定稿）", "confirmed the edits (final)"),
        Action::Approve if confirms => say!("确认修改", "confirmed the edits"),
        Action::Approve if last => say!("通过（定稿）", "passed (final)"),
        Action::Approve => say!("通过", "passed"),
        Action::RequestChanges => say!("退改", "changes requested"),
        Action::Reject => say!("退稿", "rejected"),
        other => other.label(),
    };
    let joint = stages(before).iter().any(|stage| stage.id == *id && stage.is_joint());
    if record.action != Action::Approve || !joint || seats.is_empty() {
        return decided;
    }
    let Text { zh: role_zh, en: role_en } = team.any_of(seats.iter().map(|seat| seat.role.as_str()));
    let Text { zh, en } = decided;
    say!("{zh}（{role_zh}）", "{en} ({role_en})")
}

/// In which rights somebody decided by a record; nothing for an act that is no decision.
pub fn seats(record: &Record, before: Option<&State>, team: &Team) -> Vec<Seat> {
    let at = |stage: &&Stage| Some(&stage.id) == record.stage.as_ref();
    let stage = match record.action {
        Action::Reject => stages(before).last(),
        _ => stages(before).iter().find(at),
    };
    stage.map(|stage| team.on(record.at).seats(record.decider(), stage)).unwrap_or_default()
}

/// Who made a record: 王蕾, or for somebody who was away 王蕾（代张明）.
pub fn author(record: &Record, before: Option<&State>, team: &Team) -> Text {
    let seats = seats(record, before, team);
    team.name_in(&record.by, deputy(&seats))
}

/// Who decided: the same of a decision that counts.
pub fn decider(decided: &Decided, team: &Team) -> Text {
    team.name_in(&decided.by, deputy(&decided.seats))
}

/// The seat of somebody who has no role of the stage, only a deputy's.
fn deputy(seats: &[Seat]) -> Option<&Seat> {
    seats.first().filter(|_| seats.iter().all(|seat| seat.instead_of.is_some()))
}

/// The name of the stage that decides.
pub fn stage<'r>(record: &'r Record, before: Option<&'r State>) -> Option<&'r str> {
    let id = record.stage.as_ref()?;
    Some(stage_name(before, id))
}

fn stage_name<'s>(state: Option<&'s State>, id: &'s str) -> &'s str {
    stages(state).iter().find(|stage| stage.id == id).map_or(id, |stage| &stage.name)
}

fn stages(state: Option<&State>) -> &[Stage] {
    state.and_then(|state| state.submission.as_ref()).map(|s| s.stages.as_slice()).unwrap_or_default()
}

/// What else the record says, in a few words; empty where there is nothing. `state` is the one it was made in.
pub fn details(record: &Record, state: Option<&State>, team: &Team, now: Moment) -> Text {
    let says = &record.says;
    let mut told: Vec<Text> = Vec::new();
    if let Some(submission) = &says.submission {
        let Text { zh, en } = team.names(submission.writers.iter().map(String::as_str));
        told.push(say!("编辑：{zh}", "written by {en}"));
    }
    told.extend(says.emergency.as_ref().map(|said| urgent::tell(&said.reason, &said.told, team)));
    told.extend(says.second_hand.as_ref().map(|said| second_hand::tell(said, team, now)));
    told.extend(says.skip.as_ref().map(|said| lane::tell(said, stage_name(state, &said.stage), now)));
    told.extend(says.attest.as_ref().map(attested));
    if !says.opinions.is_empty() {
        told.push(opinions(&says.opinions));
    }
    if !says.edits.is_empty() {
        told.push(edits(&says.edits));
    }
    if let Some(named) = &says.countersign {
        let consents = state.iter().flat_map(|state| &state.second_hand);
        let own = consents.into_iter().find(|consent| consent.record == *named);
        told.extend(own.map(|consent| consent.described(team)));
    }
    for answer in &says.answers {
        let asked = |state: &State| {
            state.opinions.iter().position(|asked| asked.record == answer.record && asked.n == answer.n)
        };
        let number = state.and_then(asked).map_or(answer.n, |n| n + 1);
        let Text { zh, en } = answer.answer.label();
        let text = answer.text.as_deref().unwrap_or_default();
        told.push(match text {
            "" => say!("第 {number} 条：{zh}", "no. {number}: {en}"),
            _ => say!("第 {number} 条：{zh}，{text}", "no. {number}: {en}, {text}"),
        });
    }
    if let Some(at) = says.schedule {
        told.push(spoken(at, now));
    }
    if let Some(sending) = &says.sending {
        let Sending { draft, place, .. } = sending;
        told.push(say!("草稿 {draft} 第 {place} 篇", "draft {draft}, no. {place}"));
    }
    if let Some(receipt) = &says.receipt {
        let Text { zh, en } = spoken(receipt.at, now);
        let url = &receipt.url;
        told.push(say!("{zh} 发出，{url}", "went out {en}, {url}"));
    }
    if let Some(reason) = &says.reason {
        let how = reason.how.as_deref().unwrap_or_default();
        let label = HOW.iter().find(|(word, _)| *word == how).map_or(how, |(_, label)| label);
        if !how.is_empty() {
            told.push(say!("{label}", "{how}"));
        }
        told.push(Text::same(&reason.text));
    }
    if let Some(to) = &says.assign {
        let to = team.name(to);
        told.push(say!("交给{to}", "to {to}"));
    }
    if record.action == Action::Rename {
        let slug = &record.slug;
        told.push(say!("改为 {slug}", "now {slug}"));
    }
    Text {
        zh: told.iter().map(|text| text.zh.as_str()).collect::<Vec<_>>().join("；"),
        en: told.iter().map(|text| text.en.as_str()).collect::<Vec<_>>().join("; "),
    }
}

/// What a reviewer changed: 改 2 处：「最好」→「很好」，删「第一」.
pub fn edits(edits: &[Replacement]) -> Text {
    let count = edits.len();
    let each = edits.iter().map(|edit| {
        let (from, to) = (shortened(&edit.from), shortened(&edit.to));
        match to.as_str() {
            "" => say!("删「{from}」", "“{from}” goes"),
            _ => say!("「{from}」→「{to}」", "“{from}” → “{to}”"),
        }
    });
    let each: Vec<Text> = each.collect();
    let Text { zh, en } = crate::text::list(&each);
    say!("改 {count} 处：{zh}", "{edits}: {en}", edits = plural(count, "edit"))
}

/// How many opinions, and how many of each weight: 3 条意见（必改 2，建议 1）.
pub fn opinions(opinions: &[Opinion]) -> Text {
    let count = opinions.len();
    let weights = super::opinion::Weight::ALL.into_iter().filter_map(|weight| {
        let n = opinions.iter().filter(|opinion| opinion.weight == weight).count();
        let Text { zh, en } = weight.label();
        (n > 0).then(|| say!("{zh} {n}", "{n} {en}"))
    });
    let weights: Vec<Text> = weights.collect();
    let Text { zh, en } = crate::text::list(&weights);
    say!("{count} 条意见（{zh}）", "{words} ({en})", words = plural(count, "opinion"))
}

/// How a list was attested: at one go or item by item, and what does not apply.
pub fn attested(attest: &Attest) -> Text {
    let (yes, not) = (attest.yes.len(), attest.not_applicable.len());
    let Text { zh, en } = if attest.all {
        say!("{yes} 项一次性全选", "{items} ticked at one go", items = plural(yes, "item"))
    } else {
        say!("{yes} 项逐项确认", "{items} ticked one by one", items = plural(yes, "item"))
    };
    if not == 0 {
        return Text { zh, en };
    }
    let keys = names(attest.not_applicable.iter().map(|(key, _)| key));
    say!(
        "{zh}，{not} 项不涉及（{keys}）",
        "{en}, {not} not applicable ({keys_en})",
        keys_en = &keys.en,
        keys = &keys.zh
    )
}
