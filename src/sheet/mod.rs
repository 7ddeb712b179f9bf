//! The review sheet (公众号稿件审核表) of one article: what its records say, for a file or for paper.
//!
//! A [`Sheet`] is read off the records and nothing else; `markdown` and `html` lay out the same `paper`.

mod acts;
mod html;
mod lists;
mod markdown;
mod marks;
mod opinions;
mod paper;

use std::collections::BTreeSet;

use crate::{
    article::{bundle::Bundle, digest::Digest},
    leaks::masked,
    moment::{Moment, Zone, in_zone},
    say,
    text::{Language, Text},
    workflow::{
        action::Action,
        chain::{Filed, Step},
        derive::{met, take},
        lane,
        policy::PolicyChain,
        second_hand::mark,
        state::{Live, State},
        told, urgent,
    },
};

pub use acts::{Act, Typed};
pub use lists::{Item, Ticked};
pub use marks::Marks;
pub use opinions::{Answered, Point};

/// What a sheet is made of, beside the records.
pub struct Sources<'s> {
    /// The account's name
    pub account: &'s str,
    /// The rule book, all its versions
    pub policy: &'s PolicyChain,
    /// Where the article stands
    pub state: &'s State,
    /// Its records, in order
    pub steps: &'s [Step],
    /// The bundle as it is committed; none for an article that was discarded
    pub bundle: Option<&'s Bundle>,
    /// How the category is called
    pub category: String,
    /// What rules find and the article answers, a line each
    pub allowed: Vec<Text>,
    /// The account's zone
    pub zone: &'s Zone,
    /// When the sheet is made
    pub now: Moment,
}

/// The sheet. Leaks are masked in it.
pub struct Sheet {
    /// The account's name
    pub account: String,
    /// How the article is called
    pub called: Text,
    /// The slug
    pub slug: String,
    /// The ULID
    pub id: String,
    /// How the category is called
    pub category: String,
    /// Where it stands
    pub status: Text,
    /// Why it cannot wait, and who was told before
    pub urgent: Option<Text>,
    /// The stage that was skipped, and whether it reviewed since
    pub skipped: Option<Text>,
    /// Whose it is
    pub owner: String,
    /// Who wrote this revision
    pub writers: Vec<String>,
    /// Which text for readers
    pub revision: u32,
    /// What readers see
    pub live: Option<Live>,
    /// The version of the rule book that holds for it, and from which day that holds
    pub policy: (u32, String),
    /// Every act, in order
    pub acts: Vec<Act>,
    /// Every opinion, in order
    pub opinions: Vec<Point>,
    /// The lists of the newest submission
    pub lists: Vec<Ticked>,
    /// What rules find and the article answers
    pub allowed: Vec<Text>,
    /// The content of the newest record
    pub content: Digest,
    /// What is committed is that content; nothing for an article that was discarded
    pub is_content: Option<bool>,
    /// The newest records, by act and id
    pub newest: Vec<(Action, Digest)>,
    /// What a proof says of it, if one was asked for
    pub proof: Option<Marks>,
    /// When the sheet was made
    pub made: Moment,
}

impl Sheet {
    /// Reads the sheet off the records.
    pub fn of(sources: Sources<'_>) -> Sheet {
        let Sources { policy, state, steps, bundle, zone, now, .. } = sources;
        let told = told(steps, policy, zone);
        let ruling = match &state.submission {
            Some(submitted) => policy.version(submitted.policy),
            None => policy.version(state.policy),
        };
        let ruling = ruling.unwrap_or(policy.newest());
        let title = bundle.and_then(|bundle| bundle.index.title()).unwrap_or_default();
        let team = &policy.newest().team;
        let newest = steps.last().into_iter().flatten();
        Sheet {
            account: sources.account.to_owned(),
            called: crate::folder::called(title, &state.slug),
            slug: state.slug.clone(),
            id: state.id.clone(),
            category: sources.category,
            status: if state.gone { say!("已弃稿", "discarded") } else { state.label() },
            urgent: state
                .submission
                .as_ref()
                .and_then(|submitted| submitted.urgent.as_ref())
                .map(|urgent| urgent::tell(&masked(&urgent.reason), &urgent.told, team)),
            skipped: lane::remark(state, team),
            owner: team.name(&state.owner).to_owned(),
            writers: writers(state, steps).iter().map(|id| team.name(id).to_owned()).collect(),
            revision: state.revision,
            live: state.live.clone().map(|live| Live { at: in_zone(live.at, zone), ..live }),
            policy: (ruling.header.version, ruling.team.effective.clone()),
            acts: told
                .iter()
                .map(|met| acts::act(met, mark(&met.filed, steps.iter().flatten(), Some(state), now), now))
                .collect(),
            opinions: opinions::points(&told, bundle.map_or("", |bundle| bundle.index.text())),
            lists: lists::ticked(&told),
            allowed: sources.allowed,
            content: state.content.clone(),
            is_content: bundle.map(|bundle| bundle.content(&state.id, &state.slug) == state.content),
            newest: newest.map(|filed| (filed.record.action, filed.id.clone())).collect(),
            proof: None,
            made: now,
        }
    }

    /// The sheet as Markdown.
    pub fn markdown(&self, language: Language) -> String {
        markdown::drawn(&paper::of(self, language))
    }

    /// The sheet as one HTML file that needs no other.
    pub fn html(&self, language: Language) -> String {
        html::drawn(&paper::of(self, language), language)
    }
}

/// Whether a file is a sheet that was written before, and may be written again.
pub fn is_one(file: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&file[..file.len().min(512)]);
    markdown::is_one(&head) || html::is_one(&head)
}

/// A record as it is shown, with the state that it met and the rule book that it names.
struct Met<'p> {
    /// The record, its leaks masked
    filed: Filed,
    /// Its time in the account's zone
    at: Moment,
    before: Option<State>,
    policy: &'p PolicyChain,
}

impl Met<'_> {
    fn team(&self) -> &crate::workflow::team::Team {
        let version = self.policy.version(self.filed.record.policy);
        &version.unwrap_or(self.policy.newest()).team
    }

    fn name(&self) -> String {
        self.team().name(&self.filed.record.by).to_owned()
    }
}

fn told<'p>(steps: &[Step], policy: &'p PolicyChain, zone: &Zone) -> Vec<Met<'p>> {
    let mut before: Option<State> = None;
    let mut told = Vec::new();
    for step in steps {
        let met = met(before.as_ref(), step, policy);
        told.extend(step.iter().zip(met).map(|(filed, before)| Met {
            at: in_zone(filed.record.at, zone),
            filed: Filed { id: filed.id.clone(), record: told::shown(filed.record.clone()) },
            before,
            policy,
        }));
        before = take(before.as_ref(), step, policy).ok();
    }
    told
}

/// Who wrote this revision: by what they did, and by what its submissions state.
fn writers(state: &State, steps: &[Step]) -> BTreeSet<String> {
    let records = steps.iter().flatten().map(|filed| &filed.record);
    let submitted = records.filter(|record| record.revision == state.revision);
    let stated = submitted.filter_map(|record| record.says.submission.as_ref());
    state.writers.iter().cloned().chain(stated.flat_map(|says| says.writers.iter().cloned())).collect()
}
