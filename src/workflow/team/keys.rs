//! Whose key is whose. A key belongs to one member, and a member may have several.

use std::collections::BTreeSet;

use super::{Level, TEAM, Team};
use crate::{
    refusal::{Exit, Refusal, Result},
    say,
    signature::Key,
    text::Text,
    workflow::record::Record,
};

impl Team {
    /// A member's keys.
    pub fn keys_of(&self, member: &str) -> Vec<Key> {
        let keys = self.members.get(member).map(|member| member.keys.as_slice()).unwrap_or_default();
        keys.iter().filter_map(|line| Key::read(line).ok()).collect()
    }

    /// The member who has a key.
    pub fn owner_of(&self, key: &Key) -> Option<&str> {
        let line = key.line();
        let owns = |keys: &[String]| keys.contains(&line);
        self.members.iter().find(|(_, member)| owns(&member.keys)).map(|(id, _)| id.as_str())
    }

    /// Whether a record was signed with a key that was barred since.
    pub fn distrusts(&self, record: &Record) -> bool {
        record.signature.as_ref().is_some_and(|own| self.distrust.contains(&own.key))
    }

    /// Whether a member can act as far as keys go.
    pub fn can_sign(&self, member: &str) -> bool {
        self.level == Level::Declared || self.members.get(member).is_some_and(|own| !own.keys.is_empty())
    }

    /// Everybody who can do what takes a role, by id: at level `signed` that takes a key too.
    pub fn able<'a>(&'a self, role: &'a str) -> impl Iterator<Item = &'a str> {
        self.with_role(role).filter(|id| self.can_sign(id))
    }

    /// Everybody who has a role and a key, by id.
    pub fn with_key<'a>(&'a self, role: &'a str) -> impl Iterator<Item = &'a str> {
        self.with_role(role).filter(|id| self.members.get(*id).is_some_and(|own| !own.keys.is_empty()))
    }

    /// The key that a person means, by its fingerprint or how that begins, and the member who has it.
    pub fn key_named(&self, word: &str) -> Result<(String, Key)> {
        let all =
            self.members.keys().flat_map(|id| self.keys_of(id).into_iter().map(|key| (id.clone(), key)));
        let begins = |print: &str| {
            let short = print.strip_prefix("SHA256:").unwrap_or(print);
            print.starts_with(word) && word.len() > "SHA256:".len() || short.starts_with(word)
        };
        let mut found: Vec<(String, Key)> = all.filter(|(_, key)| begins(&key.fingerprint())).collect();
        match (found.pop(), found.is_empty()) {
            (Some(one), true) if !word.is_empty() => Ok(one),
            (Some(_), _) => Err(Refusal::usage(
                "ambiguous",
                say!("以`{word}`开头的密钥不止一把", "several keys begin with `{word}`"),
            )
            .help(say!("多写几位：`wxops team key` 列出", "write more of it: `wxops team key` lists them"))),
            (None, _) => Err(Refusal::usage(
                "no_such_key",
                say!("运营规则里没有密钥 `{word}`", "the rule book lists no key `{word}`"),
            )
            .help(say!("看有哪些：`wxops team key`", "see which there are: `wxops team key`"))),
        }
    }

    pub(super) fn check_keys(&self) -> Result<()> {
        let refuse = |message: Text| Err(Refusal::unusable("team_invalid", message).at(TEAM));
        let mut known = BTreeSet::new();
        for (id, member) in &self.members {
            for line in &member.keys {
                let key = Key::read(line)
                    .map_err(|refusal| Refusal { exit: Exit::Unusable, ..refusal.at(TEAM) })?;
                let print = key.fingerprint();
                if key.line() != *line {
                    return refuse(say!(
                        "成员 `{id}` 的密钥只写种类和内容，不带备注：{print}",
                        "a key of member `{id}` is written as its kind and its letters, no comment: {print}"
                    ));
                }
                if self.distrust.contains(&print) {
                    return refuse(say!(
                        "密钥 {print} 已宣布不可信，不能再属于成员 `{id}`",
                        "the key {print} is distrusted and cannot belong to member `{id}`"
                    ));
                }
                if !known.insert(print.clone()) {
                    return refuse(say!(
                        "密钥 {print} 出现了两次；一把密钥只能属于一位成员",
                        "the key {print} stands twice; a key belongs to one member only"
                    ));
                }
            }
        }
        let (threshold, able) = (self.threshold, self.with_key("manager").count());
        if self.level == Level::Signed && able < threshold {
            let message = say!(
                "签名核验（signed）时采用新版本要 {threshold} 位有密钥的运营主管，这样就只有 {able} 位",
                "at level `signed` a version is adopted by managers with a key: {threshold} needed, {able} would be left"
            );
            return Err(Refusal::unusable("team_invalid", message).at(TEAM).help(say!(
                "先给运营主管登记另一把密钥：`wxops team key add 成员 公钥文件`",
                "first list another key of a manager: `wxops team key add MEMBER FILE.pub`"
            )));
        }
        Ok(())
    }
}
