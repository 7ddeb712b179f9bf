//! The address that a code leads to, taken apart as a phone does it.

/// An address, such as `https://weixin.qq.com/g/…`. All its parts are empty where a code holds other words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address<'a> {
    /// What stands before `://`, in small letters
    pub scheme: String,
    /// The host in small letters, without a user before it and a port behind
    pub host: String,
    /// What follows the host
    pub path: &'a str,
}

impl<'a> Address<'a> {
    /// The address that some words are. A backslash ends a host too: so phones read it.
    pub fn of(words: &'a str) -> Address<'a> {
        let Some((scheme, rest)) = words.trim().split_once("://") else { return Address::default() };
        let is_scheme = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
        if scheme.is_empty() || !scheme.bytes().all(is_scheme) {
            return Address::default();
        }
        let (place, path) = rest.split_at(rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len()));
        let host = place.rsplit_once('@').map_or(place, |(_, host)| host);
        let host = host.split_once(':').map_or(host, |(host, _)| host).trim_end_matches('.');
        Address { scheme: scheme.to_ascii_lowercase(), host: host.to_ascii_lowercase(), path }
    }

    /// Whether it is an address of the web.
    pub fn is_of_the_web(&self) -> bool {
        matches!(self.scheme.as_str(), "http" | "https")
    }

    /// Whether it is one on this host, with a path that begins so.
    pub fn is_below(&self, host: &str, path: &str) -> bool {
        self.is_of_the_web() && self.host == host && self.path.starts_with(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_what_a_phone_takes_for_it() {
        for (words, host) in [
            ("https://weixin.qq.com/g/a", "weixin.qq.com"),
            ("HTTP://WEIXIN.QQ.COM:443?a", "weixin.qq.com"),
            ("https://weixin.qq.com@example.com/g/", "example.com"),
            ("https://example.com\\@weixin.qq.com/g/", "example.com"),
            ("https://weixin.qq.com./g/", "weixin.qq.com"),
            ("weixin.qq.com/g/a", ""),
            ("甲://weixin.qq.com", ""),
        ] {
            assert_eq!(Address::of(words).host, host, "{words}");
        }
        assert!(Address::of("https://weixin.qq.com/g/a").is_below("weixin.qq.com", "/g/"));
        assert!(!Address::of("https://weixin.qq.com/r/g/").is_below("weixin.qq.com", "/g/"));
        assert!(!Address::of("ftp://weixin.qq.com/g/a").is_below("weixin.qq.com", "/g/"));
    }
}
