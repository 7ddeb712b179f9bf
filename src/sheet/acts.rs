//! Every act: who, when, which stage, what was decided.

use super::Met;
use crate::{
    moment::Moment,
    text::Text,
    workflow::{action::Action, told},
};

/// One act.
pub struct Act {
    /// When
    pub at: Moment,
    /// Who, by id
    pub by: String,
    /// Who
    pub name: String,
    /// The same, and for whom if as a deputy
    pub author: Text,
    /// The act's word
    pub action: Action,
    /// The name of the stage that decides
    pub stage: Option<String>,
    /// What was done or decided: 通过（定稿）, 送审
    pub outcome: Text,
    /// What else the record says
    pub details: Text,
    /// Which text for readers
    pub revision: u32,
    /// The record's name
    pub record: String,
}

pub(super) fn act(met: &Met<'_>, now: Moment) -> Act {
    let (record, before) = (&met.filed.record, met.before.as_ref());
    // The words of an answer stand beside the opinion.
    let mut brief = record.clone();
    brief.says.answers.iter_mut().for_each(|answer| answer.text = None);
    Act {
        at: met.at,
        by: record.by.clone(),
        name: met.name(),
        author: told::author(record, before, met.team()),
        action: record.action,
        stage: told::stage(record, before).map(ToOwned::to_owned),
        outcome: told::outcome(record, before, met.team()),
        details: told::details(&brief, before, met.team(), now),
        revision: record.revision,
        record: format!("{}-{}", record.action.name(), met.filed.id.short()),
    }
}
