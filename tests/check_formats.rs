//! What `check --format` writes for other programs: each document has its form, no leak is in any of them, and a
//! finding is known again when lines move.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod sandbox;

use sandbox::{INDEX, Sandbox};
use serde_json::Value;
use std::collections::BTreeSet;

const MOBILE: &str = "13987654321";

/// The article of the fixtures with more text below it.
fn sandbox(more: &str) -> Sandbox {
    let sandbox = Sandbox::at("draft");
    sandbox.write(INDEX, sandbox.read(INDEX) + more);
    sandbox
}

fn json(sandbox: &Sandbox, format: &str) -> Value {
    let said = sandbox.types("lina", &format!("check --format {format}"));
    assert_eq!(said.exit, 1, "{said:?}");
    serde_json::from_str(&said.stdout).unwrap()
}

#[test]
fn a_line_a_finding_with_its_place() {
    let sandbox = sandbox("\n😀你好,世界。\n");
    let said = sandbox.types("lina", "check --format short");
    let line = sandbox.read(INDEX).lines().count();
    let found = format!("{INDEX}:{line}:4: warning[half_width_mark] a half-width `,` stands in Chinese text");
    assert!(said.stdout.lines().any(|line| line == found), "{said:?}");
    assert!(said.stdout.lines().all(|line| line.starts_with(INDEX)), "{said:?}");
    let whole = format!("{INDEX}:1:1: warning[text_length_unusual]");
    assert!(said.stdout.contains(&whole), "{said:?}");
    let zh = sandbox.types("lina", "--lang zh check --format short").stdout;
    assert!(zh.contains(&format!("{INDEX}:{line}:4: warning[half_width_mark] 中文里")), "{zh}");
}

#[test]
fn workflow_commands_are_escaped() {
    let sandbox = sandbox("");
    sandbox.write("a,b:50%.md", "你好,世界。\n");
    let said = sandbox.types("lina", "check a,b:50%.md --format github");
    let found = "::warning file=a%2Cb%3A50%25.md,line=1,col=3,endLine=1,endColumn=4,title=half_width_mark\
                 ::a half-width `,` stands in Chinese text%0Awrite `，`";
    assert!(said.stdout.lines().any(|line| line == found), "{said:?}");
    assert!(said.stdout.lines().all(|line| line.starts_with("::warning ") || line.starts_with("::error ")));
}

#[test]
fn a_code_quality_report_has_its_form() {
    let sandbox = sandbox("\n你好,世界,再见。【】\n");
    let report = json(&sandbox, "gitlab");
    let mut fingerprints = BTreeSet::new();
    for found in report.as_array().unwrap() {
        let keys: Vec<&String> = found.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["description", "check_name", "fingerprint", "severity", "location"]);
        assert!(["major", "minor"].contains(&found["severity"].as_str().unwrap()));
        assert_eq!(found["location"]["path"], INDEX);
        assert!(found["location"]["lines"]["begin"].as_u64().unwrap() > 0);
        assert!(fingerprints.insert(found["fingerprint"].as_str().unwrap().to_owned()), "twice: {found}");
    }
    assert!(fingerprints.len() >= 4, "{report:#}");
}

#[test]
fn a_fingerprint_stays_when_lines_move_and_goes_with_its_words() {
    let fingerprints = |sandbox: &Sandbox, rule: &str| -> Vec<String> {
        let report = json(sandbox, "gitlab");
        let of = report.as_array().unwrap().iter().filter(|found| found["check_name"] == rule);
        of.map(|found| found["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let sandbox = sandbox("\n你好,世界,再见。【】\n");
    let (marks, blanks) =
        (fingerprints(&sandbox, "half_width_mark"), fingerprints(&sandbox, "placeholder_left"));
    assert!(marks.len() == 2 && !blanks.is_empty());
    sandbox.edit(INDEX, "\n你好,世界", "\n一行。\n\n二行。\n\n你好,世界");
    assert_eq!(fingerprints(&sandbox, "half_width_mark"), marks);
    assert_eq!(fingerprints(&sandbox, "placeholder_left"), blanks);
    sandbox.edit(INDEX, "世界,再见", "世界，再见");
    assert_eq!(fingerprints(&sandbox, "half_width_mark"), marks[..1]);
    sandbox.edit(INDEX, "你好,世界", "你好;世界");
    assert_ne!(fingerprints(&sandbox, "half_width_mark"), marks[..1]);
}

#[test]
fn sarif_has_its_form() {
    let sandbox = sandbox("\n😀你好,世界。【】\n\n![x](没有 这张.png)\n");
    let (line, log) = (sandbox.read(INDEX).lines().count() - 2, json(&sandbox, "sarif"));
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().ends_with("sarif-schema-2.1.0.json"));
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!((&driver["name"], &driver["language"]), (&"wxops".into(), &"en".into()));
    let (rules, results) = (driver["rules"].as_array().unwrap(), run["results"].as_array().unwrap());
    for rule in rules {
        for text in ["shortDescription", "fullDescription", "help"] {
            assert!(!rule[text]["text"].as_str().unwrap().is_empty(), "{rule:#}");
        }
        assert!(results.iter().any(|found| found["ruleId"] == rule["id"]), "no result of {rule:#}");
    }
    for found in results {
        let index = usize::try_from(found["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], found["ruleId"]);
        assert!(["error", "warning"].contains(&found["level"].as_str().unwrap()));
        assert!(!found["message"]["text"].as_str().unwrap().is_empty());
        let place = &found["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], INDEX);
        let at = |key: &str| place["region"][key].as_u64().unwrap();
        assert!((at("startLine"), at("startColumn")) <= (at("endLine"), at("endColumn")), "{found:#}");
        assert_eq!(found["partialFingerprints"]["wxopsFinding/v1"].as_str().unwrap().len(), 64);
    }
    let mark = results.iter().find(|found| found["ruleId"] == "half_width_mark").unwrap();
    let region = &mark["locations"][0]["physicalLocation"]["region"];
    let region =
        ["startLine", "startColumn", "endLine", "endColumn"].map(|key| region[key].as_u64().unwrap());
    assert_eq!(region, [line as u64, 4, line as u64, 5]);
}

#[test]
fn what_is_answered_is_suppressed_in_sarif_and_left_out_elsewhere() {
    let reason = format!("客服公开的号码 {MOBILE}，已同意");
    let allow = format!("<!-- wxops-allow mobile_number, half_width_mark: {reason} -->");
    let sandbox = sandbox(&format!("\n{allow}\n电话 {MOBILE}，你好,世界。\n\n你好,世界。\n"));
    let log = json(&sandbox, "sarif");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let with_reason: Vec<&Value> =
        results.iter().filter(|found| !found["suppressions"].as_array().unwrap().is_empty()).collect();
    assert_eq!(with_reason.len(), 3, "{results:#?}");
    for found in &with_reason {
        assert_eq!(found["suppressions"][0]["kind"], "inSource");
        assert_eq!(found["suppressions"][0]["justification"], "客服公开的号码 139******21，已同意");
    }
    let fingerprints: BTreeSet<String> =
        results.iter().map(|found| found["partialFingerprints"].to_string()).collect();
    assert_eq!(fingerprints.len(), results.len(), "no two are alike");
    let short = sandbox.types("lina", "check --format short").stdout;
    assert_eq!(short.matches("half_width_mark").count(), 1, "{short}");
    let github = sandbox.types("lina", "check --format github").stdout;
    assert_eq!(github.matches("half_width_mark").count(), 1, "{github}");
    assert_eq!(json(&sandbox, "gitlab").as_array().unwrap().len(), results.len() - 3);
    sandbox.types("lina", "check --write-baseline b.toml");
    assert!(sandbox.read("b.toml").contains("half_width_mark]\n"), "the one that is not answered");
    let known = sandbox.read("b.toml");
    let marks = known.split("half_width_mark]\n").nth(1).unwrap().lines().next().unwrap().to_owned();
    assert!(marks.ends_with(" = 1"), "{known}");
}

#[test]
fn no_format_shows_a_leak_or_a_line() {
    let sandbox = sandbox(&format!("\n绝密的一行：电话 {MOBILE}，你好,世界。\n"));
    let said: Vec<_> = ["short", "github", "gitlab", "sarif"]
        .iter()
        .map(|format| format!("check --format {format}"))
        .collect();
    for line in said.iter().map(String::as_str).chain(["check --stats", "check --stats --json"]) {
        let said = sandbox.types("lina", line);
        assert!(said.stdout.contains("mobile_number"), "{line}: {said:?}");
        assert!(!said.stdout.contains(MOBILE) && !said.stdout.contains("98765432"), "{line}: {said:?}");
        assert!(!said.stdout.contains("绝密的一行"), "{line}: {said:?}");
    }
    // Nor can it be found by trying all numbers against the digest: what is hidden of it makes no difference.
    let leak = |sandbox: &Sandbox| {
        let report = json(sandbox, "gitlab");
        let found = report.as_array().unwrap().iter().find(|found| found["check_name"] == "mobile_number");
        found.unwrap()["fingerprint"].clone()
    };
    let before = leak(&sandbox);
    sandbox.edit(INDEX, MOBILE, "13911112221");
    assert_eq!(before, leak(&sandbox));
}

#[test]
fn what_acts_on_a_terminal_is_escaped_in_all_of_them() {
    let sandbox = sandbox("\n![x](a\u{202e}b.png)\n");
    for format in sandbox::words("short github gitlab sarif") {
        let said = sandbox.types("lina", &format!("check --format {format}"));
        assert!(said.stdout.contains("picture_missing"), "{format}: {said:?}");
        assert!(!said.stdout.contains('\u{202e}'), "{format}: {said:?}");
    }
}

#[test]
fn nothing_found_is_a_document_too() {
    let draft = Sandbox::at("draft");
    for (format, expected) in [("short", ""), ("github", ""), ("gitlab", "[]\n")] {
        let said = draft.types("lina", &format!("check --staged --format {format}"));
        assert_eq!((said.exit, said.stdout.as_str()), (0, expected), "{said:?}");
    }
    let said = draft.types("lina", "check --staged --format sarif");
    let log: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(log["runs"][0]["results"], Value::Array(vec![]));
}

#[test]
fn one_form_at_a_time() {
    Sandbox::at("draft").refuses_all(&[
        ("lina", "check --format short", (2, "format_and_json", "wxops check --json")),
        ("lina", "check --format shrot", (2, "usage", "did you mean `short`?")),
    ]);
}

#[test]
fn very_many_findings_are_all_told_and_the_first_are_drawn() {
    let sandbox = Sandbox::at("draft");
    for slug in ["m", "n", "o", "p"] {
        for n in 0..7 {
            let marks = "你好,大家\n\n".repeat(50);
            sandbox.write(
                &format!("articles/{slug}{n}/index.md"),
                format!("+++\ntitle = \"{slug}{n}\"\n+++\n\n{marks}"),
            );
        }
    }
    for (tongue, rest, level) in
        [("zh", "问题超过 1000 处，以下每处一行：", "提醒"), ("en", "more than 1000 findings", "warning")]
    {
        let said = sandbox.types("lina", &format!("--lang {tongue} check"));
        let (drawn, listed) = said.stdout.split_once(rest).unwrap();
        let arrows = |text: &str| text.lines().filter(|line| line.trim_start().starts_with("--> ")).count();
        assert_eq!((arrows(drawn), arrows(listed)), (1000, 0));
        let all = sandbox.types("lina", "check --json").json();
        let lines = listed.lines().filter(|line| {
            line.starts_with(&format!("{level}[")) || line.starts_with("错误[") || line.starts_with("error[")
        });
        assert_eq!(lines.count() + 1000, all["findings"].as_array().unwrap().len());
        assert!(listed.contains("wxops check --write-baseline baseline.toml"), "{listed}");
    }
    assert!(!sandbox.types("lina", "check m0").stdout.contains("1000"));
}
