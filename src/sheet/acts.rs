//! Every act: who, when, which stage, what was decided.

use super::Met;
use crate::{
    moment::Moment,
    text::Text,
    workflow::{action::Action, second_hand::SecondHand, told},
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
    /// Typed for somebody else: what they said elsewhere, their name, and whether they countersigned it
    pub second_hand: Option<Typed>,
    /// Which text for readers
    pub revision: u32,
    /// The record's name
    pub record: String,
}

/// What an act says that was typed for somebody else.
pub struct Typed {
    /// What the record says
    pub said: SecondHand,
    /// Who said so
    pub name: String,
    /// What became of it: 待补签, 已补签
    pub mark: Text,
}

pub(super) fn act(met: &Met<'_>, mark: Option<Text>, now: Moment) -> Act {
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
        second_hand: record.says.second_hand.clone().zip(mark).map(|(said, mark)| Typed {
            name: met.team().name(&said.member).to_owned(),
            said,
            mark,
        }),
        revision: record.revision,
        record: format!("{}-{}", record.action.name(), met.filed.id.short()),
    }
}
