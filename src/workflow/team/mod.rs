//! The team: `team.toml` (运营规则) — people, roles, stages, check lists.

mod check;
mod deputies;
pub mod difference;
mod keys;
mod labels;
mod lane;
mod named;
mod seats;
mod second_hand;
pub mod text;
mod urgent;

pub use deputies::Deputy;
pub use lane::LaneRules;
pub use seats::Seat;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use serde::Deserialize;

pub use second_hand::SecondHandRules;
pub use urgent::UrgentRules;

use crate::{
    say,
    text::{Text, names},
};

/// The file's name.
pub const TEAM: &str = "team.toml";

/// The roles that wxops itself knows; a team may have others for its own stages.
pub const ROLES: &[(&str, &str)] = &[
    ("writer", "运营编辑"),
    ("first-reviewer", "初审人"),
    ("second-reviewer", "复审人"),
    ("final-reviewer", "终审人"),
    ("publisher", "发布人"),
    ("manager", "运营主管"),
    ("contributor", "供稿人"),
];

/// How acts are proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// 自报身份: names as typed, nobody proved
    Declared,
    /// 签名核验: each record carries a signature by a key of its member
    Signed,
}

impl Level {
    /// Its word in files and answers.
    pub fn name(self) -> &'static str {
        match self {
            Level::Declared => "declared",
            Level::Signed => "signed",
        }
    }

    /// Its word for people.
    pub fn label(self) -> Text {
        match self {
            Level::Declared => say!("自报身份", "declared"),
            Level::Signed => say!("签名核验", "signed"),
        }
    }
}

/// The rule book that is in force.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// How acts are proved
    pub level: Level,
    /// How many managers must adopt a new version
    pub threshold: usize,
    /// From which day it holds, `2026-11-23`
    pub effective: String,
    /// Fingerprints of keys that nobody may have any more
    #[serde(default)]
    pub distrust: Vec<String>,
    /// What people call the team's own roles: id → label
    #[serde(default)]
    pub roles: BTreeMap<String, String>,
    /// Everybody, by id
    pub members: BTreeMap<String, Member>,
    /// Who reviews for whom, and when
    #[serde(default)]
    pub deputies: Vec<Deputy>,
    /// The day of the act that the team is asked about, see [`Team::on`]; without one no deputy counts
    #[serde(skip)]
    pub day: Option<NaiveDate>,
    /// Names of those who were members in earlier versions, for sentences; no part of the file
    #[serde(skip)]
    pub former: BTreeMap<String, String>,
    /// The steps of review, in order
    pub stages: Vec<Stage>,
    /// Category → ids of its stages; `default` for those not named
    pub review: BTreeMap<String, Vec<String>>,
    /// Whether somebody may type what a reviewer said elsewhere
    #[serde(default)]
    pub second_hand: SecondHandRules,
    /// Which articles may be urgent, and how soon each stage then decides; without it none may
    #[serde(default)]
    pub urgent: Option<UrgentRules>,
    /// Who may let an urgent article out before its last stage; without it nobody may
    #[serde(default)]
    pub lane: Option<LaneRules>,
    /// The check lists, by id
    #[serde(default)]
    pub lists: BTreeMap<String, Vec<Item>>,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The name that everybody reads
    pub name: String,
    /// The git addresses that are this person
    pub emails: Vec<String>,
    /// What this person may do
    pub roles: Vec<String>,
    /// The public keys that sign for this person: kind and base64
    #[serde(default)]
    pub keys: Vec<String>,
}

/// One step of review.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its id
    pub id: String,
    /// Its name, such as 初审
    pub name: String,
    /// Who decides it; see [`Stage::roles`]
    #[serde(default)]
    role: Option<String>,
    /// Several roles decide it together (会签), each by a person of its own
    #[serde(default)]
    roles: Vec<String>,
    /// The check list to attest
    pub list: String,
    /// It decides an urgent submission, see [`Team::stages_for`]; no part of the file
    #[serde(skip)]
    pub urgent: bool,
}

/// One line of a check list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// For `--attest`
    pub key: String,
    /// What is asked
    pub text: String,
    /// "Does not apply" wants a reason
    #[serde(default)]
    pub reason: bool,
    /// Asked for these categories only; for all when empty
    #[serde(default)]
    pub categories: Vec<String>,
}

impl Team {
    /// The member with this address. ASCII case does not matter.
    pub fn member_of(&self, email: &str) -> Option<&str> {
        let owns = |member: &Member| member.emails.iter().any(|own| own.eq_ignore_ascii_case(email));
        self.members.iter().find(|(_, member)| owns(member)).map(|(id, _)| id.as_str())
    }

    /// Whether a member has a role.
    pub fn has_role(&self, member: &str, role: &str) -> bool {
        self.members.get(member).is_some_and(|member| member.roles.iter().any(|own| own == role))
    }

    /// Everybody with a role, by id.
    pub fn with_role<'a>(&'a self, role: &'a str) -> impl Iterator<Item = &'a str> {
        self.members.iter().filter(move |(id, _)| self.has_role(id, role)).map(|(id, _)| id.as_str())
    }

    /// A person's name; the id for somebody who is not in this version.
    pub fn name<'a>(&'a self, member: &'a str) -> &'a str {
        let former = || self.former.get(member).map_or(member, String::as_str);
        self.members.get(member).map_or_else(former, |member| &member.name)
    }

    /// Names of several people, for a sentence.
    pub fn names<'a>(&self, members: impl IntoIterator<Item = &'a str>) -> Text {
        names(members.into_iter().map(|id| self.name(id)))
    }

    /// The stages of a category, in order.
    pub fn stages_of(&self, category: &str) -> Vec<&Stage> {
        let ids = self.review.get(category).or_else(|| self.review.get("default"));
        let stage = |id: &String| self.stages.iter().find(|stage| stage.id == *id);
        ids.into_iter().flatten().filter_map(stage).collect()
    }

    /// The same for one submission: deputies for urgent articles decide only stages that are marked so.
    pub fn stages_for(&self, category: &str, urgent: bool) -> Vec<Stage> {
        self.stages_of(category).into_iter().map(|stage| Stage { urgent, ..stage.clone() }).collect()
    }

    /// The items of a list that are asked for a category.
    pub fn items<'a>(&'a self, list: &str, category: &'a str) -> impl Iterator<Item = &'a Item> {
        let items = self.lists.get(list).into_iter().flatten();
        items.filter(move |item| {
            item.categories.is_empty() || item.categories.iter().any(|own| own == category)
        })
    }
}

/// Whether a word can be an id of a member, role, stage or list item: `[a-z][a-z0-9-]*`.
pub fn is_id(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        && word.len() <= 64
}
