//! The account that the stand-in has: who it belongs to and what that allows.

use std::net::IpAddr;

/// What kind of account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// 个人主体的公众号: drafts only
    Personal,
    /// 公众号 (订阅号) of a company
    Subscription,
    /// 服务号
    Service,
}

/// The account. [`Account::default`] is a certified 公众号 that every address may call for.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) app_id: String,
    /// AppSecret: 32 hexadecimal digits
    pub(crate) secret: String,
    pub(crate) kind: Kind,
    /// 企业主体 + 微信认证
    pub(crate) certified: bool,
    /// IP白名单, looked at when a token is asked for; without one every address may ask
    pub(crate) allowed_ips: Option<Vec<IpAddr>>,
    /// From where all calls seem to come; without it, from where they come
    pub(crate) seen_from: Option<IpAddr>,
    /// The AppSecret is frozen in the back office
    pub(crate) secret_frozen: bool,
    /// 留言 is enabled; it takes certification besides
    pub(crate) comments: bool,
    /// The number behind which ids begin, so that a stand-in started anew gives none twice
    pub(crate) first: u64,
}

impl Default for Account {
    fn default() -> Account {
        Account {
            app_id: "wx0000000000000001".to_owned(),
            secret: "0123456789abcdef0123456789abcdef".to_owned(),
            kind: Kind::Subscription,
            certified: true,
            allowed_ips: None,
            seen_from: None,
            secret_frozen: false,
            comments: true,
            first: 0,
        }
    }
}

impl Account {
    /// Whether it may publish, push, and call for its menu, comments, messages and figures. Since July 2025 it takes
    /// certification, which a person cannot have; for an uncertified 服务号 the documentation contradicts itself, and the
    /// stricter sentence is taken.
    pub(crate) fn may_publish(&self) -> bool {
        self.certified && self.kind != Kind::Personal
    }

    /// Whether its articles may have comments.
    pub(crate) fn has_comments(&self) -> bool {
        self.comments && self.may_publish()
    }
}
