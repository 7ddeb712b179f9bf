//! Reading a rule book, and whether it makes sense. What is wrong is refused whole: no rule book is half in force.

use std::collections::BTreeSet;

use super::{ROLES, Stage, TEAM, Team, is_id};
use crate::{
    article::line_of,
    refusal::{Refusal, Result},
    say,
    text::{Text, is_hidden},
};

impl Team {
    /// Reads and checks a rule book.
    pub fn parse(text: &str) -> Result<Team> {
        let team: Team = toml::from_str(text).map_err(|error| {
            let why = error.message();
            let line = line_of(text, error.span().map_or(0, |span| span.start));
            let refusal = Refusal::unusable(
                "team_unreadable",
                say!("运营规则读不懂：{why}", "the rule book cannot be read: {why}"),
            );
            refusal.at(TEAM).line(line).help(say!(
                "改好这一行；或放弃改动：`git restore {TEAM}`",
                "mend that line; or drop the edit: `git restore {TEAM}`"
            ))
        })?;
        team.check().map(|()| team)
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
        self.check_keys()?;
        self.check_labels()?;
        self.check_deputies()?;
        self.check_second_hand()?;
        self.check_urgent()?;
        self.check_stages()?;
        self.check_lane()
    }

    /// Own roles have a name of their own.
    fn check_labels(&self) -> Result<()> {
        let refuse = |message: Text| Err(Refusal::unusable("team_invalid", message).at(TEAM));
        for (id, label) in &self.roles {
            if let Some((_, known)) = ROLES.iter().find(|(own, _)| own == id) {
                return refuse(say!(
                    "`[roles]` 里的 `{id}` 是自带的角色，就叫{known}，不能改名",
                    "`{id}` in `[roles]` is a role that wxops knows, {known}, and keeps its name"
                ));
            }
            if !is_id(id) || label.trim().is_empty() || label.chars().any(|c| c == '\n' || is_hidden(c)) {
                return refuse(say!(
                    "`[roles]` 里的 `{id}` 写法不对，要写成 `legal = \"法务\"`",
                    "`{id}` in `[roles]` is written wrong; write it as `legal = \"法务\"`"
                ));
            }
            let others = self.roles.iter().filter(|(other, _)| *other != id).map(|(_, label)| label.as_str());
            if ROLES.iter().map(|(_, label)| *label).chain(others).any(|other| other == label) {
                return refuse(say!(
                    "`[roles]` 里有两个角色都叫`{label}`",
                    "two roles are called `{label}` in `[roles]`"
                ));
            }
        }
        Ok(())
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
            check_stage(stage)?;
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

/// A stage is decided in one role, or in several by a person each.
fn check_stage(stage: &Stage) -> Result<()> {
    let id = &stage.id;
    let refuse = |message: Text| {
        let help = say!(
            "一个人审：`role = \"final-reviewer\"`；几个人会签：`roles = [\"legal\", \"product\"]`",
            "for one person: `role = \"final-reviewer\"`; for several: `roles = [\"legal\", \"product\"]`"
        );
        Err(Refusal::unusable("team_invalid", message).at(TEAM).help(help))
    };
    if stage.role.is_some() == stage.is_joint() {
        return refuse(if stage.is_joint() {
            say!(
                "环节 `{id}` 既写了 `role`，又写了 `roles`，只能写一个",
                "stage `{id}` has `role` and `roles`; it takes one of them"
            )
        } else {
            say!(
                "环节 `{id}` 没有写由谁审：`role` 或 `roles`",
                "stage `{id}` does not say who decides it: `role` or `roles`"
            )
        });
    }
    let roles: Vec<&str> = stage.roles().collect();
    let twice = (1..roles.len()).any(|n| roles[..n].contains(&roles[n]));
    if stage.is_joint() && (roles.len() < 2 || twice) {
        return refuse(say!(
            "会签环节 `{id}` 的 `roles` 要有至少两个角色，且不重复",
            "`roles` of the joint stage `{id}` takes two roles at least, each once"
        ));
    }
    match roles.iter().find(|role| !is_id(role)) {
        Some(role) if stage.is_joint() => refuse(say!(
            "环节 `{id}` 的角色 `{role}` 写法不对",
            "stage `{id}` has the role `{role}`, which is no id"
        )),
        _ => Ok(()),
    }
}
