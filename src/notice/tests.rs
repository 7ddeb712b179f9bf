//! What robots are sent, byte by byte, and which addresses are those of robots.

use super::*;
use crate::{moment::parse_stored, text::Language};

const WECOM: &str =
    "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-0000-4bc4-97a0-0ec2sifa5aaa";
const FEISHU: &str = "https://open.feishu.cn/open-apis/bot/v2/hook/1b2c3d4e-5f60-7182-93a4-b5c6d7e8f900";
const LARK: &str = "https://open.larksuite.com/open-apis/bot/v2/hook/1b2c3d4e-5f60-7182-93a4-b5c6d7e8f900";
const DINGTALK: &str = "https://oapi.dingtalk.com/robot/send?access_token=0a1b2c3d4e5f60718293a4b5c6d7e8f9";
const SECRET: &str = "hunter2-secret-0";

fn noon() -> crate::moment::Moment {
    parse_stored("2026-11-25T12:00:00+08:00").unwrap()
}

fn robots(addresses: &str, secrets: &str) -> Vec<Robot> {
    Robot::all(addresses, secrets).unwrap()
}

#[test]
fn each_robot_is_sent_what_its_documentation_asks_for() {
    // Signatures as Python's hmac and base64 make them.
    let signed = format!(
        "{DINGTALK}&timestamp=1795579200000&sign=%2BxOh6kwPpYC%2BBv5MPrbQnfBL4sTi%2FPIUmhJTaiZJM28%3D"
    );
    let rows = [
        (WECOM, "", WECOM, r#"{"msgtype":"text","text":{"content":"【待初审】“甲”\n乙"}}"#),
        (WECOM, SECRET, WECOM, r#"{"msgtype":"text","text":{"content":"【待初审】“甲”\n乙"}}"#),
        (FEISHU, "", FEISHU, r#"{"msg_type":"text","content":{"text":"【待初审】“甲”\n乙"}}"#),
        (
            LARK,
            SECRET,
            LARK,
            r#"{"timestamp":"1795579200","sign":"7UAx+JRDFjjN2GJyM6jmluPwxLUByFVqGZw4MopxrtE=","msg_type":"text","content":{"text":"【待初审】“甲”\n乙"}}"#,
        ),
        (
            DINGTALK,
            "",
            DINGTALK,
            r#"{"msgtype":"text","text":{"content":"【待初审】“甲”\n乙"},"at":{"atMobiles":[],"isAtAll":false}}"#,
        ),
        (
            DINGTALK,
            SECRET,
            &signed,
            r#"{"msgtype":"text","text":{"content":"【待初审】“甲”\n乙"},"at":{"atMobiles":[],"isAtAll":false}}"#,
        ),
    ];
    for (address, secret, to, body) in rows {
        let request = robots(address, secret)[0].request("【待初审】“甲”\n乙", noon());
        assert_eq!((request.address.as_str(), request.body.as_str()), (to, body));
    }
}

#[test]
fn no_title_calls_a_whole_group_and_none_is_too_long() {
    let robot = &robots(WECOM, "")[0];
    let request = robot.request("<@all>\u{1b}\u{202e} <at user_id=\"all\">", noon());
    assert_eq!(request.body, r#"{"msgtype":"text","text":{"content":"＜@all> ＜at user_id=\"all\">"}}"#);
    let long = robot.request(&"稿".repeat(1000), noon()).body;
    let words = &long[r#"{"msgtype":"text","text":{"content":""#.len()..long.len() - r#""}}"#.len()];
    assert_eq!(words, format!("{}…", "稿".repeat(681)));
    assert!(words.len() <= 2048 && words.len() + 3 > 2048);
    let whole = "稿".repeat(682);
    assert!(robot.request(&whole, noon()).body.contains(&whole));
}

#[test]
fn secrets_go_to_the_robots_that_sign() {
    let signed = |addresses: &str, secrets: &str| -> Vec<bool> {
        robots(addresses, secrets).iter().map(Robot::is_signed).collect()
    };
    let all = format!("{FEISHU}\n{WECOM}  {DINGTALK}");
    assert_eq!(signed(&all, ""), [false, false, false]);
    assert_eq!(signed(&all, "one"), [true, false, true]);
    assert_eq!(signed(&all, "one two"), [true, false, true]);
    assert_eq!(signed(&all, "- two"), [false, false, true]);
    assert_eq!(Robot::all(&all, "one two three").unwrap_err().code, "robot_secrets");
    // The second is not signed with the secret of the first.
    let [_, _, second] = &robots(&all, "one two")[..] else { panic!("three robots") };
    assert_eq!(
        second.request("甲", noon()).address,
        robots(DINGTALK, "two")[0].request("甲", noon()).address
    );
    assert_eq!(robots(&format!("{WECOM} {WECOM}"), "").len(), 1, "the same robot twice");
}

#[test]
fn only_robots_are_taken_and_the_rest_is_not_shown() {
    let here = [
        "http://127.0.0.1:8123/cgi-bin/webhook/send?key=abc",
        "http://localhost/robot/send?access_token=abc",
        "https://[::1]:8/open-apis/bot/v2/hook/abc",
    ];
    for address in here {
        assert!(robots(address, "")[0].is_here, "{address}");
    }
    assert!(!robots(WECOM, "")[0].is_here);
    let rows = [
        ("http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=topsecret", "（qyapi.weixin.qq.com）"),
        ("https://example.com/cgi-bin/webhook/send?key=topsecret", "（example.com）"),
        (
            "https://qyapi.weixin.qq.com.example.com/cgi-bin/webhook/send?key=topsecret",
            "（qyapi.weixin.qq.com.example.com）",
        ),
        ("https://u:topsecret@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=topsecret", ""),
        ("http://127.0.0.1.example.com/cgi-bin/webhook/send?key=topsecret", "（127.0.0.1.example.com）"),
        (
            "https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=topsecret",
            "（qyapi.weixin.qq.com:8443）",
        ),
        ("https://qyapi.weixin.qq.com/robot/send?access_token=topsecret", "（qyapi.weixin.qq.com）"),
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", "（qyapi.weixin.qq.com）"),
        ("https://oapi.dingtalk.com/robot/send?access_token=topsecret密", "（oapi.dingtalk.com）"),
        ("topsecret-693a91f6", ""),
        ("https://topsecret", ""),
        ("ftp://127.0.0.1/cgi-bin/webhook/send?key=topsecret", "（127.0.0.1）"),
    ];
    for (address, shown) in rows {
        let refusal = Robot::all(&format!("{WECOM} {address}"), "").unwrap_err();
        assert_eq!(refusal.code, "robot_address", "{address}");
        assert_eq!(refusal.message.zh, format!("第 2 个群机器人地址{shown}不认识"), "{address}");
        assert!(!format!("{refusal:?}").contains("topsecret"), "{refusal:?}");
    }
}

#[test]
fn what_is_secret_is_neither_shown_nor_repeated() {
    for address in [WECOM, LARK, DINGTALK] {
        let robot = &robots(address, SECRET)[0];
        let token = address.rsplit(['/', '=']).next().unwrap();
        assert!(!format!("{robot:?}").contains(token));
        assert!(!robot.tag().contains(token) && robot.tag().len() == 12);
        let said = robot.hidden(&format!("no such token {token}, sent to {address} with {SECRET}"));
        assert!(said.starts_with("no such token ***, sent to https://"), "{said}");
        assert_eq!(said.contains(SECRET), robot.kind == Kind::WeCom, "{said}"); // which has no use for one
        assert!(!said.contains(token), "{said}");
    }
}

fn owed(n: usize, people: &str, is_late: bool) -> Owed {
    Owed {
        article: format!("A{n}"),
        step: "review",
        until: noon(),
        is_late,
        people: people.into(),
        what: format!("已逾期 1 小时 · 审核《稿件{n}》"),
        command: format!("wxops approve a{n}"),
    }
}

#[test]
fn what_is_owed_is_told_person_by_person() {
    let all = [owed(1, "王芳", true), owed(2, "李娜", false), owed(3, "王芳", false)];
    assert_eq!(
        of_due(&all, 24, 2048, Language::Zh),
        "【到期提醒】逾期 1 项，24 小时内到期 2 项\n\
         王芳\n· 已逾期 1 小时 · 审核《稿件1》  wxops approve a1\n· 已逾期 1 小时 · 审核《稿件3》  wxops approve a3\n\
         李娜\n· 已逾期 1 小时 · 审核《稿件2》  wxops approve a2"
    );
    assert_eq!(of_due(&[], 24, 2048, Language::En), "[deadlines] 0 late, 0 due within 24 hours");
    assert_eq!(all[0].event(noon()), "due A1 review 2026-11-25T12:00:00+08:00 2026-11-25");
}

#[test]
fn what_is_too_much_for_one_message_is_counted() {
    let many: Vec<Owed> = (0..30).map(|n| owed(n, "王芳", true)).collect();
    let told = of_due(&many, 24, 16_000, Language::Zh);
    assert_eq!(told.lines().count(), 22, "a heading, twenty lines, the rest");
    assert!(told.ends_with("wxops approve a18\n还有 11 项：wxops due"), "{told}");
    let each: Vec<Owed> = (0..30).map(|n| owed(n, &format!("王芳{n}"), true)).collect();
    let told = of_due(&each, 24, 16_000, Language::En);
    assert!(told.ends_with("wxops approve a9\nand 20 more: wxops due"), "{told}");
    // A robot that takes less is told less, and still how much is left.
    let told = of_due(&many, 24, 400, Language::Zh);
    assert!(told.len() <= 400 && told.contains("a3\n还有 26 项"), "{} {told}", told.len());
}

#[test]
fn leaks_are_masked_in_what_is_owed() {
    let mut one = owed(1, "王芳", true);
    one.what = "审核《联系 13812345678》".into();
    let told = of_due(&[one], 24, 2048, Language::Zh);
    assert!(told.contains("138******78") && !told.contains("13812345678"), "{told}");
}
