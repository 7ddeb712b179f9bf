//! Changes of the rule book, as a manager makes them in the middle of everything.

use proptest::prelude::*;
use wxops::workflow::team::{
    Level, Member, Team,
    text::{with_distrust, with_keys, with_level, with_member, without_member},
};

use super::{KEYS, key_name, keys};

/// One change. Whether it may be made is for wxops to say.
#[derive(Clone, Debug)]
pub enum Change {
    /// To level `signed`
    Raise,
    /// Back to `declared`, which nobody may
    Lower,
    /// A member gets the n-th of their keys
    AddKey(usize, usize),
    /// A member loses their first key
    RemoveKey(usize),
    /// A member's first key is barred
    Distrust(usize),
    /// A member gets the first key of another
    Borrow(usize, usize),
    /// A member leaves
    Leave(usize),
    /// Somebody is a member with these roles; without any, with those of the beginning
    Join(usize, Option<&'static [&'static str]>),
}

const ROLES: [&[&str]; 6] = [
    &["writer"],
    &["writer", "first-reviewer"],
    &["first-reviewer"],
    &["first-reviewer", "final-reviewer"],
    &["manager", "publisher"],
    &[],
];

/// Changes that concern one of so many people.
pub fn change(people: usize) -> impl Strategy<Value = Change> {
    prop_oneof![
        2 => Just(Change::Raise),
        1 => Just(Change::Lower),
        6 => (0..people, 1..=KEYS).prop_map(|(who, n)| Change::AddKey(who, n)),
        2 => (0..people).prop_map(Change::RemoveKey),
        1 => (0..people).prop_map(Change::Distrust),
        1 => (0..people, 0..people).prop_map(|(who, of)| Change::Borrow(who, of)),
        1 => (0..people).prop_map(Change::Leave),
        2 => (0..people, 0..ROLES.len()).prop_map(|(who, roles)| Change::Join(who, Some(ROLES[roles]))),
        8 => (0..people).prop_map(|who| Change::Join(who, None)),
    ]
}

impl Change {
    /// What came of it, once it was adopted.
    pub fn name(&self) -> &'static str {
        match self {
            Change::Raise => "raised",
            Change::Lower => "lowered",
            Change::AddKey(..) => "key added",
            Change::RemoveKey(_) => "key removed",
            Change::Distrust(_) => "key distrusted",
            Change::Borrow(..) => "key borrowed",
            Change::Leave(_) => "member left",
            Change::Join(..) => "member joined",
        }
    }

    /// The rule book after it; as it was where there is nothing to change.
    pub fn made(&self, people: &[&str], team: &Team, text: &str) -> String {
        let own = |who: &usize| team.members.get(people[*who]).map(|member| member.keys.clone());
        let with = |who: &usize, keys: &[String]| with_keys(text, people[*who], keys).unwrap();
        match self {
            Change::Raise => with_level(text, Level::Signed).unwrap(),
            Change::Lower if team.level == Level::Declared => text.into(),
            Change::Lower => with_level(text, Level::Declared).unwrap(),
            Change::AddKey(who, n) => {
                let line = keys::line(&key_name(people[*who], *n));
                own(who)
                    .filter(|own| !own.contains(&line))
                    .map_or(text.into(), |own| with(who, &[own, vec![line]].concat()))
            }
            Change::Borrow(who, of) => {
                let line = keys::line(people[*of]);
                own(who).map_or(text.into(), |own| with(who, &[own, vec![line]].concat()))
            }
            Change::RemoveKey(who) => match own(who).as_deref() {
                Some([_, rest @ ..]) => with(who, rest),
                _ => text.into(),
            },
            Change::Distrust(who) => match team.keys_of(people[*who]).first() {
                Some(key) => {
                    let rest = self::Change::RemoveKey(*who).made(people, team, text);
                    let barred = [team.distrust.clone(), vec![key.fingerprint()]].concat();
                    with_distrust(&rest, &barred).unwrap()
                }
                None => text.into(),
            },
            Change::Leave(who) => {
                own(who).map_or(text.into(), |_| without_member(text, people[*who]).unwrap())
            }
            Change::Join(who, roles) => {
                let id = people[*who];
                let keys = own(who).unwrap_or_default();
                let rest = if team.members.contains_key(id) {
                    without_member(text, id).unwrap()
                } else {
                    text.into()
                };
                let began = Team::parse(include_str!("team.toml")).unwrap().members.remove(id);
                let roles = match roles {
                    Some(roles) => roles.iter().map(ToString::to_string).collect(),
                    None => began.map(|own| own.roles).unwrap_or_default(),
                };
                let member = Member {
                    name: id.to_uppercase(),
                    emails: vec![format!("{id}@example.com")],
                    roles,
                    keys: vec![],
                };
                with_keys(&with_member(&rest, id, &member).unwrap(), id, &keys).unwrap()
            }
        }
    }
}
