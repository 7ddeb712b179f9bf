//! `due --notify`: the same in one message to the chat groups, each thing once a day.

use wxops::{
    moment::Moment,
    notice::{self, Robot, of_due},
    refusal::Result,
    text::{Language, Text},
};

use super::{left, owed::Owed};
use crate::{
    commands::notify::{no_robot, sandboxed},
    shell::{
        looking::Looking,
        robots::{Message, Robots, deliver},
    },
};

/// The robots that are told; refused where there are none, before anything is said.
pub(super) fn robots(looking: &Looking<'_>) -> Result<Vec<Robot>> {
    let robots = Robots::of(looking.folder.repo())?;
    if robots.all.is_empty() {
        return Err(no_robot());
    }
    let robots = robots.hearing(looking.folder.head()?.policy.is_sandbox());
    if robots.is_empty() { Err(sandboxed()) } else { Ok(robots) }
}

/// Tells what is owed, as far as a group was not told today.
pub(super) fn tell(looking: &Looking<'_>, robots: &[Robot], all: &[Owed], hours: u32) -> Option<bool> {
    let language = looking.folder.settings().language.unwrap_or(Language::Zh);
    let told: Vec<notice::Owed> = all.iter().map(|owed| told(owed, looking.now, language)).collect();
    deliver((looking.folder.repo(), looking.ctx.output), robots, looking.now, |robot, sent| {
        let new = |owed: &&notice::Owed| !sent.knows(&robot.tag(), &owed.event(looking.now));
        let new: Vec<notice::Owed> = told.iter().filter(new).cloned().collect();
        let events = new.iter().map(|owed| owed.event(looking.now)).collect();
        let words = of_due(&new, hours, robot.kind.limit(), language);
        (!new.is_empty()).then_some(Message { events, words })
    })
}

fn told(owed: &Owed, now: Moment, language: Language) -> notice::Owed {
    let called = wxops::folder::called(&owed.card.title, &owed.card.slug);
    let (Text { zh, en }, step) = (left(owed.until, now), owed.step.label());
    let what = wxops::say!(
        "{zh} · {step_zh}{called_zh}",
        "{en} · {step_en} {called_en}",
        step_zh = step.zh,
        called_zh = called.zh,
        step_en = step.en,
        called_en = called.en
    );
    notice::Owed {
        article: owed.element["id"].as_str().unwrap_or_default().to_owned(),
        step: owed.step.name(),
        until: owed.until,
        is_late: owed.is_late(now),
        people: owed.waits_for.get(language).to_owned(),
        what: what.get(language).to_owned(),
        command: owed.command.get(language).to_owned(),
    }
}
