//! How long an article waits, and who handed it on: counted from the act that made it somebody's turn.

#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]
#![allow(clippy::disallowed_methods, reason = "a test looks at what was written")]

use sandbox::{COVER, INDEX, Sandbox};
use serde_json::{Value, json};

mod sandbox;

fn queue(sandbox: &Sandbox) -> Vec<Value> {
    sandbox.does("lina", "queue --all --json").json()["articles"].as_array().unwrap().clone()
}

/// An article like the first, in the working copy.
fn second(sandbox: &Sandbox) {
    let text = sandbox.read(INDEX).replace("冬季新品发布", "春季开放日");
    let (front, rest) = text.split_once("\n[wxops]\n").unwrap();
    let (_, body) = rest.split_once("+++\n").unwrap();
    sandbox.write("articles/a-second/index.md", format!("{front}+++\n{body}"));
    sandbox.write("articles/a-second/cover.png", COVER);
}

#[test]
fn what_hands_nothing_on_does_not_begin_the_wait_anew() {
    let mut sandbox = Sandbox::at("in-review");
    second(&sandbox);
    sandbox.does("lina", "import articles/a-second");
    sandbox.does("lina", "submit a-second --attest all");
    sandbox.now = "2026-11-26T09:00:00+08:00".into();
    sandbox.does("lina", "team add sunyue --name 孙悦 --email sunyue@example.com --role writer");
    sandbox.does("lina", "assign dongji-xinpin sunyue");
    let waiting = queue(&sandbox);
    let slugs: Vec<&Value> = waiting.iter().map(|article| &article["slug"]).collect();
    assert_eq!(slugs, ["dongji-xinpin", "a-second"], "the longest waiting comes first");
    assert_eq!(waiting[0]["waiting_since"], "2026-11-24T10:30:00+08:00");
    assert_eq!(waiting[0]["since"], "2026-11-26T09:00:00+08:00");
    assert_eq!(
        waiting[0]["handed_on"],
        json!({ "by": "lina", "name": "李娜", "action": "submit", "stage": null })
    );
    sandbox.now = "2026-11-26T13:30:00+08:00".into();
    let told = sandbox.does("wangfang", "--lang zh queue").stdout;
    assert!(told.contains("等了 2 天 3 小时  李娜送审"), "{told}");
    assert!(sandbox.does("wangfang", "--lang zh show dongji-xinpin").stdout.contains("已 2 天 3 小时"));
    assert!(sandbox.does("wangfang", "status").stdout.contains("2 days 3 hours"));
}

#[test]
fn a_stage_that_passed_begins_the_wait_of_the_next() {
    let mut sandbox = Sandbox::at("in-review");
    sandbox.does("wangfang", "approve dongji-xinpin --attest all");
    sandbox.now = "2026-11-25T12:30:00+08:00".into();
    let told = sandbox.does("zhangming", "--lang zh queue").stdout;
    assert!(told.contains("等了 30 分钟  王芳初审通过"), "{told}");
    assert_eq!(queue(&sandbox)[0]["handed_on"]["stage"], "first");
}

#[test]
fn a_due_article_waits_since_its_slot() {
    let mut sandbox = Sandbox::at("scheduled");
    sandbox.now = "2026-11-24T23:00:00+08:00".into();
    let status = sandbox.does("lina", "status --json").json();
    assert_eq!(status["articles"][0]["waiting_since"], "2026-11-24T20:00:00+08:00");
    sandbox.now = "2026-11-24T19:00:00+08:00".into();
    let status = sandbox.does("lina", "status --json").json();
    assert_eq!(status["articles"][0]["waiting_since"], Value::Null, "it waits for nobody yet");
}
