//! `demo`: the story is played to its end, each state can be had, and nobody's git configuration matters.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod place;

use std::{fs, process::Command};

use place::Place;

const STATES: [(&str, &str); 14] = [
    ("init", ""),
    ("draft", "draft"),
    ("checked", "checked"),
    ("in-review", "in-review"),
    ("in-review-final", "in-review"),
    ("approved", "approved"),
    ("scheduled", "scheduled"),
    ("published", "published"),
    ("archived", "archived"),
    ("edited", "edited"),
    ("changes-requested", "changes-requested"),
    ("rejected", "rejected"),
    ("retracted", "retracted"),
    ("correcting", "draft"),
];

#[test]
fn the_story_is_played_to_its_end() {
    let place = Place::new();
    let (exit, told) = place.wxops(&["demo", "sandbox"]);
    assert_eq!(exit, 0, "{told}");
    for words in ["李娜 $ wxops new ", "[status_forged]", "proved (declared): 3 articles", "wxops status"] {
        assert!(told.contains(words), "`{words}` is missing:\n{told}");
    }
    sound(&place, "sandbox");
    let (exit, _) = place.wxops(&["-C", "sandbox", "verify"]);
    assert_eq!(exit, 0);
    let (exit, told) = place.wxops(&["demo", "sandbox"]);
    assert!(exit == 2 && told.contains("not empty"), "{told}");
}

#[test]
fn each_state_can_be_had_and_is_always_the_same() {
    let place = Place::new();
    for (state, status) in STATES {
        let (exit, told) = place.wxops(&["demo", "--until", state, state]);
        assert_eq!((exit, told.as_str()), (0, &*format!("sandbox: {state} ({state})\n")));
        sound(&place, state);
        assert_eq!(place.git(&["-C", state, "config", "user.email"]), "lina@example.com\n");
        let filter = if status.is_empty() { vec![] } else { vec!["--status", status] };
        let (_, listed) = place.wxops(&[&["-C", state, "list", "--json"], &filter[..]].concat());
        let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
        let found = listed["articles"][0]["status"].as_str().unwrap_or_default();
        assert_eq!(found, status, "{listed}");
    }
    place.wxops(&["--lang", "zh", "demo", "--until", "archived", "again"]);
    let ids = ["archived", "again"].map(|folder| place.git(&["-C", folder, "rev-parse", "HEAD"]));
    assert_eq!(ids[0], ids[1]);
}

#[test]
fn nobody_s_git_configuration_matters() {
    let place = Place::new();
    let hook = "#!/bin/sh\necho hostile >&2\nexit 1\n";
    for name in ["pre-commit", "commit-msg", "post-index-change", "reference-transaction"] {
        for folder in ["hooks", "template/hooks"] {
            place.write(&format!("{folder}/{name}"), hook);
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt as _;
                let file = place.path().join(folder).join(name);
                fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
            }
        }
    }
    let at = place.path().to_string_lossy().replace('\\', "/");
    let hostile = format!(
        "[user]\n\tname = Somebody\n[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = false\n\
         [core]\n\thooksPath = {at}/hooks\n\tautocrlf = true\n[init]\n\ttemplateDir = {at}/template\n\
         \tdefaultBranch = odd\n[safe]\n\tbareRepository = explicit\n"
    );
    place.write(".gitconfig", &hostile);
    let mut command = Command::new(env!("CARGO_BIN_EXE_wxops"));
    command.env("HOME", place.path()).env("USERPROFILE", place.path());
    command
        .env("GIT_CONFIG_GLOBAL", place.path().join(".gitconfig"))
        .env("GIT_TEMPLATE_DIR", format!("{at}/template"));
    command.env("GIT_DIR", "/nowhere").env("GIT_INDEX_FILE", "/nowhere");
    let done = command.args(["demo", "sandbox"]).current_dir(place.path()).output().unwrap();
    let told = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
    assert!(done.status.success() && !told.contains("hostile"), "{told}");
    assert!(!place.path().join("sandbox/.git/hooks/pre-commit").exists());
    assert_eq!(place.git(&["-C", "sandbox", "log", "--format=%G?", "-1"]), "N\n");
    sound(&place, "sandbox");
}

/// git finds nothing wrong with a folder, and nothing in it is uncommitted.
fn sound(place: &Place, folder: &str) {
    place.git(&["-C", folder, "fsck", "--strict"]);
    assert_eq!(place.git(&["-C", folder, "status", "--short"]), "");
}
