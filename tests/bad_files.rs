//! Bad files: what lies in the folder and cannot be used, or was edited when it must not be. Nothing is changed,
//! nothing outside is written, and looking still works.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]
#![allow(clippy::too_many_lines, clippy::type_complexity, reason = "a table is as long as it is")]

mod sandbox;

use std::{fs, time::Instant};

use sandbox::{INDEX, Sandbox};

/// The article of the fixtures with other bytes in it.
fn article(front: &str, body: &str) -> String {
    format!("+++\n{front}+++\n{body}")
}

const FIELDS: &str = "title = \"冬季新品\"\nauthor = \"李娜\"\ndigest = \"零下二十度\"\ncover = \"cover.png\"\ncategory = \"product\"\n\n";
const BODY: &str = "\n冬天的清晨，设备最怕启动不了。\n";

#[test]
fn files_that_cannot_be_read_or_are_not_as_wxops_writes_them() {
    let base = Sandbox::at("draft");
    let front = base.read(INDEX);
    let table = format!("[wxops]{}", front.split_once("[wxops]").unwrap().1.split_once("+++").unwrap().0);
    let id = table.lines().nth(1).unwrap();
    let with = |table: &str| article(&format!("{FIELDS}{table}"), BODY).into_bytes();
    let and = |more: &[u8]| [&with(&table)[..], more].concat();
    let keys = |n: u32| (0..n).map(|n| format!("k{n} = 1\n")).collect::<Vec<_>>().concat();
    let forged = (5, "status_forged", "");
    let unread = (3, "table_unreadable", "wxops check dongji-xinpin");
    let findings = (1, "findings", "wxops check dongji-xinpin");
    let large = (3, "too_large", "");
    let rows: Vec<(&str, Vec<u8>, (i32, &str, &str))> = vec![
        ("empty", vec![], forged),
        ("no front matter", BODY.into(), forged),
        ("no end", format!("+++\n{FIELDS}{table}").into_bytes(), findings),
        ("no table", with(""), forged),
        ("unreadable", with(&format!("x = = 1\n{table}")), unread),
        ("BOM", [&b"\xef\xbb\xbf"[..], &with(&table)].concat(), findings),
        ("CRLF", String::from_utf8(with(&table)).unwrap().replace('\n', "\r\n").into_bytes(), unread),
        ("CRLF in the text", and(b"a\r\n"), findings),
        ("no UTF-8", and(b"\xff\xfe\n"), unread),
        ("NUL", and(b"a\0b\n"), findings),
        ("NUL in a field", with(&format!("x = \"a\0b\"\n{table}")), unread),
        ("ESC in the text", and(b"\x1b[31m\n"), findings),
        ("a key twice", with(&format!("title = \"b\"\n{table}")), unread),
        ("two tables", with(&format!("{table}\n{table}")), unread),
        ("two tables, side by side", with(&format!("{table}{table}")), unread),
        ("a table inside the table", with(&format!("{table}[wxops.more]\na = 1\n")), unread),
        (
            "an inline table",
            with(&format!("wxops = {{ {id}, status = \"draft\", owner = \"lina\" }}\n")),
            unread,
        ),
        ("spaces", with(&table.replace("[wxops]", "[ wxops ]")), unread),
        ("quotes", with(&table.replace("[wxops]", "[\"wxops\"]")), unread),
        ("a comment", with(&table.replace("[wxops]", "[wxops] # x")), unread),
        (
            "dotted keys",
            with(&format!("wxops.{id}\nwxops.status = \"draft\"\nwxops.owner = \"lina\"\n")),
            unread,
        ),
        ("one more key", with(&format!("{table}more = 1\n")), unread),
        ("another order", with(&format!("[wxops]\nowner = \"lina\"\nstatus = \"draft\"\n{id}\n")), unread),
        ("more spaces", with(&table.replace(" = ", "  = ")), unread),
        ("not the last table", with(&format!("{table}\n[more]\na = 1\n")), unread),
        ("an array of tables", with(&table.replace("[wxops]", "[[wxops]]")), unread),
        ("another status", with(&table.replace("draft", "approved")), forged),
        ("another owner", with(&table.replace("lina", "wangfang")), forged),
        ("another id", with(&table.replace("01M82Z", "01M82Y")), forged),
        ("a fence in a string", with(&format!("x = \"\"\"\n+++\n\"\"\"\n{table}")), forged),
        ("the table in a string", with(&format!("x = \"\"\"\n[wxops]\n\"\"\"\n{table}")), unread),
        ("the table only in a string", with(&format!("x = \"\"\"\n{table}\"\"\"\n")), forged),
        ("deep", with(&format!("x = {}{}\n{table}", "[".repeat(100_000), "]".repeat(100_000))), unread),
        ("a long line", and(&["字".repeat(30_000).as_bytes(), b"\n"].concat()), findings),
        ("many quotation marks", and("> ".repeat(40_000).as_bytes()), findings),
        ("a title of 20 MB", with(&format!("x = \"{}\"\n{table}", "字".repeat(7_000_000))), large),
        ("200,000 keys", with(&format!("{}{table}", keys(200_000))), large),
        ("very many keys", with(&format!("{}{table}", keys(60_000))), findings),
    ];
    let mut wrong = Vec::new();
    for (what, bytes, (exit, code, help)) in rows {
        base.write(INDEX, &bytes);
        let before = base.seen();
        let begun = Instant::now();
        for line in ["self-check", "submit"] {
            let said = base.types("lina", &format!("{line} dongji-xinpin --attest all --json"));
            let helped = said.json()["error"]["help"].as_str().unwrap_or_default().to_owned();
            if (said.exit, said.code().as_str()) != (exit, code) || !helped.contains(help) {
                wrong.push(format!("{what}: {line}: {said:?}"));
            }
        }
        // What cannot be acted on can still be looked at.
        for line in
            ["list", "status", "show dongji-xinpin", "check dongji-xinpin", "diff dongji-xinpin", "verify"]
        {
            let said = base.types("lina", line);
            if !(0..=5).contains(&said.exit) || said.stderr.contains("panicked") {
                wrong.push(format!("{what}: {line}: {said:?}"));
            }
        }
        if base.seen() != before {
            wrong.push(format!("{what}: something changed"));
        }
        if begun.elapsed().as_secs() > 10 {
            wrong.push(format!("{what}: it takes {:?}", begun.elapsed()));
        }
    }
    let short = |line: &String| line.chars().take(600).collect::<String>();
    assert!(wrong.is_empty(), "{}", wrong.iter().map(short).collect::<Vec<_>>().join("\n"));
}

/// What was approved is bound: whoever acts on an edited text sees the edit and the way out.
#[test]
fn content_that_was_edited_since() {
    const PICTURE: &str = "articles/dongji-xinpin/cover.png";
    let edits: [(&str, &dyn Fn(&Sandbox)); 5] = [
        ("+ 冬天的夜里，设备最怕", &|s| s.edit(INDEX, "冬天的清晨", "冬天的夜里")),
        (PICTURE, &|s| s.write(PICTURE, "another")),
        ("articles/dongji-xinpin/more.png", &|s| s.write("articles/dongji-xinpin/more.png", "one more")),
        (PICTURE, &|s| fs::remove_file(s.path(PICTURE)).unwrap()),
        ("articles/dongji-xinpin/深/x.png", &|s| s.write("articles/dongji-xinpin/深/x.png", "below")),
    ];
    let rows = [
        ("in-review", "wangfang", "approve dongji-xinpin --attest all", "wxops withdraw dongji-xinpin"),
        ("in-review", "wangfang", "request-changes dongji-xinpin --opinion 事实数据：不对", "wxops withdraw"),
        ("in-review-final", "zhangming", "reject dongji-xinpin --reason x", "wxops withdraw"),
        ("approved", "lina", "schedule dongji-xinpin --at '2026-12-24 20:00'", "wxops withdraw"),
        ("approved", "lina", "publish dongji-xinpin --url https://a.cn/b", "wxops withdraw"),
        ("scheduled", "lina", "unschedule dongji-xinpin", "wxops withdraw"),
        ("published", "lina", "archive dongji-xinpin", "wxops correct dongji-xinpin"),
        ("published", "lina", "retract dongji-xinpin --reason x", "wxops correct dongji-xinpin"),
        ("retracted", "lina", "archive dongji-xinpin", "git revert"),
    ];
    for (state, who, line, help) in rows {
        let base = Sandbox::at(state);
        // Each edit once, each act once.
        let edits = if line.starts_with("approve") { &edits[..] } else { &edits[..1] };
        for (shown, edit) in edits {
            for committed in [false, true] {
                let sandbox = base.copy();
                edit(&sandbox);
                if committed {
                    sandbox.commit_all("edit");
                }
                let way_out = if committed { help } else { "git restore articles/dongji-xinpin" };
                sandbox.refuses(who, line, (5, "content_changed", way_out));
                let said = sandbox.types(who, &format!("{line} --json"));
                let detail = said.json()["error"]["detail"].to_string();
                assert!(committed || detail.contains(shown), "{state}: {line}: {detail}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn links_and_odd_things_in_the_working_copy() {
    use std::os::unix::fs::symlink;
    const BUNDLE: &str = "articles/dongji-xinpin";
    let submit = "submit dongji-xinpin --attest all";
    let away = |s: &Sandbox, path: &str| {
        let to = s.outside("away");
        fs::create_dir_all(&to).unwrap();
        let to = to.join("it");
        fs::rename(s.path(path), &to).unwrap();
        symlink(&to, s.path(path)).unwrap();
    };
    let fifo = |s: &Sandbox, path: &str| {
        let _ = fs::remove_file(s.path(path));
        assert!(s.command("lina", "mkfifo").arg(s.path(path)).status().unwrap().success());
    };
    let rows: [(&str, &dyn Fn(&Sandbox), &[(&str, &str, (i32, &str, &str))]); 12] = [
        ("the article", &|s| away(s, INDEX), &[("lina", submit, (3, "symlink", ""))]),
        ("its folder", &|s| away(s, BUNDLE), &[("lina", submit, (3, "symlink", ""))]),
        (
            "articles",
            &|s| away(s, "articles"),
            &[
                ("lina", submit, (3, "symlink", "")),
                ("lina", "new 甲 --category product --slug jia", (3, "symlink", "")),
                ("lina", "discard dongji-xinpin --reason x", (3, "symlink", "")),
            ],
        ),
        (
            ".wxops",
            &|s| away(s, ".wxops"),
            &[
                ("lina", "new 甲 --category product --slug jia", (3, "symlink", "")),
                ("lina", "assign dongji-xinpin sunli", (3, "symlink", "")),
                ("lina", "team remove sunli", (3, "symlink", "")),
            ],
        ),
        (
            "the records",
            &|s| away(s, ".wxops/records"),
            &[("lina", "assign dongji-xinpin sunli", (3, "symlink", ""))],
        ),
        ("team.toml", &|s| away(s, "team.toml"), &[("lina", "team remove sunli", (3, "symlink", ""))]),
        ("wxops.toml", &|s| away(s, "wxops.toml"), &[("lina", submit, (3, "symlink", ""))]),
        (
            "a picture",
            &|s| symlink("/etc/passwd", s.path("articles/dongji-xinpin/a.png")).unwrap(),
            &[("lina", submit, (3, "symlink", ""))],
        ),
        (
            "a folder of pictures",
            &|s| symlink("/etc", s.path("articles/dongji-xinpin/a")).unwrap(),
            &[("lina", submit, (3, "symlink", ""))],
        ),
        (
            "a pipe for a picture",
            &|s| fifo(s, "articles/dongji-xinpin/a.png"),
            &[("lina", submit, (3, "bundle", ""))],
        ),
        ("a pipe for the article", &|s| fifo(s, INDEX), &[("lina", submit, (3, "bundle", ""))]),
        (
            "names that are one file",
            &|s| {
                s.write("articles/dongji-xinpin/Cover.png", "x");
                s.write("articles/dongji-xinpin/cover.PNG", "y");
            },
            &[("lina", submit, (3, "bundle", ""))],
        ),
    ];
    let base = Sandbox::at("draft");
    base.does("lina", "team add sunli --name 孙丽 --email sunli@example.com --role writer");
    for (what, make, lines) in rows {
        let sandbox = base.copy();
        make(&sandbox);
        for (who, line, (exit, code, _)) in lines {
            let before = sandbox.seen();
            let said = sandbox.types(who, &format!("{line} --json"));
            assert_eq!((said.exit, said.code().as_str()), (*exit, *code), "{what}: {line}: {said:?}");
            assert_eq!(before, sandbox.seen(), "{what}: {line}");
        }
        for line in
            ["list", "status", "check", "verify", "show dongji-xinpin", "import articles/dongji-xinpin"]
        {
            let said = sandbox.types("lina", line);
            assert!(
                (0..=5).contains(&said.exit) && !said.stderr.contains("panicked"),
                "{what}: {line}: {said:?}"
            );
        }
    }
    for (name, code) in [
        ("CON.png", "bundle"),
        ("a:b.png", "bundle"),
        ("aux", "bundle"),
        ("cafe\u{301}.png", "bundle"),
        ("a\u{1b}b.png", "bundle"),
        ("-rf", "bundle"),
        (".git/config", "bundle"),
        ("a ", "bundle"),
    ] {
        let sandbox = base.copy();
        sandbox.write(&format!("{BUNDLE}/{name}"), "x");
        let said = sandbox.types("lina", &format!("{submit} --json"));
        assert_eq!((said.exit, said.code().as_str()), (3, code), "{name:?}: {said:?}");
    }
    for (filter, at) in
        [("*.png filter=lfs", ".gitattributes"), ("*.png filter=lfs", "articles/.gitattributes")]
    {
        let sandbox = base.copy();
        sandbox.write("articles/dongji-xinpin/cover.png", "x");
        let old = if sandbox.path(at).exists() { sandbox.read(at) } else { String::new() };
        sandbox.write(at, format!("{old}{filter}\n"));
        sandbox.refuses("lina", submit, (3, "filtered", "-filter"));
    }
    let many = base.copy();
    for n in 0..201 {
        many.write(&format!("{BUNDLE}/{n}.png"), "x");
    }
    let said = many.types("lina", &format!("{submit} --json"));
    assert_eq!((said.exit, said.code().as_str()), (3, "bundle"), "{said:?}");
    let huge = base.copy();
    let file = fs::File::create(huge.path("articles/dongji-xinpin/huge.png")).unwrap();
    file.set_len(5_000_000_000).unwrap();
    let said = huge.types("lina", &format!("{submit} --json"));
    assert_eq!((said.exit, said.code().as_str()), (3, "bundle"), "{said:?}");
    for line in ["import /dev/zero --category product", "request-changes dongji-xinpin -F /dev/zero"] {
        let said = base.types("lina", &format!("{line} --json"));
        assert!((2..=5).contains(&said.exit), "{line}: {said:?}");
    }
}

/// Nobody may read what was said, and what was done is done.
#[cfg(unix)]
#[test]
fn nobody_listens() {
    use std::process::Stdio;
    for (closed, how) in [("/dev/full", "full"), ("", "a closed pipe")] {
        for json in [&[][..], &["--json"]] {
            let sandbox = Sandbox::at("in-review");
            let mut command = sandbox.command("wangfang", env!("CARGO_BIN_EXE_wxops"));
            command.args(["approve", "dongji-xinpin", "--attest", "all"]).args(json);
            let status = if closed.is_empty() {
                let (reader, writer) = std::io::pipe().unwrap();
                let (errors, other) = std::io::pipe().unwrap();
                drop((reader, errors));
                command.stdout(writer).stderr(other).status().unwrap()
            } else {
                let full = || fs::OpenOptions::new().write(true).open(closed).unwrap();
                command.stdout(full()).stderr(full()).status().unwrap()
            };
            assert_eq!(status.code(), Some(0), "{how}");
            sandbox.is_sound();
            let mut command = sandbox.command("lina", env!("CARGO_BIN_EXE_wxops"));
            command.args(["approve", "dongji-xinpin"]).args(json).stderr(Stdio::null());
            let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
            assert_eq!(command.stdout(full).status().unwrap().code(), Some(4), "{how}");
            let mut command = sandbox.command("lina", env!("CARGO_BIN_EXE_wxops"));
            let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
            assert_eq!(
                command.arg("--help").stdout(full).stderr(Stdio::null()).status().unwrap().code(),
                Some(0)
            );
        }
    }
}

/// Signs that steer a terminal are shown, never sent, wherever they come from.
#[test]
fn what_steers_a_terminal_is_never_sent() {
    let sandbox = Sandbox::at("in-review");
    let evil = "\\u001b[31m\\u009b2J\\u202e\\u0007";
    let table = sandbox.read(INDEX);
    let table = format!("[wxops]{}", table.split_once("[wxops]").unwrap().1.split_once("+++").unwrap().0);
    sandbox.git(&["switch", "-q", "-c", "b\u{202e}\u{9b}x"]);
    for (slug, raw) in [("a\u{1b}[31mb", false), ("b\u{202e}c", true)] {
        let title = if raw { "甲\u{202e}\u{9b}31m乙".to_owned() } else { format!("甲{evil}乙") };
        let other = table.replace("01M82Z", "01M83Z").replace("lina", "li\u{9b}na");
        let text = format!(
            "+++\ntitle = \"{title}\"\nauthor = \"{title}\"\ncategory = \"x{evil}\"\ncover = \"{evil}.png\"\n{evil} = 1\n\n{other}+++\n\u{1b}]0;x\u{7} 正文\u{9b}\n![a](\u{1b}[2J.png)\n"
        );
        sandbox.write(&format!("articles/{slug}/index.md"), &text);
        sandbox.write(&format!("articles/{slug}/p\u{9b}.png"), "x");
    }
    sandbox.edit(INDEX, "冬天的清晨", "冬天\u{1b}[2J\u{9b}的\u{202e}清晨");
    sandbox.edit(INDEX, "title = \"冬季新品发布\"", &format!("title = \"冬季{evil}新品发布\""));
    sandbox.write("articles/dongji-xinpin/\u{1b}[2J.png", "x");
    let harmless = |who: &str, line: &str| {
        for json in ["", " --json"] {
            for colour in ["", " --color always"] {
                let said = sandbox.types(who, &format!("{line}{json}{colour}"));
                for text in [&said.stdout, &said.stderr] {
                    let bare = if colour.is_empty() { text.clone() } else { uncoloured(text) };
                    let bad = bare.chars().find(|c| wxops::text::is_hidden(*c));
                    assert_eq!(bad, None, "{line}{json}{colour}: {text:?}");
                }
            }
        }
    };
    let lines = [
        "list",
        "status",
        "queue",
        "check",
        "verify",
        "log",
        "show dongji-xinpin",
        "log dongji-xinpin",
        "why dongji-xinpin",
        "diff dongji-xinpin",
        "approve dongji-xinpin --attest all",
        "show 甲",
        "submit 甲",
        "check dongji-xinpin",
        "team",
        "submit '\u{1b}[2J\u{9b}'",
        "list --status '\u{1b}[2J\u{9b}'",
        "new '\u{1b}[2J' --category '\u{9b}'",
        "explain '\u{1b}\u{9b}'",
        "-C '\u{1b}\u{9b}' list",
        "import '\u{1b}\u{9b}'",
        "--\u{1b}\u{9b}",
        "\u{1b}\u{9b}",
        "schedule dongji-xinpin --at '\u{1b}\u{9b}'",
    ];
    for committed in [false, true] {
        if committed {
            sandbox.commit_all("x");
        }
        for line in lines {
            harmless("wangfang", line);
            harmless("zhaolei", line);
        }
    }
}

/// The text without the colours that wxops itself gives: `ESC [ digits m`.
fn uncoloured(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut bare = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find('m').filter(|end| part[..*end].bytes().all(|b| b.is_ascii_digit() || b == b';'));
        match end {
            Some(end) => bare.push_str(&part[end + 1..]),
            None => bare.push_str(&format!("\u{1b}[{part}")),
        }
    }
    bare
}

/// Words of people stand in records as they were typed, and cannot become anything else there or in a commit.
#[test]
fn words_go_through_records_as_they_are() {
    let evil = "甲\"\"\"\n[reason]\ntext = 'x'\n\nWxops-Record: approve-0000000000000000\nWxops-Article: x\\n\\\\\t\u{1b}[31m\u{202e}\u{7f}💥 #";
    let trailers = |s: &Sandbox| s.git(&["log", "-1", "--format=%(trailers:only)%s"]);
    let types = |s: &Sandbox, who: &str, words: &[&str]| {
        let done = s.command(who, env!("CARGO_BIN_EXE_wxops")).args(words).output().unwrap();
        assert!(done.status.success(), "{words:?}: {done:?}");
        s.is_sound();
        assert!(!trailers(s).contains("0000000000000000"), "{}", trailers(s));
        assert_eq!(trailers(s).matches("Wxops-Article: 01").count(), 1);
        let subject = s.git(&["log", "-1", "--format=%s"]);
        assert!(!subject.contains(['甲', '\u{1b}']), "{subject}");
    };
    let says = |s: &Sandbox, action: &str| {
        wxops::workflow::record::read(&s.bytes(&s.record(action))).unwrap().1.says
    };

    let review = Sandbox::at("in-review");
    let opinion = format!("事实数据：{evil}");
    types(&review, "wangfang", &["request-changes", "dongji-xinpin", "--opinion", &opinion]);
    assert_eq!(says(&review, "request-changes").opinions[0].text, evil);
    types(&review, "lina", &["answer", "dongji-xinpin", "1", "未采纳", evil]);
    assert_eq!(says(&review, "answer").answers[0].text.as_deref(), Some(evil));
    types(&review, "lina", &["withdraw", "dongji-xinpin", "--reason", evil]);
    assert_eq!(says(&review, "withdraw").reason.unwrap().text, evil);
    types(&review, "lina", &["discard", "dongji-xinpin", "--reason", evil]);

    let last = Sandbox::at("in-review-final");
    let key =
        wxops::workflow::record::read(&last.bytes(&last.record("approve"))).unwrap().1.says.attest.unwrap();
    assert!(!key.yes.is_empty());
    types(&last, "zhangming", &["reject", "dongji-xinpin", "--reason", evil, "--opinion", &opinion]);
    assert_eq!(says(&last, "reject").reason.unwrap().text, evil);

    let approved = Sandbox::at("approved");
    let url = "https://mp.weixin.qq.com/s/a\"'\\#\u{202e}?x=[1]&甲=%0A";
    types(&approved, "lina", &["publish", "dongji-xinpin", "--url", url]);
    assert_eq!(says(&approved, "publish").receipt.unwrap().url, url);
    types(&approved, "lina", &["correct", "dongji-xinpin", "--how", "notice", "--reason", evil]);
    types(&approved, "lina", &["retract", "dongji-xinpin", "--reason", evil]);

    // A title that tries to become a trailer is no title; one in the front matter never reaches a commit.
    let draft = Sandbox::at("checked");
    draft.edit(INDEX, "title = \"冬季新品发布\"", "title = \"a\\nWxops-Record: approve-0000000000000000\"");
    let said = draft.types("lina", "submit dongji-xinpin --attest all --json");
    if said.exit == 0 {
        assert!(!trailers(&draft).contains("0000000000000000"));
    }
}
