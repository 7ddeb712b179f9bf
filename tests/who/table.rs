//! The table, read, and what it expects of a person in a scene. Nothing here asks the program.

use super::{facts::Facts, scenes::Scene};

/// What is expected of one try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    Passes,
    /// Said to be done before; nothing is written
    Before,
    Refused(String),
}

/// How an act is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By a command
    Typed,
    /// By a command, if it had not been done before
    Anew,
    /// By a record made by hand
    Filed,
}

/// One row: an act, where, by whom, and how others are refused.
pub struct Row {
    pub act: String,
    places: Vec<String>,
    who: Vec<String>,
    refused: Vec<(String, String)>,
    before: Option<(String, Vec<String>)>,
}

/// All rows of `table.md`.
pub fn read() -> Vec<Row> {
    let words = |cell: &str| -> Vec<String> {
        cell.split(", ").map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
    };
    let lines = include_str!("table.md").lines().filter(|line| line.starts_with("| "));
    let rows: Vec<Row> = lines
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [act, places, who, refused, before] = cells[..] else { panic!("{line}") };
            let pair = |pair: String| {
                let (when, code) = pair.split_once(": ").unwrap_or_else(|| panic!("{pair}"));
                (when.to_owned(), code.to_owned())
            };
            let done = |before: &str| {
                let (who, statuses) = before.split_once(", in ")?;
                Some((who.to_owned(), statuses.split(' ').map(str::to_owned).collect()))
            };
            let refused = words(refused).into_iter().map(pair).collect();
            Row { act: act.into(), places: words(places), who: words(who), refused, before: done(before) }
        })
        .collect();
    assert!(rows.len() > 20, "the table is whole");
    rows
}

/// What comes of an act in a scene, tried by somebody.
pub fn expected(rows: &[Row], act: &str, scene: &Scene, facts: &Facts, how: How) -> Expected {
    let of: Vec<&Row> = rows.iter().filter(|row| row.act == act).collect();
    assert!(!of.is_empty(), "{act} is in the table");
    let before = of.iter().find_map(|row| row.before.as_ref()).filter(|_| how == How::Typed);
    if before
        .is_some_and(|(who, statuses)| statuses.iter().any(|own| own == scene.status()) && facts.did(who))
    {
        return Expected::Before;
    }
    // Said before the place is looked at: the stage that is through is not the one to approve.
    let passing = ["in-review", "approved", "scheduled", "publishing"].contains(&scene.status());
    if act == "approve" && how != How::Filed && passing && facts.owed && facts.member {
        return Expected::Refused("typed_before".into());
    }
    let Some(row) = of.iter().find(|row| row.places.iter().any(|place| is_at(scene, place))) else {
        let was_live = of.iter().any(|row| row.places.contains(&format!("{} and live", scene.status())));
        return Expected::Refused(if was_live { "not_live" } else { "wrong_state" }.into());
    };
    let told = |(when, code): &(String, String)| holds(row, scene, facts, how, when).then(|| code.clone());
    let code = row.refused.iter().find_map(told);
    let code = if facts.member { code } else { Some("not_a_member".into()) };
    code.map_or(Expected::Passes, Expected::Refused)
}

fn is_at(scene: &Scene, place: &str) -> bool {
    match place {
        "nothing" => scene.status() == "nothing",
        _ if scene.gone || scene.status() == "nothing" => false,
        "live" | "never out" | "any but publishing" if scene.status() == "publishing" => false,
        "any" | "any but publishing" => true,
        "live" => scene.live,
        "never out" => !scene.out,
        place => match place.strip_suffix(" and live") {
            Some(status) => scene.live && scene.status() == status,
            None => scene.status() == place,
        },
    }
}

fn holds(row: &Row, scene: &Scene, facts: &Facts, how: How, when: &str) -> bool {
    let may = |who: &String| match who.as_str() {
        "owner" => facts.owns && facts.has("writer"),
        "stage's role" => facts.has(scene.stage_role()),
        "whose approval was typed" => facts.owed,
        "named in the lane" => facts.named,
        "skipped stage's role" => facts.has("final-reviewer"),
        "last stage's role" => facts.has(scene.last_role()),
        role => facts.has(role),
    };
    match when.strip_prefix('*') {
        Some(_) if how == How::Filed => false,
        Some(when) => holds(row, scene, facts, how, when),
        None => match when {
            "none of these" => !row.who.iter().any(may),
            "no key" => !facts.can_sign,
            "wrote it" => facts.wrote,
            "did not write it" => !facts.wrote,
            "decided it" => !facts.decided.is_empty(),
            "decided another stage" => facts.decided.iter().any(|stage| stage != scene.stage()),
            "decided before the last stage" => facts.decided.iter().any(|stage| stage != scene.last_stage()),
            "typed for somebody" => facts.typed,
            "nothing was typed" => !facts.owing,
            "nothing asked" => !facts.asked,
            "not urgent" => !scene.urgent(),
            "a stage that is not listed" => scene.stage() != "final",
            "something was typed" => facts.owing,
            "decided it or typed for somebody" => !facts.decided.is_empty() || facts.typed,
            "a review is owed" => facts.late,
            "nothing is owed" => !facts.late,
            "had a part in it" => facts.wrote || !facts.decided.is_empty() || facts.typed || facts.opened,
            other => panic!("`{other}` is no condition"),
        },
    }
}
