//! Attacks on the folder with plain git and an editor, each refused by `verify` with its own word (the numbers are
//! those of the attack table). What the proof accepts, and where it ends, is in `merges.rs`.

#![allow(
    clippy::type_complexity,
    clippy::too_many_lines,
    clippy::semicolon_if_nothing_returned,
    reason = "a table is one long value"
)]
#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use std::fs;

use sandbox::{
    INDEX, Sandbox,
    forging::{donate, file, fit_table, forge, read, state},
};
use wxops::{
    article::digest::Digest,
    workflow::{policy::Version, record::Record},
};

const BUNDLE: &str = "articles/dongji-xinpin";
const PICTURE: &str = "articles/dongji-xinpin/cover.png";

type Attack<'a> = (&'a str, &'a str, &'a dyn Fn(&Sandbox), &'a [&'a str]);

/// Each attack is committed by somebody outside the team, in a state of the demonstration, at both levels. At level
/// `signed` whoever attacks has the keys of those that he names, if they have any: that does not help.
fn refused(rows: &[Attack<'_>]) {
    let mut wrong = Vec::new();
    let levels = levels();
    for (what, state, attack, codes) in rows {
        for (level, at) in &levels {
            let sandbox = at(state);
            let other = SIGNED.iter().find(|(name, _)| *level == "signed" && name == what);
            let codes = other.map_or(*codes, |(_, codes)| codes);
            attack(&sandbox);
            sandbox.commit_all("x");
            let found = sandbox.refusals();
            if found != codes {
                wrong.push(format!("{what} ({level}): {found:?}, not {codes:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whoever reads a refusal is told which record it is about: the wrong one, where two were made at once.
#[test]
fn a_refusal_names_its_record() {
    let named = |s: &Sandbox| s.types("lina", "verify --json").json()["refusals"][0]["path"].clone();
    let s = Sandbox::at("changes-requested");
    let path = forge(&s, "self-check", |_| {});
    s.commit_all("x");
    assert_eq!(named(&s), path);
    // Two decided at once, and one of them wrote it.
    let s = Sandbox::at("in-review");
    let done = s.copy();
    done.does("wangfang", "approve dongji-xinpin --attest all");
    let approval = read(&done, &done.record("approve"));
    let own = file(&s, Record { by: "lina".into(), ..approval.clone() });
    file(&s, approval);
    s.commit_all("x");
    assert_eq!(named(&s), own);
}

/// Both levels, where keys can be made, and the demonstration at each.
fn levels() -> Vec<(&'static str, fn(&str) -> Sandbox)> {
    let mut levels: Vec<(&str, fn(&str) -> Sandbox)> = vec![("declared", Sandbox::at)];
    if sandbox::keys::ssh_is_there() {
        levels.push(("signed", Sandbox::signed));
    }
    levels
}

/// The attacks that meet something else at level `signed`.
const SIGNED: &[(&str, &[&str])] = &[
    // Nobody can sign for somebody who is not there.
    ("13: nobody of the team", &["signature_missing"]),
    // The version that raised the level closed the records of all before it.
    ("10, 11: an older version than before", &["policy_falls", "records_closed"]),
    // What managers signed are these very bytes.
    ("8: adopted by no manager", &["signature_invalid"]),
    ("8: adopted by nobody", &["signature_invalid"]),
    ("8: by one who is not there", &["signature_invalid"]),
    ("8: one manager counted twice", &["signature_invalid"]),
    ("9: the newest, and not team.toml", &["signature_invalid"]),
];

#[test]
fn what_differs_by_level_is_an_attack() {
    for (name, _) in SIGNED {
        let twice = include_str!("attacks.rs").matches(&format!("\"{name}\"")).count();
        assert_eq!(twice, 2, "{name}");
    }
}

/// The number of the newest version of the rule book.
fn newest(sandbox: &Sandbox) -> u32 {
    u32::try_from(fs::read_dir(sandbox.path(".wxops/policy")).unwrap().count()).unwrap()
}

/// 孙丽 joins, with a key where that is asked.
fn sunli(sandbox: &Sandbox) {
    sandbox.does("lina", "team add sunli --name 孙丽 --email sunli@example.com --role writer");
    if sandbox.is_signed() {
        sandbox.give_key("sunli");
        sandbox.does("lina", "team key add sunli ../keys/sunli.pub");
    }
}

fn remove(sandbox: &Sandbox, path: &str) {
    fs::remove_file(sandbox.path(path)).unwrap();
}

#[test]
fn the_article_is_not_what_its_records_say() {
    let status = |from: &'static str, to: &'static str| {
        move |s: &Sandbox| s.edit(INDEX, &format!("status = \"{from}\""), &format!("status = \"{to}\""))
    };
    let stage = |s: &Sandbox| s.edit(INDEX, "stage = \"first\"", "stage = \"final\"");
    let owner = |s: &Sandbox| s.edit(INDEX, "owner = \"lina\"", "owner = \"zhangming\"");
    let no_table = |s: &Sandbox| {
        let text = s.read(INDEX);
        let (before, rest) = text.split_once("[wxops]").unwrap();
        s.write(INDEX, format!("{before}+++{}", rest.split_once("+++").unwrap().1));
    };
    let approved_by_hand = |s: &Sandbox| {
        s.edit(INDEX, "status = \"in-review\"\nstage = \"first\"", "status = \"approved\"");
        let mut git = s.command("zhangming", "git"); // 12: the name of who commits is nothing
        assert!(git.args(["commit", "-qam", "approve final: dongji-xinpin"]).status().unwrap().success());
    };
    refused(&[
        ("1: approved by hand", "in-review", &approved_by_hand, &["status_forged"]),
        ("1: from draft", "draft", &status("draft", "approved"), &["status_forged"]),
        ("1: over a rejection", "rejected", &status("rejected", "approved"), &["status_forged"]),
        ("1: the stage", "in-review", &stage, &["status_forged"]),
        ("1: the owner", "draft", &owner, &["status_forged"]),
        (
            "1: a time of one's own",
            "scheduled",
            &|s| s.edit(INDEX, "T20:00:00", "T08:00:00"),
            &["status_forged"],
        ),
        ("21: published becomes draft", "published", &status("published", "draft"), &["status_forged"]),
        ("21: the table is gone", "published", &no_table, &["bundle_gone"]),
        ("2: the text", "approved", &|s| s.edit(INDEX, "二十度", "三十度"), &["content_differs"]),
        (
            "2: the title",
            "approved",
            &|s| s.edit(INDEX, "冬季新品发布", "夏季新品发布"),
            &["content_differs"],
        ),
        ("2: a comment", "approved", &|s| s.edit(INDEX, "# 标题", "# 题目"), &["content_differs"]),
        ("2: a line end", "approved", &|s| s.write(INDEX, s.read(INDEX) + "\n"), &["content_differs"]),
        ("2: while it is checked", "checked", &|s| s.edit(INDEX, "二十度", "三十度"), &["content_differs"]),
        (
            "2: while it is reviewed",
            "in-review-final",
            &|s| s.edit(INDEX, "二十度", "三十度"),
            &["content_differs"],
        ),
        (
            "2: while it is scheduled",
            "scheduled",
            &|s| s.edit(INDEX, "二十度", "三十度"),
            &["content_differs"],
        ),
        ("2: once it is out", "published", &|s| s.edit(INDEX, "二十度", "三十度"), &["content_differs"]),
        (
            "2: once it is retracted",
            "retracted",
            &|s| s.edit(INDEX, "二十度", "三十度"),
            &["content_differs"],
        ),
        (
            "2: something in the table",
            "approved",
            &|s| s.edit(INDEX, "owner = \"lina\"\n", "owner = \"lina\" # x\n"),
            &["table_unreadable"],
        ),
        (
            "2: something behind the table",
            "approved",
            &|s| s.edit(INDEX, "owner = \"lina\"\n", "owner = \"lina\"\n\n[more]\nx = 1\n"),
            &["table_unreadable"],
        ),
        ("4: another cover", "approved", &|s| s.write(PICTURE, "other"), &["content_differs"]),
        (
            "4, 26: another cover of one length",
            "approved",
            &|s| {
                let mut bytes = s.bytes(PICTURE);
                *bytes.last_mut().unwrap() ^= 1;
                s.write(PICTURE, bytes);
            },
            &["content_differs"],
        ),
        (
            "4: one more picture",
            "approved",
            &|s| s.write("articles/dongji-xinpin/b.png", "x"),
            &["content_differs"],
        ),
        ("4: a picture goes", "approved", &|s| remove(s, PICTURE), &["content_differs"]),
        (
            "4: a picture is renamed",
            "approved",
            &|s| drop(s.git(&["mv", PICTURE, "articles/dongji-xinpin/d.png"])),
            &["content_differs"],
        ),
        ("5: another slug", "approved", &|s| drop(s.git(&["mv", BUNDLE, "articles/other"])), &["misplaced"]),
        (
            "5: into the archive",
            "published",
            &|s| {
                fs::create_dir_all(s.path("archive/product/2026/11")).unwrap();
                s.git(&["mv", BUNDLE, "archive/product/2026/11/dongji-xinpin"]);
            },
            &["misplaced"],
        ),
        (
            "5: out of the archive",
            "archived",
            &|s| {
                fs::create_dir_all(s.path("articles")).unwrap();
                s.git(&["mv", "archive/product/2026/11/dongji-xinpin", BUNDLE]);
            },
            &["misplaced"],
        ),
        (
            "5: to another month",
            "archived",
            &|s| {
                fs::create_dir_all(s.path("archive/product/2026/10")).unwrap();
                s.git(&[
                    "mv",
                    "archive/product/2026/11/dongji-xinpin",
                    "archive/product/2026/10/dongji-xinpin",
                ]);
            },
            &["misplaced"],
        ),
        (
            "the archive is edited",
            "archived",
            &|s| {
                s.edit("archive/product/2026/11/dongji-xinpin/index.md", "二十度", "三十度");
            },
            &["content_differs"],
        ),
        (
            "20: the article is deleted",
            "published",
            &|s| drop(s.git(&["rm", "-rq", BUNDLE])),
            &["bundle_gone"],
        ),
        ("20: only its file is", "published", &|s| drop(s.git(&["rm", "-q", INDEX])), &["index_missing"]),
        (
            "22: a copy under another slug",
            "approved",
            &|s| {
                sandbox::copy_folder(&s.path(BUNDLE), &s.path("articles/copy"));
            },
            &["id_twice", "misplaced"],
        ),
        (
            "22: a copy with an id of its own",
            "approved",
            &|s| {
                sandbox::copy_folder(&s.path(BUNDLE), &s.path("articles/copy"));
                s.edit("articles/copy/index.md", "01M82Z", "01M82Y");
            },
            &["no_records"],
        ),
        (
            "22: one slug in both places",
            "archived",
            &|s| {
                sandbox::copy_folder(&s.path("archive/product/2026/11/dongji-xinpin"), &s.path(BUNDLE));
            },
            &["misplaced", "slug_twice"],
        ),
        (
            "22: one slug in other letters",
            "approved",
            &|s| {
                s.write("articles/Dongji-Xinpin/index.md", "+++\ntitle = \"a\"\n+++\n");
            },
            &["slug_twice"],
        ),
        (
            "22: hidden in the archive",
            "approved",
            &|s| {
                sandbox::copy_folder(&s.path(BUNDLE), &s.path("archive/copy"));
            },
            &["misplaced"],
        ),
        (
            "a bundle in a bundle",
            "approved",
            &|s| {
                s.write("articles/dongji-xinpin/copy/index.md", s.bytes(INDEX));
            },
            &["content_differs"],
        ),
        (
            "a folder between",
            "draft",
            &|s| {
                s.write("articles/group/x/index.md", "+++\ntitle = \"a\"\n+++\n");
            },
            &["index_missing"],
        ),
        (
            "a discarded article comes back",
            "draft",
            &|s| {
                let text = s.read(INDEX);
                s.does("lina", "discard dongji-xinpin --reason x");
                s.write(INDEX, text);
            },
            &["discarded"],
        ),
    ]);
}

#[test]
fn records_that_are_not_what_they_were() {
    let records = |s: &Sandbox| s.records();
    refused(&[
        (
            "one letter",
            "approved",
            &|s| s.edit(&s.record("submit"), "product", "prodact"),
            &["record_altered"],
        ),
        (
            "another name",
            "approved",
            &|s| {
                let path = s.record("submit");
                s.git(&["mv", &path, &path.replace("submit-", "submit-0").replace("0.toml", ".toml")]);
            },
            &["record_altered"],
        ),
        (
            "under the name of another act",
            "in-review",
            &|s| {
                let path = s.record("submit");
                s.git(&["mv", &path, &path.replace("submit-", "approve-")]);
            },
            &["record_altered"],
        ),
        (
            "one more space",
            "approved",
            &|s| s.edit(&s.record("submit"), "policy = ", "policy =  "),
            &["record_unreadable"],
        ),
        (
            "one more line",
            "approved",
            &|s| s.edit(&s.record("submit"), "policy = ", "\npolicy = "),
            &["record_unreadable"],
        ),
        (
            "one more field",
            "approved",
            &|s| s.edit(&s.record("submit"), "policy = ", "more = 1\npolicy = "),
            &["record_unreadable"],
        ),
        (
            "one more table",
            "approved",
            &|s| {
                let path = s.record("submit");
                s.write(&path, s.read(&path) + "\n[reason]\ntext = \"x\"\n");
            },
            &["record_unreadable"],
        ),
        (
            "another format",
            "approved",
            &|s| s.edit(&s.record("submit"), "wxops-record-v1", "wxops-record-v2"),
            &["record_format"],
        ),
        ("no TOML", "approved", &|s| s.write(&s.record("submit"), "= ="), &["record_unreadable"]),
        ("no UTF-8", "approved", &|s| s.write(&s.record("submit"), b"\xff\xfe"), &["record_unreadable"]),
        (
            "too large",
            "approved",
            &|s| {
                let path = s.record("submit");
                s.write(&path, s.read(&path) + &"#".repeat(2_000_000));
            },
            &["too_large"],
        ),
        (
            "deep",
            "approved",
            &|s| {
                let path = format!("{}/submit-0123456789abcdef.toml", records(s));
                s.write(&path, format!("x = {}", "[".repeat(10_000)));
            },
            &["record_unreadable"],
        ),
        (
            "in the folder of another article",
            "approved",
            &|s| {
                s.does("lina", "new 乙 --category product --slug yi");
                let other = s.git(&["ls-files", ".wxops/records"]);
                let other = other
                    .lines()
                    .find(|path| !path.starts_with(&records(s)))
                    .unwrap()
                    .rsplit_once('/')
                    .unwrap()
                    .0
                    .to_owned();
                let path = s.record("submit");
                s.write(&format!("{other}/{}", path.rsplit('/').next().unwrap()), s.bytes(&path));
            },
            &["record_altered"],
        ),
        (
            "16, 18: one in the middle is gone",
            "approved",
            &|s| remove(s, &s.record("submit")),
            &["record_prev_missing"],
        ),
        ("16, 18: the first is gone", "approved", &|s| remove(s, &s.record("new")), &["record_prev_missing"]),
        (
            "18: a submission is reverted under its approval",
            "in-review-final",
            &|s| {
                let path = s.record("submit");
                s.git(&["rm", "-q", &path]);
            },
            &["record_prev_missing"],
        ),
        ("20: all are gone", "published", &|s| drop(s.git(&["rm", "-rq", &records(s)])), &["no_records"]),
        ("stray: a file beside them", "approved", &|s| s.write(".wxops/notes.txt", "x"), &["stray"]),
        (
            "stray: a record in another month",
            "approved",
            &|s| {
                let path = s.record("submit");
                s.write(&path.replace("/11/", "/10/"), s.bytes(&path));
            },
            &["stray"],
        ),
        (
            "stray: a record on a higher floor",
            "approved",
            &|s| {
                s.write(".wxops/records/2026/submit.toml", s.bytes(&s.record("submit")));
            },
            &["stray"],
        ),
        ("stray: no id", "approved", &|s| s.write(".wxops/records/2026/11/x/y.toml", "x"), &["stray"]),
        (
            "a note among them",
            "approved",
            &|s| s.write(&format!("{}/README.md", records(s)), "x"),
            &["record_unreadable"],
        ),
        (
            "a folder among them",
            "approved",
            &|s| s.write(&format!("{}/x/y", records(s)), "x"),
            &["file_mode"],
        ),
    ]);
}

#[test]
fn records_that_may_not_be_there() {
    let second = |s: &Sandbox| {
        forge(s, "new", |record| {
            record.prev = vec![];
            record.by = "lina".into();
            record.at += chrono::Duration::hours(1);
        });
    };
    refused(&[
        ("two beginnings", "approved", &second, &["records_fork"]),
        (
            "a beginning in the middle",
            "draft",
            &|s| {
                let path = s.record("new");
                let mut record = read(s, &path);
                remove(s, &path);
                record.revision = 2;
                file(s, record);
            },
            &["record_illegal"],
        ),
        (
            "an item of the self-check is left out",
            "draft",
            &|s| {
                donate(s, "checked", "self-check", |record| {
                    record.says.attest.as_mut().unwrap().yes.truncate(2)
                });
            },
            &["not_attested"],
        ),
        (
            "another list under the answers",
            "in-review-final",
            &|s| {
                let donor = s.like("approved");
                let listed = donor.git(&["ls-files", ".wxops/records"]);
                let mut records =
                    listed.lines().filter(|path| path.contains("/approve-")).map(|path| read(&donor, path));
                let mut record = records.find(|record| record.stage.as_deref() == Some("final")).unwrap();
                record.prev = state(s).heads;
                record.says.attest.as_mut().unwrap().list = "first".into();
                file(s, record);
            },
            &["attest_unknown"],
        ),
        (
            "corrected where nothing is live",
            "retracted",
            &|s| {
                s.does("lina", "archive dongji-xinpin");
                donate(s, "correcting", "correct", |_| {});
            },
            &["not_live"],
        ),
        (
            "retracted where nothing is live",
            "approved",
            &|s| donate(s, "retracted", "retract", |_| {}),
            &["wrong_state"],
        ),
        (
            "an act after the end",
            "draft",
            &|s| {
                sunli(s);
                s.does("lina", "assign dongji-xinpin sunli");
                s.does("lina", "discard dongji-xinpin --reason x");
                forge(s, "assign", |record| record.says.assign = Some("lina".into()));
            },
            &["wrong_state"],
        ),
        (
            "6: the first writer is not named",
            "checked",
            &|s| {
                sunli(s);
                donate(s, "in-review", "submit", |record| {
                    record.by = "sunli".into();
                    record.policy = newest(s);
                    record.says.submission.as_mut().unwrap().writers = vec!["sunli".into()];
                });
            },
            &["writers_missing"],
        ),
        (
            "6: who submits is not named",
            "checked",
            &|s| {
                sunli(s);
                donate(s, "in-review", "submit", |record| {
                    record.by = "sunli".into();
                    record.policy = newest(s);
                });
            },
            &["writers_missing"],
        ),
        (
            "6: a co-writer is not named",
            "draft",
            &|s| {
                sunli(s);
                let text = Sandbox::at("checked").read(INDEX).replace("\"checked\"", "\"draft\"");
                s.write(INDEX, text.replace("cover = ", "co_writers = [\"sunli\"]\ncover = "));
                s.write(PICTURE, [sandbox::COVER, b"x"].concat());
                s.does("lina", "submit dongji-xinpin --attest all");
                let path = s.record("submit");
                let mut record = read(s, &path);
                remove(s, &path);
                record.says.submission.as_mut().unwrap().writers = vec!["lina".into()];
                file(s, record);
            },
            &["submission_differs"],
        ),
        (
            "a stage that nobody can decide",
            "checked",
            &|s| {
                s.does("lina", "team remove zhangming");
                donate(s, "in-review", "submit", |record| record.policy = newest(s));
            },
            &["stage_unfilled"],
        ),
        (
            "6: one's own article",
            "in-review-final",
            &|s| {
                drop(forge(s, "approve", |record| {
                    record.by = "lina".into();
                    record.stage = Some("final".into());
                }));
            },
            &["own_article"],
        ),
        (
            "7: who decided a submission takes the article over",
            "in-review-final",
            &|s| {
                s.edit(
                    "team.toml",
                    "roles = [\"first-reviewer\"]",
                    "roles = [\"first-reviewer\", \"writer\"]",
                );
                s.does("lina", "team adopt");
                s.does("lina", "team add sunli --name 孙丽 --email sunli@example.com --role writer");
                s.does("lina", "assign dongji-xinpin sunli");
                forge(s, "assign", |record| record.says.assign = Some("wangfang".into()));
            },
            &["decided_it"],
        ),
        (
            "7: one person decides both stages",
            "in-review-final",
            &|s| {
                s.edit(
                    "team.toml",
                    "roles = [\"first-reviewer\"]",
                    "roles = [\"first-reviewer\", \"final-reviewer\"]",
                );
                s.does("lina", "team adopt");
                forge(s, "approve", |record| {
                    record.stage = Some("final".into());
                    record.policy = newest(s);
                });
            },
            &["two_stages"],
        ),
        (
            "13: nobody of the team",
            "in-review-final",
            &|s| {
                drop(forge(s, "approve", |record| {
                    record.by = "zhaolei".into();
                    record.stage = Some("final".into());
                }));
            },
            &["not_a_member"],
        ),
        (
            "not the stage's role",
            "in-review",
            &|s| {
                let donor = s.like("in-review-final");
                let like = donor.record("approve");
                let mut record = read(&donor, &like);
                record.by = "zhangming".into();
                record.prev = state(s).heads;
                file(s, record);
            },
            &["not_your_stage"],
        ),
        (
            "a stage is left out",
            "in-review",
            &|s| {
                donate(s, "in-review-final", "approve", |record| {
                    record.by = "wangfang".into();
                    record.stage = Some("final".into());
                });
            },
            &["record_illegal"],
        ),
        (
            "an item of the list is left out",
            "in-review-final",
            &|s| {
                drop(forge(s, "approve", |record| {
                    record.by = "zhangming".into();
                    record.stage = Some("final".into());
                    if let Some(attest) = &mut record.says.attest {
                        attest.list = "final".into();
                        attest.yes.truncate(1);
                    }
                }));
            },
            &["attest_unknown"],
        ),
        (
            "14: another text",
            "in-review-final",
            &|s| {
                drop(forge(s, "approve", |record| {
                    record.by = "zhangming".into();
                    record.stage = Some("final".into());
                    record.content = Digest::of(b"x");
                }));
            },
            &["content_differs"],
        ),
        (
            "14: another repository",
            "in-review-final",
            &|s| {
                drop(forge(s, "approve", |record| {
                    record.repo = "0".repeat(32);
                }));
            },
            &["record_repo"],
        ),
        (
            "14: another slug",
            "in-review-final",
            &|s| {
                drop(forge(s, "approve", |record| {
                    record.by = "zhangming".into();
                    record.stage = Some("final".into());
                    record.slug = "other".into();
                }));
            },
            &["record_illegal"],
        ),
        (
            "14: a slug that leaves the folder",
            "in-review-final",
            &|s| {
                drop(forge(s, "approve", |record| {
                    record.slug = "../../x".into();
                }));
            },
            &["record_unreadable"],
        ),
        (
            "14: another revision",
            "in-review-final",
            &|s| {
                drop(forge(s, "approve", |record| {
                    record.by = "zhangming".into();
                    record.stage = Some("final".into());
                    record.revision = 2;
                }));
            },
            &["record_illegal"],
        ),
        (
            "a version of the rule book that is not there",
            "in-review-final",
            &|s| {
                drop(forge(s, "approve", |record| {
                    record.policy = 99;
                }));
            },
            &["record_illegal"],
        ),
        (
            "10, 11: an older version than before",
            "in-review-final",
            &|s| {
                drop(forge(s, "approve", |record| {
                    record.by = "zhangming".into();
                    record.stage = Some("final".into());
                    record.policy = 2;
                }));
            },
            &["policy_falls"],
        ),
        (
            "published without review",
            "in-review",
            &|s| {
                donate(s, "published", "publish", |_| {});
            },
            &["wrong_state"],
        ),
        (
            "submitted without a self-check",
            "draft",
            &|s| {
                donate(s, "in-review", "submit", |_| {});
            },
            &["wrong_state"],
        ),
        (
            "submitted with another text than was checked",
            "checked",
            &|s| {
                donate(s, "in-review", "submit", |record| {
                    record.content = Digest::of(b"x");
                });
            },
            &["not_self_checked"],
        ),
        (
            "a writer is not named",
            "checked",
            &|s| {
                donate(s, "in-review", "submit", |record| {
                    record.says.submission.as_mut().unwrap().writers = vec!["wangfang".into()];
                });
            },
            &["writers_missing"],
        ),
        (
            "writers out of order",
            "checked",
            &|s| {
                donate(s, "in-review", "submit", |record| {
                    record.says.submission.as_mut().unwrap().writers = vec!["wangfang".into(), "lina".into()];
                });
            },
            &["writers_missing"],
        ),
        (
            "another category than the text says",
            "checked",
            &|s| {
                donate(s, "in-review", "submit", |record| {
                    record.says.submission.as_mut().unwrap().category = "event".into();
                });
                fit_table(s);
            },
            &["submission_differs"],
        ),
        (
            "a category that leaves the archive",
            "checked",
            &|s| {
                donate(s, "in-review", "submit", |record| {
                    record.says.submission.as_mut().unwrap().category = "../x".into();
                });
            },
            &["record_illegal"],
        ),
        (
            "an opinion left open",
            "changes-requested",
            &|s| drop(forge(s, "self-check", |_| {})),
            &["opinions_open"],
        ),
        (
            "an answer to nothing",
            "changes-requested",
            &|s| {
                s.does("lina", "answer dongji-xinpin 1 已改");
                forge(s, "answer", |record| record.says.answers[0].n = 9);
            },
            &["no_such_opinion"],
        ),
        (
            "an answer to nothing beside a right one",
            "changes-requested",
            &|s| {
                s.does("lina", "answer dongji-xinpin 1 已改");
                forge(s, "answer", |record| {
                    let mut other = record.says.answers[0].clone();
                    other.n = 9;
                    record.says.answers.push(other);
                });
            },
            &["record_unreadable"],
        ),
        (
            "handed to nobody",
            "draft",
            &|s| {
                sunli(s);
                s.does("lina", "assign dongji-xinpin sunli");
                forge(s, "assign", |record| record.says.assign = Some("zhaolei".into()));
            },
            &["not_a_writer"],
        ),
        (
            "handed on by a stranger to it",
            "draft",
            &|s| {
                sunli(s);
                s.does("lina", "assign dongji-xinpin sunli");
                forge(s, "assign", |record| record.by = "wangfang".into());
            },
            &["not_allowed"],
        ),
        (
            "discarded after it was out",
            "published",
            &|s| {
                let donor = s.like("draft");
                donor.does("lina", "discard dongji-xinpin --reason x");
                let mut record = read(&donor, &donor.record("discard"));
                (record.prev, record.content) = (state(s).heads, state(s).content);
                file(s, record);
            },
            &["wrong_state"],
        ),
        (
            "corrected in a way there is not",
            "published",
            &|s| {
                donate(s, "correcting", "correct", |record| {
                    record.says.reason.as_mut().unwrap().how = Some("silently".into());
                });
            },
            &["record_illegal"],
        ),
        (
            "corrected for no reason",
            "published",
            &|s| donate(s, "correcting", "correct", |record| record.says.reason = None),
            &["record_unreadable"],
        ),
        (
            "15: an approval of before, when the text is the same again",
            "in-review-final",
            &|s| {
                s.does("lina", "withdraw dongji-xinpin --reason x");
                s.edit(INDEX, "二十度", "三十度");
                s.does("lina", "submit dongji-xinpin --attest all");
                s.does("lina", "withdraw dongji-xinpin --reason x");
                s.edit(INDEX, "三十度", "二十度");
                s.does("lina", "submit dongji-xinpin --attest all");
                // The old approval is there already; that the text is back does not make it count.
                s.edit(INDEX, "stage = \"first\"", "stage = \"final\"");
            },
            &["status_forged"],
        ),
        (
            "a decision beside the way it went",
            "approved",
            &|s| {
                let like = s.git(&["ls-files", ".wxops/records"]);
                let like = like.lines().find(|path| path.contains("/approve-")).unwrap();
                let mut record = read(s, like);
                record.prev = read(s, &s.record("submit")).prev;
                file(s, record);
            },
            &["records_fork"],
        ),
    ]);
}

#[test]
fn the_rule_book_is_not_the_one_that_was_adopted() {
    let role = |s: &Sandbox, path: &str| {
        s.edit(path, "roles = [\"first-reviewer\"]", "roles = [\"first-reviewer\", \"final-reviewer\"]");
    };
    let next = |s: &Sandbox, change: &dyn Fn(&str) -> String| {
        sunli(s);
        let path = Version::path(newest(s));
        s.write(&path, change(&s.read(&path)));
    };
    refused(&[
        ("8: not adopted", "in-review", &|s| role(s, "team.toml"), &["team_not_adopted"]),
        ("8: deleted", "in-review", &|s| remove(s, "team.toml"), &["team_not_adopted"]),
        (
            "8: adopted by no manager",
            "in-review",
            &|s| next(s, &|t| t.replace("adopted = [\"lina\"]", "adopted = [\"wangfang\"]")),
            &["policy_chain"],
        ),
        (
            "8: adopted by nobody",
            "in-review",
            &|s| next(s, &|t| t.replace("adopted = [\"lina\"]", "adopted = []")),
            &["policy_chain"],
        ),
        (
            "8: by one who is not there",
            "in-review",
            &|s| next(s, &|t| t.replace("adopted = [\"lina\"]", "adopted = [\"lina\", \"x\"]")),
            &["policy_chain"],
        ),
        (
            "8: one manager counted twice",
            "in-review",
            &|s| next(s, &|t| t.replace("adopted = [\"lina\"]", "adopted = [\"lina\", \"lina\"]")),
            &["policy_chain"],
        ),
        (
            "9: an old version is edited",
            "in-review",
            &|s| role(s, ".wxops/policy/0002.toml"),
            &["policy_chain"],
        ),
        (
            "9: the first version is edited",
            "in-review",
            &|s| s.edit(".wxops/policy/0001.toml", "declared 自报身份", "自报身份"),
            &["policy_chain"],
        ),
        (
            "9: the newest, and not team.toml",
            "in-review",
            &|s| s.edit(&Version::path(newest(s)), "张明", "张小明"),
            &["team_not_adopted"],
        ),
        (
            "9: an unknown field",
            "in-review",
            &|s| next(s, &|t| t.replace("adopted =", "more = 1\nadopted =")),
            &["policy_unreadable"],
        ),
        (
            "9: another spelling",
            "in-review",
            &|s| next(s, &|t| t.replace("adopted =", "adopted  =")),
            &["policy_unreadable"],
        ),
        ("9: unreadable", "in-review", &|s| next(s, &|_| "x".into()), &["policy_unreadable"]),
        (
            "9: another format",
            "in-review",
            &|s| next(s, &|t| t.replace("policy-v1", "policy-v2")),
            &["policy_unreadable"],
        ),
        (
            "9: of another folder",
            "in-review",
            &|s| {
                next(s, &|t| {
                    let repo = t.split_once("repo = \"").unwrap().1[..32].to_owned();
                    t.replace(&repo, &"0".repeat(32))
                });
            },
            &["policy_chain"],
        ),
        (
            "9: no sandbox any more",
            "in-review",
            &|s| next(s, &|t| t.replace("sandbox = true\n", "")),
            &["policy_chain"],
        ),
        (
            "10: a version is left out",
            "in-review",
            &|s| {
                sunli(s);
                s.git(&["mv", &Version::path(newest(s)), &Version::path(newest(s) + 1)]);
            },
            &["policy_chain"],
        ),
        (
            "10: one in the middle is gone",
            "in-review",
            &|s| remove(s, ".wxops/policy/0002.toml"),
            &["policy_chain"],
        ),
        (
            "10: rolled back under records that name the newer",
            "in-review",
            &|s| {
                let text = s.read(&Version::path(newest(s) - 1));
                remove(s, &Version::path(newest(s)));
                s.write("team.toml", text.split_once("\n\n").unwrap().1);
            },
            &["record_illegal"],
        ),
        (
            "all are gone, the folders stay",
            "in-review",
            &|s| {
                for n in 1..=newest(s) {
                    remove(s, &Version::path(n));
                }
            },
            &["not_a_content_folder"],
        ),
        (
            "a note among them",
            "in-review",
            &|s| s.write(".wxops/policy/README.md", "x"),
            &["policy_unreadable"],
        ),
        (
            "30: one address for two",
            "in-review",
            &|s| next(s, &|t| t.replace("sunli@example.com", "LINA@example.com")),
            &["team_invalid"],
        ),
        (
            "30: no manager left",
            "in-review",
            &|s| next(s, &|t| t.replace("\"manager\", ", "")),
            &["team_invalid"],
        ),
        (
            "30: threshold 0",
            "in-review",
            &|s| next(s, &|t| t.replace("threshold = 1", "threshold = 0")),
            &["team_invalid"],
        ),
    ]);
}

/// 29: links, modes and strangers; texts of which nothing can be read are in `bad_files.rs`.
#[test]
fn things_that_are_no_plain_files() {
    let mode = |s: &Sandbox, mode: &str, path: &str, to: &str| {
        let mut hash = s.command("zhaolei", "git");
        s.write("../to", to);
        let id =
            String::from_utf8(hash.args(["hash-object", "-w", "../to"]).output().unwrap().stdout).unwrap();
        let id = if mode == "160000" { s.head() } else { id };
        s.git(&["update-index", "--add", "--cacheinfo", &format!("{mode},{},{path}", id.trim())]);
        s.git(&["commit", "-qm", "x"]);
    };
    // Not through the working copy: what counts is what is committed.
    let rows: [(&str, &str, &str, &[&str]); 9] = [
        ("100755", INDEX, "x", &["file_mode"]),
        ("100755", PICTURE, "x", &["file_mode"]),
        ("120000", INDEX, "../../team.toml", &["file_mode"]),
        ("120000", "articles/dongji-xinpin/link.png", "/etc/passwd", &["file_mode"]),
        ("160000", "articles/dongji-xinpin/module", "", &["file_mode"]),
        ("120000", ".wxops/records/2026/12", "/etc", &["stray"]),
        ("100755", ".wxops/policy/0001.toml", "x", &["file_mode"]),
        ("120000", ".wxops/policy/0004.toml", "0003.toml", &["file_mode"]),
        ("100644", "articles/dongji-xinpin/COVER.png", "x", &["bundle"]),
    ];
    for (_, at) in levels() {
        for (kind, path, to, codes) in rows {
            let sandbox = at("approved");
            mode(&sandbox, kind, path, to);
            let mut found = sandbox.refusals();
            found.dedup();
            assert_eq!(found, codes, "{kind} {path}");
        }
        let sandbox = at("approved");
        let record = sandbox.record("submit");
        sandbox.git(&["update-index", "--chmod=+x", &record]);
        sandbox.git(&["commit", "-qm", "x"]);
        assert_eq!(sandbox.refusals(), ["file_mode"]);
    }
}

/// 25: what git shows is not what counts, and what cannot be read is never proved.
#[test]
fn other_history_and_broken_objects() {
    let forged = Sandbox::at("in-review");
    let good = forged.head();
    forged.edit(INDEX, "status = \"in-review\"\nstage = \"first\"", "status = \"approved\"");
    forged.commit_all("x");
    forged.git(&["replace", "HEAD", good.trim()]);
    assert_eq!(forged.git(&["show", "HEAD:articles/dongji-xinpin/index.md"]).matches("in-review").count(), 1);
    assert_eq!(forged.refusals(), ["status_forged"]);

    let replaced = Sandbox::at("approved");
    let blob = replaced.git(&["rev-parse", &format!("HEAD:{INDEX}")]);
    replaced.write("../other", "x");
    let other = replaced.git(&["hash-object", "-w", "../other"]);
    replaced.git(&["replace", blob.trim(), other.trim()]);
    assert_eq!(replaced.refusals(), [""; 0], "what is committed is what was approved");
    replaced.git(&["checkout-index", "-f", INDEX]);
    assert_eq!(replaced.refusals(), ["working_copy_differs"], "what git shows instead is not");

    let head = |s: &Sandbox, path: &str| s.git(&["rev-parse", &format!("HEAD:{path}")]).trim().to_owned();
    for path in ["", "articles", INDEX, PICTURE, ".wxops/policy/0001.toml", "team.toml", ".wxops"] {
        for missing in [true, false] {
            let broken = Sandbox::at("approved");
            let id = head(&broken, path);
            let object = broken.path(&format!(".git/objects/{}/{}", &id[..2], &id[2..]));
            fs::remove_file(&object).unwrap();
            if !missing {
                fs::write(&object, "x").unwrap();
            }
            let said = broken.types("lina", "verify --json");
            assert!(matches!(said.exit, 1 | 3), "{path}: {said:?}");
            assert!(!said.stdout.contains("\"proved\""), "{path}: {said:?}");
        }
    }
    // An object with other bytes under its name.
    let swapped = Sandbox::at("approved");
    let id = head(&swapped, PICTURE);
    swapped.write("../other", "another picture");
    let other = swapped.git(&["hash-object", "-w", "../other"]);
    let place = |id: &str| swapped.path(&format!(".git/objects/{}/{}", &id[..2], &id[2..]));
    fs::remove_file(place(&id)).unwrap();
    fs::copy(place(other.trim()), place(&id)).unwrap();
    let said = swapped.types("lina", "verify --json");
    assert!(matches!(said.exit, 1 | 3) && !said.stdout.contains("\"proved\""), "{said:?}");
}
