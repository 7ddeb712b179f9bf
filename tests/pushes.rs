//! Pushes: what is refused of them and of their articles, what follows when one changes, files edited by hand, and that nobody's
//! record or text changes because of a push.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use std::fs;

use sandbox::{INDEX, SLUG, Sandbox};

const ID: &str = "2026-12-01-2000";
const FILE: &str = "pushes/2026/2026-12-01-2000.toml";

/// Two articles: one approved, and a draft.
fn two() -> Sandbox {
    let s = Sandbox::at("approved");
    s.does("lina", "new 公益周报 --category news --slug gongyi-zhoubao");
    s
}

/// A push of them.
fn pushed() -> Sandbox {
    let s = two();
    s.does("lina", &format!("push new 周二晚 {SLUG} gongyi-zhoubao"));
    s
}

/// A push of the approved one alone.
fn alone() -> Sandbox {
    let s = two();
    s.does("lina", &format!("push new 周二晚 {SLUG}"));
    s
}

#[test]
fn what_does_not_fit_is_refused_with_a_way_on() {
    let s = pushed();
    s.does("lina", "new 甲 --category news --slug jia");
    s.does("lina", "new 乙 --category news --slug yi");
    s.refuses_all(&[
        ("wangfang", "push new 周四晚 jia", (4, "not_allowed", "who may: 李娜")),
        ("stranger", "push new 周四晚 jia", (4, "unknown_member", "wxops team add")),
        ("lina", "push new 周四晚 jia jia", (2, "named_twice", "once")),
        (
            "lina",
            "push new 周四晚 jia gongyi-zhoubao",
            (5, "in_other_push", "wxops push remove 2026-12-01-2000 gongyi-zhoubao"),
        ),
        ("lina", "push new 周四晚 jia nobody", (2, "no_such_article", "wxops list")),
        ("lina", "push new 周二晚 jia", (5, "push_exists", "wxops push add 2026-12-01-2000")),
        ("lina", "push new 明天 jia", (2, "date_only", "type")),
        ("lina", "push new '2026-11-24 20:00' jia", (2, "past_time", "type")),
        ("lina", "push add 周二晚 jia yi", (5, "push_full", "leave out 1 article")),
        ("lina", "push add 周二晚 jia --at-position 4", (2, "no_such_position", "1 to 3")),
        ("lina", "push add 周二晚 gongyi-zhoubao --at-position 1", (5, "in_push", "wxops push swap")),
        ("lina", "push add 周四晚 jia", (2, "no_such_push", "wxops push new '2026-11-26 20:00'")),
        ("lina", "push add 2027 jia", (2, "no_such_push", "by its id")),
        ("lina", "push add jia yi", (2, "no_such_push", "wxops push new SLOT jia")),
        ("lina", "push remove 周二晚 jia", (2, "not_in_push", "it has: dongji-xinpin, gongyi-zhoubao")),
        (
            "lina",
            "push order 周二晚 gongyi-zhoubao",
            (2, "order_incomplete", "wxops push remove 2026-12-01-2000"),
        ),
        ("lina", "push order 周二晚 gongyi-zhoubao dongji-xinpin jia", (2, "not_in_push", "it has")),
        ("lina", "push swap 周二晚 gongyi-zhoubao gongyi-zhoubao", (2, "named_twice", "once")),
        ("lina", "push arm 周二晚", (5, "push_not_ready", "wxops push show 2026-12-01-2000")),
        (
            "lina",
            "schedule dongji-xinpin --at 周四晚",
            (5, "push_elsewhere", "wxops push move 2026-12-01-2000"),
        ),
        (
            "lina",
            "schedule dongji-xinpin --next",
            (5, "push_elsewhere", "wxops push remove 2026-12-01-2000 dongji-xinpin"),
        ),
    ]);
    s.does("lina", "push new 周四晚 jia");
    s.refuses("lina", "push move 周四晚 周二晚", (5, "push_exists", "wxops push add 2026-12-01-2000"));
    s.refuses("lina", "push show 2026", (2, "ambiguous", "type more"));
    let over = Sandbox::at("published");
    over.refuses("lina", "push new 周四晚 dongji-xinpin", (5, "wrong_state", "wxops show dongji-xinpin"));
    let rejected = Sandbox::at("rejected");
    rejected.refuses("lina", "push new 周四晚 dongji-xinpin", (5, "wrong_state", "wxops show"));
    two().refuses("lina", "schedule dongji-xinpin", (2, "usage", "--at"));
}

#[test]
fn a_push_is_valid_while_every_article_is_approved_and_as_it_was_approved() {
    let s = pushed();
    let told = s.types("lina", "push show --json");
    assert_eq!((told.exit, &told.json()["push"]["valid"]), (1, &false.into()));
    let articles = &told.json()["push"]["articles"];
    assert_eq!((&articles[0]["approved"], &articles[1]["approved"]), (&true.into(), &false.into()));
    assert_eq!(articles[1]["type_next"], "wxops plan gongyi-zhoubao --at '2026-12-01 20:00'");

    s.does("lina", "push remove 周二晚 gongyi-zhoubao");
    assert_eq!(s.types("lina", "push show").exit, 0);
    // One letter in the working copy.
    let text = s.read(INDEX);
    s.write(INDEX, format!("{text}改\n"));
    let told = s.types("lina", "push show --json");
    assert_eq!(told.exit, 1, "{told:?}");
    assert!(told.json()["push"]["articles"][0]["why"].as_str().unwrap().contains("edited"), "{told:?}");
    s.refuses("lina", "push arm 周二晚", (5, "push_not_ready", "wxops push show"));
    // The same letter committed without wxops.
    s.commit_all("edit");
    assert_eq!(s.types("lina", "push show").exit, 1);
    s.refuses("lina", "push arm 周二晚", (5, "push_not_ready", "wxops push show"));
    s.write(INDEX, text);
    s.commit_all("back");
    assert_eq!(s.types("lina", "push show").exit, 0);
    s.does("lina", "push arm 周二晚");
    s.is_sound();
}

#[test]
fn a_timer_holds_the_push_and_its_articles_until_it_is_cancelled() {
    let s = alone();
    s.does("lina", "schedule dongji-xinpin");
    s.does("lina", "push arm 周二晚 --at '2026-12-01 20:05'");
    let cancel = (5, "armed", "wxops push disarm 2026-12-01-2000");
    s.refuses_all(&[
        ("lina", "push add 周二晚 gongyi-zhoubao", cancel),
        ("lina", "push remove 周二晚 dongji-xinpin", cancel),
        ("lina", "push move 周二晚 周四晚", cancel),
        ("lina", "push arm 周二晚", cancel),
        ("lina", "withdraw dongji-xinpin --reason 改价", cancel),
        ("lina", "unschedule dongji-xinpin", cancel),
        ("lina", "discard dongji-xinpin --reason 改价", cancel),
    ]);
    let unscheduled = alone();
    unscheduled.does("lina", "push arm 周二晚");
    unscheduled.refuses_all(&[
        ("lina", "schedule dongji-xinpin --at 周四晚", cancel),
        ("lina", "schedule dongji-xinpin --at 周四晚 --urgent --reason 急", cancel),
    ]);
    unscheduled.does("lina", "schedule dongji-xinpin");
    // Asking says so too, and a broken file that names the article is as good as a timer.
    let why = s.does("lina", "why dongji-xinpin withdraw").stdout;
    assert!(why.contains("not possible now") && why.contains("timer"), "{why}");
    let done = s.types("lina", "push arm 周二晚 --at '2026-12-01 20:05'");
    assert!(done.stdout.contains("done before"), "{done:?}");
    s.edit(FILE, "at = \"2026-12-01T20:05", "at = \"abends");
    s.refuses("lina", "withdraw dongji-xinpin --reason 改价", (3, "push", "write `at ="));
    s.git(&["restore", FILE]);

    // It went out: what happens to the next revision is no concern of that timer.
    let mut out = s.copy();
    out.now = "2026-12-01T20:10:00+08:00".into();
    out.does("lina", "publish dongji-xinpin --url https://mp.weixin.qq.com/s/Zr8exampleexample");
    out.does("lina", "correct dongji-xinpin --how edit --reason 日期");
    out.does("lina", "self-check dongji-xinpin --attest all");
    out.does("lina", "withdraw dongji-xinpin --reason 改价");
    out.is_sound();

    s.does("lina", "push disarm 周二晚");
    assert!(s.does("lina", "push disarm 周二晚").stdout.contains("done before"));
    s.does("lina", "withdraw dongji-xinpin --reason 改价");
    s.is_sound();
}

#[test]
fn a_timer_over_an_article_that_is_not_approved_any_more_is_late() {
    let mut s = alone();
    s.does("lina", "push arm 周二晚");
    let armed = s.read(FILE);
    s.does("lina", "push disarm 周二晚");
    s.does("lina", "withdraw dongji-xinpin --reason 改价");
    // A colleague set the timer while this happened elsewhere, and git joined both.
    s.write(FILE, armed);
    s.commit_all("joined");
    s.now = s.now.replace("12:00:00", "12:01:00");
    let late = s.types("lina", "due --json");
    assert_eq!(late.exit, 1, "{late:?}");
    let late = &late.json()["late"];
    assert_eq!((&late[0]["push"], &late[0]["waiting_for"][0]), (&ID.into(), &"lina".into()), "{late}");
    let show = s.types("lina", "push show");
    assert_eq!(show.exit, 1);
    assert!(show.stdout.contains("a timer runs in the back office, and it cannot go out"), "{show:?}");
}

#[test]
fn within_its_lock_a_push_is_late_and_names_whom_it_waits_for() {
    let mut s = pushed();
    assert_eq!(s.types("lina", "due --json").json()["late"].as_array().unwrap().len(), 0);
    s.now = "2026-12-01T16:30:00+08:00".into();
    let due = s.types("lina", "due --json");
    assert_eq!(due.exit, 1);
    let late = due.json()["late"].clone();
    let of = |slug: &str| late.as_array().unwrap().iter().find(|own| own["article"]["slug"] == slug).cloned();
    let draft = of("gongyi-zhoubao").unwrap();
    assert_eq!(
        (&draft["push"], &draft["position"], &draft["waiting_for"][0]),
        (&ID.into(), &2.into(), &"lina".into())
    );
    assert_eq!(of(SLUG).unwrap()["step"], "schedule", "{late}");
}

#[test]
fn files_edited_by_hand_are_told_with_their_place_and_mended_by_command() {
    let s = pushed();
    let text = s.read(FILE);
    // An edit that is not committed is nobody's to overwrite; looking takes it as it lies.
    s.write(FILE, format!("{text}note = \"等图\"\n"));
    s.refuses(
        "lina",
        "push swap 周二晚 dongji-xinpin gongyi-zhoubao",
        (5, "push_uncommitted", "git restore"),
    );
    assert_eq!(s.types("lina", "push show").exit, 1);
    s.commit_all("hand");
    s.write(FILE, text.replace('\n', "\r\n"));
    s.commit_all("line ends of another system");
    s.does("lina", "push swap 周二晚 dongji-xinpin gongyi-zhoubao");
    s.is_sound();

    s.write(FILE, text.replace("\"dongji-xinpin\"", "\"dongji-xinpim\""));
    s.commit_all("a slip");
    s.refuses(
        "lina",
        "push show",
        (3, "push_unknown_article", "wxops push remove 2026-12-01-2000 dongji-xinpim"),
    );
    s.does("lina", "push remove 2026-12-01-2000 dongji-xinpim");
    // Two people at once.
    s.write("pushes/2026/2026-12-03-2000.toml", text.replace("12-01T", "12-03T"));
    s.commit_all("joined");
    s.refuses("lina", "push show 2026-12-03", (3, "push_twice", "wxops push remove"));
    s.refuses(
        "lina",
        "push show gongyi-zhoubao",
        (3, "push_twice", "wxops push remove 2026-12-03-2000 gongyi-zhoubao"),
    );
    s.does("lina", "push remove 2026-12-03-2000 gongyi-zhoubao");
    assert_eq!(s.does("lina", "push list --json").json()["pushes"].as_array().unwrap().len(), 2);

    // A file that cannot be read is told wherever pushes are looked at, and only what it names waits for it.
    s.write("pushes/2026/2026-12-04-1200.toml", "at = \"2026-12-04T12:00:00+08:00\"\narticles = []\n");
    s.write("pushes/2026/plan.toml", "");
    for line in ["push list", "due", "calendar 2026-12"] {
        let told = s.types("lina", line);
        assert!(
            told.stderr.contains("this push has no article") && told.stderr.contains(":2"),
            "{line}: {told:?}"
        );
        assert!(line == "calendar 2026-12" || told.exit == 1, "{line}: {told:?}");
    }
    s.does("lina", "push show 2026-12-03");
    s.refuses("lina", "push show 周五午", (2, "no_such_push", "wxops push new '2026-11-27 12:00'"));
    s.refuses("lina", "push show 2026-12-04", (3, "push", "delete the file"));
}

#[test]
fn renaming_an_article_renames_it_in_its_push_in_the_same_commit() {
    let s = pushed();
    s.does("lina", "rename gongyi-zhoubao zhoubao");
    assert!(s.read(FILE).contains("[\"dongji-xinpin\", \"zhoubao\"]"));
    assert!(s.git(&["show", "--stat", "--format=%s", "HEAD"]).contains("2026-12-01-2000.toml"));
    s.is_sound();
    // What somebody edited and did not commit stays so, with the new name in it.
    s.write(FILE, format!("{}note = \"等王总\"\n", s.read(FILE)));
    s.does("lina", "rename zhoubao gongyi");
    assert!(s.read(FILE).contains("\"gongyi\"]\nnote ="));
    assert_eq!(s.git(&["status", "--porcelain"]), format!(" M {FILE}\n"));
    assert!(s.git(&["show", &format!("HEAD:{FILE}")]).contains("\"gongyi\"]"));
}

#[test]
fn a_push_changes_no_article_and_no_record() {
    let s = two();
    let (text, records) = (s.read(INDEX), s.git(&["ls-tree", "-r", "HEAD", ".wxops", "articles"]));
    for line in [
        "push new 周二晚 dongji-xinpin",
        "push add 周二晚 gongyi-zhoubao",
        "push order 周二晚 gongyi-zhoubao dongji-xinpin",
        "push swap 周二晚 gongyi-zhoubao dongji-xinpin",
        "push remove 周二晚 gongyi-zhoubao",
        "push move 周二晚 周四晚",
        "push arm 周四晚",
        "push disarm 周四晚",
        "push remove 周四晚 dongji-xinpin",
    ] {
        let before = s.seen();
        s.does("lina", &format!("{line} --dry-run"));
        assert_eq!(s.seen(), before, "{line}");
        s.does("lina", line);
        assert_eq!(s.git(&["ls-tree", "-r", "HEAD", ".wxops", "articles"]), records, "{line}");
    }
    assert_eq!(s.read(INDEX), text);
    assert!(!s.path("pushes").exists(), "an empty folder is left");
    s.is_sound();
}

#[test]
fn what_is_arranged_takes_its_slot() {
    let s = pushed();
    // The next free slot of somebody else is not the push's, and its minute has room for one more.
    s.does("lina", "new 甲 --category product --slug jia");
    let planned = s.does("lina", "plan jia --next --json").json();
    assert_eq!(planned["outcome"]["planned_at"], "2026-11-26T20:00:00+08:00");
    s.does("lina", "plan jia --at 周四晚");
    s.does("lina", "push new 周四晚 jia");
    s.does("lina", "new 乙 --category product --slug yi");
    let planned = s.does("lina", "plan yi --next --json").json();
    assert_eq!(planned["outcome"]["planned_at"], "2026-12-03T20:00:00+08:00", "{planned}");
}

#[test]
fn a_push_is_found_without_reading_other_years() {
    let s = pushed();
    fs::create_dir_all(s.path("pushes/2019")).unwrap();
    s.write("pushes/2019/2019-12-01-2000.toml", "broken");
    assert_eq!(s.types("lina", "push show").exit, 1);
    assert_eq!(s.types("lina", "push list").exit, 0);
    s.refuses("lina", "push show 2019", (3, "push", "git restore"));
}
