//! The team: `team.toml` (运营规则) — people, roles, stages, check lists.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::{
    article::line_of,
    refusal::{Refusal, Result},
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// 自报身份: names as typed, nobody proved
    Declared,
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
    /// Everybody, by id
    pub members: BTreeMap<String, Member>,
    /// The steps of review, in order
    pub stages: Vec<Stage>,
    /// Category → ids of its stages; `default` for those not named
    pub review: BTreeMap<String, Vec<String>>,
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
}

/// One step of review.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its id
    pub id: String,
    /// Its name, such as 初审
    pub name: String,
    /// Who decides it
    pub role: String,
    /// The check list to attest
    pub list: String,
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
    /// Reads and checks a rule book.
    pub fn parse(text: &str) -> Result<Team> {
        let team: Team = toml::from_str(text).map_err(|error| {
            let why = error.message();
            let line = line_of(text, error.span().map_or(0, |span| span.start));
            let refusal = Refusal::unusable(
                "team_unreadable",
                say!("运营规则读不懂：{why}", "the rule book cannot be read: {why}"),
            )
            .help(say!(
                "改好这一行，或放弃改动：`git restore {TEAM}`",
                "mend that line, or drop the edit: `git restore {TEAM}`"
            ));
            refusal.at(TEAM).line(line)
        })?;
        team.check().map(|()| team)
    }

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
        self.members.get(member).map_or(member, |member| &member.name)
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

    /// The items of a list that are asked for a category.
    pub fn items<'a>(&'a self, list: &str, category: &'a str) -> impl Iterator<Item = &'a Item> {
        let items = self.lists.get(list).into_iter().flatten();
        items.filter(move |item| {
            item.categories.is_empty() || item.categories.iter().any(|own| own == category)
        })
    }

    /// Whether every stage can be decided by another person who is none of `writers`; else the first stage
    /// that cannot be filled.
    pub fn unfilled<'a>(&self, stages: &[&'a Stage], writers: &BTreeSet<String>) -> Option<&'a Stage> {
        let mut taken = Vec::new();
        let mut deepest = 0;
        if self.fill(stages, writers, &mut taken, &mut deepest) { None } else { stages.get(deepest).copied() }
    }

    fn fill<'a>(
        &'a self,
        stages: &[&Stage],
        writers: &BTreeSet<String>,
        taken: &mut Vec<&'a str>,
        deepest: &mut usize,
    ) -> bool {
        *deepest = (*deepest).max(taken.len());
        let Some(stage) = stages.get(taken.len()) else { return true };
        for (id, member) in &self.members {
            if member.roles.contains(&stage.role) && !writers.contains(id) && !taken.contains(&id.as_str()) {
                taken.push(id);
                if self.fill(stages, writers, taken, deepest) {
                    return true;
                }
                taken.pop();
            }
        }
        false
    }

    fn check(&self) -> Result<()> {
        let refuse = |message: Text| Err(Refusal::unusable("team_invalid", message).at(TEAM));
        let managers = self.with_role("manager").count();
        if self.threshold == 0 || managers < self.threshold {
            let threshold = self.threshold;
            return refuse(say!(
                "采用新版本需要 {threshold} 位运营主管，而团队里有 {managers} 位",
                "adopting a version takes {threshold} managers, and the team has {managers}"
            ));
        }
        let mut mails = BTreeSet::new();
        for (id, member) in &self.members {
            if !is_id(id) {
                return refuse(say!(
                    "成员代号 `{id}` 要用小写字母开头，只含小写字母、数字和 `-`",
                    "the member id `{id}` must begin with a small letter and hold only small letters, digits and `-`"
                ));
            }
            if member.emails.is_empty() {
                return refuse(say!("成员 `{id}` 没有邮箱", "member `{id}` has no address"));
            }
            if let Some(role) = member.roles.iter().find(|role| !is_id(role)) {
                return refuse(say!(
                    "成员 `{id}` 的角色 `{role}` 写法不对",
                    "member `{id}` has the role `{role}`, which is no id"
                ));
            }
            for mail in &member.emails {
                if !mails.insert(mail.to_ascii_lowercase()) {
                    return refuse(say!(
                        "邮箱 {mail} 出现了两次；一个邮箱只能属于一位成员",
                        "{mail} stands twice; an address belongs to one member only"
                    ));
                }
            }
        }
        self.check_stages()
    }

    fn check_stages(&self) -> Result<()> {
        let refuse = |message: Text| Err(Refusal::unusable("team_invalid", message).at(TEAM));
        if !self.review.contains_key("default") {
            return refuse(say!("`[review]` 里缺少 `default`", "`[review]` has no `default`"));
        }
        for (n, stage) in self.stages.iter().enumerate() {
            let id = &stage.id;
            if !is_id(id) || self.stages[..n].iter().any(|other| other.id == *id) {
                return refuse(say!(
                    "审核环节 `{id}` 重复或写法不对",
                    "the stage `{id}` stands twice or is no id"
                ));
            }
            if !self.lists.contains_key(&stage.list) {
                let list = &stage.list;
                return refuse(say!(
                    "环节 `{id}` 要用的清单 `{list}` 不存在",
                    "stage `{id}` asks for the list `{list}`, which is not there"
                ));
            }
        }
        for (category, stages) in &self.review {
            let unknown = stages.iter().find(|id| !self.stages.iter().any(|stage| stage.id == **id));
            if let Some(unknown) = unknown {
                return refuse(say!(
                    "`[review]` 的 `{category}` 用到不存在的环节 `{unknown}`",
                    "`[review]` names the stage `{unknown}` for `{category}`, which is not there"
                ));
            }
            let twice = (1..stages.len()).any(|n| stages[..n].contains(&stages[n]));
            if stages.is_empty() || twice {
                return refuse(say!(
                    "`[review]` 的 `{category}` 要有至少一个环节，且不重复",
                    "`[review]` must give `{category}` at least one stage, each once"
                ));
            }
        }
        for (list, items) in &self.lists {
            for (n, item) in items.iter().enumerate() {
                let key = &item.key;
                if !is_id(key) || items[..n].iter().any(|other| other.key == *key) {
                    return refuse(say!(
                        "清单 `{list}` 的 `{key}` 重复或写法不对",
                        "`{key}` in the list `{list}` stands twice or is no id"
                    ));
                }
            }
        }
        Ok(())
    }
}

/// Whether a word can be an id of a member, role, stage or list item: `[a-z][a-z0-9-]*`.
pub fn is_id(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        && word.len() <= 64
}

/// The label of a role.
pub fn role_label(role: &str) -> Text {
    let label = ROLES.iter().find(|(id, _)| *id == role).map_or(role, |(_, label)| label);
    say!("{label}", "{role}")
}
