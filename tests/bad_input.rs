//! Bad input: each mistake has its exit code, its own word, a sentence in both languages and a way out, and
//! nothing is changed by it.

#![allow(clippy::type_complexity, clippy::too_many_lines, reason = "a table is one long value")]
#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use std::{fs, path::Path};

use sandbox::{INDEX, Sandbox};
use wxops::{
    folder::ContentFolder,
    workflow::{
        action::Action,
        derive::derive,
        judge,
        state::State,
        transitions::{self, To, Who},
    },
};

#[test]
fn places_that_are_no_content_folder() {
    let nowhere = Sandbox::empty();
    for line in ["status", "verify", "list", "new 甲 --category news", "submit x", "recover", "team"] {
        nowhere.refuses("lina", line, (3, "not_a_repository", "wxops init"));
    }
    nowhere.refuses("lina", "-C none status", (3, "no_folder", ""));

    nowhere.git(&["init", "-q", "-b", "main"]);
    for line in ["status", "verify", "new 甲 --category news", "submit x", "list"] {
        nowhere.refuses("lina", line, (3, "not_a_content_folder", "wxops init"));
    }
    nowhere.write("a.txt", "a");
    nowhere.commit_all("a");
    for line in ["status", "verify", "new 甲 --category news", "submit x", "team adopt"] {
        nowhere.refuses("lina", line, (3, "not_a_content_folder", "wxops init"));
    }

    let bare = Sandbox::at("draft");
    bare.git(&["clone", "-q", "--bare", ".", "../bare"]);
    bare.refuses("lina", "-C ../bare verify", (3, "bare_repository", "clone it"));
    bare.refuses("lina", "-C ../bare submit dongji-xinpin", (3, "bare_repository", "clone it"));
}

#[test]
fn git_in_the_middle_of_something() {
    let draft = Sandbox::at("draft");
    let withdrawn = "withdraw dongji-xinpin --reason x";
    let busy = |begin: &[&str], way_out: &str| {
        let sandbox = Sandbox::at("in-review");
        sandbox.git(&["switch", "-q", "-c", "other", "HEAD~1"]);
        sandbox.write("a.txt", "1");
        sandbox.commit_all("a");
        sandbox.git(&["switch", "-q", "main"]);
        for n in ["2", "3"] {
            sandbox.write("a.txt", n);
            sandbox.commit_all(n);
        }
        let _ = sandbox.command("lina", "git").args(begin).output().unwrap();
        sandbox.refuses("lina", withdrawn, (5, "repository_busy", way_out));
        sandbox.refuses("wangfang", "approve dongji-xinpin --attest all", (5, "repository_busy", way_out));
        sandbox.refuses(
            "lina",
            "team add zl --name 赵磊 --email zl@example.com --role writer",
            (5, "repository_busy", way_out),
        );
        sandbox.does("lina", "verify");
        sandbox.does("lina", "status");
    };
    busy(&["merge", "other"], "git merge --abort");
    busy(&["cherry-pick", "other"], "git cherry-pick --abort");
    busy(&["revert", "HEAD~1"], "git revert --abort");
    busy(&["bisect", "start"], "git bisect reset");

    let rebasing = Sandbox::at("in-review");
    rebasing.git(&["switch", "-q", "-c", "other", "HEAD~1"]);
    rebasing.write("a.txt", "1");
    rebasing.commit_all("a");
    rebasing.git(&["switch", "-q", "main"]);
    rebasing.write("a.txt", "2");
    rebasing.commit_all("b");
    let _ = rebasing.command("lina", "git").args(["rebase", "other"]).output().unwrap();
    rebasing.refuses("lina", withdrawn, (5, "repository_busy", "git rebase --abort"));

    let detached = Sandbox::at("in-review");
    detached.git(&["switch", "-q", "--detach"]);
    detached.refuses("lina", withdrawn, (3, "detached_head", "git switch main"));
    detached.does("lina", "verify");
    detached.does("lina", "list");

    for lock in [".git/index.lock", ".git/HEAD.lock", ".git/refs/heads/main.lock"] {
        let locked = draft.copy();
        locked.write(lock, "");
        locked.refuses("lina", "submit dongji-xinpin --attest all", (5, "git_lock", "delete that file"));
        assert!(locked.path(lock).exists());
        fs::remove_file(locked.path(lock)).unwrap();
        locked.does("lina", "assign dongji-xinpin lina");
    }
}

#[test]
fn git_that_is_not_there() {
    let sandbox = Sandbox::at("in-review");
    let before = sandbox.seen();
    // A program named git in the folder is never started.
    sandbox.write("git", "#!/bin/sh\ntouch was-here\n");
    #[cfg(unix)]
    executable(&sandbox.path("git"));
    for path in ["", ".", "/nowhere", "bin:."] {
        let mut command = sandbox.command("wangfang", env!("CARGO_BIN_EXE_wxops"));
        command.env("PATH", path).args(["--json", "approve", "dongji-xinpin", "--attest", "all"]);
        let said = sandbox::said(command.output().unwrap());
        assert_eq!((said.exit, said.code().as_str()), (3, "git_missing"), "{said:?}");
        assert!(said.json()["error"]["help"].as_str().unwrap().contains("https://git-scm.com"));
        let mut command = sandbox.command("wangfang", env!("CARGO_BIN_EXE_wxops"));
        command.env("PATH", path).args(["verify"]);
        let said = sandbox::said(command.output().unwrap());
        assert_eq!(said.exit, 0, "a proof needs no git: {said:?}");
    }
    fs::remove_file(sandbox.path("git")).unwrap();
    assert_eq!(before, sandbox.seen());
}

#[test]
fn names_that_fit_nothing_or_too_much() {
    let sandbox = Sandbox::at("draft");
    for (title, slug) in [("春季新品", "dongji-huigu"), ("夏天的风", "xia")] {
        sandbox.does("lina", &format!("new {title} --category product --slug {slug}"));
    }
    let id = sandbox.read("articles/xia/index.md");
    let id = id.split("id = \"").nth(1).unwrap()[..10].to_owned();
    sandbox.refuses("lina", &format!("submit {id}"), (2, "ambiguous", "more of it"));
    sandbox.refuses_all(&[
        ("lina", "submit nichts", (2, "no_such_article", "wxops list")),
        ("lina", "submit dongji-xinpim", (2, "no_such_article", "did you mean `dongji-xinpin`")),
        ("lina", "submit dongji", (2, "ambiguous", "more of it")),
        ("lina", "submit 新品", (2, "ambiguous", "more of it")),
        ("lina", "submit", (2, "article_missing", "")),
        ("lina", "submit articles/none", (2, "no_such_article", "wxops list")),
        ("lina", "submit ../../etc/passwd", (2, "no_such_article", "wxops list")),
        ("lina", "submit /etc/passwd", (2, "no_such_article", "wxops list")),
        ("lina", "submit ''", (2, "ambiguous", "more of it")),
        ("lina", "show nichts", (2, "no_such_article", "wxops list")),
        ("lina", "log nichts", (2, "no_such_article", "wxops list")),
        ("lina", "why nichts", (2, "no_such_article", "wxops list")),
        ("lina", "diff nichts", (2, "no_such_article", "wxops list")),
        ("lina", "check nichts", (2, "no_such_article", "wxops list")),
        ("lina", "list --status nichts", (2, "no_such_status", "in-review")),
        ("lina", "list --category nichts", (2, "no_such_category", "product")),
        ("lina", "list --owner nichts", (2, "no_such_member", "lina")),
        ("lina", "explain nichts", (2, "no_such_rule", "wxops explain")),
        ("lina", "nichts", (2, "usage", "wxops --help")),
        ("lina", "submit dongji-xinpin --nichts", (2, "usage", "wxops submit --help")),
        ("lina", "approve --upload-pack=x", (2, "usage", "wxops approve --help")),
        ("lina", "-C f submit", (3, "no_folder", "")),
    ]);
}

/// An act as somebody types it who may, whatever the state: the actor comes from the table.
fn typed(action: Action, state: &State) -> (String, String) {
    let stage = state.stage.as_ref().map_or("first", |stage| stage.id.as_str());
    let reviewer = if stage == "final" { "zhangming" } else { "wangfang" };
    let who = match transitions::of(action).next().unwrap().who {
        Who::StageHolder => reviewer,
        Who::LastStage | Who::LastStageOrManager | Who::TypedFor | Who::LaneOpener | Who::SkippedStage => {
            "zhangming"
        }
        Who::Roles(_) | Who::WriterOfIt | Who::WriterOfSubmission | Who::OwnerOrManager => "lina",
    };
    let rest = match action {
        Action::New => "甲 --category product --slug dongji-xinpin",
        Action::Import => "../draft.md --category product --slug dongji-xinpin",
        Action::Answer => "dongji-xinpin 1 已改",
        Action::SelfCheck | Action::Submit | Action::Approve | Action::LateReview => {
            "dongji-xinpin --attest all"
        }
        Action::RequestChanges => "dongji-xinpin --opinion 事实数据：不对",
        Action::Decline
        | Action::Skip
        | Action::Reject
        | Action::Withdraw
        | Action::Retract
        | Action::Discard => "dongji-xinpin --reason x",
        Action::ApprovePage => "dongji-xinpin --page",
        Action::Accept => "dongji-xinpin --yes",
        Action::Schedule => "dongji-xinpin --at '2026-12-24 20:00'",
        Action::Unschedule | Action::Archive | Action::Countersign => "dongji-xinpin",
        Action::Deny => "dongji-xinpin --deny --reason x",
        Action::PublishStarted => "dongji-xinpin --now",
        Action::PublishFailed => "dongji-xinpin --not-sent x",
        Action::Publish => "dongji-xinpin --url https://mp.weixin.qq.com/s/other",
        Action::Correct => "dongji-xinpin --reason x --how notice",
        Action::Rename => "dongji-xinpin dongji",
        Action::Assign => "dongji-xinpin sunli",
    };
    let command = match action {
        Action::Deny => Action::Countersign,
        Action::ApprovePage | Action::LateReview => Action::Approve,
        Action::PublishStarted | Action::PublishFailed => Action::Publish,
        other => other,
    };
    (who.to_owned(), format!("{} {rest}", command.name()))
}

fn state(sandbox: &Sandbox) -> State {
    let folder = ContentFolder::open(&sandbox.root()).unwrap();
    let head = folder.head().unwrap();
    let id = sandbox.records().rsplit('/').next().unwrap().to_owned();
    derive(head.records(&id).unwrap(), &head.policy).unwrap().0
}

/// Every act in every state: what the table allows works, and everything else changes nothing.
#[test]
fn acts_in_the_wrong_state() {
    for name in [
        "draft",
        "checked",
        "in-review",
        "in-review-final",
        "approved",
        "scheduled",
        "published",
        "archived",
        "edited",
        "changes-requested",
        "rejected",
        "retracted",
        "correcting",
    ] {
        let base = Sandbox::at(name);
        base.does("lina", "team add sunli --name 孙丽 --email sunli@example.com --role writer");
        fs::write(base.outside("draft.md"), "# 甲\n\n乙\n").unwrap();
        if name == "draft" {
            let written = Sandbox::at("checked").read(INDEX).replace("\"checked\"", "\"draft\"");
            base.write(INDEX, written);
            base.write("articles/dongji-xinpin/cover.png", sandbox::COVER);
            base.commit_all("written");
        }
        let before = state(&base);
        for action in Action::ALL {
            let (who, line) = typed(action, &before);
            let begins = matches!(action, Action::New | Action::Import);
            let fits = |action| judge::row(Some(&before), action).is_ok();
            // `submit` makes the self-check first; an answer needs an opinion.
            let allowed = fits(action) || (action == Action::Submit && fits(Action::SelfCheck));
            if begins {
                base.refuses(&who, &line, (2, "slug_taken", "--slug"));
            } else if action == Action::Answer && before.opinions.is_empty() && allowed {
                base.refuses(&who, &line, (2, "no_such_opinion", "wxops show"));
            } else if matches!(action, Action::Countersign | Action::Deny) {
                // In every state; but nothing was typed for anybody.
                base.refuses(&who, &line, (5, "nothing_to_countersign", "wxops log"));
            } else if action == Action::LateReview {
                // `approve` makes one where a stage was skipped; without a lane there is none: tests/lane.rs
                assert!(before.debts.is_empty());
            } else if action == Action::ApprovePage && allowed {
                let said = base.does(&who, &line); // its page is the approved one; others: tests/pages.rs
                assert!(said.stdout.contains("done before"), "{said:?}");
            } else if action == Action::PublishStarted {
                base.refuses(&who, &line, (3, "no_platform", "--url")); // with one: tests/sending.rs
            } else if action == Action::Skip && allowed {
                base.refuses(&who, &line, (4, "lane_off", "wxops why"));
            } else if allowed {
                works(&base, &before, (action, &who, &line));
            } else {
                let seen = base.seen();
                let said = base.types(&who, &format!("{line} --json"));
                if said.exit == 0 {
                    // Done before: said so, no commit.
                    assert!(said.json()["outcome"]["commit"].is_null(), "{name}: {line}: {said:?}");
                    let again = [
                        ("in-review", "submit"),
                        ("in-review-final", "submit"),
                        ("edited", "approve"),
                        ("approved", "approve"),
                        ("scheduled", "approve"),
                        ("archived", "archive"),
                    ];
                    assert!(again.contains(&(name, action.name())), "{name}: {line}: {said:?}");
                } else {
                    assert_eq!(
                        (said.exit, said.code().as_str()),
                        (5, "wrong_state"),
                        "{name}: {line}: {said:?}"
                    );
                    let ways = said.json()["error"]["help"].as_str().map(str::to_owned);
                    assert!(ways.is_some_and(|ways| ways.contains("`wxops ")), "{name}: {line}: {said:?}");
                }
                assert_eq!(seen, base.seen(), "{name}: {line}");
            }
        }
    }
}

fn works(base: &Sandbox, before: &State, (action, who, line): (Action, &str, &str)) {
    let sandbox = base.copy();
    if matches!(action, Action::SelfCheck | Action::Submit) && !before.unanswered().is_empty() {
        sandbox.refuses(who, line, (1, "opinions_open", "wxops answer dongji-xinpin 1"));
        sandbox.does(who, "answer dongji-xinpin 1 已改");
    }
    let old = sandbox.head();
    sandbox.does(who, line);
    if sandbox.head() == old {
        // The self-check of a text that is checked says so and makes no record.
        assert!(action == Action::SelfCheck && before.status.name() == "checked", "{line}");
        return;
    }
    assert_eq!(sandbox.git(&["rev-list", "--count", &format!("{}..HEAD", old.trim())]), "1\n");
    sandbox.is_sound();
    let after = state(&sandbox);
    match judge::row(Some(before), action).map(|row| row.to) {
        Ok(To::Status(status)) => assert_eq!(after.status, status, "{line}"),
        Ok(To::FirstStage) | Err(_) => assert_eq!(after.stage.unwrap().id, "first", "{line}"),
        Ok(To::BeforeSending) => panic!("nothing is sent here: tests/sending.rs"),
        Ok(To::NextStage) => assert_ne!(after.stage, before.stage, "{line}"),
        Ok(To::Same | To::DeniedStage) => assert_eq!(after.status, before.status, "{line}"),
        Ok(To::Gone) => assert!(after.gone, "{line}"),
    }
}

#[test]
fn people_who_may_not() {
    let review = Sandbox::at("in-review");
    let approve = "approve dongji-xinpin --attest all";
    review.refuses_all(&[
        ("zhaolei", approve, (4, "unknown_member", "git config user.email")),
        ("zhaolei", approve, (4, "unknown_member", "wxops team add")),
        ("zhaolei", "new 甲 --category product", (4, "unknown_member", "wxops team add")),
        (
            "zhaolei",
            "team add zl --name 赵磊 --email zl@example.com --role manager",
            (4, "unknown_member", "wxops team add"),
        ),
        ("lina", approve, (4, "own_article", "who may: 王芳")),
        (
            "lina",
            "request-changes dongji-xinpin --opinion 事实数据：不对",
            (4, "own_article", "who may: 王芳"),
        ),
        ("lina", "reject dongji-xinpin --reason x", (4, "own_article", "who may: 张明")),
        ("zhangming", approve, (4, "not_your_stage", "who may: 王芳")),
        ("wangfang", "reject dongji-xinpin --reason x", (4, "not_your_stage", "who may: 张明")),
        ("wangfang", "withdraw dongji-xinpin --reason x", (4, "not_allowed", "who may: 李娜")),
        ("wangfang", "assign dongji-xinpin wangfang", (4, "not_allowed", "who may: 李娜")),
        ("wangfang", "discard dongji-xinpin --reason x", (4, "not_allowed", "who may: 李娜")),
        ("wangfang", "new 甲 --category product", (4, "not_allowed", "who may: 李娜")),
        (
            "wangfang",
            "team add zl --name 赵磊 --email zl@example.com --role writer",
            (4, "not_manager", "who may: 李娜"),
        ),
        ("wangfang", "team remove lina", (4, "not_manager", "who may: 李娜")),
        ("lina", "assign dongji-xinpin nobody", (2, "no_such_member", "李娜")),
        (
            "lina",
            "assign dongji-xinpin wangfang",
            (4, "not_a_writer", "no other writer can take it; add one: `wxops team add"),
        ),
    ]);
    let last = Sandbox::at("in-review-final");
    last.refuses_all(&[
        (
            "wangfang",
            "request-changes dongji-xinpin --opinion 事实数据：不对",
            (4, "not_your_stage", "who may: 张明"),
        ),
        ("lina", approve, (4, "own_article", "who may: 张明")),
    ]);
    let approved = Sandbox::at("approved");
    for line in
        ["schedule dongji-xinpin --at '2026-12-24 20:00'", "publish dongji-xinpin --url https://a.cn/b"]
    {
        approved.refuses("wangfang", line, (4, "not_allowed", "who may: 李娜"));
    }
    // One person with the roles of both stages decides one of them only.
    let both = Sandbox::at("in-review");
    both.edit(
        "team.toml",
        "roles = [\"first-reviewer\"]",
        "roles = [\"first-reviewer\", \"final-reviewer\"]",
    );
    both.refuses("wangfang", "team adopt", (4, "not_manager", "who may: 李娜"));
    both.does("lina", "team adopt");
    both.does("wangfang", approve);
    both.refuses("wangfang", "reject dongji-xinpin --reason x", (4, "two_stages", "who may"));
}

#[test]
fn slugs_times_addresses_and_words() {
    let draft = Sandbox::at("draft");
    let new = |slug: &str| format!("new 甲 --category product --slug '{slug}'");
    let long = new(&"a".repeat(100));
    let slugs: Vec<String> = [
        "../x",
        "CON",
        "con",
        ".git",
        "a:b",
        "",
        "a/b",
        "-x",
        "Ab",
        "甲",
        "a\\b",
        "nul",
        "a b",
        "a\u{1b}[31mb",
    ]
    .iter()
    .map(|slug| new(slug))
    .chain([long])
    .collect();
    for line in &slugs {
        draft.refuses("lina", line, (2, if line.contains("'-x'") { "usage" } else { "bad_slug" }, "`"));
    }
    for slug in ["../x", "CON", ".git", "", "articles/dongji-xinpin"] {
        draft.refuses("lina", &format!("rename dongji-xinpin '{slug}'"), (2, "bad_slug", "`"));
    }
    let title = "字".repeat(7_000_000);
    let many = draft
        .command("lina", env!("CARGO_BIN_EXE_wxops"))
        .args(["new", &title[..60_000], "--category", "product"])
        .output()
        .unwrap();
    assert_eq!(many.status.code(), Some(2));
    draft.refuses_all(&[
        ("lina", "new '' --category product", (2, "bad_title", "")),
        ("lina", "new 'a\nb' --category product", (2, "bad_title", "")),
        ("lina", "new 'a\u{1b}b' --category product", (2, "bad_title", "")),
        ("lina", "new ！？ --category product", (2, "bad_slug", "--slug")),
        ("lina", "new 甲 --category nichts", (2, "no_such_category", "--category")),
        ("lina", "new 甲", (2, "no_such_category", "--category")),
        ("lina", "import nichts.md", (2, "no_such_file", "")),
        ("lina", "import articles", (2, "no_such_file", "")),
        ("lina", "import articles/dongji-xinpin", (5, "recorded", "wxops show")),
        ("lina", "submit dongji-xinpin --attest nichts", (2, "attest_unknown", "read")),
        ("lina", "submit dongji-xinpin --attest read", (1, "not_attested", "--attest")),
        ("lina", "submit dongji-xinpin --attest read,read", (2, "attest_unknown", "read")),
        ("lina", "submit dongji-xinpin --na =", (2, "usage", "--na")),
        ("lina", "answer dongji-xinpin 0 已改", (2, "no_such_opinion", "wxops show")),
        ("lina", "answer dongji-xinpin 1 也许", (2, "answer", "`done`")),
        ("lina", "withdraw dongji-xinpin", (2, "usage", "wxops withdraw --help")),
    ]);
    let review = Sandbox::at("in-review");
    review.refuses_all(&[
        ("lina", "withdraw dongji-xinpin --reason ' '", (2, "reason_empty", "--reason")),
        ("wangfang", "request-changes dongji-xinpin", (2, "opinions_missing", "--opinion")),
        (
            "wangfang",
            "approve dongji-xinpin --attest all --opinion '必改 事实数据：不对'",
            (2, "approve_with_must", "wxops request-changes"),
        ),
        ("wangfang", "approve dongji-xinpin", (1, "not_attested", "--attest")),
    ]);
    let approved = Sandbox::at("approved");
    let at = |time: &str| format!("schedule dongji-xinpin --at '{time}'");
    for (time, code) in [
        ("2026-12-01", "date_only"),
        ("明天", "date_only"),
        ("2026-11-24 20:00", "past_time"),
        ("2026-13-01 20:00", "bad_time"),
        ("2026-02-30 20:00", "bad_time"),
        ("20:00", "time_only"),
        ("下午", "ambiguous_time"),
        ("晚上8点", "time_only"),
        ("soon", "bad_time"),
        ("", "bad_time"),
        ("12/1 20:00", "ambiguous_time"),
    ] {
        approved.refuses("lina", &at(time), (2, code, "2026-"));
    }
    let publish = |url: &str| format!("publish dongji-xinpin --url '{url}'");
    for url in [
        "",
        "x",
        "ftp://a.cn/b",
        "https://",
        "https://a b.cn/",
        "javascript:alert(1)",
        "https://a.cn/\u{1b}[2J",
        "https://a.cn/\nb",
    ] {
        approved.refuses("lina", &publish(url), (2, "url", "mp.weixin.qq.com"));
    }
    approved.refuses(
        "lina",
        "publish dongji-xinpin --url https://a.cn/b --at '2026-12-24 20:00'",
        (2, "future_time", "wxops schedule"),
    );
    let published = Sandbox::at("published");
    published.refuses(
        "lina",
        "correct dongji-xinpin --reason x --how nichts",
        (2, "how_unknown", "--how edit"),
    );
    for (line, code, help) in [
        ("team add Wang --name 王 --email a@b.cn --role writer", "bad_member", "wxops team add"),
        ("team add wang --name ' ' --email a@b.cn --role writer", "bad_name", "wxops team add"),
        ("team add wang --name 'a\u{202e}b' --email a@b.cn --role writer", "bad_name", "wxops team add"),
        ("team add wang --name 王 --email nichts --role writer", "bad_mail", "wxops team add"),
        ("team add wang --name 王 --email a@b.cn --role nichts", "unknown_role", "writer"),
        ("team add wang --name 王 --email LINA@example.com --role writer", "mail_taken", "--email"),
        ("team add wangfang --name 王 --email a@b.cn --role writer", "member_exists", "wxops team adopt"),
        ("team remove nichts", "no_such_member", "lina"),
    ] {
        published.refuses("lina", line, (2, code, help));
    }
}

#[cfg(unix)]
fn executable(file: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}
