//! Somebody leaves: what was theirs goes to others in the same commit, or nothing happens at all.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::type_complexity, reason = "a table is one long value")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod sandbox;

use sandbox::{INDEX, Sandbox, forging::state};
use serde_json::{Value, json};

const HAND_OVER: &str = "team remove lina --handover sunyue";

/// Chen manages too, Sun writes; Li owns the article of the demonstration and a draft.
fn begun(at: &str) -> Sandbox {
    let sandbox = Sandbox::at(at);
    staffed(&sandbox);
    sandbox
}

fn staffed(sandbox: &Sandbox) {
    for (id, roles) in [("chenjing", "manager"), ("sunyue", "writer"), ("wanglei", "writer,first-reviewer")] {
        sandbox.does("lina", &format!("team add {id} --name {id} --email {id}@example.com --role {roles}"));
    }
    sandbox.does("lina", "new 元旦放假安排 --category notice --slug yuandan");
}

fn owners(sandbox: &Sandbox) -> Vec<(String, String)> {
    let listed = sandbox.does("chenjing", "list --json").json();
    let listed = listed["articles"].as_array().unwrap().clone();
    let word = |article: &Value, key: &str| article[key].as_str().unwrap_or_default().to_owned();
    listed.iter().map(|article| (word(article, "slug"), word(article, "owner"))).collect()
}

/// Every status of an article that is not finished, in one commit each; one that is finished stays as it is.
#[test]
fn all_that_is_not_finished_goes_over_in_one_commit() {
    let open = [
        "draft",
        "checked",
        "in-review",
        "in-review-final",
        "edited",
        "changes-requested",
        "approved",
        "scheduled",
        "correcting",
    ];
    for at in open {
        let sandbox = begun(at);
        let before = sandbox.git(&["rev-list", "--count", "HEAD"]);
        let status = state(&sandbox).status;
        let shown = sandbox.does("chenjing", &format!("{HAND_OVER} --dry-run --json")).json();
        assert_eq!(sandbox.git(&["rev-list", "--count", "HEAD"]), before);
        assert_eq!(shown["handover"]["articles"].as_array().unwrap().len(), 2, "{at}: {shown}");
        sandbox.does("chenjing", HAND_OVER);
        let commits = sandbox.git(&["rev-list", "--count", "HEAD"]);
        assert_eq!(commits.trim().parse::<u32>(), Ok(before.trim().parse::<u32>().unwrap() + 1), "{at}");
        assert_eq!(
            owners(&sandbox),
            [("dongji-xinpin".into(), "sunyue".into()), ("yuandan".into(), "sunyue".into())],
            "{at}"
        );
        assert_eq!(state(&sandbox).status, status, "{at}");
        sandbox.is_sound();
        let log = sandbox.does("chenjing", "log").stdout;
        assert_eq!(log.matches("assign").count(), 2, "{at}: {log}");
        sandbox.refuses("lina", "new x --category news", (4, "unknown_member", "chenjing"));
    }
    for at in ["published", "archived", "rejected", "retracted"] {
        let sandbox = begun(at);
        sandbox.does("chenjing", HAND_OVER);
        let owned = state(&sandbox).owner;
        assert_eq!(owned, "lina", "{at}");
        sandbox.is_sound();
    }
}

/// Who takes over writes the article from then on, and decides nothing of it.
#[test]
fn the_list_says_what_nobody_can_review_any_more() {
    let sandbox = begun("in-review");
    sandbox.does("lina", "team deputy add zhangming --deputy wangfang --from 2026-12-01 --until 2026-12-10");
    // To the other first reviewer, while Wang Fang is there.
    let shown = sandbox.does("chenjing", "team remove lina --handover wanglei --dry-run --json").json();
    assert_eq!(shown["handover"]["reviews"], json!([]));
    sandbox.does("chenjing", "team remove wangfang");
    let said = sandbox.does("chenjing", "team remove lina --handover wanglei --dry-run").stdout;
    assert!(said.contains("nobody else can review it"), "{said}");
    // A reviewer who leaves: what waits for them, and who is left.
    let sandbox = begun("in-review");
    sandbox.does("lina", "team deputy add zhangming --deputy wangfang --from 2026-12-01 --until 2026-12-10");
    let list = sandbox.does("chenjing", "team remove wangfang --json").json()["handover"].clone();
    assert_eq!(
        list["reviews"],
        json!([{ "slug": "dongji-xinpin", "stage": "first", "people": ["wanglei"] }])
    );
    assert_eq!(list["deputies"][0]["deputy"], "wangfang");
    assert_eq!(list["articles"], json!([]));
    assert_eq!(list["outside"].as_array().unwrap().len(), 4);
    let list = sandbox.does("lina", "team remove zhangming --json").json()["handover"].clone();
    assert_eq!(list["stages_without_people"], json!([{ "stage": "终审", "role": "final-reviewer" }]));
}

#[test]
fn a_handover_that_is_refused_changes_nothing() {
    let sandbox = begun("in-review");
    let rows = [
        ("wangfang", HAND_OVER, (4, "not_manager", "chenjing")),
        ("lina", HAND_OVER, (4, "own_handover", "chenjing")),
        ("chenjing", "team remove lina --handover lina", (2, "handover_to_self", "sunyue")),
        ("chenjing", "team remove lina --handover wangfang", (4, "not_a_writer", "sunyue")),
        ("chenjing", "team remove lina --handover nobody", (2, "no_such_member", "sunyue")),
    ];
    for (who, line, refusal) in rows {
        sandbox.refuses(who, line, refusal);
    }
    // One article that is not what its records say stops all of it.
    let broken = sandbox.copy();
    broken.edit(INDEX, "stage = \"first\"", "stage = \"final\"");
    broken.commit_all("x");
    broken.refuses("chenjing", HAND_OVER, (5, "status_forged", "only commands change it"));
    // Unfinished edits of somebody's own stay where they are.
    let edited = sandbox.copy();
    edited.edit("articles/yuandan/index.md", "+++\n", "+++\n# 记一笔\n");
    edited.does("chenjing", HAND_OVER);
    let text = edited.read("articles/yuandan/index.md");
    assert!(text.contains("# 记一笔") && text.contains("owner = \"sunyue\""), "{text}");
    assert_eq!(edited.refusals(), [""; 0]);
    // An edit of the rule book that nobody adopted is no part of it.
    let unadopted = sandbox.copy();
    unadopted.edit("team.toml", "王芳", "王方");
    unadopted.refuses("chenjing", HAND_OVER, (5, "team_not_adopted", "team adopt"));
}

/// At level `signed` the records and the version are signed by the manager who does it; with a threshold the articles go
/// over with the proposal, and the leaver goes when the others have signed.
#[test]
fn records_and_version_are_signed() {
    let begun = Sandbox::at("draft");
    staffed(&begun);
    begun.does("lina", "team add wuwei --name 吴伟 --email wuwei@example.com --role manager");
    let sandbox = begun.raised(&["lina", "wangfang", "zhangming", "chenjing", "sunyue", "wanglei"]);
    let print = sandbox.print("lina");
    let list = sandbox.does("chenjing", &format!("{HAND_OVER} --json")).json()["handover"].clone();
    assert_eq!(list["keys"], json!([print]));
    sandbox.is_sound();
    let proof = sandbox.does("chenjing", "verify --json").json();
    assert_eq!(proof["acts"]["signed"], 2, "{}", proof["acts"]);
    assert_eq!(owners(&sandbox)[0].1, "sunyue");

    let two = begun.raised(&["lina", "wangfang", "zhangming", "chenjing", "sunyue", "wanglei", "wuwei"]);
    two.edit("team.toml", "threshold = 1", "threshold = 2");
    two.does("lina", "team adopt");
    two.does("chenjing", HAND_OVER);
    two.is_sound();
    assert_eq!(owners(&two)[1].1, "sunyue");
    assert!(two.does("chenjing", "team").stdout.contains("lina@example.com"), "still there");
    two.does("wuwei", "team adopt");
    assert!(!two.does("chenjing", "team").stdout.contains("lina@example.com"));
    two.is_sound();
}
