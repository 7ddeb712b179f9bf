//! What the proof accepts: the merges that people make. What it must not: those that git makes without a word. And
//! what the proof of one commit at level `declared` accepts because it cannot know better.

#![allow(clippy::type_complexity, reason = "a table is one long value")]
#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use std::collections::BTreeSet;

use sandbox::{
    INDEX, Sandbox,
    forging::{file, fit_table, newest, read, state},
    keys::ssh_is_there,
};
use wxops::{article::digest::Digest, workflow::record::Record};

const BUNDLE: &str = "articles/dongji-xinpin";
const PICTURE: &str = "articles/dongji-xinpin/cover.png";

/// The ways in which a forge or a person brings two branches together.
const MERGES: [&[&[&str]]; 4] = [
    &[&["merge", "-q", "--no-edit", "side"]],
    &[&["merge", "-q", "--squash", "side"], &["commit", "-qm", "side (#1)"]],
    &[
        &["switch", "-q", "side"],
        &["rebase", "-q", "main"],
        &["switch", "-q", "main"],
        &["merge", "-q", "--ff-only", "side"],
    ],
    &[&["cherry-pick", "side"]],
];

/// In review, with a second person for both stages; `side` is a branch of the same state.
fn two_reviewers(state: &str) -> Sandbox {
    let sandbox = Sandbox::at(state);
    sandbox.does(
        "lina",
        "team add sunli --name 孙丽 --email sunli@example.com --role writer,first-reviewer,final-reviewer",
    );
    sandbox.git(&["branch", "side"]);
    sandbox
}

/// `here` acts on main, `there` beside it on the branch.
fn side_by_side(sandbox: &Sandbox, here: (&str, &str), there: (&str, &str)) {
    sandbox.git(&["switch", "-q", "side"]);
    sandbox.does(there.0, there.1);
    sandbox.git(&["switch", "-q", "main"]);
    sandbox.does(here.0, here.1);
}

fn runs(sandbox: &Sandbox, words: &[&str]) -> bool {
    sandbox.command("chenjing", "git").args(words).output().unwrap().status.success()
}

#[test]
fn decisions_made_side_by_side_are_one_step() {
    let approve = "approve dongji-xinpin --attest all";
    let back = "request-changes dongji-xinpin --opinion 事实数据：不对";
    let no = "reject dongji-xinpin --reason x";
    let rows = [
        ("in-review", ("wangfang", approve), ("sunli", approve), ("in-review", Some("final"))),
        ("in-review", ("wangfang", approve), ("sunli", back), ("changes-requested", Some("first"))),
        ("in-review", ("wangfang", back), ("sunli", approve), ("changes-requested", Some("first"))),
        ("in-review", ("wangfang", back), ("sunli", back), ("changes-requested", Some("first"))),
        ("in-review-final", ("zhangming", approve), ("sunli", approve), ("approved", None)),
        ("in-review-final", ("zhangming", no), ("sunli", approve), ("rejected", None)), // 17
        ("in-review-final", ("zhangming", back), ("sunli", no), ("rejected", None)),
    ];
    for (from, here, there, (status, stage)) in rows {
        let begun = two_reviewers(from);
        side_by_side(&begun, here, there);
        for merge in MERGES {
            let sandbox = begun.copy();
            let what = format!("{from}: {here:?} beside {there:?}: {merge:?}");
            let clean = merge.iter().all(|words| runs(&sandbox, words));
            if !clean {
                // The two wrote different tables. Whoever brings them together takes what the records say.
                assert!(here.1 != there.1, "{what}");
                sandbox.git(&["checkout", "-q", "--ours", INDEX]);
                fit_merged(&sandbox, merge);
            }
            assert_eq!(sandbox.refusals(), [""; 0], "{what}");
            let state = state(&sandbox);
            assert_eq!(state.status.name(), status, "{what}");
            assert_eq!(state.stage.as_ref().map(|stage| stage.id.as_str()), stage, "{what}");
            assert_eq!(state.heads.len(), 2, "{what}");
            // 17: what the other side wished is a forgery now.
            if clean {
                continue;
            }
            let ours = sandbox.read(INDEX);
            let forged = ours.replace(&format!("status = \"{status}\""), "status = \"approved\"");
            sandbox.write(INDEX, forged);
            sandbox.commit_all("x");
            assert_eq!(sandbox.refusals(), ["status_forged"], "{what}");
        }
        // The next act names both, and the article goes on.
        let sandbox = begun.copy();
        if here.1 == approve && there.1 == approve && from == "in-review" {
            assert!(runs(&sandbox, MERGES[0][0]));
            sandbox.does("zhangming", approve);
            sandbox.is_sound();
        }
    }
}

/// Ends a merge that stopped at the table.
fn fit_merged(sandbox: &Sandbox, merge: &[&[&str]]) {
    sandbox.git(&["add", "-A"]);
    let rebasing = merge.len() == 4;
    if rebasing {
        sandbox.git(&["-c", "core.editor=true", "rebase", "--continue"]);
        sandbox.git(&["switch", "-q", "main"]);
        sandbox.git(&["merge", "-q", "--ff-only", "side"]);
    } else {
        let going_on = if merge[0][0] == "cherry-pick" {
            &["cherry-pick", "--continue"][..]
        } else {
            &["commit", "-q", "--no-edit"]
        };
        sandbox.git(going_on);
    }
    fit_table(sandbox);
    sandbox.commit_all("the table that the records ask for");
}

/// 3, 5: git merges these without a word; the digest does not.
#[test]
fn merges_that_git_makes_without_a_conflict() {
    let approve = "approve dongji-xinpin --attest all";
    let typo = |s: &Sandbox| {
        s.edit(INDEX, "欢迎在留言区预约试用", "欢迎到店预约试用");
        s.commit_all("typo");
    };
    let moved = |s: &Sandbox| {
        s.git(&["mv", BUNDLE, "articles/other"]);
        s.commit_all("move");
    };
    let picture = |s: &Sandbox| {
        s.write(PICTURE, "other");
        s.commit_all("picture");
    };
    let resubmitted = |s: &Sandbox| {
        s.does("lina", "withdraw dongji-xinpin --reason x");
        s.does("lina", "submit dongji-xinpin --attest all");
    };
    let withdrawn = |s: &Sandbox| drop(s.does("lina", "withdraw dongji-xinpin --reason x"));
    let handed_on = |s: &Sandbox| {
        s.does("lina", "assign dongji-xinpin sunli");
    };
    let two_steps = |s: &Sandbox| {
        s.does("sunli", approve);
        s.does("zhangming", approve);
    };
    let rows: [(&str, &dyn Fn(&Sandbox), &str); 7] = [
        ("3: a typo beside an approval", &typo, "content_differs"),
        ("4: a picture beside an approval", &picture, "content_differs"),
        ("5: another slug beside an approval", &moved, "misplaced"),
        ("15: another submission beside an approval", &resubmitted, "records_fork"),
        ("two stages beside one", &two_steps, "records_fork"),
        ("a withdrawal beside an approval", &withdrawn, "records_fork"),
        ("a new owner beside an approval", &handed_on, "records_fork"),
    ];
    for (what, act, code) in rows {
        let begun = two_reviewers("in-review");
        begun.git(&["switch", "-q", "side"]);
        act(&begun);
        begun.git(&["switch", "-q", "main"]);
        begun.does("wangfang", approve);
        for merge in &MERGES[..2] {
            let sandbox = begun.copy();
            if !merge.iter().all(|words| runs(&sandbox, words)) {
                sandbox.git(&["checkout", "-q", "--ours", INDEX]);
                sandbox.git(&["add", "-A"]);
                sandbox.git(&["commit", "-qm", "merged"]);
            }
            assert_eq!(sandbox.refusals(), [code], "{what}: {merge:?}");
        }
    }
}

type Acts<'a> = &'a [(&'a str, &'a str)];

/// Two approve and one asks for changes, at once: the table of those who approved is no table of this article.
#[test]
fn one_who_asks_for_changes_outweighs_two_who_approve() {
    let begun = two_reviewers("in-review");
    begun.does("lina", "team add hanmei --name 韩梅 --email hanmei@example.com --role first-reviewer");
    let side = |(who, line): (&str, &str)| {
        let side = begun.copy();
        side.does(who, line);
        side
    };
    let approve = "approve dongji-xinpin --attest all";
    let approved = [side(("wangfang", approve)), side(("sunli", approve))];
    // Records made at once are in no order but that of their ids, so it is tried in several.
    for words in ["不对", "不全", "不清", "不新"] {
        let asked = side(("hanmei", &format!("request-changes dongji-xinpin --opinion 事实数据：{words}")));
        let all = begun.copy();
        for side in approved.iter().chain([&asked]) {
            for path in side.git(&["ls-files", &side.records()]).lines() {
                all.write(path, side.bytes(path));
            }
        }
        all.write(INDEX, approved[0].read(INDEX));
        all.commit_all("x");
        assert_eq!(all.refusals(), ["status_forged"], "{words}");
        fit_table(&all);
        all.commit_all("x");
        all.is_sound();
        assert!(all.read(INDEX).contains("status = \"changes-requested\""));
    }
}

/// What heals a fork names its records; it is no way to bring in one that nobody signed, or to go on where one is missing.
#[test]
fn what_is_no_mere_fork_is_not_healed() {
    if !ssh_is_there() {
        return;
    }
    let withdraw = "withdraw dongji-xinpin --reason x";
    let begun = Sandbox::signed("in-review");
    let [here, there] = [begun.copy(), begun.copy()];
    here.does("lina", withdraw);
    there.does("wangfang", "approve dongji-xinpin --attest all");
    let (withdrawal, approval) = (newest(&here, "withdraw"), newest(&there, "approve"));
    let forked = |is_signed: bool| {
        let forked = begun.copy();
        file(&forked, withdrawal.clone());
        let path = file(&forked, approval.clone());
        if !is_signed {
            forked.write(&path, Record { signature: None, ..approval.clone() }.write());
        }
        forked.commit_all("x");
        forked
    };
    let told = |s: &Sandbox| {
        let before = s.head();
        let said = s.types("lina", &format!("--json {withdraw}")).json();
        assert_eq!(s.head(), before, "nothing is written");
        said["error"]["code"].clone()
    };
    assert_eq!(told(&forked(false)), "signature_missing");

    // A record in between is gone.
    let gone = forked(true);
    gone.git(&["rm", "-q", &gone.record("submit")]);
    gone.commit_all("x");
    assert_eq!(told(&gone), "record_prev_missing");

    let honest = forked(true);
    assert_eq!(honest.refusals(), ["records_fork"]);
    honest.does("lina", withdraw);
    honest.is_sound();
}

/// A fork that reached main is healed where it is: by `withdraw`, or, where a branch published, by `correct`; by whoever may
/// do that, and by nothing else. Two publications are healed by nobody.
#[test]
fn a_fork_that_was_merged_is_healed() {
    let approve = "approve dongji-xinpin --attest all";
    let withdraw = "withdraw dongji-xinpin --reason x";
    let correct = "correct dongji-xinpin --reason x --how edit";
    let publish = "publish dongji-xinpin --url https://mp.weixin.qq.com/s/";
    let submit = "submit dongji-xinpin --attest all";
    let reject = "reject dongji-xinpin --reason x";
    let out = |n: &str| format!("{publish}{n}");
    let rows: [(&str, Acts<'_>, Acts<'_>, &[(&str, &str)], Option<(&str, &str)>); 7] = [
        (
            "in-review",
            &[("wangfang", approve)],
            &[("lina", withdraw)],
            &[("lina", correct), ("wangfang", withdraw)],
            Some(("lina", withdraw)),
        ),
        (
            "in-review",
            &[("wangfang", approve), ("zhangming", approve)],
            &[("sunli", approve)],
            &[("zhangming", approve), ("lina", submit)],
            Some(("lina", withdraw)),
        ),
        (
            "approved",
            &[("lina", &out("a"))],
            &[("lina", withdraw)],
            &[("lina", withdraw)],
            Some(("lina", correct)),
        ),
        (
            "approved",
            &[("lina", withdraw)],
            &[("lina", &out("a"))],
            &[("lina", withdraw)],
            Some(("lina", correct)),
        ),
        (
            "approved",
            &[("lina", &out("a"))],
            &[("lina", &out("b"))],
            &[("lina", withdraw), ("lina", correct)],
            None,
        ),
        // Who takes a rejection back is a manager, however far the other branch went.
        (
            "in-review-final",
            &[("lina", withdraw), ("lina", submit)],
            &[("zhangming", reject)],
            &[("sunli", withdraw)],
            Some(("lina", withdraw)),
        ),
        (
            "draft",
            &[("lina", "rename dongji-xinpin dongji")],
            &[("lina", "assign dongji-xinpin sunli")],
            &[("lina", withdraw)],
            None,
        ),
    ];
    for (from, here, there, refused, heal) in rows {
        let mut begun = two_reviewers(from);
        begun.git(&["switch", "-q", "side"]);
        for (who, line) in there {
            begun.does(who, line);
        }
        begun.git(&["switch", "-q", "main"]);
        begun.now = begun.now.replace(":00+", ":30+"); // else two of one person would be one record
        for (who, line) in here {
            begun.does(who, line);
        }
        for merge in &MERGES[..2] {
            let sandbox = begun.copy();
            if !merge.iter().all(|words| runs(&sandbox, words)) {
                runs(&sandbox, &["checkout", "-q", "--ours", "articles"]);
                sandbox.git(&["add", "-A"]);
                sandbox.git(&["commit", "-qm", "merged"]);
            }
            let what = format!("{from}: {here:?} beside {there:?}: {merge:?}");
            assert!(sandbox.refusals().contains(&"records_fork".to_owned()), "{what}");
            for (who, line) in refused {
                assert_ne!(sandbox.types(who, line).exit, 0, "{what}: {who}: {line}");
            }
            let Some((who, line)) = heal else { continue };
            let before: BTreeSet<String> = records(&sandbox);
            sandbox.does(who, line);
            sandbox.is_sound();
            assert_eq!(state(&sandbox).status.name(), "draft", "{what}");
            assert!(before.is_subset(&records(&sandbox)), "{what}");
            for step in ["verify --all", "log dongji-xinpin", "sheet dongji-xinpin", "verify --acts", submit]
            {
                sandbox.does("lina", step);
            }
            sandbox.is_sound();
        }
    }
}

fn records(sandbox: &Sandbox) -> BTreeSet<String> {
    sandbox.git(&["ls-files", ".wxops/records"]).lines().map(str::to_owned).collect()
}

/// Only decisions may stand side by side, however alike two other acts are.
#[test]
fn two_people_hand_it_on_at_once() {
    let sandbox = two_reviewers("in-review");
    sandbox.does("lina", "team add wuwei --name 吴伟 --email wuwei@example.com --role writer,manager");
    sandbox.git(&["branch", "-f", "side"]);
    let assign = "assign dongji-xinpin sunli";
    side_by_side(&sandbox, ("lina", assign), ("wuwei", assign));
    assert!(runs(&sandbox, MERGES[0][0]));
    assert_eq!(sandbox.refusals(), ["records_fork"]);
}

/// Where this proof ends. Each of these is accepted by the proof of one commit at level `declared`, and `verify`
/// says so: "names as typed, nobody proved", "tail not witnessed", "root taken on trust". Signatures (level
/// `signed`) end the first two, the proof of a range of commits (append-only) the others.
#[test]
fn what_the_proof_of_one_commit_does_not_claim() {
    let rows: [(&str, &str, &dyn Fn(&Sandbox)); 7] = [
        ("12, 13: a whole record under another member's name", "in-review-final", &|s| {
            let donor = Sandbox::at("approved");
            let like = donor.git(&["ls-files", ".wxops/records"]);
            let mut records =
                like.lines().filter(|path| path.contains("/approve-")).map(|path| read(&donor, path));
            let mut record = records.find(|record| record.stage.as_deref() == Some("final")).unwrap();
            record.prev = state(s).heads;
            s.write(&format!("{}/{}.toml", s.records(), record.name()), record.write());
            fit_table(s);
        }),
        ("8, 10: a version adopted under a manager's name", "in-review", &|s| {
            let text =
                s.read("team.toml").replace("[\"first-reviewer\"]", "[\"first-reviewer\", \"manager\"]");
            let third = s.bytes(".wxops/policy/0003.toml");
            let head = String::from_utf8(third.clone()).unwrap();
            let head = head.split_once("\n\n").unwrap().0.replace("version = 3", "version = 4");
            let prev = head.split_once("prev = \"").unwrap().1[..64].to_owned();
            let head = head.replace(&prev, Digest::of(&third).as_str());
            s.write(".wxops/policy/0004.toml", format!("{head}\n\n{text}"));
            s.write("team.toml", text);
        }),
        ("9: the newest version with team.toml, which no digest names yet", "in-review", &|s| {
            s.edit(".wxops/policy/0003.toml", "张明", "张小明");
            s.edit("team.toml", "张明", "张小明");
        }),
        ("10: rolled back where no record names the newer", "in-review", &|s| {
            s.does("lina", "team add sunli --name 孙丽 --email sunli@example.com --role writer");
            s.git(&["revert", "--no-edit", "HEAD"]);
        }),
        ("16: a rejection at the end is deleted", "rejected", &|s| {
            drop(s.git(&["revert", "--no-edit", "HEAD"]));
        }),
        ("18: a publication at the end is reverted", "published", &|s| {
            drop(s.git(&["revert", "--no-edit", "HEAD"]));
        }),
        ("20: an article goes with all its records", "published", &|s| {
            s.git(&["rm", "-rq", BUNDLE, &s.records()]);
        }),
    ];
    for (what, from, attack) in rows {
        let sandbox = Sandbox::at(from);
        attack(&sandbox);
        sandbox.commit_all("x");
        assert_eq!(sandbox.refusals(), [""; 0], "{what}");
        let told = sandbox.does("lina", "verify").stdout;
        for words in ["names as typed, nobody proved", "tail not witnessed", "root taken on trust"] {
            assert!(told.contains(words), "{what}: {told}");
        }
    }
    // A root of one's own is seen by whoever has the pin.
    let pinned = Sandbox::at("published");
    let root = Digest::of(&pinned.bytes(".wxops/policy/0001.toml"));
    pinned.does("lina", &format!("verify --pin {root}"));
    let said = pinned.types("lina", &format!("verify --json --pin {}", "0".repeat(64)));
    assert_eq!((said.exit, said.json()["refusals"][0]["code"].as_str()), (1, Some("pin")));
}
