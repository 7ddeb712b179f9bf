//! The robots of chat groups: how each is addressed and what it is sent. Shapes and limits are those of their documentation
//! (developer.work.weixin.qq.com path 91770, open.feishu.cn “自定义机器人使用指南”, open.dingtalk.com “自定义机器人接入”).

use std::fmt;

use base64ct::{Base64, Encoding as _};
use serde_json::json;

use super::hmac::hmac;
use crate::{
    article::digest::Digest,
    moment::Moment,
    refusal::{Refusal, Result},
    say,
    text::{Text, escaped, is_hidden, plural},
};

/// Whose robot it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 企业微信
    WeCom,
    /// 飞书, Lark
    Feishu,
    /// 钉钉
    DingTalk,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::WeCom, Kind::Feishu, Kind::DingTalk];

    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::WeCom => "wecom",
            Kind::Feishu => "feishu",
            Kind::DingTalk => "dingtalk",
        }
    }

    /// What people call it.
    pub fn label(self) -> Text {
        match self {
            Kind::WeCom => say!("企业微信", "WeCom"),
            Kind::Feishu => say!("飞书", "Feishu"),
            Kind::DingTalk => say!("钉钉", "DingTalk"),
        }
    }

    /// Most bytes of a message's words. Feishu and DingTalk count the whole request, of 20 KB; WeCom the words.
    pub fn limit(self) -> usize {
        match self {
            Kind::WeCom => 2048,
            Kind::Feishu | Kind::DingTalk => 16_000,
        }
    }

    /// Whether it can ask for a signature.
    pub fn signs(self) -> bool {
        self != Kind::WeCom
    }

    fn hosts(self) -> &'static [&'static str] {
        match self {
            Kind::WeCom => &["qyapi.weixin.qq.com"],
            Kind::Feishu => &["open.feishu.cn", "open.larksuite.com"],
            Kind::DingTalk => &["oapi.dingtalk.com"],
        }
    }

    /// How the path of its addresses begins.
    fn path(self) -> &'static str {
        match self {
            Kind::WeCom => "/cgi-bin/webhook/send?key=",
            Kind::Feishu => "/open-apis/bot/v2/hook/",
            Kind::DingTalk => "/robot/send?access_token=",
        }
    }
}

/// A robot of a chat group.
#[derive(Clone, PartialEq, Eq)]
pub struct Robot {
    /// Whose it is
    pub kind: Kind,
    /// The server, which is no secret
    pub host: String,
    /// It listens on this computer: a stand-in
    pub is_here: bool,
    address: String,
    secret: Option<String>,
}

/// What is posted, and where to. It is shown to nobody.
pub struct Request {
    /// The address, with the signature where the robot wants it there
    pub address: String,
    /// JSON
    pub body: String,
}

impl Robot {
    /// The robots of some addresses. `secrets` are those for signatures: one for all, or one for each robot that can ask for one,
    /// in their order, `-` for one that does not.
    pub fn all(addresses: &str, secrets: &str) -> Result<Vec<Robot>> {
        let mut robots: Vec<Robot> = vec![];
        for (n, address) in addresses.split_whitespace().enumerate() {
            let robot = Robot::at(address, n + 1)?;
            if !robots.contains(&robot) {
                robots.push(robot);
            }
        }
        let secrets: Vec<&str> = secrets.split_whitespace().collect();
        let signing = || robots.iter().filter(|robot| robot.kind.signs()).count();
        if secrets.len() > 1 && secrets.len() != signing() {
            return Err(unequal(secrets.len(), signing()));
        }
        let all = robots.iter_mut().filter(|robot| robot.kind.signs()).enumerate();
        for (n, robot) in all {
            let own = secrets.get(n).or(secrets.first()).filter(|secret| **secret != "-");
            robot.secret = own.map(|secret| (*secret).to_owned());
        }
        Ok(robots)
    }

    /// The robot with this address, the n-th that is named.
    fn at(address: &str, n: usize) -> Result<Robot> {
        let (scheme, rest) = address.split_once("://").ok_or_else(|| unknown(n, ""))?;
        let (host, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        let named = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
        let bare = named.map_or(host, |(name, _)| name);
        let is_here = ["127.0.0.1", "localhost", "[::1]"].contains(&bare);
        let is_closed = scheme == "https" || (is_here && scheme == "http");
        let is_plain = address.bytes().all(|byte| byte.is_ascii_graphic());
        let kind = Kind::ALL.into_iter().find(|kind| {
            let token = path.strip_prefix(kind.path()).unwrap_or_default();
            !token.is_empty() && (is_here || kind.hosts().contains(&host))
        });
        match kind.filter(|_| is_closed && is_plain) {
            Some(kind) => {
                Ok(Robot { kind, host: host.to_owned(), is_here, address: address.to_owned(), secret: None })
            }
            None => Err(unknown(n, host)),
        }
    }

    /// Whether what it is sent is signed.
    pub fn is_signed(&self) -> bool {
        self.secret.is_some()
    }

    /// A name that tells it from others and gives nothing of its address away.
    pub fn tag(&self) -> String {
        Digest::of(self.address.as_bytes()).to_string().chars().take(12).collect()
    }

    /// What is posted to say these words at a time.
    pub fn request(&self, words: &str, at: Moment) -> Request {
        let words = fitting(&tame(words), self.kind.limit());
        let secret = self.secret.as_deref();
        match self.kind {
            Kind::WeCom => Request {
                address: self.address.clone(),
                body: json!({ "msgtype": "text", "text": { "content": words } }).to_string(),
            },
            Kind::Feishu => {
                let body = json!({ "msg_type": "text", "content": { "text": words } });
                let body = match secret {
                    None => body,
                    Some(secret) => {
                        let seconds = at.timestamp().to_string();
                        let sign =
                            Base64::encode_string(&hmac(format!("{seconds}\n{secret}").as_bytes(), b""));
                        let mut signed = json!({ "timestamp": seconds, "sign": sign });
                        for key in ["msg_type", "content"] {
                            signed[key] = body[key].clone();
                        }
                        signed
                    }
                };
                Request { address: self.address.clone(), body: body.to_string() }
            }
            Kind::DingTalk => {
                let at_nobody = json!({ "atMobiles": [], "isAtAll": false });
                let body = json!({ "msgtype": "text", "text": { "content": words }, "at": at_nobody });
                let mut address = self.address.clone();
                if let Some(secret) = secret {
                    let millis = at.timestamp_millis();
                    let code = hmac(secret.as_bytes(), format!("{millis}\n{secret}").as_bytes());
                    let sign = Base64::encode_string(&code);
                    let sign = sign.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
                    address.push_str(&format!("&timestamp={millis}&sign={sign}"));
                }
                Request { address, body: body.to_string() }
            }
        }
    }

    /// Words without what is secret of it: a robot may repeat in its answer what it was sent.
    pub(crate) fn hidden(&self, words: &str) -> String {
        let path = self.address.splitn(4, '/').nth(3).unwrap_or_default();
        let parts = path.split(['/', '?', '&', '=']).chain(self.secret.as_deref());
        let own = |part: &&str| part.len() >= 8 && !self.kind.path().contains(*part);
        parts.filter(own).fold(words.to_owned(), |words, part| words.replace(part, "***"))
    }
}

impl fmt::Debug for Robot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Robot({} at {})", self.kind.name(), self.host)
    }
}

/// Words that are seen as they are and mention nobody: `<@…>` and `<at …>` would call everybody in the group, whoever wrote
/// them into a title.
fn tame(words: &str) -> String {
    let seen = words.chars().filter(|c| !is_hidden(*c));
    seen.map(|c| if c == '<' { '＜' } else { c }).collect()
}

/// Words of so many bytes at most; what is too much goes, from the end.
fn fitting(words: &str, limit: usize) -> String {
    const MORE: &str = "…";
    if words.len() <= limit {
        return words.to_owned();
    }
    let ends = words.char_indices().map(|(at, _)| at);
    let end = ends.take_while(|at| at + MORE.len() <= limit).last().unwrap_or(0);
    format!("{}{MORE}", &words[..end])
}

/// An address that belongs to no robot. Of it only the server is shown, and only where it looks like one.
fn unknown(n: usize, host: &str) -> Refusal {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    let shown = host.contains('.') && host.chars().all(is_name);
    let (at_zh, at_en) = match escaped(host) {
        host if shown => (format!("（{host}）"), format!(" ({host})")),
        _ => (String::new(), String::new()),
    };
    let message = say!(
        "第 {n} 个群机器人地址{at_zh}不认识",
        "the address of robot {n}{at_en} is none that wxops knows"
    );
    Refusal::unusable("robot_address", message).help(say!(
        "从群里重新复制整个地址：企业微信 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…，飞书 https://open.feishu.cn/open-apis/bot/v2/hook/…，钉钉 https://oapi.dingtalk.com/robot/send?access_token=…",
        "copy the whole address from the group again: WeCom https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…, Feishu https://open.feishu.cn/open-apis/bot/v2/hook/…, Lark https://open.larksuite.com/open-apis/bot/v2/hook/…, DingTalk https://oapi.dingtalk.com/robot/send?access_token=…"
    ))
}

fn unequal(secrets: usize, robots: usize) -> Refusal {
    let message = say!(
        "加签密钥有 {secrets} 个，能加签的群机器人有 {robots} 个，对不上",
        "there are {secrets} secrets for signatures and {can_sign} that can ask for one",
        can_sign = plural(robots, "robot")
    );
    Refusal::unusable("robot_secrets", message).help(say!(
        "按地址的顺序一个对一个，企业微信不算，不加签的写 -；全都一样就只写一个",
        "write one for each, in the order of the addresses, none for WeCom, - where there is none; or a single one for all"
    ))
}
