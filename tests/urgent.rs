//! 加急: who may, what it changes for whom, who decides then, and what nobody gets past the proof.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod sandbox;

use sandbox::{
    COVER, INDEX, Sandbox,
    forging::{Change, file, fit_table, forged, newest, state},
    keys::ssh_is_there,
};
use wxops::workflow::{
    record::{Emergency, Record},
    team::Team,
};

const SUBMIT: &str = "submit dongji-xinpin --attest all";
const URGENT: &str = "submit dongji-xinpin --attest all --urgent --reason 今晚停机";
const APPROVE: &str = "approve dongji-xinpin --attest all";
const SEND_BACK: &str = "request-changes dongji-xinpin --opinion 文字：不通";
const DEPUTY: &str = "team deputy add zhangming --deputy wanglei --urgent --reason 一时找不到人";

/// A notice that is to be handed in.
fn notice(s: Sandbox) -> Sandbox {
    s.does("lina", "withdraw dongji-xinpin --reason x");
    s.edit(INDEX, "category = \"product\" ", "category = \"notice\"  ");
    s
}

/// The same, where Wang Lei stands in for Zhang in urgent articles; she has no role in the review.
fn staffed() -> Sandbox {
    let s = notice(Sandbox::at("in-review"));
    s.does("lina", "team add wanglei --name 王蕾 --email wanglei@example.com --role publisher");
    s.does("lina", DEPUTY);
    s
}

/// The rule book says something else of what is urgent, from now on.
fn adopt(s: &Sandbox, change: impl Fn(&str) -> String) {
    let text = s.read("team.toml");
    let changed = change(&text);
    assert_ne!(text, changed, "nothing to adopt");
    s.write("team.toml", changed);
    s.does("lina", "team adopt");
}

/// As a rule book from before is: without the table.
fn without(text: &str) -> String {
    let (before, rest) = text.split_once("[urgent]\n").unwrap();
    let (_, rest) = rest.split_once("\n\n").unwrap();
    format!("{before}{rest}")
}

/// Who can decide it now.
fn waits_for(s: &Sandbox) -> serde_json::Value {
    s.does("lina", "show dongji-xinpin --json").json()["article"]["waiting_for"].clone()
}

/// The newest record of an act.
#[test]
fn what_is_refused() {
    let s = Sandbox::at("in-review");
    s.does("lina", "withdraw dongji-xinpin --reason x");
    s.refuses_all(&[
        ("lina", URGENT, (4, "urgent_category", "notice")),
        ("lina", &format!("{SUBMIT} --urgent --reason ' '"), (2, "reason_empty", "--reason")),
        ("lina", &format!("{URGENT} --told 李四"), (2, "no_such_member", "王芳")),
        ("wangfang", URGENT, (4, "not_allowed", "李娜")),
    ]);
    adopt(&s, |text| text.replace("categories = [\"notice\"]", "categories = []"));
    s.refuses("lina", URGENT, (4, "urgent_category", "no category may"));
    adopt(&s, without);
    s.refuses("lina", URGENT, (4, "urgent_off", "[urgent]"));
    let deputy = DEPUTY.replace("wanglei", "lina");
    s.refuses("lina", &deputy, (2, "deputy_of_nothing_urgent", "[urgent]"));
    s.does("lina", SUBMIT); // as ever
    s.is_sound();
}

/// It has a time, and nothing else differs: each stage decides as ever.
#[test]
fn it_is_sooner_and_skips_nothing() {
    let mut s = notice(Sandbox::at("in-review"));
    s.does("lina", &format!("{URGENT} --told 张明 --told zhangming --told lina"));
    s.is_sound();
    let urgent = state(&s).urgent().cloned().unwrap();
    assert_eq!(
        (&*urgent.reason, &urgent.told, urgent.within_hours),
        ("今晚停机", &vec!["zhangming".into()], 2)
    );
    let queue = s.types("wangfang", "queue --json").json();
    assert_eq!(queue["articles"][0]["urgent"]["reason"], "今晚停机");
    assert!(queue["articles"][0]["decide_by"].is_string());
    s.refuses("zhangming", APPROVE, (4, "not_your_stage", "王芳"));
    s.does("wangfang", APPROVE);
    s.now = "2026-11-27T20:00:00+08:00".into();
    for line in ["queue", "status", "show dongji-xinpin"] {
        assert!(s.does("zhangming", line).stdout.contains("overdue"), "{line}");
    }
    s.does("zhangming", APPROVE); // late is not too late
    s.is_sound();
    assert!(s.does("lina", "list").stdout.contains("approved · urgent"));
    s.does("lina", "withdraw dongji-xinpin --reason x");
    assert_eq!(state(&s).urgent(), None, "its haste went with the submission");
    s.does("lina", SUBMIT);
    assert_eq!(state(&s).urgent(), None);
    s.refuses("lina", URGENT, (5, "wrong_state", "wxops withdraw"));
}

#[test]
fn it_stands_in_front_of_what_waits_longer() {
    let mut s = Sandbox::at("in-review");
    let text = s.read(INDEX).replace("冬季新品发布", "停机通知").replace("\"product\" ", "\"notice\"  ");
    let (front, rest) = text.split_once("\n[wxops]\n").unwrap();
    let (_, body) = rest.split_once("+++\n").unwrap();
    s.write("articles/tingji/index.md", format!("{front}+++\n{body}"));
    s.write("articles/tingji/cover.png", COVER);
    s.does("lina", "import articles/tingji");
    s.now = "2026-11-26T09:00:00+08:00".into();
    let first = |s: &Sandbox, line: &str| s.does("wangfang", line).json()["articles"][0]["slug"].clone();
    let ordinary = s.copy();
    ordinary.does("lina", "submit tingji --attest all");
    s.does("lina", "submit tingji --attest all --urgent --reason 今晚停机");
    for line in ["queue --json", "status --json"] {
        assert_eq!(first(&ordinary, line), "dongji-xinpin", "{line}: the longest waiting comes first");
        assert_eq!(first(&s, line), "tingji", "{line}");
    }
}

/// What is sent back stays urgent, also where the self-check is made on its own; and whoever hands it in is not "told before".
#[test]
fn sent_back_it_stays_urgent() {
    let s = notice(Sandbox::at("in-review"));
    s.does("lina", &format!("{URGENT} --told 王芳"));
    s.does("wangfang", SEND_BACK);
    s.does("lina", "answer dongji-xinpin 1 done");
    assert!(s.does("lina", "list").stdout.contains("urgent"));
    s.does("lina", "self-check dongji-xinpin --attest all");
    assert!(s.does("lina", SUBMIT).stdout.contains("is submitted as urgent"));
    s.is_sound();
    let urgent = state(&s).urgent().cloned().unwrap();
    assert_eq!((&*urgent.reason, &urgent.told), ("今晚停机", &vec!["wangfang".into()]));
    // Where the category, or the rule book, allows it no more it is an article like any other.
    s.does("wangfang", SEND_BACK);
    s.does("lina", "answer dongji-xinpin 2 done");
    let another = s.copy();
    another.edit(INDEX, "category = \"notice\"  ", "category = \"product\" ");
    another.does("lina", SUBMIT);
    adopt(&s, without);
    s.does("lina", SUBMIT);
    for s in [another, s] {
        assert_eq!(state(&s).urgent(), None);
        s.is_sound();
    }
}

/// A deputy for urgent articles decides them on any day, and nothing else.
#[test]
fn a_deputy_for_what_is_urgent() {
    let s = staffed();
    assert!(s.does("lina", "team deputy").stdout.contains("王蕾 reviews for 张明, urgent articles only"));
    let ordinary = s.copy();
    ordinary.does("lina", SUBMIT);
    ordinary.does("wangfang", APPROVE);
    assert_eq!(waits_for(&ordinary), serde_json::json!(["zhangming"]));
    ordinary.refuses("wanglei", APPROVE, (4, "deputy_urgent", "张明"));

    s.does("lina", URGENT);
    s.refuses("wanglei", APPROVE, (4, "not_your_stage", "王芳")); // not for Wang Fang
    s.does("wangfang", APPROVE);
    assert_eq!(waits_for(&s), serde_json::json!(["wanglei", "zhangming"]));
    assert!(s.does("wanglei", "queue").stdout.contains("1 article for you"));
    s.does("wanglei", "approve --attest all"); // the only one that fits
    s.is_sound();
    for line in ["log dongji-xinpin", "show dongji-xinpin", "sheet dongji-xinpin", "verify --acts"] {
        assert!(s.does("lina", line).stdout.contains("王蕾 (for 张明)"), "{line}");
    }
    // The entry may go: what was decided stays.
    let gone = s.copy();
    gone.does("lina", "team deputy remove 张明 --urgent");
    assert!(!gone.read("team.toml").contains("deputies"));
    gone.is_sound();
    // What stays urgent stays theirs; taken back, it is nobody's but Zhang's.
    s.does("lina", "withdraw dongji-xinpin --reason x");
    s.does("lina", SUBMIT);
    s.does("wangfang", APPROVE);
    s.refuses("wanglei", APPROVE, (4, "deputy_urgent", "张明"));
}

/// Nobody for the final stage but its deputy: enough where it is urgent.
#[test]
fn a_stage_that_only_the_deputy_can_take() {
    let s = staffed();
    s.edit(INDEX, "author = ", "co_writers = [\"zhangming\"]\nauthor = ");
    s.refuses("lina", SUBMIT, (5, "stage_unfilled", "final-reviewer"));
    s.does("lina", URGENT);
    s.does("wangfang", APPROVE);
    assert_eq!(waits_for(&s), serde_json::json!(["wanglei"]));
    s.does("wanglei", APPROVE);
    s.is_sound();
}

#[test]
fn entries_for_urgent_articles_that_make_no_sense() {
    let s = staffed();
    let add = "team deputy add zhangming --deputy wanglei";
    s.refuses("lina", &format!("{DEPUTY} --from today"), (2, "usage", "--from"));
    s.refuses("lina", &format!("{add} --from today"), (2, "usage", "--until"));
    s.refuses("lina", &format!("{add} --urgent"), (2, "deputy_overlaps", ""));
    s.does("lina", &format!("{add} --from today --until tomorrow")); // both, each in its own right
    s.refuses("lina", "team deputy remove 张明", (2, "ambiguous", "--urgent"));
    s.does("lina", "team deputy remove 张明 --urgent");
    s.does("lina", "team deputy remove 张明");
    let text = s.read("team.toml");
    for (rows, code) in [
        ("urgent = true\n", ""),
        ("urgent = true\nfrom = \"2026-12-01\"\nuntil = \"2026-12-02\"\n", "deputy_when"),
        ("urgent = true\nuntil = \"2026-12-02\"\n", "deputy_when"),
        ("", "deputy_when"),
        ("urgent = false\n", "deputy_when"),
        ("from = \"2026-12-01\"\n", "deputy_day"),
    ] {
        let entry = format!("[[deputies]]\nmember = \"zhangming\"\ndeputy = \"wanglei\"\n{rows}");
        let read = Team::parse(&format!("{text}\n{entry}"));
        assert_eq!(read.as_ref().map_or_else(|refusal| refusal.code, |_| ""), code, "{rows}");
    }
}

/// A record written by hand, signed by whoever it names.
#[test]
fn forged_haste_is_refused() {
    let good =
        || Emergency { reason: "今晚停机".into(), told: vec!["wangfang".into(), "zhangming".into()] };
    let say =
        |said: Emergency| -> Change { Box::new(move |record| record.says.emergency = Some(said.clone())) };
    let told =
        |ids: &[&str]| say(Emergency { told: ids.iter().map(|id| (*id).to_owned()).collect(), ..good() });
    let rows: Vec<(&str, Change, &str)> = vec![
        ("as it must be", say(good()), ""),
        ("no reason", say(Emergency { reason: String::new(), ..good() }), "record_illegal"),
        ("a blank reason", say(Emergency { reason: " x".into(), ..good() }), "record_illegal"),
        ("unsorted", told(&["zhangming", "wangfang"]), "record_illegal"),
        ("twice", told(&["wangfang", "wangfang"]), "record_illegal"),
        ("told to nobody", told(&["nobody"]), "record_illegal"),
        ("told to oneself", told(&["lina"]), "record_illegal"),
        (
            "another category",
            Box::new(move |record| {
                record.says.emergency = Some(good());
                record.says.submission.as_mut().unwrap().category = "product".into();
            }),
            "urgent_category",
        ),
    ];
    let begun = if ssh_is_there() { Sandbox::signed("in-review") } else { Sandbox::at("in-review") };
    let checked = notice(begun);
    checked.does("lina", "self-check dongji-xinpin --attest all");
    let done = checked.copy();
    done.does("lina", SUBMIT);
    forged(&checked, &done, "submit", rows);
}

/// A time that breaks a rule of the plan is on record with its reason, in the same form, whatever the category.
#[test]
fn forged_haste_of_a_time_is_refused() {
    let good = || Emergency { reason: "今晚停机".into(), told: vec!["wangfang".into()] };
    let say =
        |said: Emergency| -> Change { Box::new(move |record| record.says.emergency = Some(said.clone())) };
    let rows: Vec<(&str, Change, &str)> = vec![
        ("as it must be", say(good()), ""),
        ("no reason", say(Emergency { reason: String::new(), ..good() }), "record_illegal"),
        ("told to nobody", say(Emergency { told: vec!["nobody".into()], ..good() }), "record_illegal"),
        ("told to oneself", say(Emergency { told: vec!["lina".into()], ..good() }), "record_illegal"),
    ];
    let begun = if ssh_is_there() { Sandbox::signed("approved") } else { Sandbox::at("approved") };
    let done = begun.copy();
    done.refuses("lina", "schedule --at 今晚11点", (5, "quiet_hours", "--urgent"));
    done.refuses("lina", "schedule --at 今晚11点 --urgent --reason ' '", (2, "reason_empty", "--reason"));
    done.does("lina", "schedule --at 今晚11点 --urgent --reason 今晚停机 --told wangfang");
    forged(&begun, &done, "schedule", rows);
    // Where no rule is broken there is nothing to excuse.
    done.does("lina", "unschedule");
    done.does("lina", "schedule --next --urgent --reason 快");
    assert_eq!(newest(&done, "schedule").says.emergency, None);
}

/// The deputy's approval under a submission that is not urgent, or under a rule book that names no deputy.
#[test]
fn a_deputy_gets_past_no_proof() {
    let s = staffed();
    s.does("lina", "team deputy remove 张明");
    s.does("lina", DEPUTY);
    s.does("lina", URGENT);
    s.does("wangfang", APPROVE);
    let reviewed = s.copy();
    s.does("wanglei", APPROVE);
    let approval = newest(&s, "approve");
    let alone = |version: u32| {
        let s = reviewed.copy();
        file(&s, Record { policy: version, ..approval.clone() });
        s.commit_all("x");
        s.refusals()
    };
    // The version in which the entry was out for a while is older than that of the submission.
    assert_eq!(alone(approval.policy - 1), ["policy_falls"]);

    let ordinary = staffed();
    ordinary.does("lina", SUBMIT);
    ordinary.does("wangfang", APPROVE);
    let donor = ordinary.copy();
    donor.does("zhangming", APPROVE);
    let record = Record { by: "wanglei".into(), ..newest(&donor, "approve") };
    file(&ordinary, record);
    ordinary.commit_all("x");
    assert_eq!(ordinary.refusals(), ["deputy_urgent"]);

    // Whoever takes haste and deputy out of the rule book lets nothing in that was decided by them elsewhere.
    adopt(&reviewed, without);
    let base = reviewed.git(&["rev-parse", "HEAD"]);
    reviewed.does("lina", "team deputy remove 张明");
    file(&reviewed, approval);
    fit_table(&reviewed);
    reviewed.commit_all("x");
    let said = reviewed.types("lina", &format!("--json verify --base {}", base.trim()));
    assert_eq!(said.json()["refusals"][0]["code"], "rules_moved_on", "{}", said.stdout);
}

/// What a person typed in haste may hold numbers of people.
#[test]
fn numbers_in_a_reason_stay_covered() {
    let s = notice(Sandbox::at("in-review"));
    s.does("lina", "submit dongji-xinpin --attest all --urgent --reason 急，找13800138000");
    for line in [
        "show dongji-xinpin",
        "log dongji-xinpin",
        "sheet dongji-xinpin",
        "queue --all",
        "review dongji-xinpin",
    ] {
        for options in ["--lang zh", "--lang en", "--json"] {
            let said = s.types("wangfang", &format!("{options} {line}"));
            assert!(!said.stdout.contains("13800138000"), "{options} {line}: {}", said.stdout);
            assert!(
                line == "queue --all" || said.stdout.replace('\\', "").contains("138***"),
                "{options} {line}: {}",
                said.stdout
            );
        }
    }
}

#[test]
fn a_rule_book_without_the_table_stays_valid() {
    let text = include_str!("example/team.toml");
    assert!(
        !Team::parse(text).unwrap().may_be_urgent("notice"),
        "what was adopted before allows nothing new"
    );
    for (table, read) in [
        ("[urgent]\n", Ok(true)),
        ("[urgent]\ncategories = [\"notice\"]\nwithin_hours = 168\n", Ok(true)),
        ("[urgent]\ncategories = [\"news\"]\n", Ok(false)),
        ("[urgent]\ncategories = []\n", Ok(false)),
        ("[urgent]\nwithin_hours = 0\n", Err("team_invalid")),
        ("[urgent]\nwithin_hours = 169\n", Err("team_invalid")),
        ("[urgent]\ncategories = [\"a\", \"a\"]\n", Err("team_invalid")),
        ("[urgent]\ncategories = [\"新闻\"]\n", Err("team_invalid")),
        ("[urgent]\nskip = true\n", Err("team_unreadable")),
    ] {
        let team = Team::parse(&format!("{text}\n{table}"));
        let allows = team.map(|team| team.may_be_urgent("notice")).map_err(|refusal| refusal.code);
        assert_eq!(allows, read, "{table}");
    }
}
