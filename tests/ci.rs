//! The files for CI that `init` writes: their very commands are run, on the merge commit that a platform makes.

#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use sandbox::{INDEX, Said, Sandbox, said};
use serde_json::Value;

const GITHUB: &str = ".github/workflows/wxops.yml";
const GITLAB: &str = ".gitlab-ci.yml";
const APPROVE: &str = "approve dongji-xinpin --attest all";

fn read(s: &Sandbox, file: &str) -> Value {
    serde_saphyr::from_str(&s.read(file)).unwrap()
}

/// The folder with its article reviewed on a branch, `side`, which is not merged yet.
fn reviewed() -> Sandbox {
    let s = Sandbox::at("in-review");
    s.git(&["switch", "-q", "-c", "side"]);
    s.does("wangfang", APPROVE);
    s.does("zhangming", APPROVE);
    s
}

/// As the platform merges it, and as CI fetches that: so many commits deep, into `../ci`.
fn merged(s: &Sandbox, depth: u64) {
    s.git(&["switch", "-q", "main"]);
    s.write("notes.txt", "meanwhile");
    s.commit_all("x");
    s.git(&["merge", "-q", "--no-ff", "-m", "Merge pull request #7", "side"]);
    let (url, depth) = (format!("file://{}", s.root().display()), depth.to_string());
    let how: &[&str] = if depth == "0" { &[] } else { &["--depth", &depth] };
    s.git(&[&["clone", "-q"], how, &[&url, "../ci"]].concat());
}

/// A step, in the checkout, with what the platform sets. `cargo` is played: it is told what to install and puts the program
/// where it is asked to.
fn run(s: &Sandbox, script: &str, variables: &[(String, String)]) -> Said {
    let tools = s.outside("tools");
    fs::create_dir_all(&tools).unwrap();
    let cargo = tools.join("cargo");
    let wxops = env!("CARGO_BIN_EXE_wxops");
    let played = format!(
        "#!/bin/sh\necho \"$@\" >> '{}'\nwhile [ \"$1\" != --root ]; do shift; done\nmkdir -p \"$2/bin\"\nln -sf '{wxops}' \"$2/bin/wxops\"\n",
        s.outside("cargo.txt").display()
    );
    fs::write(&cargo, played).unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    let found = fs::read_to_string(s.outside("path.txt")).unwrap_or_default();
    let path = std::env::var_os("PATH").unwrap();
    let path = [tools].into_iter().chain(found.lines().map(Into::into)).chain(std::env::split_paths(&path));
    let mut shell = s.command("zhaolei", "sh");
    shell.current_dir(s.outside("ci")).env("PATH", std::env::join_paths(path).unwrap());
    shell.env("GITHUB_STEP_SUMMARY", s.outside("summary.md")).env("GITHUB_PATH", s.outside("path.txt"));
    shell.env("RUNNER_TEMP", s.outside("temp")).env("CI_PROJECT_DIR", s.outside("ci"));
    shell.envs(variables.iter().cloned()).args(["-e", "-c", script]);
    said(shell.output().unwrap())
}

/// The variables that a file sets; those in `set` otherwise.
fn variables(of: &Value, set: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = of.as_object().unwrap().iter();
    let own = own.map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()));
    own.chain(set.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).collect()
}

const SET: [(&str, &str); 2] = [
    ("WXOPS_REPOSITORY", "https://git.example.com/wxops.git"),
    ("WXOPS_REVISION", "0123456789abcdef0123456789abcdef01234567"),
];

/// What each step of the GitHub workflow says on an event; the names of those that fail.
fn github(s: &Sandbox, event: &str, set: &[(&str, &str)]) -> Vec<(String, Said)> {
    let file = read(s, GITHUB);
    let steps = file["jobs"]["wxops"]["steps"].as_array().unwrap();
    let mine = |step: &&Value| {
        let wanted = step["if"].as_str().unwrap_or(event);
        wanted.contains(event) && step["run"].is_string()
    };
    let named = |step: &Value| step["name"].as_str().unwrap_or_default().to_owned();
    let variables = variables(&file["env"], set);
    let steps = steps.iter().filter(mine);
    steps.map(|step| (named(step), run(s, step["run"].as_str().unwrap(), &variables))).collect()
}

fn exits(done: &[(String, Said)]) -> Vec<i32> {
    done.iter().map(|(_, said)| said.exit).collect()
}

/// Read only, everything pinned, no word of a pull request in a line of shell, and nothing kept from one run to the next.
#[test]
fn the_workflow_is_careful() {
    let s = Sandbox::at("draft");
    let file = read(&s, GITHUB);
    assert_eq!(file["permissions"], serde_json::json!({ "contents": "read" }));
    assert!(file["on"]["pull_request"].is_null() && file["on"].get("pull_request_target").is_none());
    let steps = file["jobs"]["wxops"]["steps"].as_array().unwrap();
    for step in steps {
        if let Some(uses) = step["uses"].as_str() {
            let (action, revision) = uses.split_once('@').unwrap();
            assert_eq!(action, "actions/checkout");
            assert!(revision.len() == 40 && revision.bytes().all(|byte| byte.is_ascii_hexdigit()), "{uses}");
            assert_eq!(step["with"]["persist-credentials"], false);
            assert!(step["with"]["fetch-depth"].as_str().unwrap().contains("'pull_request' && 2 || 0"));
        }
        assert!(!step["run"].as_str().unwrap_or_default().contains("${{"), "{step}");
    }
    let text = s.read(GITHUB) + &s.read(GITLAB);
    assert!(!text.contains("actions/cache") && !text.contains("--filter"), "{text}");
    assert_eq!(text.matches("WXOPS_REVISION: \"\"").count(), 2, "one place in each file pins the program");
}

/// A pull request that was reviewed is proved, and told on a page; cargo is told exactly what to build.
#[test]
fn a_pull_request_on_github() {
    let s = reviewed();
    s.does("lina", "new 门店公告 --category notice --slug mendian");
    merged(&s, 2);
    let done = github(&s, "pull_request", &SET);
    // The new draft is full of hints, which `check` draws into the pull request.
    assert_eq!(exits(&done), [0, 0, 1], "{done:?}");
    let told = fs::read_to_string(s.outside("cargo.txt")).unwrap();
    let [(_, repository), (_, revision)] = SET;
    assert!(
        told.starts_with(&format!("install --locked --git {repository} --rev {revision} --root ")),
        "{told}"
    );
    let page = fs::read_to_string(s.outside("summary.md")).unwrap();
    for words in [
        "## ✅ 核验通过（自报身份）",
        "| 《冬季新品发布》 (dongji-xinpin) |",
        "王芳（初审）、张明（终审）",
        "没有证明的：",
        "门店公告",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(done[2].1.stdout.contains("::error file=articles/mendian/index.md"), "{done:?}");
}

/// The text was edited after its review: the proof fails, and the page says why; the articles are checked all the same.
#[test]
fn a_pull_request_that_does_not_come_in() {
    let s = reviewed();
    s.edit(INDEX, "预约", "订");
    s.commit_all("x");
    merged(&s, 2);
    let done = github(&s, "pull_request", &SET);
    assert_eq!(exits(&done), [0, 1, 0], "{done:?}");
    let page = fs::read_to_string(s.outside("summary.md")).unwrap();
    for words in ["## ❌ 核验不通过：1 处", "**dongji-xinpin**", "(`content_differs`)", "wxops withdraw"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(done[1].1.stderr.contains("［content_differs］"), "the log says it too: {done:?}");
}

/// A page or a document, not both.
#[test]
fn a_page_is_no_document() {
    let s = Sandbox::at("approved");
    s.refuses("lina", "verify --format markdown", (2, "format_and_json", "wxops verify --json"));
    assert_eq!(s.types("lina", "verify --format markdown --acts").exit, 2);
    let page = s.does("lina", "verify --format markdown");
    assert!(
        page.stdout.starts_with("## ✅ proved (declared): 1 article\n") && page.stderr.is_empty(),
        "{page:?}"
    );
}

/// Nobody has said yet which wxops: nothing passes.
#[test]
fn a_workflow_that_is_not_set_up() {
    let s = reviewed();
    merged(&s, 2);
    for set in [&[][..], &SET[..1], &[SET[0], ("WXOPS_REVISION", "main")]] {
        let done = github(&s, "pull_request", set);
        assert_ne!(done[0].1.exit, 0);
        assert!(done[0].1.stdout.starts_with("::error file=.github/workflows/wxops.yml::"), "{done:?}");
        assert!(!s.outside("cargo.txt").exists());
    }
}

/// A push to main is proved with its history; a wrong pin is refused.
#[test]
fn a_push_on_github() {
    let s = reviewed();
    merged(&s, 0);
    let done = github(&s, "push", &SET);
    assert_eq!(exits(&done), [0, 0], "{done:?}");
    let page = fs::read_to_string(s.outside("summary.md")).unwrap();
    assert!(page.contains("历史 "), "{page}");
    let pin = "0".repeat(64);
    let done = github(&s, "push", &[SET[0], SET[1], ("WXOPS_PIN", &pin)]);
    assert_eq!(exits(&done), [0, 1], "{done:?}");
}

/// The same on GitLab: a merge request with and without merged results, and a push.
#[test]
fn gitlab() {
    for (edited, expected) in [(false, 0), (true, 1)] {
        let s = reviewed();
        if edited {
            s.edit(INDEX, "预约", "订");
            s.commit_all("x");
        }
        let fork = s.git(&["merge-base", "main", "side"]);
        merged(&s, 0);
        let file = read(&s, GITLAB);
        let lines = |job: &str| {
            let of = |value: &Value| {
                let lines = value.as_array().unwrap().iter();
                lines.map(|line| line.as_str().unwrap().to_owned() + "\n").collect::<String>()
            };
            of(&file[".wxops"]["before_script"]) + &of(&file[job]["script"])
        };
        let target = s.git(&["rev-parse", "HEAD^1"]);
        let bases = [
            [
                ("CI_MERGE_REQUEST_DIFF_BASE_SHA", fork.trim()),
                ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", target.trim()),
            ],
            [("CI_MERGE_REQUEST_DIFF_BASE_SHA", fork.trim()), ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "")],
        ];
        for base in bases {
            let set = [SET[0], SET[1], base[0], base[1]];
            let done = run(&s, &lines("wxops"), &variables(&file["variables"], &set));
            assert_eq!(done.exit, expected, "{done:?}");
            assert_eq!(done.stderr.contains("［content_differs］"), edited, "{done:?}");
            let report = s.outside("ci/gl-code-quality-report.json");
            assert_eq!(report.is_file(), !edited);
            let _ = fs::remove_file(report);
        }
        let done = run(&s, &lines("wxops-history"), &variables(&file["variables"], &SET));
        assert_eq!(done.exit, expected, "{done:?}");
        let unset = run(&s, &lines("wxops-history"), &variables(&file["variables"], &[]));
        assert_eq!((unset.exit, unset.stdout.contains("nothing was proved")), (1, true), "{unset:?}");
        assert!(Path::new(&s.outside("wxops/bin/wxops")).exists(), "outside the checkout");
    }
}
