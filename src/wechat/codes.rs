//! What the platform's codes mean, and what a person can do. Codes and meanings: the pages of the interfaces (2025-12) and the
//! error lists of SDKs; codes alone are matched, never words.

use crate::{say, text::Text};

/// The caller's address is not on the account's list (IP 白名单).
pub(super) const FOREIGN_ADDRESS: i64 = 40164;
/// There is nothing of this id.
pub(super) const NO_SUCH_MEDIA: i64 = 40007;
/// The account may not call this.
pub(super) const NOT_AUTHORISED: i64 = 48001;
/// The platform is busy, or was while it did it.
pub(super) const BUSY: i64 = -1;
/// The caller was too fast: less than this a minute.
pub(super) const TOO_FAST: i64 = 45011;

/// Whether a call is made again with a fresh token.
pub(super) fn is_stale_token(code: i64) -> bool {
    matches!(code, 40001 | 40014 | 42001)
}

type Meaning = (&'static [i64], (&'static str, &'static str), (&'static str, &'static str));

const SECRET: (&str, &str) = (
    "在公众平台“设置与开发 → 开发接口管理”核对开发者 ID 和 AppSecret，再改 `wxops.toml` 的 app_id 或 WXOPS_SECRET",
    "compare developer id and AppSecret in the back office, then mend app_id in `wxops.toml` or WXOPS_SECRET",
);
const TITLE: (&str, &str) =
    ("改短以后要重新送审：`wxops withdraw`", "a shorter one has to be reviewed again: `wxops withdraw`");
const PICTURE: (&str, &str) = ("逐张检查：`wxops check`", "look at each picture: `wxops check`");
const WAIT: (&str, &str) = ("过几分钟再试", "try again in some minutes");
const BY_HAND: (&str, &str) = (
    "在公众号后台发表草稿，再登记链接：`wxops publish 稿件 --url 链接`",
    "publish the draft in the back office, then tell its link: `wxops publish ARTICLE --url LINK`",
);
const OFFICE: (&str, &str) = ("到公众号后台看提示", "see what the back office says");

/// Each code, what it means, what to do.
const MEANINGS: &[Meaning] = &[
    (&[40013], ("开发者 ID（app_id）不对", "the developer id (app_id) is wrong"), SECRET),
    (&[40001, 40125], ("AppSecret 不对", "the AppSecret is wrong"), SECRET),
    (
        &[40243],
        ("AppSecret 被冻结了", "the AppSecret is frozen"),
        ("由管理员在公众平台解冻，或者重置", "the account's administrator unfreezes it, or sets a new one"),
    ),
    (
        &[FOREIGN_ADDRESS],
        ("这台电脑的 IP 不在白名单里", "the address of this computer is not on the list"),
        (
            "由管理员把这个 IP 加进公众平台的“IP 白名单”；没有固定 IP，就经一台有固定 IP 的服务器转发：`git config wxops.platform https://…`",
            "the administrator adds it to the account's IP list; without a fixed one go through a server that has: `git config wxops.platform https://…`",
        ),
    ),
    (
        &[89503],
        ("这次调用等管理员确认", "the administrator has to confirm this call"),
        ("请管理员在微信里确认，再试一次", "let the administrator confirm it in WeChat, then try again"),
    ),
    (
        &[89506, 89507],
        ("管理员拒绝了这个 IP 的调用", "the administrator refused calls from this address"),
        (
            "请管理员把这个 IP 加进白名单；被拒后一小时或一天内不能再试",
            "let the administrator add the address to the list; after a refusal it takes an hour or a day",
        ),
    ),
    (
        &[NO_SUCH_MEDIA],
        ("草稿或图片已经不在公众平台上", "the draft or picture is not on the platform any more"),
        ("重新存一次草稿：`wxops handover`", "make the draft once more: `wxops handover`"),
    ),
    (&[40004, 40005, 40137], ("图片格式不收", "the picture's format is not taken"), PICTURE),
    (&[40006, 40009, 45001], ("图片太大", "the picture is too big"), PICTURE),
    (&[45002, 45166], ("正文超过平台的限制", "the text is beyond the platform's limits"), TITLE),
    (&[45003], ("标题太长，接口最多 32 字", "the title is too long; interfaces take 32 characters"), TITLE),
    (&[45004], ("摘要太长，最多 120 字", "the digest is too long; 120 characters are taken"), TITLE),
    (&[45110], ("作者名太长，最多 16 字", "the by-line is too long; 16 characters are taken"), TITLE),
    (&[41039, 45005], ("原文链接不收", "the link to the source is not taken"), TITLE),
    (
        &[45008],
        ("一次最多 8 篇", "one push has 8 articles at most"),
        ("分成几次推送：`wxops push remove`", "make several pushes of it: `wxops push remove`"),
    ),
    (&[40033], ("请求里有平台不认的转义", "the request has escapes that the platform does not take"), OFFICE),
    (&[BUSY], ("公众平台正忙", "the platform is busy"), WAIT),
    (&[TOO_FAST, 53501], ("操作太频繁", "that was too often"), WAIT),
    (
        &[45009],
        ("今天的接口次数用完了", "today's calls are used up"),
        ("等到明天，或在后台人工操作", "wait until tomorrow, or do it by hand in the back office"),
    ),
    (
        &[45028],
        ("这段时间的群发次数用完了", "the pushes of this period are used up"),
        ("改期：`wxops schedule`", "take another time: `wxops schedule`"),
    ),
    (&[NOT_AUTHORISED], ("这个账号没有这个接口的权限", "the account may not call this interface"), BY_HAND),
    (&[48004], ("接口被封禁", "the interface is banned"), OFFICE),
    (
        &[48021, 53504, 53505],
        ("这份草稿要先在后台保存", "the draft has to be saved in the back office first"),
        BY_HAND,
    ),
    (&[50002, 50004, 50007], ("账号被限制或冻结", "the account is limited or frozen"), OFFICE),
    (&[53500], ("发布功能被封禁", "publishing is banned"), OFFICE),
    (&[53502, 53600], ("公众平台不认得这次发布", "the platform does not know this publication"), OFFICE),
    (&[53503], ("草稿没有通过发布检查", "the draft did not pass the platform's check"), OFFICE),
    (
        &[88000],
        ("账号没有留言功能", "the account has no comments"),
        (
            "稿件里写 comments = \"closed\" 再送审",
            "write comments = \"closed\" into the article and submit it again",
        ),
    ),
];

/// What a code means; nothing for one that is not known.
pub(super) fn meaning(code: i64) -> Text {
    let found = MEANINGS.iter().find(|(codes, ..)| codes.contains(&code));
    found.map_or_else(Text::default, |(_, (zh, en), _)| say!("{zh}", "{en}"))
}

/// What a person can do about a code.
pub(super) fn advice(code: i64) -> Option<Text> {
    let found = MEANINGS.iter().find(|(codes, ..)| codes.contains(&code));
    found.map(|(.., (zh, en))| say!("{zh}", "{en}"))
}

/// The platform's words without the number by which it finds the call again.
pub(super) fn words(message: &str) -> &str {
    message.split(" rid:").next().unwrap_or_default().trim()
}

/// The address that the platform saw: it names it in its words.
pub(super) fn address(message: &str) -> Option<&str> {
    let is_one = |word: &&str| word.parse::<std::net::IpAddr>().is_ok();
    message.split([' ', ',']).find(is_one)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_code_has_one_meaning() {
        let all: Vec<i64> = MEANINGS.iter().flat_map(|(codes, ..)| codes.iter().copied()).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    }

    #[test]
    fn the_address_is_the_one_that_the_platform_saw() {
        let said = "invalid ip 203.0.113.9, not in whitelist rid: 6900aaaa-11112222-33334444";
        assert_eq!(address(said), Some("203.0.113.9"));
        assert_eq!(words(said), "invalid ip 203.0.113.9, not in whitelist");
        assert_eq!(address("invalid ip 2001:db8::1 ipv6 not in whitelist"), Some("2001:db8::1"));
        assert_eq!(address("invalid credential"), None);
    }
}
