//! The team: one person for each role, and the person whose rights are asked for.

use crate::world::keys;

/// The person whose rights are asked for.
pub const PROBE: &str = "bai";

/// The category whose last stage is one of the company's own.
pub const CATEGORY_OF_LEGAL: &str = "event";

/// What the person needs to have had any part.
pub const ALL_ROLES: &[&str] =
    &["writer", "first-reviewer", "final-reviewer", "legal", "publisher", "manager"];

/// What the person has when the question is asked.
pub const ROLES: &[&[&str]] = &[
    &["writer"],
    &["first-reviewer"],
    &["final-reviewer"],
    &["publisher"],
    &["manager"],
    &["contributor"],
    &["legal"],
    &[],
    ALL_ROLES,
];

const PEOPLE: &[(&str, &str, &[&str])] = &[
    ("li", "李娜", &["writer"]),
    ("sun", "孙丽", &["writer"]),
    ("wang", "王芳", &["first-reviewer"]),
    ("zhang", "张明", &["final-reviewer"]),
    ("luo", "罗文", &["legal"]),
    ("gu", "顾言", &["publisher"]),
    ("chen", "陈静", &["manager"]),
];

/// Everybody but the person.
pub fn others() -> impl Iterator<Item = (&'static str, &'static str)> {
    PEOPLE.iter().map(|(id, name, _)| (*id, *name))
}

/// The rule book; the person with these roles, and a key or none, or not in the team.
pub fn rules(probe: Option<(&[&str], bool)>, signed: bool) -> String {
    let level = if signed { "signed" } else { "declared" };
    let mut text = format!("level = \"{level}\"\nthreshold = 1\neffective = \"2026-11-23\"\n");
    let mut member = |id: &str, name: &str, roles: &[&str], key: bool| {
        let keys = if key { format!("keys = [{:?}]\n", keys::line(id)) } else { String::new() };
        text += &format!(
            "\n[members.{id}]\nname = \"{name}\"\nemails = [\"{id}@example.com\"]\nroles = {roles:?}\n{keys}"
        );
    };
    for (id, name, roles) in PEOPLE {
        member(id, name, roles, true);
    }
    if let Some((roles, key)) = probe {
        member(PROBE, "白云", roles, key);
    }
    // The lane names people, not roles: here 罗文, and the person while they publish.
    let named = probe.is_some_and(|(roles, _)| roles.contains(&"publisher"));
    let people = if named { vec!["luo", PROBE] } else { vec!["luo"] };
    let lane = format!("\n[urgent]\n\n[lane]\nskips = [\"final\"]\npeople = {people:?}\n");
    text + include_str!("stages.toml") + &lane
}
