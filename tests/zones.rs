//! Times are the account's, whatever the computer's zone: people travel, and servers stand anywhere.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use sandbox::{Sandbox, said, words};

const ZONES: [&str; 5] = ["Asia/Shanghai", "America/New_York", "Pacific/Apia", "Asia/Kathmandu", "UTC"];

/// Everything that is said of times, typed on a computer in a zone.
fn told(zone: &str) -> Vec<String> {
    let s = Sandbox::at("approved");
    let lines = [
        "schedule dongji-xinpin --at '下周二晚8点' --json",
        "show dongji-xinpin --json",
        "calendar 2026-12 --json",
        "calendar 本周",
        "calendar --ics",
        "due --hours 200",
        "status",
        "unschedule dongji-xinpin",
        "schedule dongji-xinpin --at '2026-11-26 20:00'",
        "schedule dongji-xinpin --at '明天 20:00'",
        "list",
        "log dongji-xinpin",
    ];
    lines
        .iter()
        .map(|line| {
            let mut command = s.command("lina", env!("CARGO_BIN_EXE_wxops"));
            let said = said(command.env("TZ", zone).args(words(line)).output().unwrap());
            format!("{line}: {}\n{}{}", said.exit, said.stdout, said.stderr)
        })
        .collect()
}

#[test]
fn what_is_said_and_written_is_the_same_in_every_zone() {
    let here = told(ZONES[0]);
    assert!(here[0].contains("2026-12-01") || here[1].contains("2026-12-01T20:00:00+08:00"), "{here:?}");
    for zone in &ZONES[1..] {
        for (own, other) in told(zone).iter().zip(&here) {
            assert_eq!(own, other, "{zone}");
        }
    }
}
