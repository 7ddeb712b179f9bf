//! The workflow as a whole: random people do random things, and what must never happen does not.
//!
//! `WXOPS_THOROUGH=1` plays a hundred thousand lives.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test fails by panicking"
)]

mod world;

use std::collections::BTreeSet;

use proptest::{prelude::*, test_runner::Config};
use world::{
    World, begin, code, keys,
    rules::{Change, change},
    start,
};
use wxops::{
    article::digest::Digest,
    moment::Moment,
    signature::RECORD,
    workflow::{
        action::Action,
        chain::Filed,
        decide::{Does, Said},
        lists::Ticks,
        opinion::{Opinion, Verdict, Weight},
        record::{Emergency, Sending},
        replacement::Typed,
        second_hand::settled,
        state::State,
        status::Status,
        team::{Level, Team},
        turn::turn,
    },
};

/// Li and Qian write; Wang, Qian and Zhou review first; Zhang and Zhou finally; Chen manages.
const TEAM: &str = include_str!("world/team.toml");
const MANAGER: usize = 5;
const PEOPLE: [&str; 7] = ["li", "qian", "wang", "zhou", "zhang", "chen", "nobody"];

/// One thing that somebody tries.
#[derive(Clone, Debug)]
enum Try {
    Act(usize, Wish),
    /// Whose turn it is does what the article waits for
    Turn,
    /// Whoever owes a countersignature gives it, or denies what was typed
    Owed(bool),
    /// The writer types; the text may be bound, and then every act must notice
    Edit(u8),
    /// Somebody writes a status by hand
    Forge(usize),
    /// The edit is dropped
    Restore,
    /// Somebody changes the rule book
    Rules(usize, Change),
    /// Somebody acts who does not know the newest version of it
    Late(usize, Wish),
}

#[derive(Clone, Debug)]
enum Wish {
    Begin,
    Answer(usize, usize),
    SelfCheck,
    Submit,
    SubmitUrgent,
    Skip,
    LateReview,
    Approve,
    Confirm,
    ApproveWithEdit(u8),
    /// Somebody types what this one said; with an edit or without
    ApproveFor(usize, u8),
    Countersign,
    Deny,
    Accept,
    Decline,
    RequestChanges,
    Reject,
    Withdraw,
    Schedule,
    Unschedule,
    Start,
    Fail,
    Publish,
    Correct,
    Retract,
    Archive,
    Rename(u8),
    Assign(usize),
    Discard,
}

fn wish() -> impl Strategy<Value = Wish> {
    prop_oneof![
        3 => Just(Wish::Begin),
        3 => (0..4_usize, 0..3_usize).prop_map(|(n, verdict)| Wish::Answer(n, verdict)),
        7 => Just(Wish::SelfCheck),
        10 => Just(Wish::Submit),
        16 => Just(Wish::Approve),
        4 => Just(Wish::Confirm),
        4 => (0..4_u8).prop_map(Wish::ApproveWithEdit),
        9 => (0..PEOPLE.len(), any::<u8>()).prop_map(|(member, n)| Wish::ApproveFor(member, n)),
        3 => Just(Wish::Countersign),
        1 => Just(Wish::Deny),
        9 => Just(Wish::Accept),
        2 => Just(Wish::Decline),
        3 => Just(Wish::RequestChanges),
        1 => Just(Wish::Reject),
        2 => Just(Wish::Withdraw),
        6 => Just(Wish::Schedule),
        1 => Just(Wish::Unschedule),
        2 => Just(Wish::Start),
        1 => Just(Wish::Fail),
        7 => Just(Wish::Publish),
        3 => Just(Wish::Correct),
        4 => Just(Wish::Retract),
        2 => Just(Wish::Archive),
        1 => (0..3_u8).prop_map(Wish::Rename),
        2 => (0..PEOPLE.len()).prop_map(Wish::Assign),
        1 => Just(Wish::Discard),
    ]
}

fn attempt() -> impl Strategy<Value = Try> {
    prop_oneof![
        12 => (0..PEOPLE.len(), wish()).prop_map(|(by, wish)| Try::Act(by, wish)),
        3 => Just(Try::Turn),
        2 => prop::bool::weighted(0.3).prop_map(Try::Owed),
        2 => any::<u8>().prop_map(Try::Edit),
        1 => (0..Status::ALL.len()).prop_map(Try::Forge),
        5 => Just(Try::Restore),
    ]
}

/// The same, where the rule book has a lane: what is urgent may go out before its last stage.
fn attempt_urgent() -> impl Strategy<Value = Try> {
    let tried = |wish: Wish| (0..PEOPLE.len()).prop_map(move |by| Try::Act(by, wish.clone()));
    prop_oneof![
        25 => attempt(),
        6 => tried(Wish::SubmitUrgent),
        10 => tried(Wish::Skip),
        9 => tried(Wish::LateReview),
    ]
}

/// The same, and the rule book changes on the way, mostly by the one who may.
fn attempt_signed() -> impl Strategy<Value = Try> {
    let who = prop_oneof![4 => Just(MANAGER), 1 => 0..PEOPLE.len()];
    prop_oneof![
        30 => attempt(),
        2 => (who, change(PEOPLE.len())).prop_map(|(by, change)| Try::Rules(by, change)),
        2 => (0..PEOPLE.len(), wish()).prop_map(|(by, wish)| Try::Late(by, wish)),
    ]
}

fn does(wish: &Wish) -> Does {
    let all = Ticks { yes: "all".into(), not_applicable: vec![] };
    let opinion = |weight| Opinion { weight, category: "fact".into(), text: "不对".into(), quote: None };
    let later: Moment = start() + chrono::Duration::days(400);
    match wish {
        Wish::Begin => begin("jia"),
        Wish::Answer(n, verdict) => {
            Does::Answer { n: *n, verdict: Verdict::ALL[*verdict], text: Some("因为".into()) }
        }
        Wish::SelfCheck => Does::SelfCheck(all),
        Wish::Submit => Does::Submit { ticks: Some(all), urgent: None },
        Wish::SubmitUrgent => {
            let urgent = Some(Emergency { reason: "今晚停机".into(), told: vec![] });
            Does::Submit { ticks: Some(all), urgent }
        }
        Wish::Skip => Does::Skip("等不了".into()),
        Wish::LateReview => Does::LateReview(all),
        Wish::Approve => Does::Approve { ticks: all, opinions: vec![], edits: vec![], said: None },
        Wish::Confirm => {
            Does::Approve { ticks: Ticks::default(), opinions: vec![], edits: vec![], said: None }
        }
        Wish::ApproveWithEdit(n) => {
            let edit = Typed { from: "正文".into(), to: format!("正文{n}") };
            Does::Approve { ticks: all, opinions: vec![], edits: vec![edit], said: None }
        }
        Wish::ApproveFor(member, n) => Does::Approve {
            ticks: all,
            opinions: vec![],
            edits: (n % 3 == 0)
                .then(|| Typed { from: "正文".into(), to: "正文也".into() })
                .into_iter()
                .collect(),
            said: Some(Said {
                member: PEOPLE[*member].into(),
                at: None,
                place: "微信".into(),
                proof: vec![("png".into(), vec![*n])],
            }),
        },
        Wish::Countersign => Does::Countersign(None),
        Wish::Deny => Does::Deny(None, "没有说过".into()),
        Wish::Accept => Does::Accept,
        Wish::Decline => Does::Decline("原话如此".into()),
        Wish::RequestChanges => Does::RequestChanges(vec![opinion(Weight::Must), opinion(Weight::Should)]),
        Wish::Reject => Does::Reject("不发".into(), vec![]),
        Wish::Withdraw => Does::Withdraw("再改".into()),
        Wish::Schedule => Does::Schedule { at: later, urgent: None },
        Wish::Unschedule => Does::Unschedule,
        Wish::Start => {
            let sending = Sending { app_id: "wx0000000000000001".into(), draft: "Dr_0001".into(), place: 1 };
            Does::PublishStarted { sending, now: true }
        }
        Wish::Fail => Does::PublishFailed("没有发出".into()),
        Wish::Publish => Does::Publish { url: "https://mp.weixin.qq.com/s/a".into(), at: start() },
        Wish::Correct => Does::Correct { reason: "有误".into(), how: "edit".into() },
        Wish::Retract => Does::Retract("客户要求".into()),
        Wish::Archive => Does::Archive,
        Wish::Rename(n) => Does::Rename(format!("jia-{n}")),
        Wish::Assign(to) => Does::Assign(PEOPLE[*to].into()),
        Wish::Discard => Does::Discard("不做了".into()),
    }
}

/// The same people and three stages: between them Zhang or Wang for legal, and Chen for the product, both. For two days
/// Zhou does that for Chen.
fn joint_team() -> String {
    TEAM.replace("\"final-reviewer\"]\n\n[members.chen]", "\"final-reviewer\", \"legal\"]\n\n[members.chen]")
        .replace("roles = [\"first-reviewer\"]", "roles = [\"first-reviewer\", \"legal\"]")
        .replace("\"publisher\"]", "\"publisher\", \"product\"]")
        .replace("\n[[stages]]\nid = \"first\"", "\n[[deputies]]\nmember = \"chen\"\ndeputy = \"zhou\"\nfrom = \"2026-11-24\"\nuntil = \"2026-11-25\"\n\n[[stages]]\nid = \"first\"")
        .replace("[[stages]]\nid = \"final\"", "[[stages]]\nid = \"joint\"\nname = \"会签\"\nroles = [\"legal\", \"product\"]\nlist = \"first\"\n\n[[stages]]\nid = \"final\"")
        .replace("default = [\"first\", \"final\"]", "default = [\"first\", \"joint\", \"final\"]")
}

/// The same people, and two of them, one of whom reviews too and one who may write, can open the emergency lane.
fn lane_team() -> String {
    format!("{TEAM}\n[urgent]\n\n[lane]\nskips = [\"final\"]\npeople = [\"chen\", \"zhou\", \"qian\"]\n")
}

/// The places that are to be filled by a person each: stage and role.
fn places(team: &Team) -> Vec<(&'static str, &'static str)> {
    let joint = team.stages.len() == 3;
    let all =
        [("first", "first-reviewer"), ("joint", "legal"), ("joint", "product"), ("final", "final-reviewer")];
    all.into_iter().filter(|(stage, _)| joint || *stage != "joint").collect()
}

/// An approval, as its record tells it: stage, member, day, and the rules it obeyed.
type Approval<'w> = (String, String, String, &'w Team);

/// The approvals of a content since the newest submission that nobody denied, typed in person or for somebody.
fn approvals<'w>(world: &'w World, content: &Digest) -> Vec<Approval<'w>> {
    let records = world.records();
    let since =
        records.iter().filter(|own| own.record.action == Action::Submit).map(|own| own.record.at).max();
    let is_denied = |own: &Filed| {
        let names = |other: &Filed| other.record.says.countersign.as_ref() == Some(&own.id);
        records.iter().any(|other| other.record.action == Action::Deny && names(other))
    };
    let approves = |own: &&Filed| {
        !is_denied(own)
            && matches!(own.record.action, Action::Approve | Action::LateReview)
            && own.record.content == *content
            && Some(own.record.at) > since
    };
    let told = |own: &Filed| {
        let Filed { record, .. } = own;
        let day = record.at.date_naive().to_string();
        let by = record.says.second_hand.as_ref().map_or(&record.by, |said| &said.member);
        let stage = record.stage.clone().unwrap_or_else(|| "final".into()); // only that one reviews late
        (stage, by.clone(), day, team_of(world, own))
    };
    records.iter().filter(approves).map(told).collect()
}

/// Whether a different person approved for each place, by a role of their own or for Chen on the two days: by trying
/// every way.
fn covered(places: &[(&str, &str)], approvals: &[Approval<'_>], taken: &mut Vec<String>) -> bool {
    let Some(((stage, role), rest)) = places.split_first() else { return true };
    approvals.iter().any(|(own, by, day, team)| {
        let stands_in =
            by == "zhou" && *role == "product" && ["2026-11-24", "2026-11-25"].contains(&day.as_str());
        let fits = own == stage && !taken.contains(by) && (team.has_role(by, role) || stands_in);
        if !fits {
            return false;
        }
        taken.push(by.clone());
        let all = covered(rest, approvals, taken);
        taken.pop();
        all
    })
}

/// The newest record is signed, if its version asks for that, by a key that the version lists for its member.
fn is_signed(world: &World, records: &[Filed]) {
    let Some(Filed { record, .. }) = records.iter().max_by_key(|filed| filed.record.at) else { return };
    let team = &world.policy.version(record.policy).unwrap().team;
    assert_eq!(record.signature.is_some(), team.level == Level::Signed);
    if let Some(signature) = &record.signature {
        let key = signature.proves(RECORD, record.unsigned().as_bytes()).unwrap();
        assert!(team.members[&record.by].keys.contains(&key.line()), "{}", record.by);
    }
}

/// What holds after every try, whoever tried what.
fn holds(world: &World) {
    let Some(state) = world.state() else { return };
    if state.gone {
        return;
    }
    let proven = world.proof().unwrap_or_else(|refusal| panic!("what wxops made is not proved: {refusal:?}"));
    assert_eq!(proven, state);
    let records = world.records();
    is_signed(world, &records);
    if let (Status::InReview, Some(stage)) = (state.status, &state.stage) {
        // The stages before this one are through with this very content, and this one is not.
        let mut before = places(world.team());
        let at = before.iter().position(|(own, _)| *own == stage.id).unwrap();
        let here: Vec<_> = before.split_off(at).into_iter().filter(|(own, _)| *own == stage.id).collect();
        let approvals = approvals(world, &state.content);
        assert!(covered(&before, &approvals, &mut vec![]), "{state:?}");
        assert!(!covered(&here, &approvals, &mut vec![]), "{state:?}");
    }
    if !matches!(state.status, Status::Approved | Status::Scheduled | Status::Published) {
        return;
    }
    // Readers see what somebody denies: no proof passes, whatever the clock says.
    if state
        .second_hand
        .iter()
        .any(|own| own.revision == state.revision && !own.is_open() && !own.is_settled())
    {
        assert_eq!(state.status, Status::Published);
        assert!(
            settled(&state, start(), world.team()).iter().any(|refusal| refusal.code == "second_hand_denied")
        );
        return;
    }
    // Different people with the right roles, none of them a writer, approved this very content, one for each place,
    // whoever edited it on the way; what a reviewer edited, a writer accepted who decided nothing.
    let submitted = state.submission.unwrap();
    assert_eq!(submitted.content, state.content);
    let approved: Vec<(&str, &str)> = submitted
        .approvals(&state.content)
        .map(|decided| (decided.stage.as_str(), decided.by.as_str()))
        .collect();
    assert!(
        submitted.decisions.iter().all(|decided| decided.by != state.owner),
        "{} owns and decided it",
        state.owner
    );
    let own = state.debts.iter().filter(|debt| debt.revision == state.revision).collect::<Vec<_>>();
    let mut wanted = places(world.team());
    for debt in &own {
        // One stage, of what is urgent and was reviewed by somebody else, let out by who has no other part in it.
        let had_part = submitted
            .decisions
            .iter()
            .any(|decided| [Some(&decided.by), decided.typed_by.as_ref()].contains(&Some(&debt.opener)));
        assert!(["chen", "zhou", "qian"].contains(&&*debt.opener) && !had_part, "{debt:?}");
        assert!(!submitted.writers.contains(&debt.opener) && state.owner != debt.opener, "{debt:?}");
        assert!(debt.content == state.content && submitted.urgent.is_some() && own.len() == 1, "{debt:?}");
        wanted.retain(|(stage, _)| !debt.is_open() || *stage != "final");
    }
    assert!(
        !wanted.is_empty() && covered(&wanted, &approvals(world, &state.content), &mut vec![]),
        "{approved:?}"
    );
    for (_, by) in &approved {
        assert!(!submitted.writers.contains(&(*by).to_owned()), "{by} wrote it");
    }
    let says = |action: Action, by: &str| {
        let of = |filed: &&Filed| filed.record.action == action && filed.record.by == by;
        records.iter().filter(of).any(|filed| filed.record.content == state.content)
    };
    for decided in submitted.approvals(&state.content) {
        let Some(typist) = &decided.typed_by else {
            let approves = says(Action::Approve, &decided.by) || says(Action::LateReview, &decided.by);
            assert!(approves, "{approved:?}");
            continue;
        };
        // Whoever typed it wrote nothing and has no other part in it, and the member did not deny it.
        assert!(says(Action::Approve, typist) && !submitted.writers.contains(typist), "{typist}");
        assert!(submitted.decisions.iter().all(|other| {
            let same = (&other.stage, &other.by) == (&decided.stage, &decided.by);
            other.by != *typist && (same || other.typed_by.as_ref() != Some(typist))
        }));
    }
    page_holds(state.status, &submitted.writers, world, &records);
    let out = state.live.as_ref().map(|live| live.revision);
    for consent in &state.second_hand {
        assert!(consent.revision == state.revision || Some(consent.revision) == out, "{consent:?}");
        assert!(consent.proof.iter().all(|proof| world.head.contains_key(&proof.path)), "{consent:?}");
    }
    if submitted.edited().is_some() {
        let writer = submitted.accepted.as_deref().unwrap();
        let accepted = records.iter().filter(|f| f.record.action == Action::Accept && f.record.by == writer);
        assert!(accepted.into_iter().any(|filed| team_of(world, filed).has_role(writer, "writer")));
        assert!(submitted.decisions.iter().all(|d| d.by != writer));
        assert!(says(Action::Accept, writer));
    }
}

/// What went out is the page that was approved last; where that was not with the text, then by somebody of the last stage who
/// wrote nothing of it and decided no other.
fn page_holds(status: Status, writers: &[String], world: &World, records: &[Filed]) {
    let mut inside: Vec<&Filed> = records.iter().collect();
    inside.sort_by_key(|filed| filed.record.at);
    let submitted = inside.iter().rposition(|filed| filed.record.action == Action::Submit).unwrap();
    let since = inside.split_off(submitted);
    let of = |acts: &[Action]| {
        since.iter().rfind(|filed| acts.contains(&filed.record.action)).map(|filed| &filed.record.says.page)
    };
    if status == Status::Published {
        let looked = of(&[Action::Submit, Action::Approve, Action::ApprovePage]);
        assert_eq!(of(&[Action::Publish]), looked);
    }
    for filed in since.iter().filter(|filed| filed.record.action == Action::ApprovePage) {
        let by = &filed.record.by;
        let elsewhere = |other: &&&Filed| other.record.decider() == by && other.record.action.is_decision();
        let stages = since.iter().filter(elsewhere).filter_map(|other| other.record.stage.as_deref());
        assert!(team_of(world, filed).has_role(by, "final-reviewer") && !writers.contains(by), "{by}");
        assert!(stages.into_iter().all(|stage| stage == "final"), "{by}");
    }
}

/// The rules that a record obeyed.
fn team_of<'w>(world: &'w World, filed: &Filed) -> &'w Team {
    &world.policy.version(filed.record.policy).unwrap().team
}

/// Somebody acts under the version before the newest, and it arrives after that one. What it took away is gone: nothing
/// of that member or key is added. All else counts.
fn late(world: &World, by: &str, does: Does, seen: &mut BTreeSet<&'static str>) {
    let Some(mut behind) = world.behind() else { return };
    let (old, new) = (behind.team().clone(), world.team());
    if behind.records().iter().any(|filed| behind.policy.version(filed.record.policy).is_none()) {
        return; // the newest version is known to the article already
    }
    let Ok(Some(done)) = behind.act(by, does) else { return };
    let lost = |id: &str| {
        let roles = |team: &Team| team.members.get(id).map(|own| own.roles.clone());
        roles(new).is_none_or(|roles_now| roles(&old).unwrap().iter().any(|role| !roles_now.contains(role)))
    };
    let key = done.records[0].record.signature.as_ref().map(|own| own.key.clone());
    let barred = key.is_some_and(|own| !new.keys_of(by).iter().any(|key| key.fingerprint() == own));
    let raised = (old.level, new.level) == (Level::Declared, Level::Signed);
    let taken = new.level == Level::Signed && (raised || lost(by) || barred);
    match behind.brought_to(world).proof() {
        Err(refusal) => {
            assert!(taken && refusal.code == "records_closed", "{by}: {refusal:?}");
            seen.insert("came too late");
        }
        Ok(state) => {
            assert!(!taken, "{by} lost what it took, and it counts");
            assert_eq!(state, done.after);
            seen.insert("came late, and counts");
        }
    }
}

/// Somebody who can do what the article waits for, and that act.
fn waits(world: &World) -> Option<(String, Does)> {
    let state = world.state()?;
    let team = &*world.team().on(world.next());
    let far = start() + chrono::Duration::days(999); // slots have come
    let turn = turn(&state, team, world.now()).or_else(|| turn(&state, team, far))?;
    let by = turn.people.first()?.clone();
    let wish = match turn.action {
        Action::Answer => Wish::Answer(state.unanswered()[0], 0),
        Action::Submit => Wish::Submit,
        Action::Approve if state.approved_before(Some(&by)).is_some() => Wish::Confirm,
        Action::Approve => Wish::Approve,
        Action::Accept => Wish::Accept,
        Action::Countersign => Wish::Countersign,
        Action::LateReview => Wish::LateReview,
        Action::Publish => Wish::Publish,
        Action::Assign => {
            let writer = team
                .able("writer")
                .find(|id| Some(*id) != state.submission.as_ref().and(Some(&*state.owner)))?;
            Wish::Assign(PEOPLE.iter().position(|id| *id == writer)?)
        }
        other => panic!("nobody waits for {other:?}"),
    };
    Some((by, does(&wish)))
}

/// Notes how far a life came.
fn reached(seen: &mut BTreeSet<&'static str>, state: &State) {
    seen.insert(state.status.name());
    let edited = state.submission.as_ref().is_some_and(|submitted| submitted.edited().is_some());
    if edited && state.status == Status::Approved {
        seen.insert("approved after edits");
    }
    let decisions = state.submission.iter().flat_map(|submitted| submitted.approvals(&state.content));
    let mut seats = decisions.flat_map(|decided| &decided.seats);
    if state.status == Status::Approved && seats.any(|seat| seat.instead_of.is_some()) {
        seen.insert("approved by a deputy");
    }
    if let Some(debt) = state.debts.last() {
        let out = state.status == Status::Published;
        seen.insert(match (debt.is_open(), out) {
            (true, false) => "skipped",
            (true, true) => "out and owed",
            (false, false) => "reviewed late",
            (false, true) => "out and reviewed late",
        });
    }
    let typed = |decided: &wxops::workflow::state::Decided| decided.typed_by.is_some();
    if state.status == Status::Approved && state.submission.iter().any(|own| own.decisions.iter().any(typed))
    {
        seen.insert("approved second-hand");
    }
}

fn play(mut world: World, tries: Vec<Try>) -> BTreeSet<&'static str> {
    let mut seen = BTreeSet::new();
    for (n, attempt) in tries.into_iter().enumerate() {
        if n % 24 == 23 {
            world.theme = [None, Some(1), Some(2)][n / 24 % 3]; // now and then the account takes another theme
        }
        match attempt {
            Try::Act(by, wish) => {
                let before = world.head.clone();
                match world.act(PEOPLE[by], does(&wish)) {
                    Ok(Some(done)) => reached(&mut seen, &done.after),
                    Ok(None) => assert_eq!(before, world.head, "done before means: nothing written"),
                    Err(refusal) => {
                        assert_eq!(before, world.head, "refused means: nothing written");
                        assert!(!refusal.message.zh.is_empty() && !refusal.message.en.is_empty());
                    }
                }
            }
            Try::Turn => {
                let Some((by, does)) = waits(&world) else { continue };
                let whole = world.head == world.working;
                let submits = matches!(does, Does::Submit { .. }); // whether others can review it is not told by the turn
                match world.act(&by, does.clone()) {
                    Ok(Some(done)) => reached(&mut seen, &done.after),
                    Err(refusal) if refusal.code == "page_not_approved" => {
                        assert!(matches!(does, Does::Publish { .. }), "{does:?}");
                        match world.act("zhang", Does::ApprovePage) {
                            Ok(Some(_)) => drop(seen.insert("page approved")),
                            outcome => assert!(outcome.is_err(), "the page is approved, and it is not"),
                        }
                    }
                    Err(refusal) if refusal.code == "not_signed" => {} // the key that is listed is another's
                    outcome => assert!(!whole || submits, "{by}: {does:?}: {outcome:?}"),
                }
            }
            Try::Owed(denies) => {
                let owed = world.state().and_then(|state| state.uncountersigned().next().cloned());
                let Some(consent) = owed else { continue };
                let wish = if denies { Wish::Deny } else { Wish::Countersign };
                let whole = world.head == world.working;
                let left = !world.team().members.contains_key(&consent.member);
                match world.act(&consent.member, does(&wish)) {
                    Ok(Some(done)) => reached(&mut seen, &done.after),
                    outcome => match code(outcome) {
                        "countersign_which" => {} // two of one member: they say which
                        "not_a_member" => assert!(left, "{wish:?}"),
                        "no_key" | "not_signed" => assert_eq!(world.team().level, Level::Signed, "{wish:?}"),
                        other => assert!(!whole, "{wish:?}: {other}"),
                    },
                }
            }
            Try::Edit(byte) => {
                if let Some(text) = world.text() {
                    text.extend(format!("又写了 {byte}。\n").bytes());
                }
            }
            Try::Forge(status) => {
                if let Some(text) = world.text() {
                    let forged = String::from_utf8(text.clone()).unwrap();
                    let line = forged.lines().find(|line| line.starts_with("status = ")).unwrap().to_owned();
                    let name = Status::ALL[status].name();
                    *text = forged.replace(&line, &format!("status = \"{name}\"")).into_bytes();
                }
            }
            Try::Restore => world.working = world.head.clone(),
            Try::Rules(by, change) => {
                let before = world.policy.clone();
                let text = change.made(&PEOPLE, world.team(), &before.newest().team_text);
                if text == before.newest().team_text {
                    continue;
                }
                match world.adopt(PEOPLE[by], &text) {
                    Ok(()) => {
                        assert!(world.team().level >= before.newest().team.level, "{change:?}: {text}");
                        seen.insert(change.name());
                    }
                    Err(refusal) => {
                        assert_eq!(before, world.policy, "refused means: nothing written");
                        assert!(!refusal.message.zh.is_empty() && !refusal.message.en.is_empty());
                        seen.insert(refusal.code);
                    }
                }
            }
            Try::Late(by, wish) => late(&world, PEOPLE[by], does(&wish), &mut seen),
        }
        if world.team().level == Level::Signed {
            seen.extend(world.state().map(|state| state.status.name()));
        }
        holds(&world);
    }
    seen
}

/// Everybody but Qian has a key; the level may be raised from the beginning.
fn with_keys(raised: bool) -> World {
    let keyed = ["li", "wang", "zhou", "zhang", "chen"].into_iter().fold(TEAM.to_owned(), |text, id| {
        wxops::workflow::team::text::with_keys(&text, id, &[keys::line(id)]).unwrap()
    });
    let mut world = World::new(&keyed);
    if raised {
        world.adopt("chen", &Change::Raise.made(&PEOPLE, world.team(), &keyed)).unwrap();
    }
    world
}

proptest! {
    #![proptest_config(Config { cases: cases(), max_shrink_iters: 20_000, ..Config::default() })]

    #[test]
    fn whatever_people_try(tries in prop::collection::vec(attempt(), 1..60)) {
        play(World::new(TEAM), tries.clone());
        play(World::new(&joint_team()), tries);
    }

    #[test]
    fn whatever_people_try_with_a_lane(tries in prop::collection::vec(attempt_urgent(), 1..60)) {
        play(World::new(&lane_team()), tries);
    }
}

proptest! {
    #![proptest_config(Config { cases: cases() / 5, max_shrink_iters: 5_000, ..Config::default() })]

    /// The same with signatures: the level is raised on the way, keys and members come and go.
    #[test]
    fn whatever_people_try_and_sign(raised: bool, tries in prop::collection::vec(attempt_signed(), 1..60)) {
        play(with_keys(raised), tries);
    }
}

fn cases() -> u32 {
    if std::env::var_os("WXOPS_THOROUGH").is_some() { 50_000 } else { 80 }
}

/// Nor is the other one: with signatures lives go to their ends too, every change of the rule book is adopted, and what
/// must be refused is tried.
#[test]
fn random_lives_with_signatures_meet_everything() {
    use proptest::{strategy::ValueTree as _, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let lives = prop::collection::vec(attempt_signed(), 200);
    let statuses = ["changes-requested", "approved after edits", "published", "retracted", "archived"];
    let changes = ["raised", "key added", "key removed", "key distrusted", "member left", "member joined"];
    let others = ["came too late", "came late, and counts", "level_falls", "not_manager", "team_invalid"];
    let wanted: BTreeSet<&str> = statuses.into_iter().chain(changes).chain(others).collect();
    let mut seen = BTreeSet::new();
    for life in 0..240 {
        seen.extend(play(with_keys(life % 4 > 0), lives.new_tree(&mut runner).unwrap().current()));
        if life >= 60 && wanted.is_subset(&seen) {
            return;
        }
    }
    let missing: Vec<_> = wanted.difference(&seen).collect();
    panic!("{missing:?}, and there was {seen:?}");
}

/// The strategy is no use if it never gets anywhere: over a fixed number of lives every status is reached.
#[test]
fn random_lives_reach_every_status() {
    use proptest::{strategy::ValueTree as _, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let lives = prop::collection::vec(attempt(), 200);
    let mut seen = BTreeSet::new();
    for _ in 0..120 {
        seen.extend(play(World::new(TEAM), lives.new_tree(&mut runner).unwrap().current()));
    }
    let missing: Vec<_> =
        Status::ALL.iter().map(|status| status.name()).filter(|name| !seen.contains(name)).collect();
    for far in ["approved after edits", "approved second-hand", "page approved"] {
        assert!(seen.contains(far), "{far}");
    }
    assert_eq!(missing, [""; 0]);
}

/// The same where several sign: articles come through, with a deputy's signature and without.
#[test]
fn random_lives_pass_a_joint_stage() {
    use proptest::{strategy::ValueTree as _, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let lives = prop::collection::vec(attempt(), 200);
    let mut seen = BTreeSet::new();
    for _ in 0..120 {
        seen.extend(play(World::new(&joint_team()), lives.new_tree(&mut runner).unwrap().current()));
    }
    for far in ["approved", "approved after edits", "approved by a deputy", "published"] {
        assert!(seen.contains(far), "{far}: {seen:?}");
    }
}

/// The same with a lane: stages are skipped, go out, and review late, before they are out and after.
#[test]
fn random_lives_go_through_the_lane() {
    use proptest::{strategy::ValueTree as _, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let lives = prop::collection::vec(attempt_urgent(), 200);
    let mut seen = BTreeSet::new();
    for _ in 0..160 {
        seen.extend(play(World::new(&lane_team()), lives.new_tree(&mut runner).unwrap().current()));
    }
    for far in ["skipped", "out and owed", "reviewed late", "out and reviewed late", "archived"] {
        assert!(seen.contains(far), "{far}: {seen:?}");
    }
}

/// A correction with another category, retracted before anybody submitted it, is bound to its own text; what
/// the older submission stated is about the older text.
#[test]
fn a_retracted_correction_is_not_held_against_the_older_submission() {
    let mut world = World::new(TEAM);
    for (by, wish) in [
        ("li", Wish::Begin),
        ("li", Wish::Submit),
        ("wang", Wish::Approve),
        ("zhang", Wish::Approve),
        ("li", Wish::Publish),
        ("li", Wish::Correct),
    ] {
        world.act(by, does(&wish)).unwrap();
    }
    for files in [&mut world.head, &mut world.working] {
        let text = files.get_mut("articles/jia/index.md").unwrap();
        *text = String::from_utf8(text.clone()).unwrap().replace("\"news\"", "\"event\"").into_bytes();
    }
    world.act("chen", does(&Wish::Retract)).unwrap();
    assert_eq!(world.proof().unwrap().status, Status::Retracted);
}

/// The final reviewer edits, the first one edits the edit: it goes on until both approved the very same bytes, and each
/// change was accepted by its writer.
#[test]
fn edits_of_both_stages_are_confirmed_by_the_other() {
    let mut world = World::new(TEAM);
    let edit = |from: &str, to: &str| Does::Approve {
        ticks: Ticks { yes: "all".into(), not_applicable: vec![] },
        opinions: vec![],
        edits: vec![Typed { from: from.into(), to: to.into() }],
        said: None,
    };
    let steps = [
        ("li", does(&Wish::Begin), ("draft", None)),
        ("li", does(&Wish::Submit), ("in-review", Some("first"))),
        ("wang", does(&Wish::Approve), ("in-review", Some("final"))),
        ("zhang", edit("正文", "全文"), ("edited", Some("final"))),
        ("li", does(&Wish::Accept), ("in-review", Some("first"))),
        ("wang", edit("全文", "原文"), ("edited", Some("first"))),
        ("li", does(&Wish::Accept), ("in-review", Some("final"))),
        ("zhou", does(&Wish::Approve), ("approved", None)), // not Zhang: the whole list, and good as well
        ("li", does(&Wish::Publish), ("published", None)),
    ];
    for (by, does, (status, stage)) in steps {
        let after = world.act(by, does.clone()).unwrap().unwrap().after;
        assert_eq!((after.status.name(), after.stage.as_ref().map(|s| s.id.as_str())), (status, stage));
        assert_eq!(world.proof().unwrap(), after, "{does:?}");
        holds(&world);
    }
    assert!(String::from_utf8(world.text().unwrap().clone()).unwrap().contains("原文。"));
}

/// Declined edits leave the text as it was submitted, to the byte, and the review begins anew.
#[test]
fn declined_edits_leave_no_trace_in_the_text() {
    let mut world = World::new(TEAM);
    for wish in [Wish::Begin, Wish::Submit] {
        world.act("li", does(&wish)).unwrap();
    }
    let submitted = world.state().unwrap().content;
    let edited = world.act("wang", does(&Wish::ApproveWithEdit(1))).unwrap().unwrap().after;
    assert_ne!(edited.content, submitted);
    for (by, code) in
        [("qian", "not_a_writer_of_it"), ("wang", "not_a_writer_of_it"), ("nobody", "not_a_member")]
    {
        assert_eq!(world::code(world.act(by, Does::Accept)), code, "{by}");
    }
    let declined = world.act("li", does(&Wish::Decline)).unwrap().unwrap().after;
    assert_eq!((declined.status, declined.content), (Status::ChangesRequested, submitted));
    assert_eq!(world.proof().unwrap(), world.state().unwrap());
    assert_eq!(world.act("li", does(&Wish::Submit)).unwrap().unwrap().after.stage.unwrap().id, "first");
}

/// Who owns an article handed over in review may accept edits, and then decides nothing of it; who decided it may not.
#[test]
fn nobody_accepts_and_decides() {
    let to = |id: &str| Does::Assign(id.into());
    let mut world = World::new(TEAM);
    for wish in [Wish::Begin, Wish::Submit] {
        world.act("li", does(&wish)).unwrap();
    }
    world.act("qian", does(&Wish::Approve)).unwrap();
    assert_eq!(world::code(world.act("chen", to("qian"))), "decided_it");
    world.act("zhang", does(&Wish::ApproveWithEdit(1))).unwrap();
    assert_eq!(world::code(world.act("chen", to("qian"))), "decided_it");
    let mut typed = World::new(TEAM);
    for (by, wish) in [("li", Wish::Begin), ("li", Wish::Submit), ("qian", Wish::ApproveFor(2, 1))] {
        typed.act(by, does(&wish)).unwrap();
    }
    assert_eq!(
        world::code(typed.act("chen", to("qian"))),
        "decided_it",
        "who typed for a reviewer is no writer"
    );
    // What was taken back has no decisions that count.
    world.act("chen", does(&Wish::Withdraw)).unwrap();
    world.act("chen", to("qian")).unwrap();

    // Nor does an owner since the submission decide, whether anything was edited or not.
    let mut world = World::new(TEAM);
    for wish in [Wish::Begin, Wish::Submit] {
        world.act("li", does(&wish)).unwrap();
    }
    world.act("chen", to("qian")).unwrap();
    assert_eq!(world::code(world.act("qian", does(&Wish::Approve))), "own_article");

    let mut world = World::new(TEAM);
    for wish in [Wish::Begin, Wish::Submit] {
        world.act("li", does(&wish)).unwrap();
    }
    world.act("zhou", does(&Wish::Approve)).unwrap();
    world.act("zhang", does(&Wish::ApproveWithEdit(1))).unwrap();
    world.act("chen", to("qian")).unwrap();
    world.act("qian", Does::Accept).unwrap();
    assert_eq!(world::code(world.act("qian", does(&Wish::Approve))), "own_article");
    assert_eq!(world.act("zhou", does(&Wish::Confirm)).unwrap().unwrap().after.status, Status::Approved);
}

/// A correction is a new round: what was asked of the version before is history, and opinions are counted from 1 again.
#[test]
fn a_correction_begins_with_no_opinions() {
    let mut world = World::new(TEAM);
    for (by, wish) in [
        ("li", Wish::Begin),
        ("li", Wish::Submit),
        ("wang", Wish::RequestChanges),
        ("li", Wish::Answer(1, 0)),
        ("li", Wish::Submit),
        ("wang", Wish::Approve),
        ("zhang", Wish::Approve),
        ("li", Wish::Publish),
    ] {
        world.act(by, does(&wish)).unwrap();
    }
    assert_eq!(world.state().unwrap().opinions.len(), 2);
    let corrected = world.act("li", does(&Wish::Correct)).unwrap().unwrap().after;
    assert_eq!(corrected.opinions.len(), 0);
    assert_eq!(world.proof().unwrap(), corrected);
}

/// What somebody typed for Zhang goes out, and he denies it: so it stays until a correction is published.
#[test]
fn what_is_denied_when_it_is_out_is_mended_by_another_text() {
    let team = Team::parse(TEAM).unwrap();
    let mut world = World::new(TEAM);
    let denied = |world: &World| {
        let state = world.state().unwrap();
        settled(&state, world.now(), &team).iter().map(|refusal| refusal.code).collect::<Vec<_>>()
    };
    let steps: [(&str, Wish, &[&str]); 13] = [
        ("li", Wish::Begin, &[]),
        ("li", Wish::Submit, &[]),
        ("wang", Wish::Approve, &[]),
        ("chen", Wish::ApproveFor(4, 1), &[]),
        ("li", Wish::Publish, &[]),
        ("zhang", Wish::Deny, &["second_hand_denied"]),
        ("li", Wish::Correct, &["second_hand_denied"]),
        ("li", Wish::Submit, &["second_hand_denied"]),
        ("chen", Wish::ApproveFor(2, 2), &["second_hand_denied"]),
        ("zhang", Wish::Approve, &["second_hand_denied"]),
        ("li", Wish::Publish, &[]),
        ("wang", Wish::Countersign, &[]),
        ("li", Wish::Archive, &[]),
    ];
    for (by, wish, codes) in steps {
        world.act(by, does(&wish)).unwrap();
        assert_eq!(denied(&world), codes, "{by}: {wish:?}");
        holds(&world);
    }
}
