//! What changes from one rule book to the next, in sentences.

use std::collections::{BTreeMap, BTreeSet};

use super::{Deputy, Item, Member, Stage, Team};
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
        told.extend(member((old, new), id));
    }
    told.extend(entries(&say!("角色名称", "name of the role"), &old.roles, &new.roles));
    told.extend(deputies(old, new));
    told.extend(stages(old, new));
    told.extend(reviews(old, new));
    told.extend(urgent(old, new));
    told.extend(lane(old, new));
    for id in old.lists.keys().chain(new.lists.keys()).collect::<BTreeSet<_>>() {
        let what = say!("清单 {id}：", "list {id}:");
        told.extend(entries(&what, &items(old, id), &items(new, id)));
    }
    told
}

/// The fingerprints of a member's keys.
fn prints(member: &Member) -> Text {
    let keys = member.keys.iter().filter_map(|line| Key::read(line).ok());
    let prints: Vec<String> = keys.map(|key| key.fingerprint()).collect();
    if prints.is_empty() { say!("无", "none") } else { names(prints) }
}

/// A stage as it is told: 会签（由法务、产品各一位会签）.
fn stage(team: &Team, stage: &Stage) -> Text {
    let labels: Vec<Text> = stage.roles().map(|role| team.role_label(role)).collect();
    let (id, name, list_id, Text { zh, en }) = (&stage.id, &stage.name, &stage.list, list(&labels));
    if stage.is_joint() {
        say!(
            "{name}（{id}）：{zh}各一位都要通过，清单 {list_id}",
            "{name} ({id}): one each of {en} must approve, list {list_id}"
        )
    } else {
        say!("{name}（{id}）：{zh}审，清单 {list_id}", "{name} ({id}): for a {en}, list {list_id}")
    }
}

/// Stages that came, went or changed, each with who decides it.
fn stages(old: &Team, new: &Team) -> Vec<Text> {
    let of =
        |team: &Team, id: &str| team.stages.iter().find(|stage| stage.id == id).map(|own| stage(team, own));
    let gone = old.stages.iter().filter(|own| of(new, &own.id).is_none());
    let gone = gone
        .map(|own| stage(old, own))
        .map(|Text { zh, en }| say!("审核环节去掉 {zh}", "stage removed: {en}"));
    let others = new.stages.iter().filter_map(|own| match (of(old, &own.id), stage(new, own)) {
        (None, Text { zh, en }) => Some(say!("审核环节增加 {zh}", "stage added: {en}")),
        (Some(before), after) if before != after => Some(Text {
            zh: format!("审核环节改动 {} → {}", before.zh, after.zh),
            en: format!("stage changed: {} → {}", before.en, after.en),
        }),
        _ => None,
    });
    let mut told: Vec<Text> = others.collect();
    told.extend(gone);
    told
}

/// Through which stages a category goes, before and after.
fn reviews(old: &Team, new: &Team) -> Vec<Text> {
    let path = |team: &Team, category: &str| {
        let ids = team.review.get(category)?;
        let name = |id: &String| {
            team.stages.iter().find(|stage| stage.id == *id).map_or(id.clone(), |own| own.name.clone())
        };
        Some(ids.iter().map(name).collect::<Vec<_>>().join(" → "))
    };
    let categories: BTreeSet<&String> = old.review.keys().chain(new.review.keys()).collect();
    let told =
        categories.into_iter().filter(|category| old.review.get(*category) != new.review.get(*category));
    told.map(|category| match (path(old, category), path(new, category)) {
        (Some(before), Some(after)) => {
            say!(
                "栏目 {category} 的审核：{before}，改为 {after}",
                "review of {category}: {before}; now {after}"
            )
        }
        (_, Some(after)) => {
            say!("栏目 {category} 单独审核：{after}", "review of {category}, of its own: {after}")
        }
        _ => say!("栏目 {category} 不再单独审核", "review of {category}: as of all others"),
    })
    .collect()
}

/// What may be urgent, before and after.
fn urgent(old: &Team, new: &Team) -> Option<Text> {
    let told = |team: &Team| team.urgent_told().unwrap_or_else(|| say!("没有", "nothing"));
    let (before, after) = (told(old), told(new));
    (before != after).then(|| Text {
        zh: format!("可以加急的栏目：{} → {}", before.zh, after.zh),
        en: format!("what may be urgent: {} → {}", before.en, after.en),
    })
}

/// The emergency lane, before and after.
fn lane(old: &Team, new: &Team) -> Option<Text> {
    let told = |team: &Team| team.lane_told().unwrap_or_else(|| say!("没有", "none"));
    let (before, after) = (told(old), told(new));
    (before != after).then(|| Text {
        zh: format!("应急通道：{} → {}", before.zh, after.zh),
        en: format!("the emergency lane: {} → {}", before.en, after.en),
    })
}

/// Deputies who came and went, an entry a line.
fn deputies(old: &Team, new: &Team) -> Vec<Text> {
    let only = |these: &Team, those: &Team| -> Vec<Deputy> {
        these.deputies.iter().filter(|entry| !those.deputies.contains(entry)).cloned().collect()
    };
    let came = only(new, old).into_iter().map(|entry| {
        let Text { zh, en } = new.deputy_told(&entry);
        say!("代审人增加：{zh}", "deputy added: {en}")
    });
    let went = only(old, new).into_iter().map(|entry| {
        let Text { zh, en } = old.deputy_told(&entry);
        say!("代审人去掉：{zh}", "deputy removed: {en}")
    });
    went.chain(came).collect()
}

fn member((before, after): (&Team, &Team), id: &str) -> Vec<Text> {
    let called = |team: &Team, member: &Member| {
        let (name, Text { zh, en }) = (&member.name, team.roles_of(member));
        say!("{name}（{id}，{zh}）", "{name} ({id}; {en})")
    };
    match (before.members.get(id), after.members.get(id)) {
        (None, Some(new)) => {
            // By these whoever agrees to it knows the person.
            let (Text { zh, en }, mails) = (called(after, new), names(&new.emails));
            let joins = say!("加入 {zh}，邮箱 {m}", "joins: {en}, {n}", m = &mails.zh, n = &mails.en);
            let Text { zh, en } = prints(new);
            vec![if new.keys.is_empty() {
                joins
            } else {
                Text { zh: format!("{}，密钥 {zh}", joins.zh), en: format!("{}, keys: {en}", joins.en) }
            }]
        }
        (Some(old), None) => {
            let Text { zh, en } = called(before, old);
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
            changed("角色", "roles", before.roles_of(old), after.roles_of(new));
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
                "加入 张明（zhaoyue，终审人），邮箱 zhangming@example.com、ming.zhang@example.com",
                "栏目 notice 单独审核：终审",
                "清单 self-check：增加 proof",
                "清单 self-check：去掉 claims",
            ]
        );
        assert_eq!(differences(&old, &old), []);
    }
}
