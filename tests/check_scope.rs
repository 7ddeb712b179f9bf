//! What `check` is pointed at: a text from an editor, what changed since a commit, what is staged.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod sandbox;

use std::{fs, io::Write as _, process::Stdio};

use sandbox::{INDEX, Said, Sandbox, words};

/// Types a command that reads `input`.
fn reads(sandbox: &Sandbox, input: &[u8], line: &str) -> Said {
    let mut command = sandbox.command("lina", env!("CARGO_BIN_EXE_wxops"));
    command.args(words(line)).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let _ = pipe.write_all(input); // a refusal comes before everything is read
    drop(pipe);
    sandbox::said(child.wait_with_output().unwrap())
}

/// The articles that have findings.
fn articles(said: &Said) -> Vec<String> {
    let mut found: Vec<String> =
        said.stdout.lines().map(|line| line.split(':').next().unwrap_or_default().to_owned()).collect();
    found.dedup();
    found
}

/// A folder with three committed articles that all have findings.
fn three() -> Sandbox {
    let sandbox = Sandbox::at("draft");
    for slug in ["a", "b"] {
        sandbox.write(&format!("articles/{slug}/index.md"), format!("你好,{slug}。\n"));
    }
    sandbox.commit_all("a and b");
    sandbox
}

#[test]
fn a_text_from_standard_input_stands_in_its_place() {
    let sandbox = Sandbox::at("draft");
    sandbox.write("articles/dongji-xinpin/here.png", sandbox::COVER);
    sandbox.write("lexicon/banned.tsv", "坏词\n");
    let text = "坏词\n\n![x](here.png)\n\n![x](gone.png)\n";
    for line in [
        format!("check --stdin --path {INDEX} --format short"),
        "-C articles/dongji-xinpin check --stdin --path index.md --format short".to_owned(),
        "-C articles check --stdin --path ./dongji-xinpin --format short".to_owned(),
    ] {
        let said = reads(&sandbox, text.as_bytes(), &line);
        assert_eq!((said.exit, articles(&said)), (1, vec![INDEX.to_owned()]), "{line}: {said:?}");
        assert!(said.stdout.contains(&format!("{INDEX}:1:1: error[banned_word]")), "{line}: {said:?}");
        assert!(
            said.stdout.contains("`gone.png`") && !said.stdout.contains("`here.png`"),
            "{line}: {said:?}"
        );
        assert!(!said.stdout.contains("冬季"), "the file itself is not read");
    }
    // Outside every content folder the shipped settings hold.
    let outside = sandbox.outside("note.md").display().to_string();
    let said = reads(&sandbox, text.as_bytes(), &format!("check --stdin --path '{outside}' --format short"));
    assert!(
        said.stdout.contains("front_matter_unreadable") && !said.stdout.contains("banned_word"),
        "{said:?}"
    );
}

#[test]
fn a_text_that_cannot_be_checked_is_refused() {
    let sandbox = Sandbox::at("draft");
    let large = vec![b'a'; 2 * 1024 * 1024];
    for (input, line, exit, code) in [
        (&b"a"[..], "check --stdin", 2, "path_missing"),
        (b"a", "check --path a.md", 2, "usage"),
        (b"a", "check x --stdin --path a.md", 2, "usage"),
        (b"a", "check --staged --stdin --path a.md", 2, "usage"),
        (b"a", "check --since HEAD --stdin --path a.md", 2, "usage"),
        (b"a\0b", "check --stdin --path a.md", 2, "not_text"),
        (&large, "check --stdin --path a.md", 3, "too_large"),
    ] {
        let said = reads(&sandbox, input, &format!("{line} --json"));
        assert_eq!((said.exit, said.code().as_str()), (exit, code), "{line}: {said:?}");
    }
    assert_eq!(
        reads(&sandbox, b"", "check --stdin --path a.md --json").exit,
        1,
        "an empty text has findings"
    );
}

#[test]
fn since_sees_every_way_to_change_an_article_and_no_other_article() {
    let sandbox = three();
    let since = |revision: &str| {
        let said = sandbox.types("lina", &format!("check --since {revision} --format short"));
        assert!(said.exit <= 1, "{said:?}");
        articles(&said)
    };
    assert_eq!(since("HEAD"), [""; 0]);
    assert_eq!(since("HEAD~1"), ["articles/a/index.md", "articles/b/index.md"]);
    sandbox.write("articles/c/index.md", "你好,c。\n"); // new
    assert_eq!(since("HEAD"), ["articles/c/index.md"]);
    sandbox.write("articles/a/img/1.png", "x"); // only a picture of it
    assert_eq!(since("HEAD"), ["articles/a/index.md", "articles/c/index.md"]);
    sandbox.git(&["add", "articles/a"]); // staged
    assert_eq!(since("HEAD"), ["articles/a/index.md", "articles/c/index.md"]);
    sandbox.edit("articles/b/index.md", "b", "bb"); // changed
    assert_eq!(since("HEAD"), ["articles/a/index.md", "articles/b/index.md", "articles/c/index.md"]);
    fs::remove_dir_all(sandbox.path("articles/b")).unwrap(); // gone
    assert_eq!(since("HEAD"), ["articles/a/index.md", "articles/c/index.md"]);
    sandbox.commit_all("more");
    assert_eq!(since("HEAD"), [""; 0]);
    assert_eq!(since("HEAD~1"), ["articles/a/index.md", "articles/c/index.md"]);
    // What is not asked about is not even opened.
    sandbox.write(INDEX, vec![b'a'; 2 * 1024 * 1024]);
    sandbox.git(&["commit", "-q", "-a", "-m", "large"]);
    sandbox.edit("articles/a/index.md", "a", "aa");
    assert_eq!(since("HEAD"), ["articles/a/index.md"]);
}

#[test]
fn staged_is_what_the_next_commit_holds() {
    let sandbox = three();
    let staged = |line: &str| sandbox.types("lina", &format!("check --staged {line}"));
    let said = staged("");
    assert_eq!((said.exit, said.stdout.trim()), (0, "there is no article to check"));
    sandbox.write("articles/a/index.md", "你好,一,二![x](a.png)\n");
    sandbox.write("articles/a/a.png", "x");
    sandbox.edit("articles/b/index.md", "b", "bb"); // changed, not staged
    sandbox.git(&["add", "articles/a"]);
    sandbox.write("articles/a/index.md", "后来的字,\n");
    fs::remove_file(sandbox.path("articles/a/a.png")).unwrap(); // still in the index
    let said = staged("--format short");
    assert_eq!(articles(&said), ["articles/a/index.md"], "{said:?}");
    assert!(said.stdout.contains("index.md:1:5: warning[half_width_mark]"), "{said:?}");
    assert!(!said.stdout.contains("picture_missing"), "{said:?}");
    assert!(said.stdout.contains("picture_unreadable"), "the staged picture is looked at: {said:?}");
    // The other way round: the picture lies there, but will not be committed.
    sandbox.git(&["rm", "-q", "--cached", "articles/a/a.png"]);
    sandbox.write("articles/a/a.png", "x");
    assert!(staged("--format short").stdout.contains("picture_missing"));
    // Too large is a finding, gone is nothing.
    sandbox.write("articles/a/index.md", vec![b'a'; 2 * 1024 * 1024]);
    sandbox.git(&["add", "articles/a/index.md"]);
    sandbox.write("articles/a/index.md", "好\n");
    let said = staged("--format short");
    assert!(
        said.exit == 1 && said.stdout.starts_with("articles/a/index.md:1:1: error[file_unreadable]"),
        "{said:?}"
    );
    assert_eq!(said.stdout.lines().count(), 1, "{said:?}");
    sandbox.git(&["rm", "-rqf", "articles/a"]);
    assert_eq!(articles(&staged("--format short")), [""; 0]);
}

#[test]
#[cfg(unix)]
fn a_hook_checks_what_git_is_about_to_commit() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = three();
    let hook = sandbox.path(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    let program = env!("CARGO_BIN_EXE_wxops");
    fs::write(&hook, format!("#!/bin/sh\n'{program}' check --staged --format short >said.txt\n")).unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    let commits = |words: &[&str]| {
        let mut command = sandbox.command("lina", "git");
        let done = command.args(["commit", "-q", "-m", "x"]).args(words).output().unwrap();
        assert_eq!(done.status.code(), Some(1), "{done:?}");
        let said = fs::read_to_string(sandbox.path("said.txt")).unwrap();
        let mut found: Vec<&str> = said.lines().map(|line| line.split(':').next().unwrap()).collect();
        found.dedup();
        found.join(" ")
    };
    sandbox.write("articles/a/index.md", "你好,【】\n");
    sandbox.write("articles/b/index.md", "你好,【】\n");
    sandbox.git(&["add", "articles/a"]);
    assert_eq!(commits(&[]), "articles/a/index.md");
    assert_eq!(commits(&["-a"]), "articles/a/index.md articles/b/index.md");
    assert_eq!(commits(&["articles/b/index.md"]), "articles/b/index.md"); // git makes another index for it
}

#[test]
fn what_git_cannot_tell_is_refused() {
    let sandbox = three();
    sandbox.refuses_all(&[
        ("lina", "check --since mian", (2, "unknown_revision", "did you mean `main`?")),
        ("lina", "check --since v9", (2, "unknown_revision", "git branch -a")),
        ("lina", "check --since zzz", (2, "unknown_revision", "`wxops check --since main`")),
        ("lina", "check --since ''", (2, "unknown_revision", "`wxops check --since main`")),
        ("lina", "check --since ' '", (2, "unknown_revision", "git tag")),
        ("lina", "check --since 'a b'", (2, "unknown_revision", "git tag")),
        ("lina", "check --since HEAD~99", (2, "unknown_revision", "git tag")),
        ("lina", "check --since main..HEAD", (2, "unknown_revision", "`wxops check --since main`")),
        ("lina", "check --since HEAD:wxops.toml", (2, "unknown_revision", "`wxops check --since HEAD`")),
        ("lina", "check --since main:articles", (2, "unknown_revision", "`wxops check --since main`")),
        ("lina", "check --since main^{tree}", (2, "unknown_revision", "git log --oneline")),
        ("lina", "check a --since HEAD", (2, "usage", "--help")),
        ("lina", "check a --staged", (2, "usage", "--help")),
        ("lina", "check --staged --since HEAD", (2, "usage", "--help")),
    ]);
    sandbox.git(&["tag", "-a", "-m", "x", "v1"]);
    sandbox.does("lina", "check --since v1");
    for (name, en, zh) in [
        ("mian", "git has no branch, tag or commit `mian`", "git 里没有叫 `mian` 的分支、标签或提交"),
        ("", "no revision is named", "没有写是哪个版本"),
        ("main:articles", "`main:articles` is a folder, not a commit", "`main:articles` 是文件夹，不是提交"),
        ("main:team.toml", "`main:team.toml` is a file, not a commit", "`main:team.toml` 是文件，不是提交"),
    ] {
        for (language, sentence) in [("en", en), ("zh", zh)] {
            let said = sandbox.types("lina", &format!("--json --lang {language} check --since '{name}'"));
            let error = &said.json()["error"];
            assert_eq!(error["message"], sentence);
            assert!(error["detail"].is_null(), "only our own words: {error}");
        }
    }
    fs::remove_dir_all(sandbox.path(".git")).unwrap();
    for line in ["check --staged", "check --since HEAD"] {
        let said = sandbox.types("lina", &format!("{line} --json"));
        assert_eq!((said.exit, said.code().as_str()), (3, "not_a_repository"), "{said:?}");
    }
    let nowhere = Sandbox::empty();
    for line in ["check --staged", "check --since HEAD"] {
        let said = nowhere.types("lina", &format!("{line} --json"));
        assert_eq!((said.exit, said.code().as_str()), (3, "not_a_content_folder"), "{said:?}");
    }
}

/// A page is laid out and measured where somebody looks closely; what is too much for the platform is not submitted.
#[test]
fn a_page_is_measured_on_a_close_look() {
    let s = Sandbox::at("draft");
    let settings = s.read("wxops.toml");
    s.write("wxops.toml", settings.replace("body_chars = { warn = 20000 }", "body_chars = { warn = 300 }"));
    let found = |line: &str| s.types("lina", line).stdout.contains("page_too_long");
    assert!(found("check dongji-xinpin --format short"));
    assert!(!found("check --format short"), "all together are read quickly");

    let s = Sandbox::at("checked");
    s.write(INDEX, s.read(INDEX) + &"\n好。\n".repeat(40_000));
    let said = s.types("lina", "self-check dongji-xinpin --attest all");
    assert!(said.exit != 0 && said.stderr.contains("1048576"), "{said:?}");
}
