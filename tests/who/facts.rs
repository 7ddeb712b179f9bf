//! What is true of a person, read off the records one after the other. A model of its own: nothing of `derive` or `who`.

use std::collections::BTreeSet;

use wxops::workflow::{action::Action, chain::Filed, team::Team};

/// One person and one article.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub member: bool,
    roles: Vec<String>,
    pub can_sign: bool,
    pub owns: bool,
    pub wrote: bool,
    /// The same without those who are only named in the text
    acted: bool,
    /// Stages decided since the newest submission
    pub decided: Vec<String>,
    approved: bool,
    /// An approval of this person was typed by somebody else, and not countersigned
    pub owed: bool,
    /// The same of anybody
    pub owing: bool,
    /// Whether this person typed one since the newest submission
    pub typed: bool,
    accepted: bool,
    /// Whether the rule book names this person for the lane
    pub named: bool,
    /// Whether this person let the text out before its last stage, or reviewed it late
    pub opened: bool,
    paid: bool,
    /// Whether a late review is owed
    pub late: bool,
    /// Whether there is an opinion in this revision
    pub asked: bool,
}

impl Facts {
    /// Of a person, from records of the world in which each act takes an hour.
    pub fn of(person: &str, records: &[Filed], co_writers: &[&str], team: &Team) -> Facts {
        let mut records: Vec<&Filed> = records.iter().collect();
        records.sort_by_key(|filed| filed.record.at);
        let own = team.members.get(person);
        let mut facts = Facts {
            member: own.is_some(),
            roles: own.map(|own| own.roles.clone()).unwrap_or_default(),
            named: team.lane.as_ref().is_some_and(|lane| lane.people.iter().any(|id| id == person)),
            can_sign: team.level.name() == "declared" || own.is_some_and(|own| !own.keys.is_empty()),
            ..Facts::default()
        };
        let (mut owner, mut writers) = (String::new(), BTreeSet::new());
        let last = records.last().map(|filed| filed.record.content.clone());
        for filed in records {
            let record = &filed.record;
            let said = record.says.second_hand.as_ref();
            let mine = said.map_or(&record.by, |said| &said.member) == person;
            match record.action {
                Action::New | Action::Import => owner.clone_from(&record.by),
                Action::Assign => owner = record.says.assign.clone().unwrap(),
                Action::Correct => (writers, facts.asked) = (BTreeSet::new(), false),
                Action::Submit => {
                    (facts.decided, facts.approved, facts.accepted) = (vec![], false, false);
                    (facts.owed, facts.owing, facts.typed) = (false, false, false);
                    (facts.opened, facts.paid, facts.late) = (false, false, false);
                }
                Action::Skip => (facts.opened, facts.late) = (mine, true),
                Action::LateReview => {
                    (facts.paid, facts.late) = (mine, false);
                    facts.approved |= mine;
                }
                Action::Retract => facts.late = false,
                Action::Accept => facts.accepted = mine,
                Action::Approve | Action::RequestChanges | Action::Reject if mine => {
                    facts.decided.push(record.stage.clone().unwrap());
                    let now = record.action == Action::Approve && Some(&record.content) == last.as_ref();
                    facts.approved |= now && said.is_none();
                }
                _ => {}
            }
            facts.owing |= said.is_some();
            facts.owed |= said.is_some() && mine;
            facts.typed |= said.is_some() && record.by == person;
            facts.asked |= !record.says.opinions.is_empty();
            writers.insert(owner.clone());
            let writes = ["new", "import", "correct", "answer", "self-check", "submit"]
                .contains(&record.action.name());
            if writes {
                writers.insert(record.by.clone());
            }
        }
        facts.owns = owner == person;
        facts.acted = writers.contains(person);
        facts.wrote = facts.acted || co_writers.contains(&person);
        facts
    }

    pub fn has(&self, role: &str) -> bool {
        self.roles.iter().any(|own| own == role)
    }

    /// Whether this person did what would be done again.
    pub fn did(&self, what: &str) -> bool {
        match what {
            "anybody" => true,
            "acted" => self.acted,
            "approved this content" => self.approved,
            "accepted it" => self.accepted,
            "let it out" => self.opened,
            "reviewed it late" => self.paid,
            other => panic!("`{other}` is nothing that is done before"),
        }
    }
}
