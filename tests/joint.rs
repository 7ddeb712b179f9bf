//! 会签: a stage that several people of different roles must all approve, in any order; and attacks on it with plain git
//! and an editor.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::type_complexity, clippy::too_many_lines, reason = "a table is one long value")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use std::fs;

use sandbox::{
    INDEX, Sandbox,
    forging::{fit_table, read, state},
};
use wxops::workflow::{record::Record, team::Team};

const APPROVE: &str = "approve dongji-xinpin --attest all";

/// The rule book of the demonstration with a joint stage of three departments between the others.
fn with_joint(text: &str) -> String {
    text.replacen("[members.lina]", "[roles]\nlegal = \"法务\"\nproduct = \"产品\"\n\n[members.lina]", 1)
        .replacen(
            "[[stages]]\nid = \"final\"",
            "[[stages]]\nid = \"joint\"\nname = \"会签\"\nroles = [\"legal\", \"product\", \"security\"]\nlist = \"first\"\n\n[[stages]]\nid = \"final\"",
            1,
        )
        .replacen("default = [\"first\", \"final\"]", "default = [\"first\", \"joint\", \"final\"]", 1)
}

/// Submitted, and through the first stage. Chen is of legal, Gao of product, An of security, Liu of legal and product.
fn at_joint() -> Sandbox {
    let sandbox = Sandbox::at("checked");
    sandbox.write("team.toml", with_joint(&sandbox.read("team.toml")));
    sandbox.does("lina", "team adopt");
    for (id, name, roles) in [
        ("chenlv", "陈律", "法务"),
        ("gaoyan", "高燕", "产品"),
        ("anquan", "安全", "security"),
        ("liuyang", "刘洋", "legal,产品"),
    ] {
        sandbox.does("lina", &format!("team add {id} --name {name} --email {id}@example.com --role {roles}"));
    }
    sandbox.does("lina", "submit dongji-xinpin --attest all");
    sandbox.does("wangfang", APPROVE);
    sandbox
}

/// Whose turn it is, sorted, as the next person reads it.
fn waits_for(sandbox: &Sandbox) -> Vec<String> {
    let shown = sandbox.does("lina", "show dongji-xinpin --json").json();
    let people = shown["article"]["waiting_for"].as_array().unwrap().iter();
    let mut people: Vec<String> = people.map(|id| id.as_str().unwrap().to_owned()).collect();
    people.sort();
    people
}

fn stage(sandbox: &Sandbox) -> String {
    state(sandbox).stage.map(|stage| stage.id).unwrap_or_default()
}

/// In whatever order they sign, all of three are needed and nobody is stuck.
#[test]
fn any_order_and_nobody_is_stuck() {
    // Each signature with those for whom it then waits.
    let ways: [&[(&str, &[&str])]; 6] = [
        (&[
            ("chenlv", &["anquan", "gaoyan", "liuyang"]),
            ("gaoyan", &["anquan"]),
            ("anquan", &["zhangming"]),
        ]),
        (&[
            ("anquan", &["chenlv", "gaoyan", "liuyang"]),
            ("gaoyan", &["chenlv", "liuyang"]),
            ("chenlv", &["zhangming"]),
        ]),
        // Liu counts for what is left over, whoever comes after.
        (&[("liuyang", &["anquan", "chenlv", "gaoyan"]), ("chenlv", &["anquan", "gaoyan"]), ("gaoyan", &[])]),
        (&[
            ("liuyang", &["anquan", "chenlv", "gaoyan"]),
            ("chenlv", &["anquan"]),
            ("anquan", &["zhangming"]),
        ]),
        (&[
            ("liuyang", &["anquan", "chenlv", "gaoyan"]),
            ("gaoyan", &["anquan"]),
            ("anquan", &["zhangming"]),
        ]),
        (&[
            ("liuyang", &["anquan", "chenlv", "gaoyan"]),
            ("anquan", &["chenlv", "gaoyan"]),
            ("chenlv", &["zhangming"]),
        ]),
    ];
    let begun = at_joint();
    assert_eq!(waits_for(&begun), ["anquan", "chenlv", "gaoyan", "liuyang"]);
    for (n, way) in ways.iter().enumerate() {
        let sandbox = begun.copy();
        for (m, (who, next)) in way.iter().enumerate() {
            if n == 2 && m > 0 {
                break; // the next row goes on from here
            }
            assert_eq!(stage(&sandbox), "joint", "{way:?}");
            sandbox.does(who, APPROVE);
            assert_eq!(waits_for(&sandbox), *next, "{who}: {way:?}");
            sandbox.is_sound();
        }
        if n != 2 {
            sandbox.does("zhangming", APPROVE);
            sandbox.does("lina", "publish dongji-xinpin --url https://mp.weixin.qq.com/s/a");
            sandbox.is_sound();
        }
    }
}

#[test]
fn who_signed_and_who_is_missing_is_told_everywhere() {
    let sandbox = at_joint();
    let said = sandbox.does("liuyang", APPROVE).stdout;
    assert!(said.contains("signed by 刘洋 (legal or product)"), "{said}");
    assert!(said.contains("2 of legal, product, security"), "{said}");
    sandbox.does("chenlv", APPROVE);
    let told = "signed by 陈律 (legal), 刘洋 (legal or product)";
    for (who, line) in [
        ("lina", "status"),
        ("anquan", "status"),
        ("anquan", "queue"),
        ("wangfang", "queue --all"),
        ("lina", "list"),
        ("lina", "show dongji-xinpin"),
        ("lina", "why dongji-xinpin"),
    ] {
        let said = sandbox.does(who, line).stdout;
        let told = if line == "list" { "" } else { told };
        assert!(said.contains(told) && said.contains("to be signed by security"), "{who} {line}: {said}");
    }
    let shown = sandbox.does("lina", "show dongji-xinpin --json").json();
    let signed = shown["article"]["signatures"].as_array().unwrap().clone();
    let signed: Vec<_> =
        signed.iter().map(|own| (own["role"].as_str().unwrap(), own["by"].as_str())).collect();
    assert_eq!(signed, [("legal", Some("chenlv")), ("product", Some("liuyang")), ("security", None)]);
    // The signatures that do not take it on do not restart the clock of those for whom it waits.
    let waited = shown["article"]["waiting_since"].clone();
    let first = sandbox.does("lina", "log dongji-xinpin --json").json();
    let first =
        first["records"].as_array().unwrap().iter().find(|own| own["stage"] == "first").unwrap().clone();
    assert_eq!(waited, first["at"]);
    let log = sandbox.does("lina", "--lang zh log dongji-xinpin").stdout;
    assert!(log.contains("会签通过（法务或产品）") && log.contains("会签通过（法务）"), "{log}");
    let sheet = sandbox.does("lina", "--lang zh sheet dongji-xinpin").stdout;
    assert!(sheet.contains("| 陈律 | 会签 | 通过（法务） |"), "{sheet}");
}

#[test]
fn who_may_not_sign_is_told_why() {
    let begun = at_joint();
    begun.refuses_all(&[
        ("lina", APPROVE, (4, "own_article", "陈律")),
        ("zhangming", APPROVE, (4, "not_your_stage", "安全, 陈律, 高燕, 刘洋")),
        ("chenlv", "approve dongji-xinpin", (1, "not_attested", "--attest")),
    ]);
    begun.does("chenlv", APPROVE);
    // The same once more is done before; the same of another one is not needed.
    let head = begun.head();
    assert!(begun.does("chenlv", APPROVE).stdout.contains("done before"));
    assert_eq!(begun.head(), head);
    let second = "team add faer --name 法二 --email faer@example.com --role legal";
    begun.does("lina", second);
    begun.refuses("faer", APPROVE, (4, "role_signed", "安全, 高燕, 刘洋"));
    begun.refuses(
        "lina",
        "publish dongji-xinpin --url https://mp.weixin.qq.com/s/a",
        (5, "wrong_state", "approve"),
    );
    // Whoever has signed may still send it back, and so may the others.
    for who in ["chenlv", "faer", "gaoyan"] {
        let back = begun.copy();
        back.does(who, "request-changes dongji-xinpin --opinion 事实数据：不对");
        back.is_sound();
        back.does("lina", "answer dongji-xinpin 1 done '改了'");
        back.does("lina", "submit dongji-xinpin --attest all");
        // A new submission begins anew.
        back.does("wangfang", APPROVE);
        assert_eq!(waits_for(&back), ["anquan", "chenlv", "faer", "gaoyan", "liuyang"]);
    }
}

/// Different people for every role of every stage: whoever signs decides no other stage.
#[test]
fn a_submission_needs_people_for_every_role() {
    let sandbox = Sandbox::at("checked");
    sandbox.write("team.toml", with_joint(&sandbox.read("team.toml")));
    sandbox.does("lina", "team adopt");
    let submit = "submit dongji-xinpin --attest all";
    let add = |id: &str, roles: &str| {
        sandbox.does("lina", &format!("team add {id} --name {id} --email {id}@example.com --role {roles}"));
    };
    sandbox.refuses("lina", submit, (5, "stage_unfilled", "--role legal"));
    add("one", "legal,product");
    sandbox.refuses("lina", submit, (5, "stage_unfilled", "--role product"));
    add("two", "legal,first-reviewer");
    sandbox.refuses("lina", submit, (5, "stage_unfilled", "--role security"));
    add("three", "security");
    sandbox.does("lina", submit);
    // Two was needed for legal; who decided the first stage signs nothing.
    sandbox.does("two", APPROVE);
    sandbox.refuses(
        "two",
        "request-changes dongji-xinpin --opinion 事实数据：不对",
        (4, "two_stages", "one"),
    );
}

/// Edits of one of them go to the writer, to the earlier stage, and to the others who signed.
#[test]
fn edits_in_a_joint_stage_are_confirmed_by_the_others() {
    let sandbox = at_joint();
    let edit = format!("{APPROVE} --edit '静置十二小时→静置 12 小时'");
    sandbox.does("chenlv", APPROVE);
    sandbox.does("gaoyan", &edit);
    assert_eq!((state(&sandbox).status.name(), waits_for(&sandbox)), ("edited", vec!["lina".to_owned()]));
    sandbox.does("lina", "accept dongji-xinpin --yes");
    assert_eq!((stage(&sandbox), waits_for(&sandbox)), ("first".into(), vec!["wangfang".to_owned()]));
    sandbox.does("wangfang", "approve dongji-xinpin --yes");
    // Gao approved this text; Chen confirms the edit, not somebody else of legal, and An has not signed yet.
    assert_eq!(
        (stage(&sandbox), waits_for(&sandbox)),
        ("joint".into(), vec!["anquan".into(), "chenlv".into()])
    );
    sandbox.refuses("chenlv", "approve dongji-xinpin", (1, "edits_unseen", "--yes"));
    sandbox.refuses("anquan", "approve dongji-xinpin --yes", (1, "not_attested", "--attest"));
    sandbox.does("chenlv", "approve dongji-xinpin --yes");
    assert_eq!(waits_for(&sandbox), ["anquan"]);
    sandbox.does("anquan", APPROVE);
    assert_eq!(waits_for(&sandbox), ["zhangming"]);
    sandbox.is_sound();
}

/// Signatures made side by side both count, and git merges them without a word: the bundle says what each side left,
/// until the next act.
#[test]
fn signatures_side_by_side_both_count() {
    let begun = at_joint();
    begun.does("anquan", APPROVE);
    begun.git(&["branch", "side"]);
    let rows = [
        ("chenlv", "gaoyan", "final"),
        ("chenlv", "liuyang", "final"),
        ("liuyang", "chenlv", "final"),
        ("chenlv", "chenlv", "joint"),
    ];
    for (here, there, at) in rows {
        let sandbox = begun.copy();
        sandbox.git(&["switch", "-q", "side"]);
        let mut later = sandbox.copy();
        later.now = "2026-11-25T13:00:00+08:00".into();
        later.does(there, APPROVE);
        later.git(&["switch", "-q", "main"]);
        later.does(here, APPROVE);
        later.git(&["merge", "-q", "--no-edit", "side"]);
        later.is_sound();
        assert_eq!(
            (stage(&later).as_str(), state(&later).heads.len()),
            (at, if here == there { 1 } else { 2 })
        );
        assert!(later.does("zhangming", "queue --all").stderr.is_empty());
        if at == "final" {
            assert_eq!(waits_for(&later), ["zhangming"]);
            // Only what both sides wrote is taken for it.
            let forged = later.copy();
            forged.edit(INDEX, "stage = \"joint\"", "stage = \"first\"");
            forged.commit_all("x");
            assert_eq!(forged.refusals(), ["status_forged"]);
            let merged = later.read(INDEX);
            later.does("zhangming", APPROVE);
            later.is_sound();
            // And only until the next act.
            let forged = later.copy();
            forged.write(INDEX, merged);
            forged.commit_all("x");
            assert_eq!(forged.refusals(), ["status_forged"]);
            assert_eq!(state(&later).status.name(), "approved");
        }
    }
    // A second one for the same role, or a department that asks for changes.
    begun.does("lina", "team add faer --name 法二 --email faer@example.com --role legal");
    begun.git(&["branch", "-f", "side"]);
    for (there, line, status, at) in [
        ("faer", APPROVE, "in-review", "joint"),
        ("gaoyan", "request-changes dongji-xinpin --opinion 事实数据：不对", "changes-requested", "joint"),
    ] {
        let sandbox = begun.copy();
        sandbox.git(&["switch", "-q", "side"]);
        sandbox.does(there, line);
        sandbox.git(&["switch", "-q", "main"]);
        sandbox.does("chenlv", APPROVE);
        sandbox.git(&["merge", "-q", "--no-edit", "side"]);
        sandbox.is_sound();
        assert_eq!((state(&sandbox).status.name(), stage(&sandbox).as_str()), (status, at));
    }
}

/// The approval that a person made in a stage.
fn approval(sandbox: &Sandbox, stage: &str, by: &str) -> (String, Record) {
    let listed = sandbox.git(&["ls-files", ".wxops/records"]);
    let records = listed.lines().filter(|path| path.contains("/approve-"));
    let mut records = records.map(|path| (path.to_owned(), read(sandbox, path)));
    records.find(|(_, own)| own.stage.as_deref() == Some(stage) && own.by == by).unwrap()
}

fn add(sandbox: &Sandbox, record: &Record) {
    sandbox.write(&format!("{}/{}.toml", sandbox.records(), record.name()), record.write());
}

/// A record that follows all others, made like Chen's signature.
fn forge(sandbox: &Sandbox, change: impl Fn(&mut Record)) {
    let (_, mut record) = approval(sandbox, "joint", "chenlv");
    record.prev = state(sandbox).heads;
    change(&mut record);
    add(sandbox, &record);
}

#[test]
fn attacks_on_a_joint_stage_are_refused() {
    let one = at_joint();
    one.does("chenlv", APPROVE);
    let two = one.copy();
    two.does("gaoyan", APPROVE);
    let all = two.copy();
    all.does("anquan", APPROVE);
    let rows: [(&str, &Sandbox, &dyn Fn(&Sandbox), &str); 11] = [
        (
            "the same person twice",
            &two,
            &|s| forge(s, |record| record.at += chrono::TimeDelta::hours(1)),
            "signed_already",
        ),
        (
            "a second one of the same department",
            &two,
            &|s| forge(s, |record| record.by = "liuyang".into()),
            "role_signed",
        ),
        ("its writer", &two, &|s| forge(s, |record| record.by = "lina".into()), "own_article"),
        ("the first reviewer", &two, &|s| forge(s, |record| record.by = "wangfang".into()), "not_your_stage"),
        (
            "on to the next stage with a department missing",
            &two,
            &|s| {
                forge(s, |record| {
                    record.by = "zhangming".into();
                    record.stage = Some("final".into());
                });
            },
            "not_your_stage",
        ),
        (
            "under the name of the next stage",
            &two,
            &|s| {
                forge(s, |record| {
                    record.by = "anquan".into();
                    record.stage = Some("final".into());
                });
            },
            "record_illegal",
        ),
        (
            "a table that says it has passed",
            &two,
            &|s| s.edit(INDEX, "stage = \"joint\"", "stage = \"final\""),
            "status_forged",
        ),
        (
            "a table that says it is approved",
            &two,
            &|s| {
                s.edit(INDEX, "status = \"in-review\"\nstage = \"joint\"", "status = \"approved\"");
            },
            "status_forged",
        ),
        (
            "a signature in the middle is taken out",
            &all,
            &|s| {
                let (path, _) = approval(s, "joint", "gaoyan");
                fs::remove_file(s.path(&path)).unwrap();
            },
            "record_prev_missing",
        ),
        (
            "the last signature is taken out",
            &all,
            &|s| {
                let (path, _) = approval(s, "joint", "anquan");
                fs::remove_file(s.path(&path)).unwrap();
            },
            "status_forged",
        ),
        (
            "an older signature is put behind the others",
            &all,
            &|s| {
                // Gao's signature before Chen's, the text as it stood: An's does not follow any more.
                let ((path, gao), (_, chen)) =
                    (approval(s, "joint", "gaoyan"), approval(s, "joint", "chenlv"));
                fs::remove_file(s.path(&path)).unwrap();
                add(s, &Record { prev: chen.prev.clone(), ..gao });
            },
            "record_prev_missing",
        ),
    ];
    for (what, from, attack, code) in rows {
        let sandbox = from.copy();
        attack(&sandbox);
        sandbox.commit_all("x");
        assert_eq!(sandbox.refusals(), [code], "{what}");
    }
    // Of another text.
    let other = two.copy();
    forge(&other, |record| {
        record.by = "anquan".into();
        record.content = wxops::article::digest::Digest::of(b"x");
    });
    other.commit_all("x");
    assert_eq!(other.refusals(), ["content_differs"]);
    // What is well made is proved.
    let fine = two.copy();
    forge(&fine, |record| record.by = "anquan".into());
    fit_table(&fine);
    fine.commit_all("x");
    assert_eq!((fine.refusals(), stage(&fine).as_str()), (vec![], "final"));
}

/// A rule book with a joint stage that makes no sense is refused whole, with a sentence about it.
#[test]
fn a_joint_stage_that_makes_no_sense() {
    let sandbox = Sandbox::at("init");
    let text = with_joint(&sandbox.read("team.toml"));
    let roles = "roles = [\"legal\", \"product\", \"security\"]";
    let rows = [
        (roles, "", "does not say who decides it"),
        (roles, "roles = []", "does not say who decides it"),
        (roles, "role = \"legal\"\nroles = [\"legal\", \"product\"]", "`role` and `roles`"),
        (roles, "roles = [\"legal\"]", "two roles at least"),
        (roles, "roles = [\"legal\", \"legal\"]", "each once"),
        (roles, "roles = [\"legal\", \"法务\"]", "is no id"),
        ("legal = \"法务\"", "writer = \"记者\"", "keeps its name"),
        ("legal = \"法务\"", "legal = \"\"", "is written wrong"),
        ("legal = \"法务\"", "legal = \"产品\"", "two roles are called"),
        ("legal = \"法务\"", "legal = \"初审人\"", "two roles are called"),
    ];
    for (from, to, why) in rows {
        assert!(text.contains(from));
        sandbox.write("team.toml", text.replacen(from, to, 1));
        let help = if from == roles { "roles = [" } else { "" };
        sandbox.refuses("lina", "team adopt", (3, "team_invalid", help));
        let said = sandbox.types("lina", "team adopt").stderr;
        assert!(said.contains(why), "{to}: {said}");
    }
    // The role without a label is called by its id; the others by theirs, in either way.
    let team = Team::parse(&text).unwrap();
    for (word, role) in
        [("法务", "legal"), ("legal", "legal"), ("security", "security"), ("初审", "first-reviewer")]
    {
        assert_eq!(team.role_named(word).as_deref(), Ok(role), "{word}");
    }
    assert_eq!(team.role_named("会签").unwrap_err().code, "unknown_role");
    assert!(team.role_named("财务").unwrap_err().help[0].zh.contains("legal 法务、product 产品、security"));
}

/// The log calls a text final at the signature that makes it so, and at none before.
#[test]
fn the_last_signature_of_a_joint_stage_at_the_end_makes_it_final() {
    let ordinary = Sandbox::at("approved").does("lina", "--lang zh log dongji-xinpin").stdout;
    assert!(ordinary.contains("终审通过（定稿）") && !ordinary.contains("初审通过（定稿）"), "{ordinary}");
    let sandbox = Sandbox::at("checked");
    let book = with_joint(&sandbox.read("team.toml"));
    sandbox.write("team.toml", book.replace("[\"first\", \"joint\", \"final\"]", "[\"first\", \"joint\"]"));
    sandbox.does("lina", "team adopt");
    for (id, role) in [("chenlv", "legal"), ("gaoyan", "product"), ("anquan", "security")] {
        sandbox.does("lina", &format!("team add {id} --name {id} --email {id}@example.com --role {role}"));
    }
    sandbox.does("lina", "submit dongji-xinpin --attest all");
    for who in ["wangfang", "chenlv", "gaoyan", "anquan"] {
        sandbox.does(who, APPROVE);
    }
    let log = sandbox.does("lina", "--lang zh log dongji-xinpin").stdout;
    let finals: Vec<&str> = log.lines().filter(|line| line.contains("（定稿）")).collect();
    assert!(finals.len() == 1 && finals[0].contains("anquan"), "{log}");
}
