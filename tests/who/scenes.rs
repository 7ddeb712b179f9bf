//! Where an article stands, how it came there, and which part in it the person had whose rights are asked for.

use wxops::{
    article::INDEX,
    workflow::{
        decide::{Does, Said},
        opinion::Weight,
        record::Emergency,
        replacement::Typed,
    },
};

use super::{
    team::{ALL_ROLES, CATEGORY_OF_LEGAL, PROBE, rules},
    wishes::{approve, begin, opinion, sending, ticks},
};
use crate::world::{World, start};

/// One step of a life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Begin,
    Check,
    Submit,
    SubmitUrgent,
    First,
    EditFirst,
    BackFirst,
    Final,
    /// Typed by somebody else
    FirstTyped,
    FinalTyped,
    EditFinal,
    BackFinal,
    Accept,
    Reject,
    /// Out before its last stage, which reviews late
    Skip,
    Late,
    Schedule,
    Start,
    Publish,
    Correct,
    Retract,
    Archive,
    Discard,
}

use Step::*;

/// The part that the person had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// None
    Stranger,
    /// Began it and owns it
    Owner,
    /// Began it, and handed it on at once
    FormerOwner,
    /// Is named in the text
    CoWriter,
    /// Is named in the text, checked it and submitted it
    Submitter,
    /// Owns it since the last act
    NewOwner,
    /// Decided the first stage
    First,
    /// Decided the last stage
    Final,
    /// Typed somebody else's approval
    Typist,
    /// Let it out before its last stage
    Opener,
    /// Reviewed it late
    Late,
}

pub const PARTS: [Part; 11] = [
    Part::Stranger,
    Part::Owner,
    Part::FormerOwner,
    Part::CoWriter,
    Part::Submitter,
    Part::NewOwner,
    Part::First,
    Part::Final,
    Part::Typist,
    Part::Opener,
    Part::Late,
];

/// Where an article stands.
#[derive(Clone, Copy, Debug)]
pub struct Scene {
    pub name: &'static str,
    /// The status, and the stage where there is one
    at: (&'static str, &'static str),
    pub live: bool,
    pub out: bool,
    pub gone: bool,
    /// The last stage is one of the company's own
    legal: bool,
    steps: &'static [Step],
}

const fn scene(name: &'static str, at: (&'static str, &'static str), steps: &'static [Step]) -> Scene {
    Scene { name, at, live: false, out: false, gone: false, legal: false, steps }
}

const fn seen(name: &'static str, at: (&'static str, &'static str), steps: &'static [Step]) -> Scene {
    Scene { live: true, out: true, ..scene(name, at, steps) }
}

#[rustfmt::skip]
pub const SCENES: &[Scene] = &[
    scene("nothing",                   ("nothing", ""),                &[]),
    scene("draft",                     ("draft", ""),                  &[Begin]),
    scene("checked",                   ("checked", ""),                &[Begin, Check]),
    scene("in review, first",          ("in-review", "first"),         &[Begin, Submit]),
    scene("in review, final",          ("in-review", "final"),         &[Begin, Submit, First]),
    Scene { legal: true, ..scene("in review, first of legal", ("in-review", "first"), &[Begin, Submit]) },
    Scene { legal: true, ..scene("in review, legal", ("in-review", "legal"), &[Begin, Submit, First]) },
    scene("edited, first",             ("edited", "first"),            &[Begin, Submit, EditFirst]),
    scene("edited, final",             ("edited", "final"),            &[Begin, Submit, First, EditFinal]),
    scene("edits to confirm",          ("in-review", "first"),         &[Begin, Submit, First, EditFinal, Accept]),
    scene("sent back, first",          ("changes-requested", "first"), &[Begin, Submit, BackFirst]),
    scene("sent back, final",          ("changes-requested", "final"), &[Begin, Submit, First, BackFinal]),
    scene("submitted again",           ("in-review", "first"),         &[Begin, Submit, First, BackFinal, Submit]),
    scene("approved",                  ("approved", ""),               &[Begin, Submit, First, Final]),
    scene("approved after edits",      ("approved", ""),               &[Begin, Submit, EditFirst, Accept, Final]),
    scene("first typed",               ("in-review", "final"),         &[Begin, Submit, FirstTyped]),
    scene("final typed",               ("approved", ""),               &[Begin, Submit, First, FinalTyped]),
    scene("urgent, first",              ("in-review", "first"),         &[Begin, SubmitUrgent]),
    scene("urgent, final",              ("in-review", "final"),         &[Begin, SubmitUrgent, First]),
    scene("urgent, first typed",        ("in-review", "final"),         &[Begin, SubmitUrgent, FirstTyped]),
    scene("skipped",                    ("approved", ""),               &[Begin, SubmitUrgent, First, Skip]),
    seen ("skipped, published",         ("published", ""),              &[Begin, SubmitUrgent, First, Skip, Publish]),
    scene("reviewed late",              ("approved", ""),               &[Begin, SubmitUrgent, First, Skip, Late]),
    seen ("published, reviewed late",   ("published", ""),              &[Begin, SubmitUrgent, First, Skip, Publish, Late]),
    scene("scheduled",                 ("scheduled", ""),              &[Begin, Submit, First, Final, Schedule]),
    scene("publishing",                ("publishing", ""),             &[Begin, Submit, First, Final, Start]),
    scene("publishing, final typed",   ("publishing", ""),             &[Begin, Submit, First, FinalTyped, Start]),
    seen ("published",                 ("published", ""),              &[Begin, Submit, First, Final, Publish]),
    scene("rejected",                  ("rejected", ""),               &[Begin, Submit, First, Reject]),
    Scene { live: false, ..seen("retracted", ("retracted", ""),        &[Begin, Submit, First, Final, Publish, Retract]) },
    seen ("archived",                  ("archived", ""),               &[Begin, Submit, First, Final, Publish, Archive]),
    Scene { live: false, ..seen("archived, retracted", ("archived", ""), &[Begin, Submit, First, Final, Publish, Retract, Archive]) },
    scene("archived, rejected",        ("archived", ""),               &[Begin, Submit, First, Reject, Archive]),
    seen ("correction",                ("draft", ""),                  &[Begin, Submit, First, Final, Publish, Correct]),
    seen ("correction in review",      ("in-review", "first"),         &[Begin, Submit, First, Final, Publish, Correct, Submit]),
    seen ("correction publishing",     ("publishing", ""),             &[Begin, Submit, First, Final, Publish, Correct, Submit, First, Final, Start]),
    Scene { gone: true, ..scene("discarded", ("draft", ""),            &[Begin, Discard]) },
];

impl Scene {
    pub fn status(&self) -> &'static str {
        if self.gone { "gone" } else { self.at.0 }
    }

    pub fn urgent(&self) -> bool {
        self.steps.contains(&SubmitUrgent)
    }

    pub fn stage(&self) -> &'static str {
        self.at.1
    }

    pub fn stage_role(&self) -> &'static str {
        role_of(self.at.1)
    }

    pub fn last_stage(&self) -> &'static str {
        if self.legal { "legal" } else { "final" }
    }

    pub fn last_role(&self) -> &'static str {
        role_of(self.last_stage())
    }

    pub fn category(&self) -> &'static str {
        if self.legal { CATEGORY_OF_LEGAL } else { "news" }
    }

    /// Who stands in the text as co-writer.
    pub fn co_writers(&self, part: Part) -> Vec<&'static str> {
        let named = matches!(part, Part::CoWriter | Part::Submitter) && !self.steps.is_empty();
        if named { vec![PROBE] } else { vec![] }
    }

    /// Whether somebody can have had this part.
    pub fn has(&self, part: Part) -> bool {
        let any = |steps: &[Step]| self.steps.iter().any(|step| steps.contains(step));
        match part {
            Part::Stranger => true,
            Part::Owner | Part::FormerOwner | Part::CoWriter => any(&[Begin]),
            Part::NewOwner => any(&[Begin]) && !self.gone,
            Part::Submitter => any(&[Check, Submit, SubmitUrgent]),
            Part::Opener => any(&[Skip]),
            Part::Late => any(&[Late]),
            Part::First => any(&[First, FirstTyped, EditFirst, BackFirst]),
            Part::Final => any(&[Final, FinalTyped, EditFinal, BackFinal, Reject]),
            Part::Typist => any(&[FirstTyped, FinalTyped]),
        }
    }

    /// The world with the article there, and the person with every role and that part in it.
    pub fn played(&self, part: Part) -> World {
        let mut world = World::new(&rules(Some((ALL_ROLES, true)), false));
        let named = self.co_writers(part);
        for step in self.steps {
            let plays = |when: Part, other: &'static str| if part == when { PROBE } else { other };
            let (by, does): (&str, Does) = match step {
                Begin => (
                    if part == Part::FormerOwner { PROBE } else { plays(Part::Owner, "li") },
                    begin(self.category(), &named),
                ),
                Check => (plays(Part::Submitter, owner(part)), Does::SelfCheck(ticks())),
                Submit => {
                    (plays(Part::Submitter, owner(part)), Does::Submit { ticks: Some(ticks()), urgent: None })
                }
                SubmitUrgent => {
                    let urgent = Some(Emergency { reason: "今晚停机".into(), told: vec![] });
                    (plays(Part::Submitter, owner(part)), Does::Submit { ticks: Some(ticks()), urgent })
                }
                Skip => (plays(Part::Opener, "luo"), Does::Skip("等不了".into())),
                Late => (plays(Part::Late, "zhang"), Does::LateReview(ticks())),
                First => (plays(Part::First, "wang"), approve()),
                EditFirst => (plays(Part::First, "wang"), edit()),
                BackFirst => {
                    (plays(Part::First, "wang"), Does::RequestChanges(vec![opinion(Weight::Should)]))
                }
                Final => (plays(Part::Final, "zhang"), approve()),
                FirstTyped => (plays(Part::Typist, "luo"), said(plays(Part::First, "wang"))),
                FinalTyped => (plays(Part::Typist, "luo"), said(plays(Part::Final, "zhang"))),
                EditFinal => (plays(Part::Final, "zhang"), edit()),
                BackFinal => {
                    (plays(Part::Final, "zhang"), Does::RequestChanges(vec![opinion(Weight::Should)]))
                }
                Accept => (owner(part), Does::Accept),
                Reject => (plays(Part::Final, "zhang"), Does::Reject("不发".into(), vec![])),
                Schedule => {
                    ("gu", Does::Schedule { at: start() + chrono::Duration::days(300), urgent: None })
                }
                Start => ("gu", Does::PublishStarted { sending: sending(), now: true }),
                Publish => {
                    ("gu", Does::Publish { url: "https://mp.weixin.qq.com/s/first".into(), at: start() })
                }
                Correct => (owner(part), Does::Correct { reason: "有误".into(), how: "edit".into() }),
                Retract => ("gu", Does::Retract("客户要求".into())),
                Archive => ("gu", Does::Archive),
                Discard => (owner(part), Does::Discard("不做了".into())),
            };
            world
                .act(by, does)
                .unwrap_or_else(|refusal| panic!("{}: {part:?}: {step:?}: {refusal:?}", self.name));
            if *step == Begin && part == Part::FormerOwner {
                world.act(PROBE, Does::Assign("li".into())).unwrap();
            }
            if *step == Correct {
                mend(&mut world);
            }
        }
        if part == Part::NewOwner {
            world.act("chen", Does::Assign(PROBE.into())).unwrap();
        }
        let now =
            world.state().map_or("nothing", |state| if state.gone { "gone" } else { state.status.name() });
        assert_eq!(now, self.status(), "{}: {part:?}", self.name);
        world
    }
}

/// Who owns it while it lives.
fn owner(part: Part) -> &'static str {
    if part == Part::Owner { PROBE } else { "li" }
}

fn role_of(stage: &str) -> &'static str {
    match stage {
        "first" => "first-reviewer",
        "final" => "final-reviewer",
        "legal" => "legal",
        _ => "",
    }
}

/// Somebody's approval, typed by somebody else.
fn said(member: &str) -> Does {
    let proof = vec![("png".to_owned(), vec![1, 2, 3])];
    let said = Said { member: member.into(), at: None, place: "微信".into(), proof };
    Does::Approve { ticks: ticks(), opinions: vec![], edits: vec![], said: Some(said) }
}

fn edit() -> Does {
    let edit = Typed { from: "正文".into(), to: "全文".into() };
    Does::Approve { ticks: ticks(), opinions: vec![], edits: vec![edit], said: None }
}

/// The writer of a correction changes the text, and it is committed.
fn mend(world: &mut World) {
    let path = format!("articles/jia/{INDEX}");
    let text = String::from_utf8(world.working[&path].clone()).unwrap().replace("正文", "更正");
    world.working.insert(path.clone(), text.clone().into_bytes());
    world.head.insert(path, text.into_bytes());
}
