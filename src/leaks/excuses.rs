//! What has the form of a leak and is none, and how far a private key goes on.

use std::ops::Range;

use super::{Kind, checksums};

/// Ends of picture names, which look like the ends of host names: `logo@2x.png`.
const PICTURES: [&str; 9] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "ico", "avif"];

/// Whether what stands here is no leak of this kind after all.
pub(super) fn is_excused(kind: Kind, text: &str, span: &Range<usize>) -> bool {
    let value = &text[span.clone()];
    match kind {
        Kind::IdCard => !checksums::is_id_card(value),
        Kind::BankCard => !checksums::is_bank_card(value) || is_among_numbers(text, span),
        Kind::CreditCode => !checksums::is_credit_code(value),
        Kind::Email => is_no_mail(value),
        Kind::PrivateIp => is_version(&text[..span.start]),
        Kind::InternalHost => is_known_host(value),
        _ => false,
    }
}

/// Whether other digits stand within three characters, as in a table of numbers.
fn is_among_numbers(text: &str, span: &Range<usize>) -> bool {
    let is_near = |near: &mut dyn Iterator<Item = char>| {
        near.take(3).take_while(|c| *c != '\n').any(|c| c.is_ascii_digit())
    };
    is_near(&mut text[..span.start].chars().rev()) || is_near(&mut text[span.end..].chars())
}

/// Whether it is the login of a git address, the name of a picture, or an address made for examples.
fn is_no_mail(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let Some((name, host)) = value.split_once('@') else { return true };
    let (rest, last) = host.rsplit_once('.').unwrap_or(("", host));
    let owner = rest.rsplit('.').next().unwrap_or(rest);
    name == "git"
        || PICTURES.contains(&last)
        || matches!(last, "example" | "test" | "invalid")
        || (owner == "example" && matches!(last, "com" | "net" | "org"))
}

/// Whether it is a name that every machine, every Docker or every Google Cloud has, or one made for examples.
fn is_known_host(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let mut parts = value.rsplit('.').skip(1);
    let owner = parts.next().unwrap_or_default();
    matches!(owner, "localhost" | "docker" | "example") || value == "metadata.google.internal"
}

/// Whether the twelve characters before an address call it a version: `版本 10.0.0.1`, `v 10.0.0.1`.
fn is_version(before: &str) -> bool {
    let start = before.char_indices().rev().nth(11).map_or(0, |(at, _)| at);
    let near = before[start..].to_ascii_lowercase();
    let mut words = near.split(|c: char| !c.is_ascii_alphanumeric());
    near.contains("版本") || near.contains("version") || words.any(|word| word == "v")
}

/// Where a private key ends that begins before `from`: after its last line, or with the paragraph if that
/// line is missing. A key is all ASCII.
pub(super) fn key_end(text: &str, from: usize) -> usize {
    const LAST: &str = "-----END ";
    let rest = &text[from..];
    let rest = rest.find(|c: char| !c.is_ascii()).map_or(rest, |end| &rest[..end]);
    let next = rest.find("-----BEGIN ").unwrap_or(rest.len());
    let rest = &rest[..next];
    let last = rest.find(LAST).and_then(|at| {
        let name = at + LAST.len();
        Some(name + rest[name..].find("-----")? + "-----".len())
    });
    let end = last.or_else(|| rest.find("\n\n")).unwrap_or(rest.len());
    from + rest[..end].trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_in_a_row_of_numbers_is_none() {
        for (text, among) in
            [("卡 4367420000123454。", false), ("12, 4367420000123454", true), ("7\n4367420000123454", false)]
        {
            let start = text.find("4367").unwrap();
            assert_eq!(is_among_numbers(text, &(start..start + 16)), among, "{text}");
        }
    }

    #[test]
    fn versions_are_no_addresses() {
        assert!(
            is_version("升级到版本 ") && is_version("Version: ") && is_version("固件 V ") && is_version("v")
        );
        assert!(!is_version("server ") && !is_version("版本升级完成后，请重新登录 "));
    }

    #[test]
    fn addresses_made_for_examples_are_no_mail() {
        for none in ["git@github.com", "logo@2x.png", "a@example.com", "a@mail.example.org", "a@b.test"] {
            assert!(is_no_mail(none), "{none}");
        }
        assert!(!is_no_mail("a@b.cn") && !is_no_mail("a@example.cn.com"));
    }

    #[test]
    fn names_that_everybody_has_are_no_hosts() {
        for none in
            ["localhost.localdomain", "host.docker.internal", "Metadata.Google.internal", "git.example.corp"]
        {
            assert!(is_known_host(none), "{none}");
        }
        for host in ["jira.internal", "localhost.demo.lan", "google.internal", "docker.demo.corp"] {
            assert!(!is_known_host(host), "{host}");
        }
    }

    #[test]
    fn a_key_goes_to_its_last_line() {
        assert_eq!(key_end("\nMIIE\n-----END PRIVATE KEY-----\n正文", 0), 31);
        assert_eq!(key_end("\nMIIE\nAAAA\n\nText", 0), 10);
        assert_eq!(key_end("，这样开头", 0), 0);
        assert_eq!(key_end("", 0), 0);
    }
}
