//! The looking commands over one small folder: whose turn it is, what changed, who may, for people and scripts.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::needless_raw_string_hashes, reason = "snapbox writes them so")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

use std::{
    fs,
    process::{Command, Output},
};

use serde_json::Value;
use snapbox::{assert_data_eq, str};

/// A folder in which 李娜 wrote and 王芳 sent back, mended and handed in again.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Place {
        let place = Place(tempfile::tempdir().unwrap());
        place.git(&["init", "-q", "-b", "main"]);
        let team = fs::read_to_string("tests/example/team.toml").unwrap();
        let policy = fs::read_to_string("tests/example/.wxops/policy/0001.toml").unwrap();
        fs::create_dir_all(place.0.path().join(".wxops/policy")).unwrap();
        fs::create_dir(place.0.path().join("templates")).unwrap();
        place.write("team.toml", &team);
        place.write(".wxops/policy/0001.toml", &policy);
        place.write("templates/product.md", "+++\ntitle = \"\"\nauthor = \"李娜\"\ndigest = \"低温可用。\"\ncover = \"cover.png\"\ncategory = \"product\"\n+++\n\n");
        place.git(&["add", "-A"]);
        place.git(&["commit", "-qm", "init"]);
        place.told("lina", "23T09:00", &["new", "冬季新品发布", "--category", "product", "--slug", "dongji"]);
        fs::copy("src/commands/demo/content/x2-cover.png", place.0.path().join("articles/dongji/cover.png"))
            .unwrap();
        place
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.0.path().join(path), text).unwrap();
    }

    /// Puts a text below the front matter of the article.
    fn text(&self, body: &str) {
        let path = "articles/dongji/index.md";
        let old = fs::read_to_string(self.0.path().join(path)).unwrap();
        let (front, _) = old.rsplit_once("+++\n").unwrap();
        self.write(path, &format!("{front}+++\n\n{body}\n"));
    }

    fn git(&self, words: &[&str]) {
        let done = self.run("git", "lina", "23T09:00", words);
        assert!(done.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    fn run(&self, program: &str, who: &str, when: &str, words: &[&str]) -> Output {
        let mut command = Command::new(program);
        for variable in ["GIT_DIR", "GIT_WORK_TREE", "EMAIL"] {
            command.env_remove(variable);
        }
        for role in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{role}_NAME"), who)
                .env(format!("GIT_{role}_EMAIL"), format!("{who}@example.com"));
        }
        let null = if cfg!(windows) { "NUL" } else { "/dev/null" };
        command.env("GIT_CONFIG_GLOBAL", null).env("GIT_CONFIG_NOSYSTEM", "1").env("WXOPS_LANG", "zh");
        command.env("WXOPS_NOW", format!("2026-11-{when}:00+08:00"));
        command.current_dir(self.0.path()).args(words).output().unwrap()
    }

    /// What the program tells, on both streams; it must be content.
    fn told(&self, who: &str, when: &str, words: &[&str]) -> String {
        let done = self.run(env!("CARGO_BIN_EXE_wxops"), who, when, words);
        let told = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
        assert!(done.status.success(), "wxops {words:?}: {told}");
        told
    }

    fn json(&self, who: &str, words: &[&str]) -> Value {
        let words: Vec<&str> = words.iter().copied().chain(["--json"]).collect();
        let done = self.run(env!("CARGO_BIN_EXE_wxops"), who, "24T16:00", &words);
        serde_json::from_slice(&done.stdout).unwrap()
    }
}

fn reviewed_once() -> Place {
    let place = Place::new();
    place.text("续航 900 公里，低温可用。");
    place.told("lina", "24T09:00", &["submit", "--attest", "all", "--no-input"]);
    place.told(
        "wangfang",
        "24T10:00",
        &["request-changes", "dongji", "--opinion", "事实数据：「续航 900 公里」与官网不一致"],
    );
    place
}

#[test]
fn the_writer_sees_the_opinion_and_what_to_type() {
    let place = reviewed_once();
    assert_data_eq!(
        place.told("lina", "24T16:00", &["status"]),
        str![[r#"
李娜，11月24日（周二）16:00

该你办（1）
  退改（初审）  《冬季新品发布》  1 条意见须答复  已 6 小时  wxops answer dongji 1 已改

共 1 篇：退改（初审） 1

"#]]
    );
    assert_data_eq!(
        place.told("lina", "24T16:00", &["why", "dongji", "submit"]),
        str![[r#"
《冬季新品发布》　退改（初审）

现在不能送审（submit）
  还有 1 条必改或待核实的意见没有答复：第 1 条
  → 逐条答复：`wxops answer dongji 1 已改 '改了什么'`

"#]]
    );
    let show = place.json("lina", &["show"]);
    assert_eq!(show["article"]["opinions"][0]["place"], "articles/dongji/index.md:15");
    assert_eq!(show["article"]["waiting_for"][0], "lina");
}

#[test]
fn the_reviewer_sees_what_changed_since_the_text_they_decided() {
    let place = reviewed_once();
    place.text("续航 800 公里，低温可用。");
    assert!(place.told("lina", "24T11:00", &["diff"]).contains("还没有提交的改动"));
    place.told("lina", "24T11:00", &["answer", "dongji", "1", "已改", "--no-input"]);
    place.told("lina", "24T12:00", &["submit", "--attest", "all", "--no-input"]);
    assert_data_eq!(
        place.told("wangfang", "24T16:00", &["diff"]),
        str![[r#"
《冬季新品发布》　与李娜 11月24日（周二）09:00 送审的那一稿相比

articles/dongji/index.md
第 15 行
  +++

~ 续航 [-900-]{+800+} 公里，低温可用。

"#]]
    );
    assert_data_eq!(
        place.told("wangfang", "24T16:00", &["queue"]),
        str![[r#"
待初审  《冬季新品发布》  李娜写  等了 4 小时  李娜送审  此前 1 条意见  wxops diff dongji
等你审 1 篇。逐篇看、逐篇审：`wxops review`

"#]]
    );
    assert_data_eq!(
        place.told("wangfang", "24T16:00", &["log", "dongji"]),
        str![[r#"
《冬季新品发布》的流转记录（7 条）
...
  11月24日（周二）10:00  王芳  初审退改  [..]  1 条意见（必改 1）
  11月24日（周二）11:00  李娜  答复意见  [..]  第 1 条：已改
  11月24日（周二）12:00  李娜  自检      [..]  2 项一次性全选
  11月24日（周二）12:00  李娜  送审      [..]  编辑：李娜
自报身份：姓名未经核验

"#]]
    );
    // Squashed into one commit, the older text is gone, and it is said so.
    place.git(&["reset", "-q", "--soft", "HEAD~1"]);
    place.git(&["commit", "-q", "--amend", "-m", "squashed"]);
    assert_eq!(place.json("wangfang", &["diff", "dongji"])["comparable"], true);
    place.git(&["checkout", "-q", "--orphan", "one"]);
    place.git(&["commit", "-qm", "all in one"]);
    let diff = place.json("wangfang", &["diff", "dongji"]);
    assert_eq!((&diff["comparable"], diff["files"].as_array().map(Vec::len)), (&Value::Bool(false), Some(0)));
    // Then the whole text is read, and why.
    let page = place.told("wangfang", "24T16:00", &["review", "--no-input"]);
    assert!(
        page.contains("你 11月24日（周二）10:00 初审退改的那一稿在历史里找不到") && page.contains("全文（"),
        "{page}"
    );
}

#[test]
fn a_stranger_and_a_detached_head_see_everything() {
    let place = reviewed_once();
    place.git(&["checkout", "-q", "--detach"]);
    for words in
        [["status"].as_slice(), &["list"], &["queue"], &["log"], &["show", "dongji"], &["why", "dongji"]]
    {
        let told = place.told("stranger", "24T16:00", words);
        assert!(told.contains("团队里没有邮箱 stranger@example.com"), "{words:?}: {told}");
    }
    assert_eq!(place.json("stranger", &["list", "--mine"])["articles"], Value::Array(vec![]));
    assert_eq!(place.json("stranger", &["show", "dongji"])["article"]["mine"], false);
}

#[test]
fn a_status_that_the_records_do_not_prove_is_marked() {
    let place = reviewed_once();
    let path = "articles/dongji/index.md";
    let old = fs::read_to_string(place.0.path().join(path)).unwrap();
    place.write(
        path,
        &old.replace("status = \"changes-requested\"\nstage = \"first\"", "status = \"approved\""),
    );
    let told = place.told("lina", "24T16:00", &["status"]);
    assert!(told.contains("已定稿  《冬季新品发布》  状态与流转记录不符  wxops verify"), "{told}");
    assert_eq!(place.json("lina", &["list"])["articles"][0]["problem"], "状态与流转记录不符");
}

#[test]
fn filters_are_typed_in_words_of_either_language() {
    let place = reviewed_once();
    let count = |words: &[&str]| place.json("lina", words)["articles"].as_array().map(Vec::len);
    for words in [
        ["--status", "退改（初审）"],
        ["--status", "退改(初审)"],
        ["--status", "changes-requested"],
        ["--category", "产品介绍"],
        ["--owner", "李娜"],
        ["--owner", "LINA@example.com"],
        ["--stage", "初审"],
    ] {
        assert_eq!(count(&["list", words[0], words[1]]), Some(1), "{words:?}");
    }
    for words in
        [["--status", "待初审"], ["--category", "news"], ["--stage", "final"], ["--status", "已归档"]]
    {
        assert_eq!(count(&["list", words[0], words[1]]), Some(0), "{words:?}");
    }
    for (words, code) in [
        (["--status", "foo"], "no_such_status"),
        (["--category", "foo"], "no_such_category"),
        (["--owner", "foo"], "no_such_member"),
        (["--stage", "foo"], "no_such_stage"),
    ] {
        assert_eq!(place.json("lina", &["list", words[0], words[1]])["error"]["code"], code);
    }
}

#[test]
fn nothing_that_is_looked_at_shows_a_leak_whole() {
    let place = Place::new();
    place.text("续航 900 公里，低温可用。");
    place.told("lina", "24T09:00", &["submit", "--attest", "all", "--no-input"]);
    let opinion = "事实数据：「续航 900 公里」不对，问 13800138000";
    place.told("wangfang", "24T10:00", &["request-changes", "dongji", "--opinion", opinion]);
    place.told("lina", "24T11:00", &["answer", "dongji", "1", "已改", "已问 13900139000"]);
    place.text("续航 800 公里，电话 13700137000。");
    let path = "articles/dongji/index.md";
    let text = fs::read_to_string(place.0.path().join(path)).unwrap();
    place.write(path, &text.replace("冬季新品发布", "冬季新品发布 13600136000"));
    let looks: [&[&str]; 3] = [&["diff", "dongji"], &["show", "dongji"], &["list"]];
    let mut all = String::new();
    for words in looks {
        all += &place.told("lina", "24T16:00", words);
        all += &place.json("lina", words).to_string();
    }
    for number in ["13800138000", "13900139000", "13700137000", "13600136000"] {
        let shown = format!("{}******{}", &number[..3], &number[9..]);
        assert!(!all.contains(number), "{number} is shown:\n{all}");
        assert!(all.contains(&shown), "{shown} is not shown:\n{all}");
    }
}

#[test]
fn why_understands_what_is_printed() {
    let place = reviewed_once();
    let asked = |words: &str| place.told("wangfang", "24T16:00", &["why", "dongji", words]);
    for words in ["通过", "通过（approve）", "初审", "first", "APPROVE"] {
        assert_eq!(asked(words), asked("approve"), "{words}");
    }
    assert_ne!(asked("弃稿"), asked("approve"));
    let done = place.run(env!("CARGO_BIN_EXE_wxops"), "wangfang", "24T16:00", &["why", "dongji", "三审"]);
    assert_eq!(done.status.code(), Some(2));
}
