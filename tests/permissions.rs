//! Who may do what: every act, by a person of every role, with every part in the article, wherever it can stand, at both
//! levels. What is expected stands in `who/table.md`. The command and the proof must agree, and whom a refusal names can
//! really do it.
//!
//! Every day level `signed` is tried in a sample of the cases; `WXOPS_THOROUGH=1` tries it in all.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test fails by panicking"
)]

mod who;
mod world;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use rayon::prelude::*;
use who::{
    facts::Facts,
    scenes::{PARTS, Part, SCENES, Scene},
    table::{self, Expected, How, Row, expected},
    team::{PROBE, ROLES, others, rules},
    wishes::{by_hand, typed},
};
use world::World;
use wxops::{
    article::digest::Digest,
    refusal::{Exit, Refusal},
    workflow::{
        action::Action,
        decide::{Act, Decision, Evidence, decide},
        derive::{derive, take},
        state::State,
    },
};

/// What the person is when the question is asked.
#[derive(Clone, Copy, Debug)]
struct Now {
    /// The roles, and whether a key is listed; or not in the team
    probe: Option<(&'static [&'static str], bool)>,
    signed: bool,
}

/// A case: a scene, the person's part in it, and what the person is now.
struct Case<'c> {
    rows: &'c [Row],
    scene: &'c Scene,
    part: Part,
    now: Now,
    world: World,
    /// What every try is decided on, read once
    evidence: Evidence,
    before: Option<State>,
}

/// How often each outcome came, so that nothing is expected in vain.
type Counted = BTreeMap<String, usize>;

fn times() -> Vec<Now> {
    let mut all = vec![Now { probe: None, signed: false }, Now { probe: None, signed: true }];
    for roles in ROLES {
        all.push(Now { probe: Some((roles, true)), signed: false });
        all.push(Now { probe: Some((roles, true)), signed: true });
        all.push(Now { probe: Some((roles, false)), signed: true });
    }
    all
}

/// The same article under the rules of now; raising the level takes a version of its own.
fn under(played: &World, now: Now) -> World {
    let mut world = played.clone();
    world.adopt("chen", &rules(now.probe, false)).unwrap();
    if now.signed {
        world.adopt("chen", &rules(now.probe, true)).unwrap();
    }
    world
}

impl Case<'_> {
    fn expected(&self, by: &str, action: Action, how: How) -> Expected {
        let records = &self.evidence.records;
        let facts = Facts::of(by, records, &self.scene.co_writers(self.part), self.world.team());
        expected(self.rows, action.name(), self.scene, &facts, how)
    }

    /// What the command says.
    fn decides(&self, by: &str, action: Action) -> Result<Decision, Refusal> {
        let does = typed(action, self.scene);
        let mut evidence = Cow::Borrowed(&self.evidence);
        if action == Action::ApprovePage {
            evidence.to_mut().page = Some(Digest::of(b"another theme")); // else nothing is to be done
        }
        decide(&evidence, &Act { by: by.into(), at: self.world.now(), does })
    }

    /// Tries one act; tells what is wrong.
    fn tried(&self, action: Action, counted: &mut Counted) -> Result<(), String> {
        let wanted = self.expected(PROBE, action, How::Typed);
        *counted.entry(format!("{}: {wanted:?}", action.name())).or_default() += 1;
        let decided = self.decides(PROBE, action);
        let found = match &decided {
            Ok(Decision::Do(_)) => Expected::Passes,
            Ok(Decision::Already(..)) => Expected::Before,
            Err(refusal) => Expected::Refused(refusal.code.into()),
        };
        if found != wanted {
            return Err(format!("{wanted:?}, and the command says {found:?}"));
        }
        self.by_record(action, decided.as_ref().err())?;
        match &decided {
            Ok(Decision::Do(_)) => self.proved(action),
            Ok(Decision::Already(..)) => Ok(()),
            Err(refusal) => self.named(action, refusal),
        }
    }

    /// The same act as a record that was made by hand is judged alike.
    fn by_record(&self, action: Action, told: Option<&Refusal>) -> Result<(), String> {
        let named = self.scene.co_writers(self.part);
        let wanted = self.expected(PROBE, action, How::Filed);
        let before = self.before.as_ref();
        let filed = by_hand(&self.world, before, PROBE, action, self.scene, &named);
        let judged = take(before, &vec![filed.clone()], &self.world.policy);
        let found = judged
            .as_ref()
            .map_or_else(|refusal| Expected::Refused(refusal.code.into()), |_| Expected::Passes);
        if found != wanted {
            return Err(format!("{wanted:?}, and of the record it is said {found:?}"));
        }
        if let (Err(judged), Some(told)) = (&judged, told.filter(|told| told.exit == Exit::NotAllowed))
            && wanted == self.expected(PROBE, action, How::Typed)
            && (judged.code, &judged.message, &judged.help) != (told.code, &told.message, &told.help)
        {
            return Err(format!("the command says {told:?}, and the proof {judged:?}"));
        }
        // At level signed nothing counts that cannot be signed, whatever else is right.
        let records = self.evidence.records.iter().cloned().chain([filed.clone()]).collect();
        let proved = derive(records, &self.world.policy).map(|_| ());
        let unsigned = self.now.signed && filed.record.signature.is_none();
        match proved {
            Err(refusal) if unsigned && refusal.code == "signature_missing" => Ok(()),
            Ok(()) if wanted == Expected::Passes && !unsigned => Ok(()),
            Err(refusal) if !unsigned && wanted == Expected::Refused(refusal.code.into()) => Ok(()),
            other => Err(format!("{wanted:?}, and the chain with the record is {other:?}")),
        }
    }

    /// What the command writes is proved.
    fn proved(&self, action: Action) -> Result<(), String> {
        let mut world = self.world.clone();
        if action == Action::ApprovePage {
            world.theme = Some(1);
        }
        let done = world.act(PROBE, typed(action, self.scene)).map_err(|refusal| format!("{refusal:?}"))?;
        let proof = world.proof().map_err(|refusal| format!("done, and not proved: {refusal:?}"))?;
        if Some(&proof) == done.as_ref().map(|done| &done.after) {
            Ok(())
        } else {
            Err("what was done is not what is proved".into())
        }
    }

    /// Whom a refusal names are those who may, and they can.
    fn named(&self, action: Action, refusal: &Refusal) -> Result<(), String> {
        if refusal.exit != Exit::NotAllowed || refusal.code == "not_a_member" {
            return Ok(());
        }
        let told: Vec<&str> = refusal.help.iter().map(|help| help.en.as_str()).collect();
        if refusal.code == "no_key" {
            let asks = told.iter().any(|help| help.starts_with("ask a manager (陈静) to list one"));
            return if asks { Ok(()) } else { Err(format!("{told:?} does not say who lists a key")) };
        }
        let named: BTreeSet<&str> = told
            .iter()
            .filter_map(|help| help.strip_prefix("who may: "))
            .flat_map(|names| names.split(", "))
            .collect();
        let may = |id: &str| match self.expected(id, action, How::Anew) {
            Expected::Passes => true,
            Expected::Refused(code) => lacks(&code),
            Expected::Before => false,
        };
        let right: BTreeSet<&str> = others().filter(|(id, _)| may(id)).map(|(_, name)| name).collect();
        if named != right {
            return Err(format!("{told:?} names {named:?}, and {right:?} may"));
        }
        if told.is_empty() {
            return Err("nobody is named, and no way out".into());
        }
        for (id, _) in others().filter(|(_, name)| named.contains(name)) {
            match self.decides(id, action) {
                Ok(_) => {}
                Err(refusal) if lacks(refusal.code) => {}
                other => return Err(format!("{id} is named, and {other:?}")),
            }
        }
        Ok(())
    }
}

/// The right person, and something else is missing: nothing is asked, or a review is owed.
fn lacks(code: &str) -> bool {
    ["no_such_opinion", "lane_open"].contains(&code)
}

#[test]
fn everybody_may_what_the_table_says() {
    let rows = table::read();
    let thorough = std::env::var_os("WXOPS_THOROUGH").is_some();
    let parts = SCENES.iter().flat_map(|scene| PARTS.into_iter().map(move |part| (scene, part)));
    let parts: Vec<(&Scene, Part)> = parts.filter(|(scene, part)| scene.has(*part)).collect();
    let told: Vec<(Vec<String>, Counted)> = parts
        .par_iter()
        .enumerate()
        .map(|(n, (scene, part))| {
            let (mut wrong, mut counted) = (Vec::new(), Counted::new());
            let played = scene.played(*part);
            for (m, now) in times().into_iter().enumerate() {
                if now.signed && !thorough && (n + m) % 18 != 0 {
                    continue;
                }
                let world = under(&played, now);
                let (before, evidence) = (world.state(), world.evidence());
                let case = Case { rows: &rows, scene, part: *part, now, world, evidence, before };
                for action in Action::ALL {
                    if let Err(why) = case.tried(action, &mut counted) {
                        wrong.push(format!("{}, {part:?}, {now:?}, {}: {why}", scene.name, action.name()));
                    }
                }
            }
            (wrong, counted)
        })
        .collect();
    let wrong: Vec<&String> = told.iter().flat_map(|(wrong, _)| wrong).collect();
    let first: Vec<&str> = wrong.iter().take(40).map(|line| line.as_str()).collect();
    assert!(wrong.is_empty(), "{} cells:\n{}", wrong.len(), first.join("\n"));
    let mut counted = Counted::new();
    for (what, times) in told.into_iter().flat_map(|(_, counted)| counted) {
        *counted.entry(what).or_default() += times;
    }
    for row in &rows {
        let passes = format!("{}: {:?}", row.act, Expected::Passes);
        assert!(counted.contains_key(&passes), "nobody ever may {}", row.act);
    }
    eprintln!("{} cells, {} kinds of outcome", counted.values().sum::<usize>(), counted.len());
}
