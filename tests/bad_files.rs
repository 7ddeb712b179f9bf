//! Bad files: what lies in the folder and cannot be used, or was edited when it must not be. Nothing is changed,
//! nothing outside is written, and looking still works.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

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
    let keys = |n: u32| (0..n).map(|n| format!("k{n} = 1\n")).collect::<String>();
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
