//! Deputies (代审人): who reviews for whom while that member is away, on which days; and attacks on it.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::type_complexity, clippy::too_many_lines, reason = "a table is one long value")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use sandbox::{
    Sandbox,
    forging::{fit_table, read, state},
};
use wxops::{
    article::digest::Digest,
    moment::{Moment, parse_stored},
    workflow::record::Record,
};

const APPROVE: &str = "approve dongji-xinpin --attest all";
const ADD: &str =
    "team deputy add zhangming --deputy wanglei --from 2026-12-01 --until 2026-12-10 --reason 年假";

/// In final review, which is for Zhang; Wang Lei has no role in the review, Sun writes and reviews nothing.
fn begun() -> Sandbox {
    let sandbox = Sandbox::at("in-review-final");
    sandbox.does("lina", "team add wanglei --name 王蕾 --email wanglei@example.com --role publisher");
    sandbox.does("lina", "team add sunli --name 孙丽 --email sunli@example.com --role writer");
    sandbox
}

/// The same, where Wang Lei stands in for Zhang, at a time.
fn away(now: &str) -> Sandbox {
    let mut sandbox = begun();
    sandbox.does("lina", ADD);
    sandbox.now = now.into();
    sandbox
}

fn at(words: &str) -> Moment {
    parse_stored(words).unwrap()
}

/// A deputy decides on the days of the entry, both ends included, and on no other.
#[test]
fn from_the_first_day_to_the_last() {
    for (now, counts) in [
        ("2026-11-30T23:59:59+08:00", false),
        ("2026-12-01T00:00:00+08:00", true),
        ("2026-12-10T23:59:59+08:00", true),
        ("2026-12-11T00:00:00+08:00", false),
        ("2026-12-10T15:59:59Z", true), // read in the account's zone: one second before midnight
        ("2026-12-10T16:00:00Z", false),
    ] {
        let sandbox = away(now);
        let waits =
            sandbox.does("lina", "show dongji-xinpin --json").json()["article"]["waiting_for"].clone();
        if counts {
            assert_eq!(waits, serde_json::json!(["wanglei", "zhangming"]), "{now}");
            sandbox.does("wanglei", APPROVE);
            assert_eq!(state(&sandbox).status.name(), "approved", "{now}");
        } else {
            assert_eq!(waits, serde_json::json!(["zhangming"]), "{now}");
            sandbox.refuses("wanglei", APPROVE, (4, "deputy_dates", "张明"));
        }
        sandbox.is_sound();
        let mut later = sandbox;
        later.now = "2027-06-01T00:00:00+08:00".into();
        later.is_sound(); // what was decided on those days stays
    }
}

#[test]
fn for_whom_is_told_everywhere() {
    let sandbox = away("2026-12-02T10:00:00+08:00");
    for (who, line, told) in [
        ("lina", "status", "王蕾 reviews for 张明, 2026-12-01 to 2026-12-10 (年假)"),
        ("zhangming", "status", "王蕾 reviews for 张明"),
        ("wanglei", "status", "王蕾 reviews for 张明"),
        ("lina", "status", "for 王蕾 (for 张明), 张明"),
        ("lina", "queue --all", "for 王蕾 (for 张明), 张明"),
        ("wanglei", "queue", "1 article for you"),
        ("lina", "show dongji-xinpin", "for 王蕾 (for 张明), 张明"),
        ("lina", "why dongji-xinpin approve", "others can: 王蕾 (for 张明), 张明"),
        ("lina", "team", "王蕾 reviews for 张明"),
        ("lina", "team deputy", "now"),
    ] {
        let said = sandbox.does(who, line).stdout;
        assert!(said.contains(told), "{who} {line}: {said}");
    }
    assert!(!sandbox.does("wangfang", "status").stdout.contains("reviews for"));
    let refused = sandbox.types("wangfang", "request-changes dongji-xinpin --opinion 文字：不通").stderr;
    assert!(refused.contains("王蕾 (for 张明), 张明"), "{refused}");
    sandbox.does("wanglei", APPROVE);
    for (line, told) in [
        ("log dongji-xinpin", "王蕾 (for 张明)"),
        ("show dongji-xinpin", "王蕾 (for 张明) (终审: approve)"),
        ("sheet dongji-xinpin", "| 王蕾 (for 张明) | 终审 |"),
        ("verify --acts", "王蕾 (for 张明)"),
        ("verify", "王蕾 (for 张明) (终审)"),
        ("--lang zh log dongji-xinpin", "王蕾（代张明）"),
    ] {
        let said = sandbox.does("lina", line).stdout;
        assert!(said.contains(told), "{line}: {said}");
    }
    let proof = sandbox.does("lina", "verify --json").json();
    let approval = &proof["articles"][0]["approvals"][1];
    assert_eq!(
        (approval["by"].as_str(), approval["instead_of"].as_str()),
        (Some("wanglei"), Some("zhangming"))
    );
    // The entry may go: it is told from the version that the record names.
    sandbox.does("lina", "team deputy remove 张明");
    assert!(sandbox.does("lina", "log dongji-xinpin").stdout.contains("王蕾 (for 张明)"));
    sandbox.is_sound();
}

/// A deputy is a person like any other: no writer of the article, nobody who decided another stage; and never more than
/// a reviewer.
#[test]
fn what_holds_for_the_deputy_as_a_person() {
    let entry = |deputy: &str, member: &str| {
        format!("team deputy add {member} --deputy {deputy} --from 2026-11-25 --until 2026-12-10")
    };
    let sandbox = begun();
    sandbox.does("lina", &entry("wangfang", "zhangming"));
    sandbox.refuses("wangfang", "reject dongji-xinpin --reason x", (4, "two_stages", "张明"));
    sandbox.does("lina", &entry("lina", "zhangming"));
    sandbox.refuses("lina", APPROVE, (4, "own_article", "张明"));
    // Not for somebody who is only a deputy.
    sandbox.does("lina", &entry("wanglei", "wangfang"));
    sandbox.refuses("wanglei", APPROVE, (4, "not_your_stage", "张明"));
    // Not as a manager, a writer, a publisher.
    sandbox.does(
        "lina",
        "team add chenjing --name 陈静 --email chenjing@example.com --role manager,final-reviewer",
    );
    sandbox.does("lina", &entry("sunli", "chenjing"));
    sandbox.refuses("sunli", "team remove wangfang", (4, "not_manager", "李娜"));
    sandbox.refuses("sunli", "withdraw dongji-xinpin --reason x", (4, "not_allowed", "李娜"));
    sandbox.does("sunli", "reject dongji-xinpin --reason x"); // that is for the final stage too
    sandbox.is_sound();

    // Who has the role acts in it, whoever else they stand in for.
    let own = begun();
    own.does("lina", "team add sunyue --name 孙悦 --email sunyue@example.com --role final-reviewer");
    own.does("lina", &entry("sunyue", "zhangming"));
    own.does("sunyue", APPROVE);
    assert!(!own.does("lina", "log dongji-xinpin").stdout.contains("for 张明"));
}

/// A submission counts the deputies of its day.
#[test]
fn a_submission_counts_deputies() {
    let mut sandbox = Sandbox::at("checked");
    sandbox.does("lina", "team add wanglei --name 王蕾 --email wanglei@example.com --role publisher");
    sandbox.does("lina", "team add two --name 二审 --email two@example.com --role final-reviewer,writer");
    sandbox.edit(
        "articles/dongji-xinpin/index.md",
        "title =",
        "co_writers = [\"zhangming\", \"two\"]\ntitle =",
    );
    let submit = "submit dongji-xinpin --attest all";
    sandbox.refuses("lina", submit, (5, "stage_unfilled", "--role final-reviewer"));
    sandbox.does("lina", ADD);
    sandbox.refuses("lina", submit, (5, "stage_unfilled", "--role final-reviewer"));
    sandbox.now = "2026-12-01T09:00:00+08:00".into();
    sandbox.does("lina", submit);
    sandbox.is_sound();
}

#[test]
fn entries_that_make_no_sense() {
    let sandbox = begun();
    let head = sandbox.head();
    let add = |rest: &str| format!("team deputy add {rest}");
    sandbox.does("lina", "team add gong --name 供稿 --email gong@example.com --role contributor");
    let rows = [
        (
            "wangfang",
            add("张明 --deputy 王蕾 --from 2026-12-01 --until 2026-12-10"),
            (4, "not_manager", "李娜"),
        ),
        ("lina", add("张明 --deputy 张明 --from 2026-12-01 --until 2026-12-10"), (2, "deputy_self", "王蕾")),
        (
            "lina",
            add("张明 --deputy 无名 --from 2026-12-01 --until 2026-12-10"),
            (2, "no_such_member", "王蕾"),
        ),
        (
            "lina",
            add("张明 --deputy 供稿 --from 2026-12-01 --until 2026-12-10"),
            (2, "deputy_contributor", "王蕾"),
        ),
        ("lina", add("张明 --deputy 王蕾 --from 2026-12-10 --until 2026-12-01"), (2, "deputy_days", "")),
        (
            "lina",
            add("张明 --deputy 王蕾 --from 2026-11-01 --until 2026-11-24"),
            (2, "deputy_over", "--from"),
        ),
        ("lina", add("张明 --deputy 王蕾 --from 12-01 --until 2026-12-10"), (2, "bad_day", "2026-11-25")),
        ("lina", add("张明 --deputy 王蕾 --from 明天 --until '明天 20:00'"), (2, "bad_day", "tomorrow")),
        (
            "lina",
            add("孙丽 --deputy 王蕾 --from 2026-12-01 --until 2026-12-10"),
            (2, "deputy_of_no_reviewer", "张明"),
        ),
        ("lina", "team deputy remove 张明".into(), (2, "no_such_deputy", "wxops team deputy")),
    ];
    for (who, line, refusal) in &rows {
        sandbox.refuses(who, line, *refusal);
    }
    sandbox.does("lina", ADD);
    sandbox.refuses(
        "lina",
        &add("张明 --deputy 王蕾 --from 2026-12-10 --until 2026-12-20"),
        (2, "deputy_overlaps", ""),
    );
    let same = sandbox.does("lina", &format!("{ADD} --json")).json();
    assert!(same["outcome"]["commit"].is_null());
    sandbox.does("lina", &add("张明 --deputy 王蕾 --from 2026-12-11 --until 2026-12-20"));
    sandbox.refuses("lina", "team deputy remove 张明", (2, "ambiguous", "--from 2026-12-11"));
    sandbox.does("lina", "team deputy remove 张明 --from 2026-12-11 --dry-run");
    sandbox.does("lina", "team deputy remove 张明 --from 2026-12-11");
    sandbox.does("lina", "team deputy remove 张明 --deputy 王蕾");
    assert!(!sandbox.read("team.toml").contains("deputies"));
    assert_ne!(sandbox.head(), head);
    sandbox.is_sound();

    // By hand the same sentences, of the file.
    let text = sandbox.read("team.toml");
    let entry = "[[deputies]]\nmember = \"zhangming\"\ndeputy = \"wanglei\"\nfrom = \"2026-12-01\"\nuntil = \"2026-12-10\"\n";
    for (from, to, exit, code) in [
        ("", "", 0, ""),
        ("zhangming", "wanglei", 3, "deputy_self"),
        ("wanglei", "nobody", 3, "deputy_unknown"),
        ("wanglei", "gong", 3, "deputy_contributor"),
        ("2026-12-01", "2026-12-31", 3, "deputy_days"),
        ("2026-12-01", "2026-12-1", 3, "deputy_day"),
        ("2026-12-10", "2026-02-30", 3, "deputy_day"),
        ("\"2026-12-01\"", "2026-12-01", 0, ""), // as TOML writes days
        ("\"2026-12-01\"", "2026-12-01T08:00:00Z", 3, "deputy_day"),
        ("\"2026-12-01\"", "20261201", 3, "team_unreadable"),
        ("until", "bis", 3, "team_unreadable"),
    ] {
        sandbox.write("team.toml", format!("{text}\n{}", entry.replacen(from, to, 1)));
        let said = sandbox.types("lina", "--json team adopt --dry-run");
        assert_eq!((said.exit, said.code().as_str()), (exit, code), "{from} → {to}: {said:?}");
    }
    let plain = sandbox.copy();
    plain.write("team.toml", format!("{text}\n{}", entry.replace("\"2026-12-01\"", "2026-12-01")));
    plain.does("lina", "team adopt");
    plain.does("lina", "team deputy remove 张明");
    assert!(!plain.read("team.toml").contains("deputies"));
    sandbox.write("team.toml", format!("{text}\n{entry}\n{entry}"));
    assert_eq!(sandbox.types("lina", "--json team adopt").code(), "deputy_overlaps");
    sandbox.write("team.toml", format!("{text}\n{}", entry.replace("12-", "11-").replace("11-10", "11-20")));
    assert_eq!(sandbox.types("lina", "--json team adopt").code(), "deputy_over");
}

/// Whoever goes takes their entries along, on both sides.
#[test]
fn whoever_leaves_is_no_deputy_and_has_none() {
    for id in ["zhangming", "wanglei"] {
        let sandbox = begun();
        sandbox.does("lina", ADD);
        sandbox.does("lina", "team add sunyue --name 孙悦 --email sunyue@example.com --role final-reviewer");
        let said = sandbox.does("lina", &format!("team remove {id}")).stdout;
        assert!(said.contains("no deputy any more: 王蕾 reviews for 张明"), "{said}");
        assert!(!sandbox.read("team.toml").contains("deputies"));
        sandbox.is_sound();
    }
}

/// If the deputy is needed for another stage, that is said at once.
#[test]
fn a_deputy_who_is_needed_elsewhere() {
    let sandbox = begun();
    let line = "team deputy add 张明 --deputy 王芳 --from 2026-12-01 --until 2026-12-10";
    let said = sandbox.does("lina", line).stdout;
    assert!(said.contains("nobody is left for 终审") || said.contains("nobody is left for 初审"), "{said}");
    assert!(!sandbox.does("lina", ADD).stdout.contains("nobody is left"));
}

/// The approval of the final stage as Wang Lei made it on one of the days, to be changed.
fn forged(sandbox: &Sandbox, change: impl Fn(&mut Record)) {
    let mut record = sandbox_approval();
    record.prev = state(sandbox).heads;
    record.policy = state(sandbox).policy.max(newest(sandbox));
    change(&mut record);
    sandbox.write(&format!("{}/{}.toml", sandbox.records(), record.name()), record.write());
}

fn sandbox_approval() -> Record {
    let donor = away("2026-12-02T10:00:00+08:00");
    donor.does("wanglei", APPROVE);
    let listed = donor.git(&["ls-files", ".wxops/records"]);
    let approvals = listed.lines().filter(|path| path.contains("/approve-"));
    approvals.map(|path| read(&donor, path)).find(|record| record.by == "wanglei").unwrap()
}

fn newest(sandbox: &Sandbox) -> u32 {
    let versions = sandbox.git(&["ls-files", ".wxops/policy"]);
    u32::try_from(versions.lines().count()).unwrap()
}

#[test]
fn attacks_with_deputies_are_refused() {
    let rows: [(&str, &dyn Fn(&Sandbox), &str); 7] = [
        (
            "the day before",
            &|s| forged(s, |record| record.at = at("2026-11-30T23:59:00+08:00")),
            "deputy_dates",
        ),
        (
            "the day after",
            &|s| forged(s, |record| record.at = at("2026-12-11T00:00:00+08:00")),
            "deputy_dates",
        ),
        (
            "under an older version, without the entry",
            &|s| forged(s, |record| record.policy -= 1),
            "not_your_stage",
        ),
        (
            "by somebody whom nobody named",
            &|s| forged(s, |record| record.by = "sunli".into()),
            "not_your_stage",
        ),
        ("by the writer", &|s| forged(s, |record| record.by = "lina".into()), "own_article"),
        (
            "an entry that nobody adopted",
            &|s| s.edit("team.toml", "until = \"2026-12-10\"", "until = \"2027-12-10\""),
            "team_not_adopted",
        ),
        (
            "an entry that a reviewer adopted",
            &|s| {
                let before = format!(".wxops/policy/{:04}.toml", newest(s));
                let bytes = s.bytes(&before);
                let text = s.read("team.toml").replace("2026-12-10", "2027-12-10");
                let head = String::from_utf8(bytes.clone()).unwrap();
                let head = head.split_once("\n\n").unwrap().0.to_owned();
                let number = newest(s);
                let prev = head.split_once("prev = \"").unwrap().1[..64].to_owned();
                let head = head
                    .replace(&format!("version = {number}"), &format!("version = {}", number + 1))
                    .replace(&prev, Digest::of(&bytes).as_str())
                    .replace("adopted = [\"lina\"]", "adopted = [\"wangfang\"]");
                s.write(&format!(".wxops/policy/{:04}.toml", number + 1), format!("{head}\n\n{text}"));
                s.write("team.toml", text);
            },
            "policy_chain",
        ),
    ];
    for (what, attack, code) in rows {
        let sandbox = away("2026-12-02T10:00:00+08:00");
        attack(&sandbox);
        sandbox.commit_all("x");
        assert_eq!(sandbox.refusals(), [code], "{what}");
    }
    // Made on one of the days, by the entry: that is what a deputy does.
    let fine = away("2026-12-02T10:00:00+08:00");
    forged(&fine, |_| {});
    fit_table(&fine);
    fine.commit_all("x");
    assert_eq!(fine.refusals(), [""; 0]);
}

/// In a joint stage the deputy covers the role of who is away, and is one person.
#[test]
fn a_deputy_in_a_joint_stage() {
    let mut sandbox = Sandbox::at("checked");
    let text = sandbox.read("team.toml");
    let text = text
        .replacen("[members.lina]", "[roles]\nlegal = \"法务\"\nproduct = \"产品\"\n\n[members.lina]", 1)
        .replacen("[[stages]]\nid = \"final\"", "[[stages]]\nid = \"joint\"\nname = \"会签\"\nroles = [\"legal\", \"product\"]\nlist = \"first\"\n\n[[stages]]\nid = \"final\"", 1)
        .replacen("default = [\"first\", \"final\"]", "default = [\"first\", \"joint\", \"final\"]", 1);
    sandbox.write("team.toml", text);
    sandbox.does("lina", "team adopt");
    for (id, name, role) in
        [("chenlv", "陈律", "法务"), ("gaoyan", "高燕", "产品"), ("wanglei", "王蕾", "publisher")]
    {
        sandbox.does("lina", &format!("team add {id} --name {name} --email {id}@example.com --role {role}"));
    }
    sandbox.does("lina", "team deputy add 陈律 --deputy 高燕 --from 2026-11-25 --until 2026-11-30");
    sandbox.does("lina", "team deputy add 陈律 --deputy 王蕾 --from 2026-11-26 --until 2026-11-30");
    sandbox.does("lina", "submit dongji-xinpin --attest all");
    sandbox.does("wangfang", APPROVE);
    // Gao may sign for product, or for legal; not for both.
    sandbox.does("gaoyan", APPROVE);
    let said = sandbox.types("gaoyan", "--json approve dongji-xinpin --attest all --opinion 文字：好");
    assert_eq!(said.exit, 0, "{said:?}");
    assert_eq!(state(&sandbox).stage.unwrap().id, "joint");
    sandbox.refuses("wanglei", APPROVE, (4, "deputy_dates", "陈律"));
    sandbox.now = "2026-11-26T09:00:00+08:00".into();
    sandbox.does("wanglei", APPROVE);
    assert_eq!(state(&sandbox).stage.unwrap().id, "final");
    let log = sandbox.does("lina", "--lang zh log dongji-xinpin").stdout;
    assert!(log.contains("王蕾（代陈律）") && log.contains("会签通过（法务）"), "{log}");
    sandbox.is_sound();
}
