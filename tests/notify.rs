//! Chat groups are told whose turn it is: what they read, once, and never with a word of what is secret.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;
#[path = "../examples/fake-wechat/stand_in/mod.rs"]
mod stand_in;

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpListener,
    path::Path,
    sync::{Arc, Mutex},
    thread,
};

use sandbox::{INDEX, Said, Sandbox, said, words};
use serde_json::{Value, json};

/// What stands in the addresses of the tests, and may stand nowhere else.
const TOKEN: &str = "tok3n-of-the-robot";
const SECRET: &str = "s3cret-of-the-robot";

const SUBMIT: &str = "submit dongji-xinpin --attest all";
const APPROVE: &str = "approve dongji-xinpin --attest all";
const CHANGES: &str = "request-changes dongji-xinpin --opinion '文字：开头太长'";
const OK: &str = r#"{"errcode":0,"errmsg":"ok","code":0}"#;

/// A robot on this computer: what it was sent, and what it answers.
struct Robot {
    port: u16,
    posts: Arc<Mutex<Vec<(String, Value)>>>,
    answer: Arc<Mutex<Answer>>,
}

#[derive(Clone, Copy)]
enum Answer {
    Says(u16, &'static str),
    HangsUp,
    Sleeps,
}

impl Robot {
    fn listening() -> Robot {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let robot = Robot {
            port: listener.local_addr().unwrap().port(),
            posts: Arc::default(),
            answer: Arc::new(Mutex::new(Answer::Says(200, OK))),
        };
        let (posts, answer) = (robot.posts.clone(), robot.answer.clone());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = BufReader::new(stream.unwrap());
                let (mut first, mut length) = (String::new(), 0);
                stream.read_line(&mut first).unwrap();
                loop {
                    let mut line = String::new();
                    stream.read_line(&mut line).unwrap();
                    if let Some(told) = line.to_lowercase().strip_prefix("content-length:") {
                        length = told.trim().parse().unwrap();
                    }
                    if line.trim().is_empty() {
                        break;
                    }
                }
                let mut body = vec![0; length];
                stream.read_exact(&mut body).unwrap();
                let path = first.split(' ').nth(1).unwrap().to_owned();
                posts.lock().unwrap().push((path, serde_json::from_slice(&body).unwrap()));
                let answer = *answer.lock().unwrap();
                if matches!(answer, Answer::Sleeps) {
                    thread::spawn(move || {
                        thread::sleep(std::time::Duration::from_secs(60));
                        drop(stream);
                    });
                } else if let Answer::Says(status, said) = answer {
                    let length = said.len();
                    let told = format!(
                        "HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nLocation: http://127.0.0.1:1/\r\nConnection: close\r\n\r\n{said}"
                    );
                    let _ = stream.into_inner().write_all(told.as_bytes());
                }
            }
        });
        robot
    }

    fn wecom(&self) -> String {
        format!("http://127.0.0.1:{}/cgi-bin/webhook/send?key={TOKEN}", self.port)
    }

    fn feishu(&self) -> String {
        format!("http://127.0.0.1:{}/open-apis/bot/v2/hook/{TOKEN}", self.port)
    }

    fn dingtalk(&self) -> String {
        format!("http://127.0.0.1:{}/robot/send?access_token={TOKEN}", self.port)
    }

    fn answers(&self, answer: Answer) {
        *self.answer.lock().unwrap() = answer;
    }

    /// Paths and bodies since it was asked last.
    fn posts(&self) -> Vec<(String, Value)> {
        std::mem::take(&mut *self.posts.lock().unwrap())
    }

    /// The words of WeCom messages since it was asked last.
    fn heard(&self) -> Vec<String> {
        let words = |(_, body): (String, Value)| body["text"]["content"].as_str().unwrap().to_owned();
        self.posts().into_iter().map(words).collect()
    }
}

/// Types a command where a robot is set up; nothing of its address or secret comes out.
fn types(s: &Sandbox, addresses: &str, who: &str, line: &str) -> Said {
    let mut command = s.command(who, env!("CARGO_BIN_EXE_wxops"));
    command.env("WXOPS_NOTIFY", addresses).env("WXOPS_NOTIFY_SECRET", SECRET);
    let said = said(command.args(words(line)).output().unwrap());
    for out in [&said.stdout, &said.stderr] {
        assert!(!out.contains(TOKEN) && !out.contains(SECRET), "{line}: {out}");
    }
    said
}

/// The same, and it works; what the document says of the group.
fn told(s: &Sandbox, robot: &Robot, who: &str, line: &str) -> Value {
    let said = types(s, &robot.wecom(), who, &format!("{line} --json"));
    assert_eq!(said.exit, 0, "{who}: {line}: {said:?}");
    assert_eq!(said.stderr, "", "{line}");
    said.json()["outcome"]["notified"].clone()
}

#[test]
fn a_group_hears_whose_turn_it_is() {
    let robot = Robot::listening();
    let mut s = Sandbox::at("checked");
    s.now = "2026-11-24T11:30:00+08:00".into();
    let rows: &[(&str, &str, &str)] = &[
        (
            "lina",
            SUBMIT,
            "【待初审】《冬季新品发布》 李娜已送审，请王芳初审\n时限：11月24日（周二）15:30\nwxops approve dongji-xinpin",
        ),
        (
            "wangfang",
            "approve dongji-xinpin --attest all --edit 一次启动。→一次成功。 --yes",
            "【待编辑确认（初审）】《冬季新品发布》 王芳初审修改后通过，请李娜看改动，确认或者驳回\n时限：11月24日（周二）15:30\nwxops accept dongji-xinpin",
        ),
        (
            "lina",
            "accept dongji-xinpin --yes",
            "【待终审】《冬季新品发布》 李娜确认了修改，请张明终审\n时限：11月24日（周二）15:30\nwxops approve dongji-xinpin",
        ),
        (
            "zhangming",
            CHANGES,
            "【退改（终审）】《冬季新品发布》 张明退改，1 条意见（必改 1），请李娜答复意见、修改后再送审\n时限：11月23日（周一）12:00，已逾期\nwxops answer dongji-xinpin 1 已改",
        ),
        ("lina", "answer dongji-xinpin 1 done", ""),
        ("lina", "self-check dongji-xinpin --attest all", ""),
        (
            "lina",
            SUBMIT,
            "【待初审】《冬季新品发布》 李娜已送审，请王芳初审\n时限：11月24日（周二）15:30\nwxops approve dongji-xinpin",
        ),
        ("lina", "withdraw dongji-xinpin --reason x", ""),
        (
            "lina",
            SUBMIT,
            "【待初审】《冬季新品发布》 李娜已送审，请王芳初审\n时限：11月24日（周二）15:30\nwxops approve dongji-xinpin",
        ),
        (
            "wangfang",
            APPROVE,
            "【待终审】《冬季新品发布》 王芳初审通过，请张明终审\n时限：11月24日（周二）15:30\nwxops approve dongji-xinpin",
        ),
        (
            "zhangming",
            APPROVE,
            "【已定稿】《冬季新品发布》 张明终审通过（定稿），请李娜排期或者发布\n时限：11月24日（周二）16:00\nwxops publish dongji-xinpin --url 链接",
        ),
        ("lina", "schedule dongji-xinpin --at '2026-12-01 20:00'", ""),
        (
            "lina",
            "publish dongji-xinpin --url https://mp.weixin.qq.com/s/dongji",
            "【已推送】《冬季新品发布》 李娜已登记发布\nhttps://mp.weixin.qq.com/s/dongji\nwxops show dongji-xinpin",
        ),
        (
            "lina",
            "retract dongji-xinpin --reason x",
            "【已撤稿（后台已删除）】《冬季新品发布》 李娜已登记撤稿\nwxops show dongji-xinpin",
        ),
        ("lina", "archive dongji-xinpin", ""),
    ];
    play(&s, &robot, rows);
    s.is_sound();
}

#[test]
fn acts_aside_of_the_way_are_heard_too() {
    let robot = Robot::listening();
    let s = Sandbox::at("in-review-final");
    s.write("wxops.toml", format!("language = \"en\"\n{}", s.read("wxops.toml")));
    play(
        &s,
        &robot,
        &[(
            "zhangming",
            "reject dongji-xinpin --reason x",
            "[rejected] “冬季新品发布” 张明 rejected it; 李娜, please see why\nwxops show dongji-xinpin",
        )],
    );
    play(
        &Sandbox::at("edited"),
        &robot,
        &[(
            "lina",
            "decline dongji-xinpin --reason x",
            "【退改（终审）】《冬季新品发布》 李娜驳回了修改，请李娜改好后送审\n时限：11月23日（周一）12:00，已逾期\nwxops submit dongji-xinpin",
        )],
    );
    let s = Sandbox::at("in-review");
    s.does("lina", "team add zhaolei --name 赵磊 --email zhaolei@example.com --role manager");
    s.does("lina", "team add gaoyan --name 高燕 --email gaoyan@example.com --role writer");
    s.does("lina", "team deputy add wangfang --deputy zhaolei --from 2026-11-25 --until 2026-12-10");
    play(
        &s,
        &robot,
        &[(
            "lina",
            "assign dongji-xinpin gaoyan",
            "【待初审】《冬季新品发布》 李娜把稿件转交给高燕，请王芳、赵磊（代王芳）初审\n时限：11月24日（周二）14:30，已逾期\nwxops approve dongji-xinpin",
        )],
    );
    // Urgent, and by the lane.
    let s = Sandbox::at("in-review");
    s.does("lina", "team add zhaolei --name 赵磊 --email zhaolei@example.com --role final-reviewer,manager");
    s.write("team.toml", s.read("team.toml") + "\n[lane]\nskips = [\"final\"]\npeople = [\"zhaolei\"]\n");
    s.does("lina", "team adopt");
    s.does("lina", "withdraw dongji-xinpin --reason x");
    s.edit(INDEX, "category = \"product\" ", "category = \"notice\"  ");
    play(
        &s,
        &robot,
        &[
            (
                "lina",
                &format!("{SUBMIT} --urgent --reason 今晚停机"),
                "【待初审 · 加急】《冬季新品发布》 李娜已送审，请王芳初审\n时限：11月24日（周二）16:00，已逾期\nwxops approve dongji-xinpin",
            ),
            (
                "wangfang",
                APPROVE,
                "【待终审 · 加急】《冬季新品发布》 王芳初审通过，请张明、赵磊终审\n时限：11月24日（周二）16:00，已逾期\nwxops approve dongji-xinpin",
            ),
            (
                "zhaolei",
                "skip dongji-xinpin --reason 张明在飞机上",
                "【已定稿 · 加急】《冬季新品发布》 赵磊应急放行，请李娜排期或者发布\n还欠终审补审：请张明在 11月26日（周四）12:00 前补审\n时限：11月24日（周二）16:00，已逾期\nwxops publish dongji-xinpin --url 链接",
            ),
        ],
    );
}

/// A title may hold anything: what must not be shown, several lines, more than a message takes, a call to everybody.
#[test]
fn no_more_of_an_article_than_its_title_goes_out_and_that_is_tamed() {
    let robot = Robot::listening();
    let s = Sandbox::at("draft");
    let long = "长".repeat(100);
    s.edit(
        INDEX,
        "title = \"冬季新品发布\"",
        &format!("title = \"<@all>\\n请打 13812345678 \\u001B {long}\""),
    );
    s.does("lina", "team add gaoyan --name 高燕 --email gaoyan@example.com --role writer");
    assert_eq!(told(&s, &robot, "lina", "assign dongji-xinpin gaoyan"), json!(true));
    let heard = robot.heard();
    assert!(heard[0].starts_with("【写稿中】《＜@all> 请打 138******78 "), "{heard:?}");
    let line = heard[0].lines().next().unwrap();
    assert!(line.contains("长…》 李娜把稿件转交给高燕，请高燕改好后送审") && !line.contains(&long), "{line}");
    assert!(!heard[0].contains('\u{1b}'), "{heard:?}");
}

/// Types lines and compares what the group hears; an empty one is for an act that it hears nothing of.
fn play(s: &Sandbox, robot: &Robot, rows: &[(&str, &str, &str)]) {
    for (who, line, heard) in rows {
        let notified = told(s, robot, who, line);
        let really = robot.heard();
        let wanted: &[&str] = if heard.is_empty() { &[] } else { &[heard] };
        assert_eq!(really, wanted, "{line}");
        assert_eq!(notified, if heard.is_empty() { Value::Null } else { json!(true) }, "{line}");
        assert!(really.iter().all(|words| words.contains("wxops ")), "the keyword of its security settings");
    }
}

#[test]
fn each_kind_of_robot_is_told_in_its_own_way_and_signed() {
    let robot = Robot::listening();
    let s = Sandbox::at("checked");
    let all = format!("{}\n{} {}", robot.wecom(), robot.feishu(), robot.dingtalk());
    let said = types(&s, &all, "lina", &format!("{SUBMIT} --json"));
    assert_eq!((said.exit, &said.json()["outcome"]["notified"]), (0, &json!(true)));
    let posts = robot.posts();
    let [(wecom, first), (feishu, second), (dingtalk, third)] = &posts[..] else { panic!("{posts:?}") };
    assert_eq!(wecom, &format!("/cgi-bin/webhook/send?key={TOKEN}"));
    assert_eq!(feishu, &format!("/open-apis/bot/v2/hook/{TOKEN}"));
    let signed = format!("/robot/send?access_token={TOKEN}&timestamp=1795579200000&sign=");
    assert!(dingtalk.starts_with(&signed) && dingtalk.len() > signed.len() + 40, "{dingtalk}");
    assert_eq!((&second["timestamp"], second["sign"].as_str().unwrap().len()), (&json!("1795579200"), 44));
    let words = &first["text"]["content"];
    assert!(words.as_str().unwrap().starts_with("【待初审】"));
    assert_eq!((&second["content"]["text"], &third["text"]["content"]), (words, words));
}

#[test]
fn a_robot_that_fails_is_a_note_and_the_act_stands() {
    let robot = Robot::listening();
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let nobody = format!("http://127.0.0.1:{nobody}/cgi-bin/webhook/send?key={TOKEN}");
    let rate = r#"{"errcode":45009,"errmsg":"api freq out of limit"}"#;
    let keyword = r#"{"errcode":310000,"errmsg":"keywords not in content"}"#;
    // What a robot repeats of its address is not passed on.
    let echo = r#"{"errcode":7,"errmsg":"no tok3n-of-the-robot\u001b[2J here"}"#;
    let rows = [
        (
            robot.wecom(),
            Some(Answer::Says(500, "tok3n-of-the-robot")),
            "the server says 500",
            "look into the group",
        ),
        (robot.wecom(), Some(Answer::Says(302, "")), "the server says 302", "look into the group"),
        (
            robot.wecom(),
            Some(Answer::Says(200, "<html>")),
            "the answer cannot be read",
            "look into the group",
        ),
        (robot.wecom(), Some(Answer::HangsUp), "the connection broke", "look into the group"),
        (robot.wecom(), Some(Answer::Sleeps), "no answer came in time", "look into the group"),
        (robot.wecom(), Some(Answer::Says(200, rate)), "that was too often (45009)", "20 messages a minute"),
        (
            robot.dingtalk(),
            Some(Answer::Says(200, keyword)),
            "(310000 keywords not in content)",
            "the keyword wxops",
        ),
        (robot.wecom(), Some(Answer::Says(200, echo)), "(7 no ***\\u{1b}[2J here)", "WXOPS_NOTIFY"),
        (nobody, None, "nobody listens there", "HTTPS_PROXY"),
    ];
    let begun = Sandbox::at("checked");
    for (address, answer, why, advice) in rows {
        robot.answers(answer.unwrap_or(Answer::Says(200, OK)));
        let s = begun.copy();
        let quiet = begun.copy();
        let said = types(&s, &address, "lina", &format!("{SUBMIT} --json"));
        assert_eq!(said.exit, 0, "{said:?}");
        assert_eq!(said.json()["outcome"]["notified"], json!(false), "{why}");
        assert!(said.stderr.contains(why) && said.stderr.contains(advice), "{why}: {}", said.stderr);
        assert!(said.stderr.contains("please tell 王芳 yourself"), "{}", said.stderr);
        quiet.does("lina", SUBMIT);
        assert_eq!(s.head(), quiet.head(), "the act is the same");
        s.is_sound();
    }
    // What failed was not said, and what cannot be said again is not tried again.
    robot.answers(Answer::Says(500, ""));
    let s = begun.copy();
    types(&s, &robot.wecom(), "lina", SUBMIT);
    robot.answers(Answer::Says(200, OK));
    robot.posts();
    assert_eq!(told(&s, &robot, "lina", SUBMIT), Value::Null);
    assert_eq!(robot.heard(), [""; 0]);
}

#[test]
fn nothing_is_said_twice_nor_of_what_did_not_happen() {
    let robot = Robot::listening();
    let s = Sandbox::at("checked");
    let line = format!("{SUBMIT} --dry-run --json");
    assert_eq!(types(&s, &robot.wecom(), "lina", &line).json()["outcome"]["notified"], Value::Null);
    types(&s, &robot.wecom(), "wangfang", SUBMIT); // who may not
    assert_eq!(robot.heard(), [""; 0]);
    assert_eq!(told(&s, &robot, "lina", SUBMIT), json!(true));
    assert_eq!(robot.heard().len(), 1, "two records, one message");
    assert_eq!(told(&s, &robot, "lina", SUBMIT), Value::Null, "done before");
    assert_eq!(robot.heard(), [""; 0]);
}

#[test]
fn a_sandbox_tells_nobody_outside_and_without_an_address_nothing_is_said() {
    let s = Sandbox::at("checked");
    let quiet = s.copy();
    let said = quiet.does("lina", &format!("{SUBMIT} --json"));
    assert_eq!((said.stderr.as_str(), &said.json()["outcome"]["notified"]), ("", &Value::Null));
    let outside = format!("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={TOKEN}");
    let s_outside = s.copy();
    let said = types(&s_outside, &outside, "lina", &format!("{SUBMIT} --json"));
    assert_eq!((said.exit, said.stderr.as_str()), (0, ""));
    assert_eq!(said.json()["outcome"]["notified"], Value::Null);
    assert!(!s_outside.path(".git/wxops-notices").exists());
    for line in ["notify --test", "due --notify"] {
        let said = types(&s, &outside, "lina", &format!("{line} --json"));
        assert_eq!((said.exit, said.code().as_str()), (5, "sandbox_tells_nobody"), "{line}");
        s.refuses("lina", line, (3, "no_robot", "wxops notify --help"));
    }
    // An address that is none is said where there is something to tell, and the act stands.
    let unknown = format!("https://example.com/cgi-bin/webhook/send?key={TOKEN}");
    let said = types(&s, &unknown, "lina", &format!("{SUBMIT} --json"));
    assert_eq!((said.exit, &said.json()["outcome"]["notified"]), (0, &json!(false)));
    assert!(said.stderr.contains("robot 1 (example.com)"), "{}", said.stderr);
    let said = types(&s, &unknown, "lina", "withdraw dongji-xinpin --reason x --json");
    assert_eq!((said.stderr.as_str(), &said.json()["outcome"]["notified"]), ("", &Value::Null));
    for line in ["notify --test", "notify", "due --notify"] {
        let said = types(&s, &unknown, "lina", &format!("{line} --json"));
        assert_eq!((said.exit, said.code().as_str()), (3, "robot_address"), "{line}");
    }
}

#[test]
fn what_is_secret_stays_out_of_the_folder() {
    let robot = Robot::listening();
    let s = Sandbox::at("checked");
    for (who, line) in [("lina", SUBMIT), ("wangfang", APPROVE), ("zhangming", CHANGES)] {
        told(&s, &robot, who, line);
    }
    for line in ["notify", "notify --test", "due --notify", "notify --json", "notify --test --json"] {
        types(&s, &robot.wecom(), "lina", line);
    }
    assert!(s.path(".git/wxops-notices/sent").is_file());
    let words = ["cat-file", "--batch-all-objects", "--batch"];
    let objects = s.command("zhaolei", "git").args(words).output().unwrap().stdout;
    let objects = String::from_utf8_lossy(&objects);
    assert!(objects.contains("冬季新品发布"), "objects are looked at");
    for secret in [TOKEN, SECRET] {
        assert!(!objects.contains(secret));
        holds_not(&s.root(), secret.as_bytes());
    }
}

/// No file below a folder holds these bytes.
fn holds_not(folder: &Path, secret: &[u8]) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            holds_not(&path, secret);
        } else {
            let bytes = fs::read(&path).unwrap();
            assert!(!bytes.windows(secret.len()).any(|part| part == secret), "{}", path.display());
        }
    }
}

#[test]
fn the_settings_of_git_name_robots_too() {
    let robot = Robot::listening();
    let s = Sandbox::at("checked");
    s.git(&["config", "wxops.notify", &robot.feishu()]);
    s.git(&["config", "wxops.notifySecret", SECRET]);
    let shown = s.does("lina", "notify").stdout;
    let host = format!("127.0.0.1:{}", robot.port);
    assert!(
        shown.starts_with(&format!("Feishu  {host}, signed (from `git config wxops.notify`)")),
        "{shown}"
    );
    assert!(!shown.contains(TOKEN) && !shown.contains(SECRET), "{shown}");
    let said = s.does("lina", &format!("{SUBMIT} --json"));
    assert_eq!(said.json()["outcome"]["notified"], json!(true));
    assert_eq!(robot.posts()[0].1["sign"].as_str().unwrap().len(), 44);
    // The variable comes first.
    let other = Robot::listening();
    told(&s, &other, "wangfang", APPROVE);
    assert_eq!((other.heard().len(), robot.posts().len()), (1, 0));
    // What the folder says of it is no setting of wxops: it is refused, whoever wrote it.
    s.write("wxops.toml", format!("notify = \"{}\"\n{}", robot.wecom(), s.read("wxops.toml")));
    assert_eq!(s.types("lina", "list").exit, 3);
}

#[test]
fn what_is_late_is_told_once_a_day() {
    let robot = Robot::listening();
    let mut s = Sandbox::at("in-review");
    let due = |s: &Sandbox, line: &str, exit: i32| {
        let said = types(s, &robot.wecom(), "lina", line);
        assert_eq!(said.exit, exit, "{said:?}");
        (said.json()["notified"].clone(), robot.heard())
    };
    let line = "due --notify --json";
    let told = "【到期提醒】逾期 1 项，24 小时内到期 0 项\n王芳\n· 已逾期 21 小时 · 审核《冬季新品发布》  wxops approve dongji-xinpin";
    assert_eq!(due(&s, line, 1), (json!(true), vec![told.to_owned()]));
    assert_eq!(due(&s, line, 1), (Value::Null, vec![]), "the same day");
    assert_eq!(due(&s, "due --notify --mine --json", 0), (Value::Null, vec![]), "nothing is hers");
    assert!(types(&s, &robot.wecom(), "lina", "due --notify").stdout.contains("nothing new to tell"));
    assert_eq!(robot.heard(), [""; 0]);
    s.now = "2026-11-26T09:00:00+08:00".into();
    assert_eq!(due(&s, line, 1).1[0].lines().nth(2).unwrap().split(" · ").next(), Some("· 已逾期 42 小时"));
    // What could not be said is said the next time.
    s.now = "2026-11-27T09:00:00+08:00".into();
    robot.answers(Answer::Says(500, ""));
    assert_eq!(due(&s, line, 1).0, json!(false));
    robot.answers(Answer::Says(200, OK));
    assert_eq!(due(&s, line, 1).0, json!(true));
    // A second group is told what it does not know yet.
    let two = format!("{} {}", robot.wecom(), robot.dingtalk());
    assert_eq!(types(&s, &two, "lina", line).json()["notified"], json!(true));
    let posts = robot.posts();
    assert_eq!(posts.iter().filter(|(path, _)| path.starts_with("/robot/send?")).count(), 1, "{posts:?}");
}

#[test]
fn a_test_says_what_the_robot_answered() {
    let robot = Robot::listening();
    let s = Sandbox::at("draft");
    let before = s.head();
    let said = types(&s, &robot.wecom(), "lina", "notify --test");
    assert_eq!((said.exit, said.stderr.as_str()), (0, ""));
    assert!(said.stdout.starts_with("the WeCom group has it (127.0.0.1:"), "{}", said.stdout);
    let heard = robot.heard();
    assert!(heard[0].starts_with("wxops 群通知试发"), "{heard:?}");
    // It may be tried again and again; one that fails does not keep the other from being tried.
    let gone = r#"{"errcode":93000,"errmsg":"invalid webhook url"}"#;
    robot.answers(Answer::Says(200, gone));
    let said = types(&s, &format!("{} {}", robot.wecom(), robot.feishu()), "lina", "notify --test --json");
    assert_eq!(said.exit, 5);
    let answers = said.json()["robots"].clone();
    assert_eq!(
        (&answers[0]["kind"], &answers[0]["error"]["code"]),
        (&json!("wecom"), &json!("robot_refused"))
    );
    assert_eq!(
        (&answers[1]["kind"], &answers[1]["error"]["code"]),
        (&json!("feishu"), &json!("robot_unclear"))
    );
    assert_eq!(robot.posts().len(), 2);
    let said = types(&s, &robot.wecom(), "lina", "notify --test");
    assert!(
        said.stderr.contains("(93000)") && said.stderr.contains("help: see in the settings"),
        "{}",
        said.stderr
    );
    assert_eq!(before, s.head());
}

#[test]
fn nobody_is_asked_to_do_what_they_cannot_see() {
    let robot = Robot::listening();
    let here = Sandbox::at("in-review").shared();
    // It is shared, and then it is told.
    assert_eq!(
        types(&here, &robot.wecom(), "wangfang", &format!("{APPROVE} --json")).json()["outcome"]["notified"],
        json!(true)
    );
    assert!(robot.heard()[0].starts_with("【待终审】"));
    // Somebody took it back, and who approves it does not know: that is put aside, and nothing is told.
    let here = Sandbox::at("in-review").shared();
    let there = here.cloned();
    here.does("lina", "withdraw dongji-xinpin --reason x");
    let said = types(&there, &robot.wecom(), "wangfang", &format!("{APPROVE} --json"));
    let outcome = &said.json()["outcome"];
    assert_eq!((outcome["set_aside"].as_array().unwrap().len(), &outcome["notified"]), (1, &Value::Null));
    assert_eq!(robot.heard(), [""; 0]);
    // Behind what others did, made again after it: told is where it stands now.
    let here = Sandbox::at("in-review").shared();
    let there = here.cloned();
    types(&here, &robot.wecom(), "wangfang", APPROVE);
    robot.posts();
    let said = types(&there, &robot.wecom(), "wangfang", &format!("{CHANGES} --json"));
    assert_eq!((said.exit, &said.json()["outcome"]["notified"]), (0, &json!(true)));
    assert!(robot.heard()[0].starts_with("【退改（初审）】"), "{said:?}");
    // Not shared: nobody is told.
    let s = Sandbox::at("in-review").shared();
    s.git(&["remote", "set-url", "origin", "../nowhere.git"]);
    let said = types(&s, &robot.wecom(), "wangfang", &format!("{APPROVE} --json"));
    assert_eq!((said.exit, &said.json()["outcome"]["notified"]), (0, &json!(false)));
    assert!(said.stderr.contains("after `wxops sync`, please tell 张明 yourself"), "{}", said.stderr);
    assert_eq!(robot.heard(), [""; 0]);
}

/// What goes out by the interfaces of the platform is told like what somebody published by hand.
#[test]
fn a_publication_through_the_platform_is_told_too() {
    let (robot, account) = (Robot::listening(), stand_in::Account::default());
    let platform = stand_in::StandIn::start(account.clone());
    let s = Sandbox::at("checked");
    s.edit(INDEX, "planned_at =", "notify = false\nplanned_at =");
    s.write("wxops.toml", s.read("wxops.toml") + &published_by(&account.app_id));
    for (who, line) in [("lina", SUBMIT), ("wangfang", APPROVE), ("zhangming", APPROVE)] {
        s.does(who, line);
    }
    let publish = |line: &str| {
        let mut command = s.command("lina", env!("CARGO_BIN_EXE_wxops"));
        command.env("WXOPS_NOTIFY", robot.wecom()).env("WXOPS_SECRET", &account.secret);
        command.env("WXOPS_PLATFORM", platform.base());
        said(command.args(words(line)).output().unwrap())
    };
    let told = publish("publish dongji-xinpin --now --json");
    assert_eq!(told.exit, 0, "{told:?}");
    assert_eq!(told.json()["outcome"]["notified"], json!(true), "{told:?}");
    let url = told.json()["outcome"]["articles"][0]["url"].as_str().unwrap().to_owned();
    let heard = robot.heard();
    let wanted = format!("【已推送】《冬季新品发布》 李娜已登记发布\n{url}\nwxops show dongji-xinpin");
    assert_eq!(heard, [wanted], "that it began is not told, nor anything twice");
}

fn published_by(app_id: &str) -> String {
    format!("\n[platform]\napp_id = \"{app_id}\"\npublishes = true\n")
}
