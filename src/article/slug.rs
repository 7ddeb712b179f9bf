//! The slug: the short name of an article's folder, the same on every system and in every URL.

use pinyin::ToPinyin;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::portable::{is_reserved, visible};
use crate::refusal::{Refusal, Result};
use crate::say;
use crate::text::Text;

/// The longest slug.
const LONGEST: usize = 81;

/// The longest slug that wxops itself proposes: still read at a glance in a list.
const FRIENDLY: usize = 40;

/// Checks that a slug is `[a-z0-9][a-z0-9-]{0,80}` and no name that Windows keeps for itself.
pub fn check(slug: &str) -> Result<()> {
    let Some(wrong) = wrong(slug) else { return Ok(()) };
    let refusal = Refusal::usage("bad_slug", wrong);
    Err(match from_title(slug) {
        Some(better) => refusal.help(say!("可以写 `{better}`", "type `{better}`")),
        None => refusal.help(say!("例如 `dong-ji-xin-pin`", "for example `dong-ji-xin-pin`")),
    })
}

fn wrong(slug: &str) -> Option<Text> {
    let short: String = slug.chars().take(LONGEST).collect();
    let shown = visible(&short);
    let strange = slug.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-'));
    if slug.is_empty() {
        Some(say!("稿件名是空的", "the slug is empty"))
    } else if let Some(c) = strange {
        let c = visible(&c.to_string());
        Some(say!(
            "稿件名 `{shown}` 里有 `{c}`：只能用小写字母、数字和 `-`",
            "the slug `{shown}` has `{c}`: only small letters, digits and `-` are allowed"
        ))
    } else if slug.starts_with('-') {
        Some(say!(
            "稿件名 `{shown}` 以 `-` 开头：须以小写字母或数字开头",
            "the slug `{shown}` begins with `-`: it must begin with a small letter or a digit"
        ))
    } else if slug.len() > LONGEST {
        let length = slug.len();
        Some(say!(
            "稿件名有 {length} 个字符，最多 {LONGEST} 个",
            "the slug has {length} characters; at most {LONGEST} are allowed"
        ))
    } else if is_reserved(slug) {
        Some(say!("稿件名 `{shown}` 是 Windows 的保留名", "the slug `{shown}` is reserved on Windows"))
    } else {
        None
    }
}

/// Proposes a slug for a title: each Chinese character is its syllable without tone, syllables and words are
/// joined with `-`, so that nobody has to guess where words end (`冬季新品发布` is `dong-ji-xin-pin-fa-bu`).
/// Characters with several readings take their usual one. `None` when nothing of the title can be written.
pub fn from_title(title: &str) -> Option<String> {
    let mut slug = String::new();
    for word in words(title) {
        let room = FRIENDLY.saturating_sub(slug.len() + 1);
        if slug.is_empty() {
            slug.extend(word.chars().take(FRIENDLY));
        } else if word.len() <= room {
            slug.push('-');
            slug.push_str(&word);
        } else {
            break;
        }
    }
    if is_reserved(&slug) {
        slug.push_str("-article");
    }
    (!slug.is_empty()).then_some(slug)
}

/// The syllables, Latin words and numbers of a title, in ASCII. Accents go, an apostrophe joins.
fn words(title: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in title.nfkd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’')) {
        match (c.to_pinyin(), words.last_mut()) {
            (Some(syllable), _) => {
                let ascii = syllable.plain().chars().map(|c| if c == 'ü' { 'v' } else { c });
                words.push(ascii.filter(char::is_ascii_lowercase).collect());
                words.push(String::new());
            }
            (None, Some(word)) if c.is_ascii_alphanumeric() => word.push(c.to_ascii_lowercase()),
            _ => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_that_are_good() {
        let longest = "a".repeat(81);
        for good in
            ["dongji-xinpin", "a", "7", "2026-12-01", "a--b", "a-", "console", "com", "com10", &longest]
        {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn slugs_that_are_refused_say_why_and_what_instead() {
        let long = "a".repeat(82);
        let rows = [
            ("", "is empty", "for example `dong-ji-xin-pin`"),
            ("../x", "has `.`", "type `x`"),
            ("..", "has `.`", "for example `dong-ji-xin-pin`"),
            (".git", "has `.`", "type `git`"),
            ("a/b", "has `/`", "type `a-b`"),
            ("CON", "has `C`", "type `con-article`"),
            ("con", "reserved", "type `con-article`"),
            ("nul", "reserved", "type `nul-article`"),
            ("aux", "reserved", "type `aux-article`"),
            ("com1", "reserved", "type `com1-article`"),
            ("-rf", "begins with `-`", "type `rf`"),
            ("My Post", "has `M`", "type `my-post`"),
            ("冬季", "has `冬`", "type `dong-ji`"),
            ("a\nb", "has `\\u{a}`", "type `a-b`"),
            ("a\u{202e}b", "has `\\u{202e}`", "type `a-b`"),
            (&long, "82 characters", "type `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`"),
        ];
        for (bad, why, help) in rows {
            let refusal = check(bad).unwrap_err();
            assert_eq!(refusal.code, "bad_slug");
            assert!(refusal.message.en.contains(why), "{bad}: {}", refusal.message.en);
            assert_eq!(refusal.help[0].en, help, "{bad}");
        }
    }

    #[test]
    fn titles_become_slugs() {
        let rows = [
            ("冬季新品发布", Some("dong-ji-xin-pin-fa-bu")),
            ("X2 电源：零下20度也能启动！", Some("x2-dian-yuan-ling-xia-20-du-ye-neng-qi")),
            ("Linux是操作系统吗？", Some("linux-shi-cao-zuo-xi-tong-ma")),
            ("What’s New in Café ＡＢＣ", Some("whats-new-in-cafe-abc")),
            ("新能源女性", Some("xin-neng-yuan-nv-xing")),
            ("CON", Some("con-article")),
            ("！？…", None),
            ("", None),
        ];
        for (title, slug) in rows {
            assert_eq!(from_title(title).as_deref(), slug, "{title}");
        }
    }

    #[test]
    fn every_proposal_is_a_good_slug() {
        for title in [
            "嗯",
            "呣呒",
            "á".repeat(90).as_str(),
            &"长标题".repeat(60),
            "١٢٣ абв あいう",
            "-- a --",
            "㎏ ½ ①",
        ] {
            if let Some(slug) = from_title(title) {
                assert_eq!(check(&slug), Ok(()), "{title}");
                assert!(slug.len() <= FRIENDLY);
            }
        }
    }
}
