//! `team`: who may change the rule book, how its text changes, and what is refused.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod place;

use place::Place;

fn begun() -> Place {
    let place = Place::new();
    for words in [
        &["init"][..],
        &["team", "add", "wangfang", "--name", "王芳", "--email", "wangfang@example.com", "--role", "初审人"],
        &[
            "team",
            "add",
            "zhangming",
            "--name",
            "张明",
            "--email",
            "zm@example.com",
            "--role",
            "final-reviewer",
        ],
    ] {
        let (exit, told) = place.wxops(words);
        assert_eq!(exit, 0, "{told}");
    }
    place
}

#[test]
fn members_come_and_go_in_one_commit_each() {
    let place = begun();
    let team = place.read("team.toml");
    assert!(team.contains(
        "\n\n[members.wangfang]\nname = \"王芳\"\nemails = [\"wangfang@example.com\"]\nroles = [\"first-reviewer\"]\n\n[members.zhangming]\n"
    ));
    assert!(place.read(".wxops/policy/0003.toml").ends_with(&team));
    let (_, told) = place.wxops(&["--lang", "zh", "team"]);
    assert!(told.contains("第 3 版") && told.contains("王芳  wangfang   初审人"), "{told}");

    let add =
        ["team", "add", "wangfang", "--name", "王芳", "--email", "wangfang@example.com", "--role", "初审"];
    let (exit, told) = place.wxops(&add);
    assert_eq!((exit, place.git(&["rev-list", "--count", "HEAD"]).trim()), (0, "3"), "{told}");

    let (exit, told) = place.wxops(&["team", "remove", "张明"]);
    assert_eq!(exit, 0, "{told}");
    assert!(told.contains("nobody can decide 终审 now"), "{told}");
    assert_eq!(place.git(&["log", "--format=%s", "-1"]), "team remove: zhangming\n");
    assert_eq!(place.git(&["status", "--short"]), "");
    let (exit, told) = place.wxops(&["verify"]);
    assert_eq!(exit, 0, "{told}");
}

#[test]
fn whoever_leaves_hands_on_their_articles() {
    let place = begun();
    let add = ["team", "add", "an", "--name", "安然", "--email", "an@example.com", "--role", "主管，编辑"];
    assert_eq!(place.wxops(&add).0, 0);
    assert_eq!(place.wxops(&["new", "冬季新品", "--category", "product"]).0, 0);
    let (exit, told) = place.wxops(&["team", "remove", "lina"]);
    assert_eq!(exit, 0, "{told}");
    assert!(
        told.contains("李娜 still owns 1 article") && told.contains("wxops assign dong-ji-xin-pin"),
        "{told}"
    );
}

#[test]
fn what_is_refused_changes_nothing() {
    let place = begun();
    let add =
        |id, mail, role| place.wxops(&["team", "add", id, "--name", "甲", "--email", mail, "--role", role]);
    for (id, mail, role, words) in [
        ("Wang", "w@example.com", "writer", "the id `Wang`"),
        ("wang", "nobody", "writer", "`nobody` is no mail address"),
        ("wang", "LINA@example.com", "writer", "is the address of 李娜 already"),
        ("wang", "w@example.com", "wirter", "did you mean `writer`?"),
        ("wangfang", "w@example.com", "writer", "`wxops team adopt`"),
    ] {
        let (exit, told) = add(id, mail, role);
        assert!(exit == 2 && told.contains(words), "{exit} {told}");
    }
    let (exit, told) = place.wxops(&["team", "remove", "lina"]);
    assert!(exit == 5 && told.contains("李娜 is the only manager"), "{told}");
    let (exit, told) = place.wxops(&["team", "remove", "nobody"]);
    assert!(exit == 2 && told.contains("张明"), "{told}");

    let team = place.read("team.toml");
    place.write("team.toml", &team.replace("lina@example.com", "li@example.com"));
    let (exit, told) = add("wang", "w@example.com", "writer");
    assert!(exit == 5 && told.contains("team adopt") && told.contains("git restore team.toml"), "{told}");
    let rows =
        [("threshold = 1", "threshold = 2", "team_"), ("level =", "level", ":2"), ("\n", "\r\n", "CRLF")];
    for (old, new, words) in rows {
        place.write("team.toml", &team.replacen(old, new, 1));
        let (exit, told) = place.wxops(&["team", "adopt", "--json"]);
        let (_, shown) = place.wxops(&["team", "adopt"]);
        assert!(exit == 3 && (told + &shown).contains(words), "{shown}");
    }
    assert_eq!(place.git(&["rev-list", "--count", "HEAD"]), "3\n");
}

#[test]
fn an_edit_by_hand_counts_once_it_is_adopted() {
    let place = begun();
    let team = place.read("team.toml");
    place.write("team.toml", &team.replace("[\"first-reviewer\"]", "[\"first-reviewer\", \"publisher\"]"));
    let (exit, told) = place.wxops(&["team"]);
    assert!(exit == 0 && told.contains("nobody adopted it"), "{told}");
    let (exit, told) = place.wxops(&["team", "adopt", "--dry-run"]);
    assert!(exit == 0 && told.contains(".wxops/policy/0004.toml"), "{told}");
    let (exit, told) = place.wxops(&["team", "adopt"]);
    assert_eq!(exit, 0, "{told}");
    assert!(told.contains("roles of 王芳: first-reviewer → first-reviewer, publisher"), "{told}");
    let (exit, told) = place.wxops(&["team", "adopt"]);
    assert!(exit == 0 && told.contains("nothing to adopt"), "{told}");
    place.write("team.toml", &format!("{team}# 备注\n"));
    place.git(&["commit", "-qam", "by hand"]);
    let (exit, told) = place.wxops(&["team", "adopt"]);
    assert_eq!(exit, 0, "{told}");
    assert_eq!(place.git(&["status", "--short"]), "");
    assert_eq!(place.wxops(&["verify"]).0, 0);
}

#[test]
fn only_a_manager_changes_the_rule_book() {
    let place = begun();
    let (exit, told) = place.wxops_as("wangfang@example.com", &["team", "remove", "zhangming"]);
    assert!(exit == 4 && told.contains("who may: 李娜"), "{told}");
}
