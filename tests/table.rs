//! The table of attacks says nothing that no test plays.

#![allow(clippy::disallowed_methods, reason = "a test looks at the checkout")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

const TABLE: &str = include_str!("../src/folder/proof/attacks.md");

/// Words in a piece of text between two marks.
fn between(text: &str, mark: char) -> BTreeSet<String> {
    let parts: Vec<&str> = text.split(mark).collect();
    parts.iter().skip(1).step_by(2).map(|word| (*word).to_owned()).collect()
}

/// The numbers that a piece of text begins with: `10, 11: an older version`.
fn numbers(text: &str) -> Vec<u32> {
    let Some((before, _)) = text.split_once(": ") else { return vec![] };
    let numbers: Result<Vec<u32>, _> = before.split(", ").map(str::parse).collect();
    numbers.unwrap_or_default()
}

/// The words in quotes that follow a number in the tests, up to the next one.
fn played() -> BTreeMap<u32, BTreeSet<String>> {
    let mut played: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|own| own != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let mut now: Vec<u32> = vec![];
        for line in text.lines() {
            let begins = line.split(['"', '/']).map(str::trim_start).map(numbers).find(|own| !own.is_empty());
            let ends = line == "}"; // of the test
            now = begins.unwrap_or(if ends { vec![] } else { now });
            for number in &now {
                played.entry(*number).or_default().extend(between(line, '"'));
            }
        }
    }
    played
}

#[test]
fn each_word_of_the_table_is_played_under_its_number() {
    let played = played();
    let rows: Vec<Vec<&str>> = TABLE
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| #"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let listed: Vec<u32> = rows.iter().map(|row| row[0].parse().unwrap()).collect();
    assert_eq!(listed, (1..=30).collect::<Vec<_>>());
    let mut missing = Vec::new();
    for row in &rows {
        let number: u32 = row[0].parse().unwrap();
        assert!(!row[2].is_empty() || !row[4].is_empty(), "row {number} says nothing");
        let nothing = BTreeSet::new();
        let known = played.get(&number).unwrap_or(&nothing);
        missing.extend(between(row[2], '`').difference(known).map(|code| format!("{number}: {code}")));
    }
    assert!(missing.is_empty(), "no test plays {missing:?}");
}
