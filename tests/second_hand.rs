//! Second-hand approvals: who may type what a reviewer said, what is owed then, and attacks with plain git and an editor.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::type_complexity, clippy::too_many_lines, reason = "a table is one long value")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod sandbox;

use std::{fs, sync::OnceLock};

use chrono::TimeDelta;
use sandbox::{
    INDEX, Sandbox,
    forging::{fit_table, read, state},
};
use wxops::{
    article::digest::Digest,
    signature::RECORD,
    workflow::{
        record::Record,
        second_hand::{Proof, SecondHand, place},
    },
};

const TYPE: &str = "approve dongji-xinpin --attest all --where 微信 --proof ../chat.png";
const LINK: &str = "--url https://mp.weixin.qq.com/s/a";
const LATE: &str = "2026-11-27T09:00:00+08:00";

/// What proves a chat here.
fn with_chat(s: Sandbox) -> Sandbox {
    fs::write(s.outside("chat.png"), sandbox::COVER).unwrap();
    fs::write(s.outside("other.png"), "another picture").unwrap();
    s
}

/// In final review, with 陈静 as publisher, and 赵磊 who can do both stages.
fn staffed(state: &str) -> Sandbox {
    let s = with_chat(Sandbox::at(state));
    s.does("lina", "team add chenjing --name 陈静 --email chenjing@example.com --role publisher");
    let both = "first-reviewer,final-reviewer";
    s.does("lina", &format!("team add zhaolei --name 赵磊 --email zhaolei@example.com --role {both}"));
    s
}

fn copy_of(made: &'static OnceLock<Sandbox>, name: &str, make: impl FnOnce() -> Sandbox) -> Sandbox {
    with_chat(made.get_or_init(|| make().kept(name)).copy())
}

/// 陈静 typed that 张明 agreed; it is approved.
fn typed() -> Sandbox {
    static MADE: OnceLock<Sandbox> = OnceLock::new();
    copy_of(&MADE, "typed", || {
        let s = staffed("in-review-final");
        s.does("chenjing", &format!("{TYPE} --for zhangming"));
        s
    })
}

/// 陈静 typed that 王芳 agreed; it waits for the final stage.
fn typed_first() -> Sandbox {
    static MADE: OnceLock<Sandbox> = OnceLock::new();
    copy_of(&MADE, "typed-first", || {
        let s = staffed("in-review");
        s.does("chenjing", &format!("{TYPE} --for wangfang"));
        s
    })
}

/// The second-hand approval, as it lies in a folder.
fn approval(s: &Sandbox) -> (String, Record) {
    let listed = s.git(&["ls-files", ".wxops/records"]);
    let approvals = listed.lines().filter(|path| path.contains("/approve-"));
    let mut records = approvals.map(|path| (path.to_owned(), read(s, path)));
    records.find(|(_, record)| record.says.second_hand.is_some()).unwrap()
}

fn add(s: &Sandbox, record: &Record) {
    s.write(&format!("{}/{}.toml", s.records(), record.name()), record.write());
}

/// The second-hand approval says something else.
fn rewrite(s: &Sandbox, change: impl Fn(&mut Record)) {
    let (path, mut record) = approval(s);
    fs::remove_file(s.path(&path)).unwrap();
    change(&mut record);
    add(s, &record);
}

fn said(s: &Sandbox, change: impl Fn(&mut SecondHand)) {
    rewrite(s, |record| change(record.says.second_hand.as_mut().unwrap()));
}

/// A record that follows all others, as `line` would make it in a copy.
fn as_if(s: &Sandbox, (who, line): (&str, &str), change: impl Fn(&mut Record)) {
    let donor = with_chat(s.copy());
    donor.does(who, line);
    let mut record = newer(&donor, s);
    change(&mut record);
    add(s, &record);
}

fn proof(s: &Sandbox) -> String {
    approval(s).1.says.second_hand.unwrap().proof[0].path.clone()
}

fn status(s: &Sandbox) -> &'static str {
    state(s).status.name()
}

#[test]
fn attacks_on_second_hand_approvals_are_refused() {
    let sign = ("zhangming", "countersign dongji-xinpin");
    let deny = ("zhangming", "countersign dongji-xinpin --deny --reason x");
    let other = Digest::of(b"another picture");
    let rows: [(&str, fn() -> Sandbox, &dyn Fn(&Sandbox), &[&str]); 38] = [
        ("one letter of it", typed, &|s| s.edit(&approval(s).0, "微信", "电话"), &["record_altered"]),
        ("typed by the writer", typed, &|s| rewrite(s, |r| r.by = "lina".into()), &["own_article"]),
        (
            "by who decided the first stage",
            typed,
            &|s| rewrite(s, |r| r.by = "wangfang".into()),
            &["second_hand_both"],
        ),
        ("by the member", typed, &|s| rewrite(s, |r| r.by = "zhangming".into()), &["second_hand_own"]),
        ("by nobody of the team", typed, &|s| rewrite(s, |r| r.by = "sunyue".into()), &["not_a_member"]),
        (
            "for nobody of the team",
            typed,
            &|s| said(s, |own| own.member = "sunyue".into()),
            &["not_a_member"],
        ),
        ("for the writer", typed, &|s| said(s, |own| own.member = "lina".into()), &["own_article"]),
        (
            "for who decided the first stage",
            typed,
            &|s| said(s, |own| own.member = "wangfang".into()),
            &["not_your_stage"],
        ),
        (
            "for somebody without the role",
            typed_first,
            &|s| said(s, |own| own.member = "zhangming".into()),
            &["not_your_stage"],
        ),
        (
            "the deadline is moved",
            typed,
            &|s| said(s, |own| own.until += TimeDelta::hours(1)),
            &["countersign_deadline"],
        ),
        (
            "the clock is moved, and the deadline with it",
            typed,
            &|s| {
                rewrite(s, |record| {
                    record.at += TimeDelta::days(9);
                    record.says.second_hand.as_mut().unwrap().until += TimeDelta::days(9);
                });
            },
            &["second_hand_future"],
        ),
        (
            "said later than it was typed",
            typed,
            &|s| said(s, |own| own.said_at += TimeDelta::hours(1)),
            &["record_illegal"],
        ),
        ("said nowhere", typed, &|s| said(s, |own| own.place.clear()), &["record_illegal"]),
        ("said in a story", typed, &|s| said(s, |own| own.place = "长".repeat(41)), &["record_illegal"]),
        ("without proof", typed, &|s| said(s, |own| own.proof.clear()), &["record_unreadable"]),
        (
            "with one proof twice",
            typed,
            &|s| said(s, |own| own.proof.push(own.proof[0].clone())),
            &["record_illegal"],
        ),
        (
            "another proof, which is not there",
            typed,
            &|s| {
                let id = s.records().rsplit('/').next().unwrap().to_owned();
                let path = place(&id, &other, "png").unwrap();
                said(s, |own| own.proof = vec![Proof { path: path.clone(), sha256: other.clone() }]);
            },
            &["consent_missing"],
        ),
        (
            "a file of the article as proof",
            typed,
            &|s| said(s, |own| own.proof[0].path = "articles/dongji-xinpin/cover.png".into()),
            &["record_illegal"],
        ),
        (
            "a path that is not its digest's",
            typed,
            &|s| said(s, |own| own.proof[0].sha256 = other.clone()),
            &["record_illegal"],
        ),
        (
            "with one more field",
            typed,
            &|s| s.edit(&approval(s).0, "until = ", "note = \"x\"\nuntil = "),
            &["record_unreadable"],
        ),
        (
            "in another act",
            typed_first,
            &|s| {
                let own = approval(s).1.says.second_hand;
                as_if(s, ("zhangming", "reject dongji-xinpin --reason x"), |r| {
                    r.says.second_hand.clone_from(&own);
                });
            },
            &["record_unreadable"],
        ),
        ("proof replaced", typed, &|s| s.write(&proof(s), "another picture"), &["consent_altered"]),
        ("proof taken away", typed, &|s| fs::remove_file(s.path(&proof(s))).unwrap(), &["consent_missing"]),
        (
            "proof too large to be read",
            typed,
            &|s| s.write(&proof(s), vec![0; 6 << 20]),
            &["consent_altered"],
        ),
        (
            "the typist decides another stage",
            typed_first,
            &|s| as_if(s, ("zhangming", "approve dongji-xinpin --attest all"), |r| r.by = "chenjing".into()),
            &["not_your_stage"],
        ),
        (
            "the typist decides it with the role",
            || {
                let s = staffed("in-review");
                s.does("zhaolei", &format!("{TYPE} --for wangfang"));
                s
            },
            &|s| {
                let donor = s.copy();
                donor.does("zhangming", "approve dongji-xinpin --attest all");
                let mut record = newer(&donor, s);
                record.by = "zhaolei".into();
                add(s, &record);
            },
            &["second_hand_both"],
        ),
        (
            "the typist types another stage",
            typed_first,
            &|s| {
                let donor = with_chat(s.copy());
                donor.does(
                    "zhaolei",
                    "approve dongji-xinpin --attest all --where 电话 --proof ../chat.png --for zhangming",
                );
                let mut record = newer(&donor, s);
                record.by = "chenjing".into();
                add(s, &record);
            },
            &["second_hand_two"],
        ),
        (
            "whose approval was typed types another",
            typed_first,
            &|s| {
                let donor = with_chat(s.copy());
                donor.does(
                    "zhaolei",
                    "approve dongji-xinpin --attest all --where 电话 --proof ../chat.png --for zhangming",
                );
                let mut record = newer(&donor, s);
                record.by = "wangfang".into();
                add(s, &record);
            },
            &["second_hand_both"],
        ),
        (
            "countersigned by the typist",
            typed,
            &|s| as_if(s, sign, |r| r.by = "chenjing".into()),
            &["countersign_foreign"],
        ),
        (
            "countersigned by a manager",
            typed,
            &|s| as_if(s, sign, |r| r.by = "lina".into()),
            &["countersign_foreign"],
        ),
        (
            "another record countersigned",
            typed,
            &|s| as_if(s, sign, |r| r.says.countersign = r.prev.first().map(|_| Digest::of(b"x"))),
            &["not_second_hand"],
        ),
        (
            "a first-hand approval countersigned",
            typed,
            &|s| {
                let first = first_hand(s);
                as_if(s, sign, |r| r.says.countersign = Some(first.clone()));
            },
            &["not_second_hand"],
        ),
        (
            "countersigned twice",
            typed,
            &|s| {
                s.does("zhangming", "countersign dongji-xinpin");
                let mut record = read(s, &s.record("countersign"));
                record.prev = state(s).heads;
                add(s, &record);
            },
            &["nothing_to_countersign"],
        ),
        (
            "denied after it was countersigned",
            typed,
            &|s| {
                let donor = s.copy();
                donor.does("zhangming", deny.1);
                s.does("zhangming", sign.1);
                let mut record = read(&donor, &donor.record("deny"));
                record.prev = state(s).heads;
                add(s, &record);
            },
            &["nothing_to_countersign"],
        ),
        (
            "denied for somebody",
            typed,
            &|s| as_if(s, deny, |r| r.by = "lina".into()),
            &["countersign_foreign"],
        ),
        ("denied, and it stays approved", typed, &|s| as_if(s, deny, |_| {}), &["status_forged"]),
        (
            "denied, then published by hand",
            typed,
            &|s| {
                let donor = s.copy();
                donor.does("lina", &format!("publish dongji-xinpin {LINK}"));
                s.does("zhangming", deny.1);
                let mut record = read(&donor, &donor.record("publish"));
                record.prev = state(s).heads;
                add(s, &record);
            },
            &["wrong_state"],
        ),
        (
            "under rules that do not allow it",
            || {
                let s = typed();
                s.does("lina", "withdraw dongji-xinpin --reason x");
                s.does("lina", "submit dongji-xinpin --attest all");
                s.does("wangfang", "approve dongji-xinpin --attest all");
                forbid(&s);
                s
            },
            &|s| {
                let mut record = approval(s).1;
                record.prev = state(s).heads;
                record.policy = 6;
                add(s, &record);
            },
            &["second_hand_off"],
        ),
    ];
    let mut wrong = Vec::new();
    for (what, base, attack, codes) in rows {
        let s = base();
        assert_eq!(s.refusals(), [""; 0], "{what}");
        attack(&s);
        s.commit_all("x");
        let found = s.refusals();
        if found != codes {
            wrong.push(format!("{what}: {found:?}, not {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The record that a folder has and another has not.
fn newer(donor: &Sandbox, than: &Sandbox) -> Record {
    let old = than.git(&["ls-files", ".wxops/records"]);
    let listed = donor.git(&["ls-files", ".wxops/records"]);
    let new = listed.lines().find(|path| !old.lines().any(|own| own == *path)).unwrap();
    read(donor, new)
}

/// The id of 王芳's own approval.
fn first_hand(s: &Sandbox) -> Digest {
    let listed = s.git(&["ls-files", ".wxops/records"]);
    let approvals = listed.lines().filter(|path| path.contains("/approve-")).map(|path| read(s, path));
    approvals.filter(|record| record.by == "wangfang").map(|record| record.id()).next().unwrap()
}

/// A new version of the rule book without second-hand approvals.
fn forbid(s: &Sandbox) {
    s.edit("team.toml", "allowed = true ", "allowed = false");
    s.does("lina", "team adopt");
}

/// In the working copy and in git's index alone the proof counts too.
#[test]
fn the_proof_of_the_working_copy_is_the_committed_one() {
    let s = typed();
    let path = proof(&s);
    assert_eq!(s.bytes(&path), sandbox::COVER);
    s.is_sound();
    s.write(&path, "another picture");
    assert_eq!(s.refusals(), ["working_copy_differs"]);
    fs::remove_file(s.path(&path)).unwrap();
    assert_eq!(s.refusals(), ["working_copy_differs"]);
    s.git(&["restore", "."]);
    #[cfg(unix)]
    {
        fs::remove_file(s.path(&path)).unwrap();
        std::os::unix::fs::symlink(s.outside("chat.png"), s.path(&path)).unwrap();
        assert_eq!(s.refusals(), ["symlink"]);
        s.commit_all("x");
        assert_eq!(s.refusals(), ["consent_altered"]);
    }
}

/// What nobody can type: nothing changes, and what can be typed is said.
#[test]
fn second_hand_approvals_that_cannot_be() {
    let s = staffed("in-review-final");
    fs::write(s.outside("empty.png"), "").unwrap();
    fs::write(s.outside("run.exe"), "MZ").unwrap();
    fs::write(s.outside("noname"), "x").unwrap();
    fs::write(s.outside("large.png"), vec![0; (5 << 20) + 1]).unwrap();
    fs::create_dir(s.outside("folder.png")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(s.outside("chat.png"), s.outside("link.png")).unwrap();
    let with =
        |file: &str| format!("approve dongji-xinpin --attest all --for 张明 --where 微信 --proof ../{file}");
    let own = |more: &str| format!("{TYPE} {more}");
    let mut rows = vec![
        ("chenjing", with("empty.png"), (2, "proof_empty", "screenshot")),
        ("chenjing", with("run.exe"), (2, "proof_kind", "png")),
        ("chenjing", with("noname"), (2, "proof_kind", "png")),
        ("chenjing", with("large.png"), (3, "too_large", "")),
        ("chenjing", with("folder.png"), (2, "is_a_folder", "")),
        ("chenjing", with("none.png"), (2, "no_such_file", "")),
        (
            "chenjing",
            "approve dongji-xinpin --attest all --for 张明 --where 微信".into(),
            (2, "proof_missing", "--proof"),
        ),
        (
            "chenjing",
            "approve dongji-xinpin --attest all --for 张明 --proof ../chat.png".into(),
            (2, "where_empty", "--where"),
        ),
        (
            "chenjing",
            format!("{} --where ' '", "approve dongji-xinpin --attest all --for 张明 --proof ../chat.png"),
            (2, "where_empty", "--where"),
        ),
        ("chenjing", own(""), (2, "usage", "--help")),
        ("chenjing", own("--for 孙悦"), (2, "no_such_member", "张明")),
        ("chenjing", own("--for 张明 --said-at '2026-11-25 23:00'"), (2, "future_time", "--said-at")),
        ("chenjing", own("--for 张明 --said-at '2026-11-24 09:00'"), (2, "said_before", "see this one")),
        (
            "chenjing",
            own("--for 张明 --opinion 必改·文字：不通"),
            (2, "approve_with_must", "request-changes"),
        ),
        (
            "chenjing",
            "approve dongji-xinpin --for 张明 --where 微信 --proof ../chat.png".into(),
            (1, "not_attested", "--attest"),
        ),
        ("chenjing", own("--for 李娜"), (4, "own_article", "张明")),
        ("chenjing", own("--for 陈静"), (4, "second_hand_own", "wxops approve")),
        ("zhangming", own("--for 张明"), (4, "second_hand_own", "wxops approve")),
        ("lina", own("--for 张明"), (4, "own_article", "陈静")),
        ("wangfang", own("--for 张明"), (4, "second_hand_both", "陈静")),
        ("sunyue", own("--for 张明"), (4, "unknown_member", "wxops team add")),
        ("zhangming", "countersign".into(), (2, "article_missing", "wxops log")),
        ("zhangming", "countersign dongji-xinpin".into(), (5, "nothing_to_countersign", "wxops log")),
        ("zhangming", "countersign dongji-xinpin --deny".into(), (2, "usage", "--help")),
        ("zhangming", "countersign dongji-xinpin --reason x".into(), (2, "usage", "--help")),
    ];
    if cfg!(unix) {
        rows.push(("chenjing", with("link.png"), (2, "symlink", "")));
    }
    rows.retain(|(_, line, _)| !line.is_empty());
    let rows: Vec<(&str, &str, (i32, &str, &str))> =
        rows.iter().map(|(who, line, row)| (*who, line.as_str(), *row)).collect();
    let (links, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.2.1 == "symlink");
    s.refuses_all(&rows);
    for (who, line, _) in links {
        assert_eq!(s.types(who, &format!("--json {line}")).code(), "symlink");
    }

    let before = s.head();
    s.does("chenjing", &own("--for 王芳")); // who approved it herself
    assert_eq!(s.head(), before);

    let s = typed();
    s.refuses_all(&[
        ("chenjing", "countersign dongji-xinpin", (4, "countersign_foreign", "张明")),
        ("lina", "countersign dongji-xinpin", (4, "countersign_foreign", "张明")),
        ("chenjing", "countersign", (2, "article_missing", "wxops log")),
        (
            "zhangming",
            "countersign dongji-xinpin 2",
            (2, "countersign_which", "wxops countersign dongji-xinpin 1"),
        ),
        ("zhangming", "countersign dongji-xinpin --deny --reason ' '", (2, "reason_empty", "--reason")),
        (
            "zhangming",
            "approve dongji-xinpin --attest all",
            (5, "typed_before", "wxops countersign dongji-xinpin"),
        ),
    ]);
    forbid(&s);
    assert_eq!(s.refusals(), [""; 0], "what was typed before stays");
    s.does("lina", "withdraw dongji-xinpin --reason x");
    s.does("lina", "submit dongji-xinpin --attest all");
    s.does("wangfang", "approve dongji-xinpin --attest all");
    s.refuses("chenjing", &format!("{TYPE} --for 张明"), (4, "second_hand_off", "[second_hand]"));
}

/// Nobody is two of the people that a text needs: not by approving and typing, in whichever order.
#[test]
fn one_person_is_never_two() {
    let s = typed_first();
    s.refuses_all(&[
        ("chenjing", &format!("{TYPE} --for zhangming"), (4, "second_hand_two", "赵磊")),
        ("wangfang", &format!("{TYPE} --for zhangming"), (4, "second_hand_both", "赵磊")),
    ]);
    let typist = staffed("in-review");
    typist.does("zhaolei", &format!("{TYPE} --for wangfang"));
    typist.refuses_all(&[
        ("zhaolei", "approve dongji-xinpin --attest all", (4, "second_hand_both", "张明")),
        ("chenjing", &format!("{TYPE} --for 赵磊"), (4, "second_hand_both", "张明")),
        ("zhaolei", "request-changes dongji-xinpin --opinion 文字：不通", (4, "second_hand_both", "张明")),
    ]);
    typist.does("zhangming", "approve dongji-xinpin --attest all");
    typist.is_sound();
    // Two typists for two members are four people.
    s.does("zhaolei", &format!("{TYPE} --for zhangming"));
    assert_eq!(status(&s), "approved");
    s.is_sound();
    s.does("wangfang", "countersign");
    let sheet = s.does("lina", "sheet dongji-xinpin --lang zh").stdout;
    assert!(sheet.contains("| 代王芳，已补签（") && sheet.contains("| 代张明，待补签 |"), "{sheet}");
    s.does("zhangming", "countersign");
    let proof = s.types("lina", "verify --json").json();
    assert_eq!(proof["second_hand"]["approvals"], 2);
    assert_eq!(proof["second_hand"]["open"], 0);
    s.is_sound();
}

/// Nothing goes out while it is overdue; the member can answer at any time, and with the text the debt goes.
#[test]
fn what_is_owed_is_owed_until_it_is_answered_or_void() {
    let late = || {
        let mut s = typed();
        s.now = LATE.into();
        s
    };
    let s = late();
    assert_eq!(s.refusals(), ["countersign_overdue"]);
    s.refuses_all(&[
        (
            "lina",
            &format!("publish dongji-xinpin {LINK}"),
            (5, "countersign_overdue", "wxops countersign dongji-xinpin"),
        ),
        (
            "lina",
            "schedule dongji-xinpin --at +2d",
            (5, "countersign_overdue", "wxops withdraw dongji-xinpin"),
        ),
    ]);
    let document = s.types("zhangming", "status --json").json();
    assert_eq!(document["countersign"][0]["second_hand"][0]["overdue"], true);
    assert_eq!(s.types("lina", "queue --json").json()["countersign"], serde_json::json!([]));
    s.does("zhangming", "countersign");
    s.is_sound();
    s.does("lina", &format!("publish dongji-xinpin {LINK}"));
    s.does("lina", "archive dongji-xinpin");
    s.is_sound();

    let s = late();
    s.does("lina", "withdraw dongji-xinpin --reason x");
    s.is_sound();
    s.refuses("zhangming", "countersign dongji-xinpin", (5, "nothing_to_countersign", "wxops log"));
    s.does("lina", "submit dongji-xinpin --attest all");
    s.does("wangfang", "approve dongji-xinpin --attest all");
    s.does("zhangming", "approve dongji-xinpin --attest all");
    s.is_sound();
    assert_eq!(state(&s).second_hand, []);

    // Who left cannot be asked any more, and the other way stays.
    let s = late();
    s.does("lina", "team add sunli --name 孙丽 --email sunli@example.com --role final-reviewer");
    s.does("lina", "team remove zhangming");
    let told = s.types("lina", "verify --lang zh");
    assert!(
        told.stderr.contains("张明已不是成员，补签不了") && !told.stderr.contains("请张明补签"),
        "{told:?}"
    );
    assert!(told.stderr.contains("wxops withdraw dongji-xinpin"), "{told:?}");

    // Out in time, and never countersigned.
    let mut s = typed();
    s.does("lina", &format!("publish dongji-xinpin {LINK}"));
    s.is_sound();
    s.refuses("lina", "archive dongji-xinpin", (5, "countersign_open", "wxops countersign dongji-xinpin"));
    s.now = LATE.into();
    assert_eq!(s.refusals(), ["countersign_overdue"]);
    let corrected = s.copy();
    s.does("zhangming", "countersign");
    s.is_sound();
    corrected.does("lina", "correct dongji-xinpin --how edit --reason x");
    assert_eq!(corrected.refusals(), ["countersign_overdue"], "readers still see it");
    corrected.does("lina", "submit dongji-xinpin --attest all");
    corrected.does("wangfang", "approve dongji-xinpin --attest all");
    corrected.does("zhangming", "approve dongji-xinpin --attest all");
    assert_eq!(corrected.refusals(), ["countersign_overdue"]);
    corrected.does("lina", &format!("publish dongji-xinpin {LINK}"));
    corrected.is_sound();
}

/// A denial sends the text back, or, once readers see it, is refused by every proof until they see another or none.
#[test]
fn a_denial_stops_the_text() {
    let deny = "countersign dongji-xinpin --deny --reason x";
    for before in [None, Some("schedule dongji-xinpin --at +2d")] {
        let s = typed();
        before.map(|line| s.does("lina", line));
        s.does("zhangming", deny);
        assert_eq!(
            (status(&s), state(&s).stage.map(|stage| stage.id)),
            ("changes-requested", Some("final".into()))
        );
        assert_eq!(state(&s).publish_at, None); // what is not approved has no time
        s.is_sound();
        s.refuses("lina", &format!("publish dongji-xinpin {LINK}"), (5, "wrong_state", "wxops submit"));
        s.does("lina", "submit dongji-xinpin --attest all");
        s.does("wangfang", "approve dongji-xinpin --attest all");
        // The picture showed a yes to these very bytes; whether it still does is for whoever types to answer.
        s.does("chenjing", &format!("{TYPE} --for 张明"));
        s.is_sound();
    }
    let s = typed_first();
    s.does("wangfang", deny);
    assert_eq!(state(&s).stage.map(|stage| stage.id), Some("first".into()));
    s.is_sound();

    let s = typed();
    s.does("lina", &format!("publish dongji-xinpin {LINK}"));
    s.does("zhangming", deny);
    assert_eq!((status(&s), s.refusals()), ("published", vec!["second_hand_denied".to_owned()]));
    s.refuses("lina", "archive dongji-xinpin", (5, "second_hand_denied", "wxops correct dongji-xinpin"));
    let retracted = s.copy();
    retracted.does("lina", "retract dongji-xinpin --reason x");
    retracted.is_sound();
    s.does("lina", "correct dongji-xinpin --how edit --reason x");
    s.edit(INDEX, "欢迎在留言区预约试用", "欢迎到店试用");
    s.does("lina", "submit dongji-xinpin --attest all");
    s.does("wangfang", "approve dongji-xinpin --attest all");
    let again = format!("{TYPE} --for 张明");
    s.refuses("chenjing", &again, (2, "proof_used", "shows the consent"));
    s.does("zhangming", "approve dongji-xinpin --attest all");
    assert_eq!(s.refusals(), ["second_hand_denied"]);
    s.does("lina", &format!("publish dongji-xinpin {LINK}"));
    s.is_sound();
}

/// "Another title, then it may go": what was said is an edit, and it goes the way of edits.
#[test]
fn edits_are_said_in_chats_too() {
    let s = staffed("in-review-final");
    s.does("chenjing", &format!("{TYPE} --for 张明 --edit 静置十二小时→静置一夜 --opinion 文字：可再短些"));
    assert_eq!(status(&s), "edited");
    s.does("lina", "accept dongji-xinpin --yes");
    assert_eq!(status(&s), "in-review");
    s.is_sound();
    // The first stage confirms them by another mouth; 陈静 typed already.
    let confirm = "approve dongji-xinpin --yes --where 电话 --proof ../other.png --for 王芳";
    s.refuses("chenjing", confirm, (4, "second_hand_two", "赵磊"));
    let denied = with_chat(s.copy());
    s.does("zhaolei", confirm);
    assert_eq!(status(&s), "approved");
    s.is_sound();
    let record = approval(&s).1;
    assert!(record.says.attest.is_some() || record.by == "zhaolei");
    denied.does("zhangming", "countersign dongji-xinpin --deny --reason x");
    assert_eq!(status(&denied), "changes-requested");
    denied.is_sound();
}

/// Side by side, as a merge leaves them: what one person did on two branches counts as much as on one.
#[test]
fn side_by_side() {
    let merged = |main: (&str, &str), side: (&str, &str)| {
        let s = staffed("in-review-final");
        s.git(&["branch", "side"]);
        s.does(main.0, main.1);
        s.git(&["switch", "-q", "side"]);
        s.does(side.0, side.1);
        s.git(&["merge", "-q", "-s", "ours", "main", "-m", "x"]);
        s.git(&["checkout", "main", "--", ".wxops", "security", INDEX]);
        fit_table(&s);
        s.commit_all("x");
        s
    };
    let typed = format!("{TYPE} --for 张明");
    let own = "approve dongji-xinpin --attest all";
    // The member beside it: they said it themselves, and owe nothing.
    let s = merged(("chenjing", &typed), ("zhangming", own));
    assert_eq!(s.refusals(), [""; 0]);
    assert_eq!((status(&s), state(&s).uncountersigned().count()), ("approved", 0));
    // Another reviewer beside it: the second-hand one is idle, and still owed.
    let s = merged(("chenjing", &typed), ("zhaolei", own));
    assert_eq!(s.refusals(), [""; 0]);
    assert_eq!((status(&s), state(&s).uncountersigned().count()), ("approved", 1));
    // The member asked for changes: those weigh more, and the approval is void.
    let s = merged(("chenjing", &typed), ("zhangming", "request-changes dongji-xinpin --opinion 文字：不通"));
    assert_eq!(s.refusals(), [""; 0]);
    assert_eq!((status(&s), state(&s).second_hand), ("changes-requested", vec![]));
}

/// The same where git forgets a typist on another branch.
#[test]
fn a_typist_who_approves_on_another_branch_is_found() {
    let s = staffed("in-review-final");
    s.git(&["branch", "side"]);
    s.does("zhaolei", &format!("{TYPE} --for 张明"));
    s.git(&["switch", "-q", "side"]);
    s.does("zhaolei", "approve dongji-xinpin --attest all");
    s.git(&["merge", "-q", "-s", "ours", "main", "-m", "x"]);
    s.git(&["checkout", "main", "--", ".wxops", "security", INDEX]);
    s.commit_all("x");
    assert_eq!(s.refusals(), ["second_hand_both"]);
}

/// At level `signed` the typist signs what was typed and the member what is countersigned, each with their own key.
#[test]
fn at_level_signed_the_member_countersigns_with_their_key() {
    let s = with_chat(staffed("in-review-final").raised(&["lina", "wangfang", "zhangming", "chenjing"]));
    s.does("lina", "team add sunyue --name 孙悦 --email sunyue@example.com --role final-reviewer");
    s.refuses("chenjing", &format!("{TYPE} --for 孙悦"), (4, "second_hand_no_key", "wxops team key add"));
    s.does("chenjing", &format!("{TYPE} --for 张明"));
    s.is_sound();
    assert_eq!(approval(&s).1.signature.unwrap().key, s.print("chenjing"));
    let rows: [(&str, &dyn Fn(&Sandbox), &str); 6] = [
        (
            "countersigned with the typist's key",
            &|s| countersigned(s, "chenjing", |_| {}),
            "signature_foreign",
        ),
        ("countersigned without a key", &|s| unsigned(s), "signature_missing"),
        (
            "countersigned by the typist",
            &|s| countersigned(s, "chenjing", |r| r.by = "chenjing".into()),
            "countersign_foreign",
        ),
        (
            "typed by the member, signed by the typist",
            &|s| retyped(s, |r| r.by = "lina".into()),
            "signature_foreign",
        ),
        (
            "for the writer",
            &|s| retyped(s, |r| r.says.second_hand.as_mut().unwrap().member = "lina".into()),
            "own_article",
        ),
        (
            "the deadline is moved",
            &|s| retyped(s, |r| r.says.second_hand.as_mut().unwrap().until += TimeDelta::days(9)),
            "countersign_deadline",
        ),
    ];
    for (what, attack, code) in rows {
        let s = with_chat(s.copy());
        attack(&s);
        s.commit_all("x");
        assert_eq!(s.refusals(), [code], "{what}");
    }
    s.does("zhangming", "countersign");
    s.is_sound();
    assert_eq!(read(&s, &s.record("countersign")).signature.unwrap().key, s.print("zhangming"));
}

/// 张明's countersignature, changed and signed by somebody.
fn countersigned(s: &Sandbox, signer: &str, change: impl Fn(&mut Record)) {
    let donor = s.copy();
    donor.does("zhangming", "countersign dongji-xinpin");
    let mut record = read(&donor, &donor.record("countersign"));
    change(&mut record);
    record.signature = Some(s.signs(signer, RECORD, &record.unsigned()));
    add(s, &record);
}

fn unsigned(s: &Sandbox) {
    let donor = s.copy();
    donor.does("zhangming", "countersign dongji-xinpin");
    let record = Record { signature: None, ..read(&donor, &donor.record("countersign")) };
    add(s, &record);
}

/// The typed approval says something else, and 陈静 signs that.
fn retyped(s: &Sandbox, change: impl Fn(&mut Record)) {
    rewrite(s, |record| {
        change(record);
        record.signature = Some(s.signs("chenjing", RECORD, &record.unsigned()));
    });
}
