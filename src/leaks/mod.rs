//! Leaks: numbers of people, keys, and addresses of the inner network that an article must not carry out.
//!
//! [`find`] reads the whole file, since a key in a comment or in code goes out like any other. Most articles
//! hold nothing that could be a leak: one pass over the text says so (`hints`), and no pattern is even built.
//! Where something may be, its form is looked for (`patterns`), and a check digit (`checksums`) or what stands
//! around it (`excuses`, `addresses`) settles whether it is one. What is found is shown masked (`mask`).

mod addresses;
mod checksums;
mod excuses;
mod hints;
mod mask;
mod patterns;

use std::{cell::OnceCell, collections::BTreeMap, ops::Range};

use crate::article::{Article, front_matter::Table, markdown::Markdown};
use addresses::Addresses;
use hints::Hints;
use patterns::PATTERNS;

pub use mask::{covered, masked, retold};

/// What is leaked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A key of Aliyun, Tencent Cloud, AWS, GitHub, Google or Slack
    CloudKey,
    /// The address of a group robot, a database with its password, a JWT
    Webhook,
    /// A private key, from its first line on
    PrivateKey,
    /// AppSecret, EncodingAESKey or access token
    WechatSecret,
    /// 居民身份证号 (GB 11643)
    IdCard,
    /// 银行卡号 (ISO 7812)
    BankCard,
    /// 手机号 of the mainland
    Mobile,
    /// 统一社会信用代码 (GB 32100)
    CreditCode,
    /// 护照、通行证
    Passport,
    /// 机动车号牌
    Plate,
    /// An email address
    Email,
    /// An IP address of a private network (RFC 1918, RFC 6598)
    PrivateIp,
    /// A host name of the inner network
    InternalHost,
    /// An AppID, or the original id (原始 ID) of an account
    WechatAppId,
    /// 密级, or a mark that the text is for insiders
    Classification,
}

impl Kind {
    /// Whether it stays outside addresses: the ids of photos and posts look like numbers of people.
    fn spares_addresses(self) -> bool {
        use Kind::{BankCard, CreditCode, Email, IdCard, Mobile, Passport, Plate};
        matches!(self, IdCard | BankCard | Mobile | CreditCode | Passport | Plate | Email)
    }

    /// Whether the value itself must not be shown. A mark such as 内部资料 is no secret.
    fn is_secret(self) -> bool {
        self != Kind::Classification
    }
}

/// One leak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leak {
    /// What it is
    pub kind: Kind,
    /// Where, in bytes of the file's text
    pub span: Range<usize>,
    /// The part of it that is never shown; empty where nothing need be hidden
    pub core: Range<usize>,
}

/// All leaks of an article in order of place; none overlaps another. Where two kinds see one in the same
/// place, the kind that stands earlier among the patterns has it.
pub fn find(article: &Article, markdown: &Markdown) -> Vec<Leak> {
    let hints = Hints::of(article.text());
    search(article, markdown, |kind| hints.lines(kind, article.text()))
}

/// What is found where a kind is looked for.
fn search(
    article: &Article,
    markdown: &Markdown,
    within: impl Fn(Kind) -> Option<Range<usize>>,
) -> Vec<Leak> {
    let text = article.text();
    let addresses = OnceCell::new();
    let mut found: BTreeMap<usize, Leak> = BTreeMap::new();
    for (pattern, lines) in PATTERNS.iter().filter_map(|pattern| Some((pattern, within(pattern.kind)?))) {
        let kind = pattern.kind;
        for span in pattern.spans(&text[..lines.end], lines.start) {
            let before = found.range(..span.end).next_back();
            let is_taken = before.is_some_and(|(_, leak)| leak.span.end > span.start);
            let is_spared = || {
                let addresses: &Addresses = addresses.get_or_init(|| Addresses::of(article, markdown));
                kind.spares_addresses() && addresses.hold(span.start, kind)
            };
            if is_taken || is_own(article, &span) || excuses::is_excused(kind, text, &span) || is_spared() {
                continue;
            }
            let span =
                if kind == Kind::PrivateKey { span.start..excuses::key_end(text, span.end) } else { span };
            let core = if kind.is_secret() { mask::core(text, &span) } else { span.end..span.end };
            found.insert(span.start, Leak { kind, span, core });
        }
    }
    found.into_values().collect()
}

/// Whether it stands in the `[wxops]` table, which wxops itself has written.
fn is_own(article: &Article, span: &Range<usize>) -> bool {
    matches!(&article.front.table, Table::Read(_, table) if table.contains(&span.start))
}

#[cfg(test)]
mod tests;
