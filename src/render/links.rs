//! Which links stay: WeChat keeps those to its own articles. Others lose their address, so it stands at the end.

/// The host whose links stay (`wechat-platform` 5.1).
const KEPT: &str = "mp.weixin.qq.com";

/// Whether an address is one that WeChat keeps.
pub fn is_kept(address: &str) -> bool {
    let rest = ["https://", "http://", "//"].iter().find_map(|scheme| {
        let (start, rest) = address.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    // What stands before an `@` is a name there and not the host.
    let authority = rest.and_then(|rest| rest.split(['/', '?', '#', '\\']).next());
    let host = authority.filter(|host| !host.contains('@')).and_then(|host| host.split(':').next());
    host.is_some_and(|host| host.eq_ignore_ascii_case(KEPT))
}

/// What becomes of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays
    Kept,
    /// Its address is told at the end
    Noted,
    /// Its words stay: an address inside the article, or of mail, which readers cannot follow
    Words,
    /// Its words stay, and somebody is told: no address that leads anywhere for readers
    Refused,
}

/// What becomes of a link to this address.
pub(super) fn fate(address: &str) -> Fate {
    if is_kept(address) {
        return Fate::Kept;
    }
    let has =
        |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if has("https://") || has("http://") || address.starts_with("//") {
        Fate::Noted
    } else if address.is_empty() || address.starts_with('#') || has("mailto:") || has("tel:") {
        Fate::Words
    } else {
        Fate::Refused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_to_articles_stay() {
        for (address, wanted) in [
            ("https://mp.weixin.qq.com/s/abc", Fate::Kept),
            ("HTTP://MP.WEIXIN.QQ.COM:443/s?x=1", Fate::Kept),
            ("//mp.weixin.qq.com/s", Fate::Kept),
            ("https://mp.weixin.qq.com.evil.cn/s", Fate::Noted),
            ("https://mp.weixin.qq.com@evil.cn/", Fate::Noted),
            ("https://evil.cn/?mp.weixin.qq.com", Fate::Noted),
            ("https://evil.cn\\@mp.weixin.qq.com/", Fate::Noted),
            ("#甲", Fate::Words),
            ("mailto:a@b.cn", Fate::Words),
            ("javascript:alert(1)", Fate::Refused),
            ("java\tscript:alert(1)", Fate::Refused),
            ("data:text/html,a", Fate::Refused),
            ("../b/index.md", Fate::Refused),
        ] {
            assert_eq!(fate(address), wanted, "{address}");
        }
    }
}
