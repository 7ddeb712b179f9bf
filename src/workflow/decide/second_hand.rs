//! What somebody types for a reviewer: who may, what its record says, where its proof goes.

use chrono::TimeDelta;

use super::{Act, Does, Evidence, Said};
use crate::{
    article::digest::Digest,
    moment::{Moment, spoken},
    refusal::{Refusal, Result},
    say,
    text::{Text, plural},
    workflow::{
        action::Action,
        chain::Filed,
        lane,
        plan::{Content, Edit, Working},
        second_hand::{self, KINDS, PROOF_FILES, Proof, SecondHand, place},
        state::State,
        status::Status,
        team::Team,
        transitions::Transition,
        who,
    },
};

/// Whether the person may take a transition, in their own name or for whoever said so. What goes out does so only when
/// nothing of it is overdue.
pub(super) fn may(row: &Transition, state: Option<&State>, act: &Act, team: &Team) -> Result<()> {
    match act.does.said() {
        Some(said) => second_hand::may(row, state, &act.by, &said.member, team)?,
        None => who::may(row, state, &act.by, team)?,
    }
    match (row.action, state) {
        // What left in time is out, whatever became due meanwhile.
        (Action::PublishStarted | Action::Publish | Action::Schedule, Some(state))
            if state.status != Status::Publishing =>
        {
            second_hand::in_time(state, act.at, team)?;
            lane::in_time(state, act.at, team)
        }
        _ => Ok(()),
    }
}

/// Whoever approves what somebody typed for them already is told to countersign.
pub(super) fn typed_before(state: &State, act: &Act, evidence: &Evidence) -> Result<()> {
    let team = &evidence.policy.newest().team;
    let himself = act.does.action() == Action::Approve && act.does.said().is_none();
    if !himself || !team.members.contains_key(&act.by) {
        return Ok(());
    }
    let stage = state.stage.as_ref().map(|stage| &stage.id);
    let mut owed = state.owed_by(&act.by).filter(|consent| consent.revision == state.revision);
    let Some(consent) = owed.find(|consent| Some(&consent.stage) != stage) else { return Ok(()) };
    let (slug, Text { zh, en }) = (&state.slug, consent.described(team));
    Err(Refusal::not_now("typed_before", say!("{zh}，你补签就行", "{en}; all you do is countersign"))
        .help(say!("`wxops countersign {slug}`", "`wxops countersign {slug}`"))
        .help(say!(
            "没有同意过：`wxops countersign {slug} --deny --reason 理由`",
            "you never said so: `wxops countersign {slug} --deny --reason REASON`"
        )))
}

/// What the record says of it.
pub(super) fn stated(
    evidence: &Evidence,
    state: Option<&State>,
    said: &Said,
    now: Moment,
) -> Result<SecondHand> {
    let said_at = said.at.unwrap_or(now);
    if said_at > now {
        let Text { zh, en } = spoken(said_at, now);
        return Err(Refusal::usage("future_time", say!("{zh} 还没到", "{en} is not past yet"))
            .help(say!("`--said-at` 填说的时间", "`--said-at` tells when it was said")));
    }
    let words = said.place.trim();
    if words.is_empty() || words.chars().count() > 40 || words.chars().any(char::is_control) {
        return Err(Refusal::usage(
            "where_empty",
            say!("须写在哪里说的，一个词就够", "it takes a word for where it was said"),
        )
        .help(say!("`--where 微信`", "`--where WeChat`")));
    }
    let article = state.map(|state| state.id.as_str()).unwrap_or_default();
    let mut proof: Vec<Proof> = Vec::new();
    for (kind, bytes) in &said.proof {
        let sha256 = Digest::of(bytes);
        let kind = known(kind)?;
        let Some(path) = place(article, &sha256, kind) else { continue };
        if !proof.iter().any(|other| other.path == path) {
            proof.push(Proof { path, sha256 });
        }
    }
    if proof.is_empty() || proof.len() > PROOF_FILES {
        let count = proof.len();
        return Err(Refusal::usage(
            "proof_missing",
            say!(
                "凭证要有 1 到 {PROOF_FILES} 件，现在 {count} 件",
                "it takes 1 to {PROOF_FILES} files of proof; there are {count}"
            ),
        )
        .help(say!("`--proof 截图.png`（可重复）", "`--proof FILE.png` (can be repeated)")));
    }
    if let Some(state) = state {
        about_this_text(evidence, state, said_at, said.at.is_some(), &proof, now)?;
    }
    let team = &evidence.policy.newest().team;
    let until = now + TimeDelta::hours(i64::from(team.second_hand.within_hours));
    Ok(SecondHand { member: said.member.clone(), said_at, place: words.to_owned(), until, proof })
}

/// A yes is about the text that lay there. Clocks differ, so this is asked of whoever types and never proved: what was
/// said before this text was submitted or edited is about another one, and so is what proved it.
fn about_this_text(
    evidence: &Evidence,
    state: &State,
    said_at: Moment,
    typed: bool,
    proof: &[Proof],
    now: Moment,
) -> Result<()> {
    let records = || evidence.records.iter().map(|filed| &filed.record);
    let brought = records().filter(|record| {
        let brings = record.action == Action::Submit || !record.says.edits.is_empty();
        brings && record.content == state.content
    });
    if let Some(at) = brought.map(|record| record.at).max().filter(|at| typed && said_at < *at) {
        let (said, text) = (spoken(said_at, now), spoken(at, now));
        return Err(Refusal::usage(
            "said_before",
            say!(
                "{said_zh} 说的不是这份稿子：它 {text_zh} 才送来",
                "what was said {said_en} is about another text; this one came {text_en}",
                said_zh = said.zh,
                said_en = said.en,
                text_zh = text.zh,
                text_en = text.en
            ),
        )
        .help(say!("请本人看过这一份再说", "let the reviewer see this one first")));
    }
    let others = || records().filter(|record| record.content != state.content);
    let used = |own: &&Proof| {
        let theirs = |other: &Proof| other.sha256 == own.sha256;
        others().any(|record| record.says.second_hand.as_ref().is_some_and(|s| s.proof.iter().any(theirs)))
    };
    let count = proof.iter().filter(used).count();
    if count == 0 {
        return Ok(());
    }
    let files = plural(count, "file");
    Err(Refusal::usage(
        "proof_used",
        say!(
            "{count} 件凭证已经用于这篇稿件的另一份文字，不能证明对这一份的同意",
            "{files} of proof stand for another text of this article, and show nothing about this one"
        ),
    )
    .help(say!("用这一次的截图", "use what shows the consent to this text")))
}

/// The kind of a file, if it can be proof.
fn known(kind: &str) -> Result<&'static str> {
    let found = KINDS.into_iter().find(|known| known.eq_ignore_ascii_case(kind));
    found.ok_or_else(|| {
        let kinds = KINDS.join(" ");
        Refusal::usage("proof_kind", say!("`.{kind}` 文件不能作凭证", "a `.{kind}` file cannot be proof"))
            .help(say!("可以是：{kinds}", "can be: {kinds}"))
    })
}

/// The files of proof, for the commit that brings the record.
pub(super) fn proofs(records: &[Filed], does: &Does) -> Vec<Edit> {
    let stated = records.iter().filter_map(|filed| filed.record.says.second_hand.as_ref());
    let files = does.said().map(|said| said.proof.as_slice()).unwrap_or_default();
    let bytes = |proof: &Proof| files.iter().find(|(_, bytes)| Digest::of(bytes) == proof.sha256);
    let edit = |proof: &Proof| {
        let (_, bytes) = bytes(proof)?;
        let content = Content::Bytes(bytes.clone());
        Some(Edit { path: proof.path.clone(), content, seen: None, working: Working::Same })
    };
    stated.flat_map(|said| &said.proof).filter_map(edit).collect()
}

/// Whether what a person countersigns was countersigned before, and nothing else waits for them.
pub(super) fn countersigned(state: &State, by: &str, which: Option<&str>, evidence: &Evidence) -> bool {
    let mut own = evidence.records.iter().map(|filed| &filed.record).filter(|record| {
        let names = |id: &Digest| which.is_none_or(|word| id.as_str().starts_with(word));
        record.by == by
            && record.action == Action::Countersign
            && record.says.countersign.as_ref().is_some_and(names)
    });
    state.owed_by(by).next().is_none() && own.next().is_some()
}
