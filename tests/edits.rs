//! Approval with edits: what a reviewer may change, who confirms it, and attacks on it with plain git and an editor.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::type_complexity, clippy::too_many_lines, reason = "a table is one long value")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use std::fs;

use sandbox::{
    INDEX, Sandbox,
    forging::{fit_table, read, state},
};
use wxops::{
    article::{
        Article,
        digest::{Digest, FileDigest},
    },
    workflow::{record::Record, replacement::Replacement},
};

const PICTURE: &str = "articles/dongji-xinpin/cover.png";
const EDIT: &str = "approve dongji-xinpin --attest all --edit";

/// The approval with edits, as it lies in a folder.
fn edited(sandbox: &Sandbox) -> (String, Record) {
    let listed = sandbox.git(&["ls-files", ".wxops/records"]);
    let approvals = listed.lines().filter(|path| path.contains("/approve-"));
    let mut records = approvals.map(|path| (path.to_owned(), read(sandbox, path)));
    records.find(|(_, record)| !record.says.edits.is_empty()).unwrap()
}

fn add(sandbox: &Sandbox, record: &Record) {
    sandbox.write(&format!("{}/{}.toml", sandbox.records(), record.name()), record.write());
}

/// The approval with edits says something else.
fn rewrite(sandbox: &Sandbox, change: impl Fn(&mut Record)) {
    let (path, mut record) = edited(sandbox);
    fs::remove_file(sandbox.path(&path)).unwrap();
    change(&mut record);
    add(sandbox, &record);
}

/// A record that follows all others, as it was made by `line` in the state `edited`.
fn donate(sandbox: &Sandbox, (who, line, action): (&str, &str, &str), change: impl Fn(&mut Record)) {
    let donor = Sandbox::at("edited");
    donor.does(who, line);
    let mut record = read(&donor, &donor.record(action));
    record.prev = state(sandbox).heads;
    change(&mut record);
    add(sandbox, &record);
}

/// In final review somebody writes the text and an approval with edits by hand, as the format asks.
fn crafted(sandbox: &Sandbox, (from, to): (&str, &str), edits: impl Fn(&str) -> Vec<Replacement>) {
    let before = kept(sandbox);
    let text = sandbox.read(INDEX);
    sandbox.write(INDEX, text.replacen(from, to, 1));
    let (_, mut record) = edited(&Sandbox::at("edited"));
    record.prev = state(sandbox).heads;
    record.content = content(sandbox);
    record.says.edits = edits(&before);
    add(sandbox, &record);
    fit_table(sandbox);
}

fn kept(sandbox: &Sandbox) -> String {
    Article::parse(sandbox.bytes(INDEX)).kept()
}

fn content(sandbox: &Sandbox) -> Digest {
    let id = sandbox.records().rsplit('/').next().unwrap().to_owned();
    let cover = FileDigest::of("cover.png", &sandbox.bytes(PICTURE));
    Article::parse(sandbox.bytes(INDEX)).content(&id, "dongji-xinpin", &[cover])
}

fn at(before: &str, from: &str, to: &str) -> Vec<Replacement> {
    vec![Replacement { offset: before.find(from).unwrap(), from: from.into(), to: to.into() }]
}

#[test]
fn attacks_on_edits_are_refused() {
    let accept = ("lina", "accept dongji-xinpin --yes", "accept");
    let decline = ("lina", "decline dongji-xinpin --reason x", "decline");
    let writer = "team add sunli --name 孙丽 --email sunli@example.com --role writer,first-reviewer";
    let rows: [(&str, &str, &dyn Fn(&Sandbox), &[&str]); 24] = [
        (
            "one letter of them",
            "edited",
            &|s| s.edit(&edited(s).0, "12 小时", "13 小时"),
            &["record_altered"],
        ),
        (
            "from other words",
            "edited",
            &|s| rewrite(s, |record| record.says.edits[0].from = "静置二十小时后一次启动".into()),
            &["edits_differ"],
        ),
        (
            "to other words",
            "edited",
            &|s| rewrite(s, |record| record.says.edits[0].to.push('。')),
            &["edits_differ"],
        ),
        (
            "at another place",
            "edited",
            &|s| rewrite(s, |record| record.says.edits[0].offset += 3),
            &["edits_differ"],
        ),
        (
            "they are left out",
            "edited",
            &|s| rewrite(s, |record| record.says.edits.clear()),
            &["content_differs"],
        ),
        (
            "more was changed than they say",
            "in-review-final",
            &|s| {
                crafted(
                    s,
                    ("静置十二小时后一次启动", "静置 12 小时后一次启动就好"),
                    |before| at(before, "静置十二小时", "静置 12 小时"),
                );
            },
            &["edits_differ"],
        ),
        (
            "a picture was changed beside them",
            "in-review-final",
            &|s| {
                s.write(PICTURE, [sandbox::COVER, b"x"].concat());
                crafted(s, ("静置十二小时", "静置 12 小时"), |before| {
                    at(before, "静置十二小时", "静置 12 小时")
                });
            },
            &["edits_differ"],
        ),
        (
            "words that stood there twice",
            "in-review-final",
            &|s| crafted(s, ("二十度", "三十度"), |before| at(before, "二十度", "三十度")),
            &["edits_differ"],
        ),
        (
            "another category",
            "in-review-final",
            &|s| {
                crafted(s, ("category = \"product\"", "category = \"event\""), |before| {
                    at(before, "\"product\"", "\"event\"")
                });
            },
            &["submission_differs"],
        ),
        (
            "the reviewer becomes a co-writer",
            "in-review-final",
            &|s| {
                let more = "cover = \"cover.png\"\nco_writers = [\"zhangming\"]\n";
                crafted(s, ("cover = \"cover.png\"", more), |before| {
                    at(before, "cover = \"cover.png\"", more)
                });
            },
            &["submission_differs"],
        ),
        (
            "they change nothing",
            "edited",
            &|s| {
                rewrite(s, |record| {
                    let same = record.says.edits[0].from.clone();
                    record.says.edits[0].to = same;
                });
            },
            &["record_illegal"],
        ),
        (
            "there are too many",
            "edited",
            &|s| {
                rewrite(s, |record| {
                    let edit = |n: usize| Replacement { offset: n, from: "a".into(), to: "b".into() };
                    record.says.edits = (0..60).map(edit).collect();
                });
            },
            &["record_illegal"],
        ),
        (
            "they claim the text as it was",
            "edited",
            &|s| rewrite(s, |record| record.content = content(&Sandbox::at("in-review-final"))),
            &["content_differs"],
        ),
        (
            "in another act",
            "edited",
            &|s| donate(s, accept, |record| record.says.edits = edited(s).1.says.edits),
            &["record_unreadable"],
        ),
        (
            "with one more field",
            "edited",
            &|s| s.edit(&edited(s).0, "offset = ", "line = 1\noffset = "),
            &["record_unreadable"],
        ),
        (
            "replayed on another submission",
            "in-review-final",
            &|s| {
                s.does("lina", "withdraw dongji-xinpin --reason x");
                s.edit(INDEX, "欢迎在留言区预约试用", "欢迎到店试用");
                s.does("lina", "submit dongji-xinpin --attest all");
                s.does("wangfang", "approve dongji-xinpin --attest all");
                let donor = Sandbox::at("edited");
                let mut record = edited(&donor).1;
                record.prev = state(s).heads;
                add(s, &record);
                s.write(INDEX, donor.bytes(INDEX));
            },
            &["edits_differ"],
        ),
        (
            "accepted by the reviewer",
            "edited",
            &|s| donate(s, accept, |record| record.by = "zhangming".into()),
            &["not_a_writer_of_it"],
        ),
        (
            "accepted by a writer of other articles",
            "edited",
            &|s| {
                s.does("lina", writer);
                donate(s, accept, |record| (record.by, record.policy) = ("sunli".into(), 4));
            },
            &["not_a_writer_of_it"],
        ),
        (
            "accepted is something else",
            "edited",
            &|s| donate(s, accept, |record| record.content = Digest::of(b"x")),
            &["content_differs"],
        ),
        (
            "declined, and they stay bound",
            "edited",
            &|s| donate(s, decline, |record| record.content = state(s).content),
            &["content_differs"],
        ),
        (
            "approved before the writer accepted",
            "edited",
            &|s| {
                let mut record = read(s, &first_approval(s));
                (record.prev, record.content) = (state(s).heads, state(s).content);
                add(s, &record);
            },
            &["wrong_state"],
        ),
        (
            "final without the confirmation of the first stage",
            "edited",
            &|s| {
                s.does("lina", "accept dongji-xinpin --yes");
                s.edit(INDEX, "status = \"in-review\"\nstage = \"first\"", "status = \"approved\"");
            },
            &["status_forged"],
        ),
        (
            "confirmed by the final stage in place of the first",
            "edited",
            &|s| {
                s.does("lina", "accept dongji-xinpin --yes");
                let mut record = edited(s).1;
                (record.prev, record.says.edits) = (state(s).heads, vec![]);
                add(s, &record);
            },
            &["not_your_stage"],
        ),
        (
            "confirmed without the list by somebody who never ticked it",
            "edited",
            &|s| {
                s.does("lina", writer);
                s.does("lina", "accept dongji-xinpin --yes");
                let mut record = read(s, &first_approval(s));
                (record.prev, record.content, record.policy) = (state(s).heads, state(s).content, 4);
                (record.by, record.says.attest) = ("sunli".into(), None);
                add(s, &record);
            },
            &["not_attested"],
        ),
    ];
    let mut wrong = Vec::new();
    for (what, state, attack, codes) in rows {
        let sandbox = Sandbox::at(state);
        attack(&sandbox);
        sandbox.commit_all("x");
        let found = sandbox.refusals();
        if found != codes {
            wrong.push(format!("{what}: {found:?}, not {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The approval of the first stage, from before the edits.
fn first_approval(sandbox: &Sandbox) -> String {
    let listed = sandbox.git(&["ls-files", ".wxops/records"]);
    let mut approvals = listed.lines().filter(|path| path.contains("/approve-"));
    approvals.find(|path| read(sandbox, path).stage.as_deref() == Some("first")).unwrap().to_owned()
}

/// What nobody can type: nothing changes, and what can be typed is said.
#[test]
fn edits_that_cannot_be() {
    let review = Sandbox::at("in-review-final");
    let edit = |words: &str| format!("{EDIT} '{words}'");
    let rows = [
        (edit("没有箭头"), (2, "edit_form", "--edit")),
        (edit("甲→乙→丙"), (2, "edit_form", "--edit")),
        (edit("二十度→三十度"), (2, "edit_several", "--edit '二十度也->三十度也'")),
        (edit("极寒→低温"), (2, "edit_not_found", "copy the words")),
        (edit("一次启动。→一次启动。"), (2, "edit_same", "--edit")),
        (edit("in-review→approved"), (2, "edit_table", "above the table")),
        (format!("{} --edit '静置十→静'", edit("静置十二小时→静置")), (2, "edit_overlap", "--edit")),
        (edit(&format!("静置十二小时→{}", "静".repeat(9000))), (2, "edit_limit", "wxops request-changes")),
        (edit("author = \"李娜\"→author = 李娜"), (2, "edit_breaks", "quotation marks")),
        (edit("\"product\"→\"event\""), (1, "submission_differs", "wxops request-changes")),
        (edit("静置十二小时→请打 13800138000，静置十二小时"), (1, "findings", "wxops request-changes")),
    ];
    for (line, refusal) in rows {
        review.refuses("zhangming", &line, refusal);
    }
    review.refuses("wangfang", &edit("静置十二小时→静置 12 小时"), (4, "not_your_stage", "张明"));
    review.refuses("lina", &edit("静置十二小时→静置 12 小时"), (4, "own_article", "张明"));

    let patched = review.copy();
    for (patch, refusal) in [
        ("你好\n", (2, "edit_patch", "git diff")),
        ("--- a/team.toml\n+++ b/team.toml\n", (2, "edit_patch_file", "wxops request-changes")),
        ("@@ -1 +1 @@\n-没有\n+这行\n", (2, "edit_patch_stale", "git diff")),
    ] {
        fs::write(patched.outside("p.patch"), patch).unwrap();
        let line = "approve dongji-xinpin --attest all --patch ../p.patch";
        patched.refuses("zhangming", line, refusal);
    }
    patched.refuses(
        "zhangming",
        "approve dongji-xinpin --attest all --patch ../none",
        (2, "no_such_file", ""),
    );

    let own = review.copy();
    own.edit(INDEX, "静置十二小时", "静置 12 小时");
    own.refuses("zhangming", &edit("欢迎→请"), (5, "content_changed", "git restore"));

    let waits = Sandbox::at("edited");
    waits.refuses_all(&[
        ("lina", "accept dongji-xinpin", (1, "edits_unseen", "wxops accept dongji-xinpin --yes")),
        ("wangfang", "accept dongji-xinpin --yes", (4, "not_a_writer_of_it", "李娜")),
        ("zhangming", "decline dongji-xinpin --reason x", (4, "not_a_writer_of_it", "李娜")),
        ("lina", "decline dongji-xinpin --reason ''", (2, "reason_empty", "--reason")),
        ("zhangming", &edit("欢迎→请"), (5, "wrong_state", "wxops accept dongji-xinpin")),
    ]);
    let touched = waits.copy();
    touched.edit(INDEX, "欢迎", "请");
    touched.refuses("lina", "accept dongji-xinpin --yes", (5, "content_changed", "git restore"));
}

/// Every way on from an edited text ends in one that is proved, with the bytes that it must have.
#[test]
fn every_way_on_is_proved() {
    let submitted = kept(&Sandbox::at("in-review-final"));
    let changed = submitted.replace("静置十二小时后一次启动", "静置 12 小时后一次启动");
    let ways: [(&[(&str, &str)], &str, &str); 5] = [
        (&[("lina", "accept --yes"), ("wangfang", "approve --yes")], "approved", &changed),
        (
            &[("lina", "accept --yes"), ("wangfang", "request-changes --opinion 文字：不通")],
            "changes-requested",
            &changed,
        ),
        (&[("lina", "decline --reason x")], "changes-requested", &submitted),
        (&[("lina", "withdraw --reason x")], "draft", &changed),
        (
            &[
                ("lina", "accept --yes"),
                ("wangfang", "approve --edit 一次启动。→一次成功。 --yes"),
                ("lina", "accept --yes"),
                ("zhangming", "approve --yes"),
                ("lina", "publish --url https://mp.weixin.qq.com/s/a"),
                ("lina", "archive"),
            ],
            "archived",
            &changed.replace("一次启动。", "一次成功。"),
        ),
    ];
    for (way, status, text) in ways {
        let sandbox = Sandbox::at("edited");
        for (who, line) in way {
            let (act, rest) = line.split_once(' ').unwrap_or((line, ""));
            sandbox.does(who, &format!("{act} dongji-xinpin {rest}"));
            sandbox.is_sound();
        }
        let state = state(&sandbox);
        assert_eq!(state.status.name(), status, "{way:?}");
        let path = format!("{}/index.md", state.place());
        assert_eq!(Article::parse(sandbox.bytes(&path)).kept(), text, "{way:?}");
    }
}

/// What `git diff` writes is what is approved.
#[test]
fn a_patch_of_git_is_applied_to_the_letter() {
    let sandbox = Sandbox::at("in-review-final");
    sandbox.edit(INDEX, "title = \"冬季新品发布\"", "title = \"冬季新品，一次启动\"");
    sandbox.edit(INDEX, "静置十二小时", "静置 12 小时");
    sandbox.edit(INDEX, "，欢迎在留言区预约试用", "");
    let wanted = kept(&sandbox);
    let patch = sandbox.git(&["diff"]);
    fs::write(sandbox.outside("p.patch"), &patch).unwrap();
    sandbox.git(&["restore", "."]);
    sandbox.does("zhangming", "approve dongji-xinpin --attest all --patch ../p.patch");
    sandbox.is_sound();
    assert_eq!(kept(&sandbox), wanted);
    assert_eq!(edited(&sandbox).1.says.edits.len(), 3);
}

/// Made beside another decision, edits change the text that the other one is about: whoever was later acts again.
#[test]
fn edits_never_stand_side_by_side() {
    let edit = format!("{EDIT} '静置十二小时→静置 12 小时'");
    for there in ["approve dongji-xinpin --attest all", &edit, "reject dongji-xinpin --reason x"] {
        let sandbox = Sandbox::at("in-review-final");
        let second = "team add sunli --name 孙丽 --email sunli@example.com --role final-reviewer";
        sandbox.does("lina", second);
        sandbox.git(&["branch", "side"]);
        sandbox.does("zhangming", &edit);
        sandbox.git(&["switch", "-q", "side"]);
        sandbox.does("sunli", there);
        sandbox.git(&["merge", "-q", "-s", "ours", "main", "-m", "x"]);
        sandbox.git(&["checkout", "main", "--", ".wxops", INDEX]);
        sandbox.commit_all("x");
        assert_eq!(sandbox.refusals(), ["records_fork"], "{there}");
    }
}
