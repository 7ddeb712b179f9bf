//! What robots answer, and what a person can do about it. Codes alone are matched, never words: those of the documentation of
//! each, and of its error lists.

use serde_json::Value;

use super::robot::Kind;
use crate::{
    refusal::Refusal,
    say,
    text::{Text, escaped},
};

/// Most characters of a robot's own words that are shown.
const WORDS: usize = 120;

/// Why a message did not come into the group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failed {
    /// The robot says no
    Refused {
        /// Whose robot
        kind: Kind,
        /// Its code
        code: i64,
        /// Its own words
        said: String,
    },
    /// It may be there: no answer came, or none that can be read
    Unclear(Text),
    /// It never left this computer
    Unsent(Text),
}

type Words = (&'static str, &'static str);

const ADDRESS: Words = (
    "到群设置里看机器人还在不在，重新复制地址，改 WXOPS_NOTIFY 或 `git config wxops.notify`",
    "see in the settings of the group whether the robot is still there, copy its address again into WXOPS_NOTIFY or `git config wxops.notify`",
);
const KEYWORD: Words = (
    "在机器人的安全设置里加关键词 wxops：每条通知里都有这个词",
    "add the keyword wxops in the security settings of the robot: every message has that word",
);
const SIGNATURE: Words = (
    "把安全设置里的加签密钥放进 WXOPS_NOTIFY_SECRET 或 `git config wxops.notifySecret`，再看这台电脑的时间准不准",
    "put the secret of its security settings into WXOPS_NOTIFY_SECRET or `git config wxops.notifySecret`, and see whether the clock of this computer is right",
);
const SECURITY: Words = (
    "对照机器人的安全设置：关键词加上 wxops（每条通知里都有）；加签就把密钥放进 WXOPS_NOTIFY_SECRET，并看这台电脑的时间准不准；IP 段加上这台电脑的",
    "see its security settings: add the keyword wxops, which every message has; for signatures put the secret into WXOPS_NOTIFY_SECRET and see whether the clock of this computer is right; add the IP address of this computer",
);
const WAIT: Words = (
    "过几分钟再发：企业微信和钉钉一分钟最多 20 条，飞书 100 条",
    "wait some minutes: WeCom and DingTalk take 20 messages a minute, Feishu 100",
);
const AGAIN: Words = ("过一会儿再试", "try again in a while");

const GONE: Words = ("机器人地址不对，或者机器人已经删了", "the address is wrong, or the robot was removed");
const FAST: Words = ("发得太频繁", "that was too often");
const BUSY: Words = ("对方正忙", "the server is busy");

/// Whose codes, what they mean, what to do.
const MEANINGS: &[(Kind, &[i64], Words, Words)] = &[
    (Kind::WeCom, &[93000], GONE, ADDRESS),
    (Kind::WeCom, &[45009, 45033], FAST, WAIT),
    (Kind::WeCom, &[-1], BUSY, AGAIN),
    (Kind::Feishu, &[19001], GONE, ADDRESS),
    (
        Kind::Feishu,
        &[19021],
        ("签名不对，或者时间差了一小时以上", "the signature is wrong, or the clock off by an hour"),
        SIGNATURE,
    ),
    (
        Kind::Feishu,
        &[19022],
        ("这台电脑的 IP 不在机器人的白名单里", "the address of this computer is not on the robot's list"),
        (
            "在机器人的安全设置里加上这个 IP，或者改用签名校验",
            "add it in the security settings of the robot, or use a signature instead",
        ),
    ),
    (
        Kind::Feishu,
        &[19024],
        ("消息里没有机器人要的关键词", "the message lacks the keyword that the robot wants"),
        KEYWORD,
    ),
    (Kind::Feishu, &[11232], FAST, WAIT),
    (
        Kind::DingTalk,
        &[310_000],
        ("没有通过机器人的安全设置", "the robot's security settings do not let it in"),
        SECURITY,
    ),
    (Kind::DingTalk, &[300_001, 300_005, 400_101, 400_106], GONE, ADDRESS),
    (
        Kind::DingTalk,
        &[400_102],
        ("机器人已停用", "the robot is switched off"),
        ("请群主在群设置里启用它", "let the owner of the group switch it on"),
    ),
    (
        Kind::DingTalk,
        &[400_013],
        ("群已经解散", "the group is gone"),
        (
            "在现在用的群里加一个机器人，换掉地址",
            "add a robot to the group that is used now, and take its address",
        ),
    ),
    (Kind::DingTalk, &[130_101, 410_100, 660_026], FAST, WAIT),
    (Kind::DingTalk, &[-1], BUSY, AGAIN),
];

/// What a robot answered: a status of HTTP and a document, in which alone stands whether it took the message.
pub(crate) fn read(kind: Kind, status: u16, body: &[u8]) -> Result<(), Failed> {
    let said: Value = serde_json::from_slice(body).unwrap_or_default();
    let (codes, words): (&[&str], &[&str]) = match kind {
        Kind::WeCom | Kind::DingTalk => (&["errcode"], &["errmsg"]),
        Kind::Feishu => (&["code", "StatusCode"], &["msg", "StatusMessage"]),
    };
    let code = codes.iter().find_map(|key| said[*key].as_i64());
    match code {
        Some(0) if status == 200 => Ok(()),
        Some(code) if code != 0 => {
            let words = words.iter().find_map(|key| said[*key].as_str()).unwrap_or_default();
            Err(Failed::Refused { kind, code, said: words.to_owned() })
        }
        _ if status == 200 => Err(Failed::Unclear(say!("回答读不懂", "the answer cannot be read"))),
        _ => Err(Failed::Unclear(say!("服务器答 {status}", "the server says {status}"))),
    }
}

impl Failed {
    /// In a few words: 发得太频繁（45009）.
    pub fn told(&self) -> Text {
        match self {
            Failed::Refused { kind, code, said } => {
                let said: String =
                    escaped(said).lines().next().unwrap_or_default().chars().take(WORDS).collect();
                match meaning(*kind, *code) {
                    // One code for three checks: only its words say which.
                    Some(((zh, en), _)) if *code == 310_000 && !said.is_empty() => {
                        say!("{zh}（{code} {said}）", "{en} ({code} {said})")
                    }
                    Some(((zh, en), _)) => say!("{zh}（{code}）", "{en} ({code})"),
                    None => say!("机器人没有收（{code} {said}）", "the robot refused it ({code} {said})"),
                }
            }
            Failed::Unclear(Text { zh, en }) => {
                say!("{zh}，不知道群里收到没有", "{en}, and nobody knows whether the group has it")
            }
            Failed::Unsent(why) => why.clone(),
        }
    }

    /// What a person can do.
    pub fn advice(&self) -> Text {
        let (zh, en) = match self {
            Failed::Refused { kind, code, .. } => meaning(*kind, *code).map_or(ADDRESS, |(_, advice)| advice),
            Failed::Unclear(_) => {
                ("看一眼群里，没有就再试一次", "look into the group; if nothing is there, try again")
            }
            Failed::Unsent(_) => (
                "检查网络和代理（HTTPS_PROXY），再试一次",
                "look at the network and the proxy (HTTPS_PROXY), then try again",
            ),
        };
        say!("{zh}", "{en}")
    }

    /// As a refusal of a command that was to send it.
    pub fn refusal(&self, to: &Text) -> Refusal {
        let (Text { zh: why_zh, en: why_en }, Text { zh, en }) = (self.told(), to);
        let code = match self {
            Failed::Refused { .. } => "robot_refused",
            Failed::Unclear(_) => "robot_unclear",
            Failed::Unsent(_) => "robot_unreachable",
        };
        Refusal::not_now(code, say!("{zh}没有发成：{why_zh}", "{en} did not take it: {why_en}"))
            .help(self.advice())
    }
}

fn meaning(kind: Kind, code: i64) -> Option<(Words, Words)> {
    let found = MEANINGS.iter().find(|(own, codes, ..)| *own == kind && codes.contains(&code));
    found.map(|(_, _, meaning, advice)| (*meaning, *advice))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_code_has_one_meaning() {
        let pairs =
            MEANINGS.iter().flat_map(|(kind, codes, ..)| codes.iter().map(|code| (kind.name(), *code)));
        let all: Vec<(&str, i64)> = pairs.collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    }

    #[test]
    fn the_document_says_whether_it_was_taken() {
        let refused = |kind, code, said: &str| Err(Failed::Refused { kind, code, said: said.into() });
        let rows = [
            (Kind::WeCom, 200, r#"{"errcode":0,"errmsg":"ok"}"#, Ok(())),
            (Kind::DingTalk, 200, r#"{"errcode":0,"errmsg":"ok"}"#, Ok(())),
            (Kind::Feishu, 200, r#"{"code":0,"msg":"success","data":{}}"#, Ok(())),
            (Kind::Feishu, 200, r#"{"Extra":null,"StatusCode":0,"StatusMessage":"success"}"#, Ok(())),
            (Kind::WeCom, 200, r#"{"errcode":93000,"errmsg":"x"}"#, refused(Kind::WeCom, 93000, "x")),
            (
                Kind::Feishu,
                400,
                r#"{"code":9499,"msg":"Bad Request"}"#,
                refused(Kind::Feishu, 9499, "Bad Request"),
            ),
            (Kind::DingTalk, 200, r#"{"errcode":310000}"#, refused(Kind::DingTalk, 310_000, "")),
        ];
        for (kind, status, body, told) in rows {
            assert_eq!(read(kind, status, body.as_bytes()), told, "{body}");
        }
        // The words of another's robot, of a proxy on the way, a lie of the status: none of them is a yes.
        for (kind, status, body) in [
            (Kind::Feishu, 200, r#"{"errcode":0}"#),
            (Kind::WeCom, 200, r#"{"code":0}"#),
            (Kind::WeCom, 200, "<html>"),
            (Kind::WeCom, 200, ""),
            (Kind::WeCom, 502, r#"{"errcode":0}"#),
            (Kind::DingTalk, 302, ""),
        ] {
            assert!(
                matches!(read(kind, status, body.as_bytes()), Err(Failed::Unclear(_))),
                "{status} {body}"
            );
        }
    }

    #[test]
    fn it_says_what_to_do() {
        let refused = |kind, code, said: &str| Failed::Refused { kind, code, said: said.into() };
        let rows = [
            (refused(Kind::WeCom, 45009, "api freq out of limit"), "发得太频繁（45009）", "20 条"),
            (
                refused(Kind::Feishu, 19024, "Key Words Not Found"),
                "消息里没有机器人要的关键词（19024）",
                "关键词 wxops",
            ),
            (
                refused(Kind::Feishu, 19021, ""),
                "签名不对，或者时间差了一小时以上（19021）",
                "WXOPS_NOTIFY_SECRET",
            ),
            (
                refused(Kind::DingTalk, 310_000, "sign not match\nmore"),
                "没有通过机器人的安全设置（310000 sign not match）",
                "WXOPS_NOTIFY_SECRET",
            ),
            (refused(Kind::WeCom, 7, "wh\u{1b}at"), "机器人没有收（7 wh\\u{1b}at）", "WXOPS_NOTIFY"),
            (Failed::Unclear(say!("服务器答 500", "500")), "服务器答 500，不知道群里收到没有", "看一眼群里"),
            (Failed::Unsent(say!("对方没有开门", "x")), "对方没有开门", "HTTPS_PROXY"),
        ];
        for (failed, told, advice) in rows {
            assert_eq!(failed.told().zh, told);
            assert!(failed.advice().zh.contains(advice), "{}", failed.advice().zh);
        }
    }
}
