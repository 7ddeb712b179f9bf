//! The brake: what is frozen does not go out, anybody pulls it, a manager lets go, and nobody forges either quietly.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use sandbox::{Sandbox, keys::ssh_is_there};
use wxops::{
    article::digest::Digest,
    signature::RECORD,
    workflow::freeze::{self, Brakes, FreezeRecord, Scope},
};

const PUBLISH: &str = "publish dongji-xinpin --url https://mp.weixin.qq.com/s/abc";
const FREEZE: &str = "freeze --reason 舆情";
const LIFT: &str = "freeze --lift --reason 已查清";

fn both_levels(state: &str) -> Vec<Sandbox> {
    let mut both = vec![Sandbox::at(state)];
    if ssh_is_there() {
        both.push(Sandbox::signed(state));
    }
    both
}

/// The records of the brake that the newest commit brought.
fn brought(s: &Sandbox) -> Vec<(String, FreezeRecord)> {
    let brought = s.git(&["show", "--name-only", "--format=", "HEAD"]);
    let own = brought.lines().filter(|path| path.starts_with(freeze::FOLDER));
    own.map(|path| (path.to_owned(), freeze::read(&s.bytes(path)).unwrap().1)).collect()
}

/// Files a record as somebody does who knows the format, signed where that person has a key.
fn file(s: &Sandbox, mut record: FreezeRecord) -> String {
    record.signature = None;
    if s.outside("keys").join(&record.by).is_file() && s.is_signed() {
        record.signature = Some(s.signs(&record.by, RECORD, &record.unsigned()));
    }
    s.write(&record.path(), record.write());
    s.commit_all("x");
    record.path()
}

#[test]
fn what_is_frozen_does_not_go_out() {
    for s in both_levels("approved") {
        for line in
            [FREEZE, "freeze --category product --reason 召回", "freeze dongji-xinpin --reason 数据存疑"]
        {
            let s = s.copy();
            s.does("wangfang", line);
            s.refuses("lina", PUBLISH, (5, "frozen", "wxops freeze --lift"));
            let status = s.does("lina", "status --json").json();
            assert_eq!(status["frozen"].as_array().unwrap().len(), 1, "{line}");
            assert_eq!(s.refusals(), [""; 0], "{line}");
            let head = s.head();
            let again = s.does("lina", line);
            assert_eq!((s.head(), again.stdout.contains("already")), (head, true), "{line}");
            s.refuses("wangfang", LIFT, (4, "not_allowed", "who may: 李娜"));
            s.does("lina", LIFT);
            s.does("lina", PUBLISH);
            assert_eq!(s.refusals(), [""; 0], "{line}");
            s.does("chenjing", "verify --all");
        }
        s.does("lina", "freeze --category news --reason 别的栏目");
        s.does("lina", PUBLISH);
    }
}

#[test]
fn one_of_several_is_lifted_alone() {
    let s = Sandbox::at("approved");
    s.does("lina", "freeze --category product --reason 召回");
    s.does("lina", "freeze dongji-xinpin --reason 数据存疑");
    s.does("lina", "freeze dongji-xinpin --lift --reason 已查清");
    let listed = s.does("lina", "freeze --json").json();
    assert_eq!(listed["frozen"][0]["scope"], "category", "{listed}");
    assert_eq!(listed["frozen"].as_array().unwrap().len(), 1);
    s.refuses("lina", PUBLISH, (5, "frozen", "wxops freeze --lift"));
    s.does("lina", LIFT);
    let nothing = s.does("lina", LIFT);
    assert!(nothing.stdout.contains("nothing is frozen"), "{nothing:?}");
}

#[test]
fn mistakes_of_typing() {
    let s = Sandbox::at("approved");
    s.refuses_all(&[
        ("lina", "freeze dongji-xinpin", (2, "reason_empty", "--reason")),
        ("lina", "freeze --reason ' '", (2, "reason_empty", "--reason")),
        ("lina", "freeze --lift", (2, "usage", "freeze --help")),
        ("lina", "freeze --category nichts --reason x", (2, "no_such_category", "product")),
        ("lina", "freeze nichts --reason x", (2, "no_such_article", "wxops list")),
        ("zhaolei", FREEZE, (4, "unknown_member", "wxops team add")),
    ]);
    s.does("lina", &format!("{FREEZE} --dry-run"));
    assert_eq!(s.does("lina", "freeze --json").json()["frozen"].as_array().unwrap().len(), 0);
}

/// Each row: what somebody files by hand after a freeze, and what the proof says.
#[test]
fn forged_records_are_refused() {
    for s in both_levels("approved") {
        s.does("wangfang", FREEZE);
        let (path, frozen) = brought(&s).pop().unwrap();
        let lift = |by: &str, of: Digest| FreezeRecord {
            does: Brakes::Lift(of),
            by: by.into(),
            signature: None,
            ..frozen.clone()
        };
        let rows: Vec<(&str, FreezeRecord, &str)> = vec![
            ("a reviewer lifts it", lift("wangfang", frozen.id()), "not_allowed"),
            ("nobody knows who lifts it", lift("zhaolei", frozen.id()), "not_a_member"),
            ("what was never frozen is lifted", lift("lina", Digest::of(b"x")), "no_such_freeze"),
            ("another folder's", FreezeRecord { repo: "0".repeat(32), ..frozen.clone() }, "record_repo"),
            ("a version that is not there", FreezeRecord { policy: 99, ..frozen.clone() }, "record_illegal"),
            ("a manager lifts it", lift("lina", frozen.id()), ""),
        ];
        for (what, record, code) in rows {
            let s = s.copy();
            let base = s.head();
            let path = file(&s, record);
            let wanted: Vec<&str> = Some(code).filter(|code| !code.is_empty()).into_iter().collect();
            assert_eq!(s.refusals(), wanted, "{what}");
            let said = s.types("chenjing", &format!("verify --base {} --json", base.trim())).json();
            let codes: Vec<&str> = said["refusals"]
                .as_array()
                .unwrap()
                .iter()
                .map(|own| own["code"].as_str().unwrap())
                .collect();
            assert_eq!(codes, wanted, "{what}: the range");
            if !code.is_empty() {
                assert_eq!(said["refusals"][0]["path"].as_str(), Some(path.as_str()), "{what}");
            }
        }
        // Gone, altered, astray.
        let base = s.head();
        let gone = s.copy();
        gone.git(&["rm", "-q", &path]);
        gone.commit_all("x");
        let altered = s.copy();
        altered.edit(&path, "舆情", "没事");
        altered.commit_all("x");
        let astray = s.copy();
        astray.write(&format!("{}/2026/11/note.toml", freeze::FOLDER), "x = 1\n");
        astray.commit_all("x");
        for (s, code) in
            [(&gone, "record_removed"), (&altered, "record_altered"), (&astray, "record_unreadable")]
        {
            let said = s.types("chenjing", &format!("verify --base {} --json", base.trim()));
            assert_eq!(said.exit, 1, "{said:?}");
            assert!(said.stdout.contains(code), "{code}: {said:?}");
            let said = s.types("chenjing", "verify --all --json");
            assert!(said.exit == 1 && said.stdout.contains(code), "{code}: {said:?}");
        }
        if s.is_signed() {
            let unsigned = s.copy();
            let record = lift("lina", frozen.id());
            unsigned.write(&record.path(), record.write());
            unsigned.commit_all("x");
            assert_eq!(unsigned.refusals(), ["signature_missing"]);
            let foreign = s.copy();
            let mut record = lift("lina", frozen.id());
            record.signature = Some(foreign.signs("wangfang", RECORD, &record.unsigned()));
            foreign.write(&record.path(), record.write());
            foreign.commit_all("x");
            assert_eq!(foreign.refusals(), ["signature_foreign"]);
        }
    }
}

/// Whoever was a manager yesterday does not lift by yesterday's rule book.
#[test]
fn rules_of_yesterday_lift_nothing() {
    let s = Sandbox::at("approved");
    s.does("lina", "team add sunli --name 孙丽 --email sunli@example.com --role manager");
    s.does("lina", FREEZE);
    let (_, frozen) = brought(&s).pop().unwrap();
    s.does("lina", "team remove sunli");
    let base = s.head();
    let lift = FreezeRecord {
        does: Brakes::Lift(frozen.id()),
        by: "sunli".into(),
        policy: frozen.policy,
        reason: "放行".into(),
        ..frozen
    };
    file(&s, lift);
    let said = s.types("chenjing", &format!("verify --base {} --json", base.trim()));
    assert_eq!(said.json()["refusals"][0]["code"], "not_a_member", "{said:?}");
    let said = s.types("chenjing", "verify --all --json");
    assert_eq!(said.json()["refusals"][0]["code"], "not_a_member", "{said:?}");
}

#[test]
fn a_freeze_reaches_the_others_and_both_sides_freeze_at_once() {
    let here = Sandbox::at("approved").shared();
    let there = here.cloned();
    let url = there.git(&["remote", "get-url", "origin"]);
    there.git(&["remote", "set-url", "origin", "../nowhere.git"]);
    there.does("wangfang", "freeze --category product --reason 召回");
    there.git(&["remote", "set-url", "origin", url.trim()]);
    here.does("lina", FREEZE);
    there.does("wangfang", "sync");
    here.does("lina", "sync");
    assert_eq!(here.head(), there.head());
    let listed = here.does("lina", "freeze --json").json();
    assert_eq!(listed["frozen"].as_array().unwrap().len(), 2, "{listed}");
    here.does("chenjing", "verify --all");
    here.refuses("lina", PUBLISH, (5, "frozen", "--lift"));
    assert_eq!(
        brought(&here).iter().filter(|(_, own)| own.does == Brakes::Freeze(Scope::Account)).count(),
        0
    );
}
