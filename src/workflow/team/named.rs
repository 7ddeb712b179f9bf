//! Which member and which role a person means.

use std::collections::BTreeSet;

use super::{ROLES, Stage, Team};
use crate::{
    refusal::{Refusal, Result},
    say,
    text::{Text, list, names, nearest},
};

impl Team {
    /// The member that a person means: by id, name or address.
    pub fn member_named(&self, word: &str) -> Result<&str> {
        let mut named = self.members.iter().filter(|(id, member)| *id == word || member.name == word);
        match (named.next(), named.next()) {
            (Some((id, _)), None) => return Ok(id),
            (Some(_), Some(_)) => {
                let same = self.members.iter().filter(|(_, member)| member.name == word);
                let Text { zh, en } = names(same.map(|(id, _)| id));
                let refusal = Refusal::usage(
                    "ambiguous",
                    say!("叫`{word}`的不止一位", "`{word}` is the name of several"),
                );
                return Err(refusal.help(say!("用代号：{zh}", "type the id: {en}")));
            }
            _ => {}
        }
        self.member_of(word).ok_or_else(|| {
            let Text { zh, en } = names(self.members.iter().map(|(id, m)| format!("{}（{id}）", m.name)));
            Refusal::usage("no_such_member", say!("团队里没有 `{word}`", "nobody in the team is `{word}`"))
                .help(say!("有：{zh}", "there are: {en}"))
        })
    }

    /// The role that a person means: by id, by label (初审人, 初审), or by the name of a stage that is
    /// decided in one role.
    pub fn role_named(&self, word: &str) -> Result<String> {
        let decides = |stage: &&Stage| !stage.is_joint() && stage.name == word;
        let of_stage = self.stages.iter().filter(decides).flat_map(Stage::roles);
        let of_stages = self.stages.iter().flat_map(Stage::roles).filter(|role| *role == word);
        let own = self.roles.iter().filter(|(id, label)| *id == word || *label == word);
        let own = own.map(|(id, _)| id.as_str()).chain(of_stages).chain(of_stage).next();
        let known = ROLES.iter().find(|(id, label)| {
            *id == word
                || *label == word
                || label.strip_suffix('人') == Some(word)
                || label.strip_prefix("运营") == Some(word)
        });
        let role = known.map(|(id, _)| *id).or(own);
        role.map(str::to_owned).ok_or_else(|| {
            let of_stages = self.stages.iter().flat_map(Stage::roles).filter(|role| !is_known(role));
            let own: BTreeSet<&str> = self.roles.keys().map(String::as_str).chain(of_stages).collect();
            let all = ROLES.iter().map(|(id, _)| *id).chain(own.iter().copied());
            let told = |id: &str| match self.role_label(id) {
                label if label.zh == id => Text::same(id),
                label => say!("{id} {zh}", "{id}", zh = label.zh),
            };
            let known: Vec<Text> = all.clone().map(told).collect();
            let Text { zh, en } = list(&known);
            let refusal =
                Refusal::usage("unknown_role", say!("没有角色 `{word}`", "there is no role `{word}`"));
            let refusal = match nearest(word, all) {
                Some(id) => refusal.help(say!("是不是 `{id}`？", "did you mean `{id}`?")),
                None => refusal,
            };
            refusal.help(say!("可以是：{zh}", "can be: {en}")).help(say!(
                "要用自己的角色：先在 `team.toml` 的 `[roles]` 里写 `legal = \"法务\"`，再 `wxops team adopt`",
                "for a role of your own: write `legal = \"法务\"` under `[roles]` of `team.toml`, then `wxops team adopt`"
            ))
        })
    }
}

/// Whether wxops itself knows a role.
fn is_known(role: &str) -> bool {
    ROLES.iter().any(|(id, _)| *id == role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_roles_are_known_by_several_names() {
        let team = Team::parse(include_str!("../../../tests/example/team.toml")).unwrap();
        for word in ["wangfang", "王芳", "WangFang@example.com"] {
            assert_eq!(team.member_named(word), Ok("wangfang"), "{word}");
        }
        assert_eq!(team.member_named("王").unwrap_err().code, "no_such_member");
        for word in ["first-reviewer", "初审人", "初审"] {
            assert_eq!(team.role_named(word).as_deref(), Ok("first-reviewer"), "{word}");
        }
        assert_eq!(team.role_named("编辑").as_deref(), Ok("writer"));
        assert_eq!(team.role_named("主管").as_deref(), Ok("manager"));
        let refusal = team.role_named("first-reviwer").unwrap_err();
        assert_eq!((refusal.code, &*refusal.help[0].en), ("unknown_role", "did you mean `first-reviewer`?"));
    }
}
