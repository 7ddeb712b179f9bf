//! What changes from one rule book to the next, in sentences.

use std::collections::{BTreeMap, BTreeSet};

use super::{Item, Member, Team, role_label};
use crate::{
    say,
    signature::Key,
    text::{Text, list, names},
};

/// Every change that counts, in the order of the file. Comments and blanks do not count.
pub fn differences(old: &Team, new: &Team) -> Vec<Text> {
    let mut told = Vec::new();
    let (own, their) = (old.second_hand, new.second_hand);
    let values = [
        ("level", old.level.name().into(), new.level.name().into()),
        ("threshold", old.threshold.to_string(), new.threshold.to_string()),
        ("effective", old.effective.clone(), new.effective.clone()),
        ("second_hand.allowed", own.allowed.to_string(), their.allowed.to_string()),
        ("second_hand.within_hours", own.within_hours.to_string(), their.within_hours.to_string()),
    ];
    for (key, before, after) in values {
        if before != after {
            told.push(say!("{key}：{before} → {after}", "{key}: {before} → {after}"));
        }
    }
    for print in new.distrust.iter().filter(|print| !old.distrust.contains(print)) {
        told.push(say!("不再信任密钥 {print}", "no longer trusted: the key {print}"));
    }
    for print in old.distrust.iter().filter(|print| !new.distrust.contains(print)) {
        told.push(say!("不再禁用密钥 {print}", "no longer barred: the key {print}"));
    }
    for id in old.members.keys().chain(new.members.keys()).collect::<BTreeSet<_>>() {
        told.extend(member(id, old.members.get(id), new.members.get(id)));
    }
    let stages = |team: &Team| {
        team.stages.iter().map(|stage| (stage.id.clone(), stage.clone())).collect::<BTreeMap<_, _>>()
    };
    told.extend(entries(&say!("审核环节", "stage"), &stages(old), &stages(new)));
    told.extend(entries(&say!("栏目的环节", "review of"), &old.review, &new.review));
    for id in old.lists.keys().chain(new.lists.keys()).collect::<BTreeSet<_>>() {
        let what = say!("清单 {id}：", "list {id}:");
        told.extend(entries(&what, &items(old, id), &items(new, id)));
    }
    told
}

/// The labels of a member's roles: `初审人、发布人`.
pub fn roles(member: &Member) -> Text {
    list(&member.roles.iter().map(|role| role_label(role)).collect::<Vec<_>>())
}

/// The fingerprints of a member's keys.
fn prints(member: &Member) -> Text {
    let keys = member.keys.iter().filter_map(|line| Key::read(line).ok());
    let prints: Vec<String> = keys.map(|key| key.fingerprint()).collect();
    if prints.is_empty() { say!("无", "none") } else { names(prints) }
}

fn member(id: &str, old: Option<&Member>, new: Option<&Member>) -> Vec<Text> {
    let called = |member: &Member| {
        let (name, Text { zh, en }) = (&member.name, roles(member));
        say!("{name}（{id}，{zh}）", "{name} ({id}; {en})")
    };
    match (old, new) {
        (None, Some(new)) => {
            let Text { zh, en } = called(new);
            vec![say!("加入 {zh}", "joins: {en}")]
        }
        (Some(old), None) => {
            let Text { zh, en } = called(old);
            vec![say!("移出 {zh}", "leaves: {en}")]
        }
        (Some(old), Some(new)) if old != new => {
            let name = &new.name;
            let mut told = Vec::new();
            let mut changed = |zh: &str, en: &str, old: Text, new: Text| {
                if old != new {
                    told.push(Text {
                        zh: format!("{name}的{zh}：{} → {}", old.zh, new.zh),
                        en: format!("{en} of {name}: {} → {}", old.en, new.en),
                    });
                }
            };
            changed("姓名", "name", Text::same(&old.name), Text::same(&new.name));
            changed("邮箱", "addresses", names(&old.emails), names(&new.emails));
            changed("角色", "roles", roles(old), roles(new));
            changed("密钥", "keys", prints(old), prints(new));
            told
        }
        _ => vec![],
    }
}

/// Entries that came, went or changed, one line each kind.
fn entries<V: PartialEq>(what: &Text, old: &BTreeMap<String, V>, new: &BTreeMap<String, V>) -> Vec<Text> {
    let came: Vec<&String> = new.keys().filter(|key| !old.contains_key(*key)).collect();
    let went: Vec<&String> = old.keys().filter(|key| !new.contains_key(*key)).collect();
    let other: Vec<&String> = new
        .iter()
        .filter(|(key, value)| old.get(*key).is_some_and(|own| own != *value))
        .map(|(key, _)| key)
        .collect();
    let line = |keys: Vec<&String>, zh: &str, en: &str| {
        let told = names(&keys);
        (!keys.is_empty()).then(|| Text {
            zh: format!("{}{zh} {}", what.zh, told.zh),
            en: format!("{} {} {en}", what.en, told.en),
        })
    };
    [line(came, "增加", "added"), line(went, "去掉", "removed"), line(other, "改动", "changed")]
        .into_iter()
        .flatten()
        .collect()
}

fn items(team: &Team, list: &str) -> BTreeMap<String, Item> {
    team.lists.get(list).into_iter().flatten().map(|item| (item.key.clone(), item.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_is_told() {
        let text = include_str!("../../../tests/example/team.toml");
        let old = Team::parse(text).unwrap();
        let new = Team::parse(
            &text
                .replace("[members.zhangming]", "[members.zhaoyue]")
                .replace("[\"first-reviewer\"]", "[\"first-reviewer\", \"publisher\"]")
                .replace("\ndefault =", "\nnotice = [\"final\"]\ndefault =")
                .replace("key = \"claims\"", "key = \"proof\""),
        )
        .unwrap();
        let told: Vec<String> = differences(&old, &new).into_iter().map(|line| line.zh).collect();
        assert_eq!(
            told,
            [
                "王芳的角色：初审人 → 初审人、发布人",
                "移出 张明（zhangming，终审人）",
                "加入 张明（zhaoyue，终审人）",
                "栏目的环节增加 notice",
                "清单 self-check：增加 proof",
                "清单 self-check：去掉 claims",
            ]
        );
        assert_eq!(differences(&old, &old), []);
    }
}
