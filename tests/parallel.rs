//! Many at once in one clone: nobody's act gets lost, and what a command reports is what happened.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use std::process::Child;

use sandbox::{INDEX, Said, Sandbox, said, words};

/// Starts all of them before it waits for any.
fn at_once(sandbox: &Sandbox, typed: &[(String, String)]) -> Vec<Said> {
    let start = |(who, line): &(String, String)| -> Child {
        let mut command = sandbox.command(who, env!("CARGO_BIN_EXE_wxops"));
        command.args(words(line)).arg("--json");
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        command.spawn().unwrap()
    };
    let children: Vec<Child> = typed.iter().map(start).collect();
    children.into_iter().map(|child| said(child.wait_with_output().unwrap())).collect()
}

#[test]
fn sixteen_articles_are_submitted_at_once() {
    let sandbox = Sandbox::at("in-review");
    let text = sandbox.read(INDEX);
    let (fields, rest) = text.split_once("[wxops]").unwrap();
    let body = rest.split_once("+++").unwrap().1;
    let slugs: Vec<String> = (1..=16).map(|n| format!("di-{n}-pian")).collect();
    for slug in &slugs {
        sandbox.write(&format!("articles/{slug}/index.md"), format!("{fields}+++{body}"));
        sandbox.write(&format!("articles/{slug}/cover.png"), [sandbox::COVER, slug.as_bytes()].concat());
        sandbox.does("lina", &format!("import articles/{slug}"));
    }
    let before = sandbox.git(&["rev-list", "--count", "HEAD"]).trim().parse::<usize>().unwrap();
    sandbox.write("notes.txt", "nobody's business");
    let typed: Vec<_> =
        slugs.iter().map(|slug| ("lina".to_owned(), format!("submit {slug} --attest all"))).collect();
    let answers = at_once(&sandbox, &typed);
    let mut done = 0;
    for (slug, said) in slugs.iter().zip(&answers) {
        let status = sandbox.git(&["show", &format!("HEAD:articles/{slug}/index.md")]);
        let submitted = status.contains("status = \"in-review\"");
        assert_eq!(submitted, said.exit == 0, "{slug}: {said:?}");
        assert!(said.exit == 0 || (said.exit, said.code().as_str()) == (5, "busy"), "{slug}: {said:?}");
        done += usize::from(submitted);
    }
    assert!(done > 0);
    let after = sandbox.git(&["rev-list", "--count", "HEAD"]).trim().parse::<usize>().unwrap();
    assert_eq!(after - before, done, "one commit for each that was done");
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "?? notes.txt\n");
    std::fs::remove_file(sandbox.path("notes.txt")).unwrap();
    sandbox.is_sound();
}

#[test]
fn two_people_approve_one_article_at_once() {
    for round in 0..4 {
        let sandbox = Sandbox::at("in-review");
        let add = "team add sunli --name 孙丽 --email sunli@example.com --role first-reviewer";
        sandbox.does("lina", add);
        let approve = "approve dongji-xinpin --attest all".to_owned();
        let same = round % 2 == 1;
        let other = if same { "wangfang" } else { "sunli" };
        let answers = at_once(&sandbox, &[("wangfang".into(), approve.clone()), (other.into(), approve)]);
        let votes = sandbox.git(&["ls-files", ".wxops/records"]).matches("/approve-").count();
        let made =
            answers.iter().filter(|said| said.exit == 0 && !said.json()["outcome"]["commit"].is_null());
        assert_eq!(made.count(), votes, "{answers:?}");
        assert_eq!(votes, 1, "whoever comes second finds the stage passed: {answers:?}");
        // The second finds it done, or finds another stage and is told so.
        let fine = |said: &Said| {
            said.exit == 0 || matches!((said.exit, said.code().as_str()), (4, "not_your_stage") | (5, "busy"))
        };
        assert!(answers.iter().all(fine), "{answers:?}");
        assert!(!same || answers.iter().all(|said| said.exit == 0), "done before is no mistake: {answers:?}");
        sandbox.is_sound();
    }
}
