//! What the person tries: each act once, with everything it needs; and the same as a record made by hand.

use std::collections::BTreeSet;

use wxops::{
    article::digest::Digest,
    workflow::{
        action::Action,
        chain::Filed,
        decide::{Begin, Does},
        lane::Skip,
        lists::{self, Ticks},
        opinion::{Opinion, Verdict, Weight},
        record::{Answer, Reason, Receipt, Record, Says, Sending, Submission},
        replacement::Typed,
        state::State,
    },
};

use super::scenes::Scene;
use crate::world::{ID, World, start};

pub fn ticks() -> Ticks {
    Ticks { yes: "all".into(), not_applicable: vec![] }
}

pub fn approve() -> Does {
    Does::Approve { ticks: ticks(), opinions: vec![], edits: vec![] as Vec<Typed>, said: None }
}

pub fn opinion(weight: Weight) -> Opinion {
    Opinion { weight, category: "fact".into(), text: "不对".into(), quote: None }
}

/// An article of a category begins, with co-writers named in its text.
pub fn begin(category: &str, co_writers: &[&str]) -> Does {
    let named = if co_writers.is_empty() { String::new() } else { format!("co_writers = {co_writers:?}\n") };
    let text = format!(
        "+++\ntitle = \"甲\"\nauthor = \"李娜\"\ndigest = \"摘\"\ncover = \"c.png\"\ncategory = \"{category}\"\n{named}+++\n\n正文。\n"
    );
    Does::Begin(Begin {
        action: Action::New,
        id: ID.into(),
        slug: "jia".into(),
        text: text.into_bytes(),
        pictures: vec![("c.png".into(), vec![1, 2, 3])],
    })
}

const URL: &str = "https://mp.weixin.qq.com/s/again";

/// The act as it is typed.
pub fn typed(action: Action, scene: &Scene) -> Does {
    match action {
        Action::New => begin(scene.category(), &[]),
        Action::Import => match begin(scene.category(), &[]) {
            Does::Begin(begun) => Does::Begin(Begin { action: Action::Import, ..begun }),
            other => other,
        },
        Action::Answer => Does::Answer { n: 1, verdict: Verdict::Done, text: None },
        Action::SelfCheck => Does::SelfCheck(ticks()),
        Action::Submit => Does::Submit { ticks: Some(ticks()), urgent: None },
        Action::Approve => approve(),
        Action::ApprovePage => Does::ApprovePage,
        Action::Accept => Does::Accept,
        Action::Decline => Does::Decline("原话如此".into()),
        Action::Countersign => Does::Countersign(None),
        Action::Deny => Does::Deny(None, "没有说过".into()),
        Action::Skip => Does::Skip("等不了".into()),
        Action::LateReview => Does::LateReview(ticks()),
        Action::RequestChanges => Does::RequestChanges(vec![opinion(Weight::Must)]),
        Action::Reject => Does::Reject("不发".into(), vec![]),
        Action::Withdraw => Does::Withdraw("再改".into()),
        Action::Schedule => Does::Schedule { at: start() + chrono::Duration::days(400), urgent: None },
        Action::Unschedule => Does::Unschedule,
        Action::PublishStarted => Does::PublishStarted { sending: sending(), now: true },
        Action::PublishFailed => Does::PublishFailed("没有发出".into()),
        Action::Publish => Does::Publish { url: URL.into(), at: start() },
        Action::Correct => Does::Correct { reason: "有误".into(), how: "edit".into() },
        Action::Retract => Does::Retract("客户要求".into()),
        Action::Archive => Does::Archive,
        Action::Rename => Does::Rename("jia-2".into()),
        Action::Assign => Does::Assign("sun".into()),
        Action::Discard => Does::Discard("不做了".into()),
    }
}

/// An article of a draft on the platform.
pub fn sending() -> Sending {
    Sending { app_id: "wx0000000000000001".into(), draft: "Dr_0001".into(), place: 1 }
}

/// The act as somebody without wxops would file it: right in everything but, perhaps, the person. A submission that
/// needs its self-check first begins with that.
pub fn by_hand(
    world: &World,
    state: Option<&State>,
    by: &str,
    action: Action,
    scene: &Scene,
    co_writers: &[&str],
) -> Filed {
    let action = match action {
        Action::Submit if matches!(scene.status(), "draft" | "changes-requested") => Action::SelfCheck,
        other => other,
    };
    let newest = world.policy.newest();
    let edited = state.and_then(|state| state.submission.as_ref()?.edited()).cloned();
    let content = match (state, &edited) {
        (Some(_), Some(edited)) if action == Action::Decline => edited.before.clone(),
        (Some(state), _) => state.content.clone(),
        (None, _) => Digest::of(b"x"),
    };
    let stage = state.and_then(|state| state.stage.clone());
    let reason = |how: Option<&str>| Some(Reason { text: "为什么".into(), how: how.map(str::to_owned) });
    let mut says = Says::default();
    match action {
        Action::Answer => {
            let asked = state.and_then(|state| state.opinions.first());
            let (record, n) = asked.map_or((Digest::of(b"x"), 1), |asked| (asked.record.clone(), asked.n));
            says.answers = vec![Answer { record, n, answer: Verdict::Done, text: None }];
        }
        Action::SelfCheck => {
            says.attest = Some(lists::typed(&newest.team, "self-check", scene.category(), &ticks()));
        }
        Action::Submit => {
            let own = state.iter().flat_map(|state| state.writers.iter().map(String::as_str));
            let writers: BTreeSet<&str> = own.chain(co_writers.iter().copied()).chain([by]).collect();
            let writers = writers.into_iter().map(str::to_owned).collect();
            says.submission = Some(Submission { category: scene.category().into(), writers });
        }
        Action::Approve => says.attest = Some(lists::typed(&newest.team, "read", scene.category(), &ticks())),
        Action::RequestChanges => says.opinions = vec![opinion(Weight::Must)],
        Action::Skip => {
            let until = world.now() + chrono::Duration::hours(24);
            let stage = stage.as_ref().map(|stage| stage.id.clone()).unwrap_or_default();
            says.skip = Some(Skip { stage, reason: "等不了".into(), until });
        }
        Action::LateReview => {
            let debt = state.and_then(|state| state.debts.first());
            says.late_review = Some(debt.map_or(Digest::of(b"x"), |debt| debt.record.clone()));
            says.attest = Some(lists::typed(&newest.team, "read", scene.category(), &ticks()));
        }
        Action::Countersign | Action::Deny => {
            let consent = state.and_then(|state| state.second_hand.first());
            says.countersign = Some(consent.map_or(Digest::of(b"x"), |consent| consent.record.clone()));
            says.reason = if action == Action::Deny { reason(None) } else { None };
        }
        Action::Decline
        | Action::Reject
        | Action::Withdraw
        | Action::PublishFailed
        | Action::Retract
        | Action::Discard => says.reason = reason(None),
        Action::PublishStarted => says.sending = Some(sending()),
        Action::Correct => says.reason = reason(Some("edit")),
        Action::Schedule => says.schedule = Some(start() + chrono::Duration::days(400)),
        Action::Publish => says.receipt = Some(Receipt { url: URL.into(), at: start() }),
        Action::Assign => says.assign = Some("sun".into()),
        _ => {}
    }
    let record = Record {
        repo: newest.header.repo.clone(),
        article: ID.into(),
        slug: if action == Action::Rename { "jia-2".into() } else { "jia".into() },
        revision: state.map_or(1, |state| state.revision + u32::from(action == Action::Correct)),
        stage: stage.filter(|_| action.is_decision()).map(|stage| stage.id),
        prev: state.map(|state| state.heads.clone()).unwrap_or_default(),
        policy: newest.header.version,
        content,
        by: by.into(),
        at: world.now(),
        says,
        action,
        signature: None,
    };
    let signature = world.signs(by, &record);
    Filed { id: record.id(), record: Record { signature, ..record } }
}
