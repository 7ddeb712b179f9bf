//! File names that mean the same on Linux, macOS and Windows, for git and for the eye.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::say;
use crate::text::{Text, is_hidden};

/// The longest name of one file or folder, in bytes: every system takes 255, and temporary names need room.
const LONGEST: usize = 240;

/// Whether Windows keeps this name for a device, whatever follows the first full stop: `con`, `NUL.png`.
pub fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end_matches(' ').to_lowercase();
    if matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") {
        return true;
    }
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    port.is_some_and(|n| {
        let mut digits = n.chars();
        matches!((digits.next(), digits.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    })
}

/// The one form in which names are compared and hashed.
pub(crate) fn nfc(name: &str) -> String {
    name.nfc().collect()
}

/// Two paths with the same fold are one file on some computer: NFC and lower case.
pub fn fold(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// Two of these paths that are one file on some computer.
pub fn one_file<'a>(paths: impl IntoIterator<Item = &'a str>) -> Option<(&'a str, &'a str)> {
    let mut folded: Vec<(String, &str)> = paths.into_iter().map(|path| (fold(path), path)).collect();
    folded.sort();
    folded.windows(2).find(|pair| pair[0].0 == pair[1].0).map(|pair| (pair[0].1, pair[1].1))
}

/// Checks the path of a file inside a bundle (`cover.png`, `pictures/a.png`) and says what is wrong with it.
pub fn check_name(path: &str) -> Result<(), Text> {
    path.split('/').try_for_each(check_component)
}

fn check_component(name: &str) -> Result<(), Text> {
    let shown = visible(name);
    if name.is_empty() {
        return Err(say!(
            "路径以 `/` 开头或结尾，或有连着的 `/`",
            "the path has a `/` at its start, its end, or twice"
        ));
    }
    if name == "." || name == ".." {
        return Err(say!("`{shown}` 会离开稿件的文件夹", "`{shown}` leaves the article's folder"));
    }
    if let Some(c) = name.chars().find(|c| is_invisible(*c)) {
        let code = u32::from(c);
        return Err(say!(
            "文件名 `{shown}` 里有看不见的字符 U+{code:04X}",
            "the file name `{shown}` has an invisible character, U+{code:04X}"
        ));
    }
    if let Some(c) = name.chars().find(|c| r#":\*?"<>|"#.contains(*c)) {
        return Err(say!(
            "文件名 `{shown}` 里有 `{c}`，Windows 不能保存",
            "the file name `{shown}` has `{c}`, which Windows cannot store"
        ));
    }
    if name.ends_with(['.', ' ']) {
        return Err(say!(
            "文件名 `{shown}` 以句点或空格结尾，Windows 会把它去掉",
            "the file name `{shown}` ends with a full stop or a space, which Windows drops"
        ));
    }
    if name.starts_with('-') {
        return Err(say!(
            "文件名 `{shown}` 以 `-` 开头，会被当作命令的选项",
            "the file name `{shown}` begins with `-` and would be taken for an option"
        ));
    }
    if is_reserved(name) {
        return Err(say!(
            "文件名 `{shown}` 是 Windows 的保留名",
            "the file name `{shown}` is reserved on Windows"
        ));
    }
    if is_git(name) {
        return Err(say!(
            "文件名 `{shown}` 属于 git，不能放在稿件里",
            "the file name `{shown}` belongs to git"
        ));
    }
    if !is_nfc(name) {
        return Err(say!(
            "文件名 `{shown}` 的字符是分开编码的（不是 NFC），换一台电脑会变成另一个文件",
            "the file name `{shown}` is not in NFC: another computer takes it for another file"
        ));
    }
    if name.len() > LONGEST {
        let (length, characters) = (name.len(), LONGEST / 3);
        return Err(say!(
            "文件名 `{shown}` 有 {length} 字节，最多 {LONGEST} 字节（{characters} 个汉字）",
            "the file name `{shown}` has {length} bytes; at most {LONGEST} ({characters} Chinese characters)"
        ));
    }
    Ok(())
}

/// `.git`, `.gitattributes` and the like in any case, and the short names that Windows makes for them.
fn is_git(name: &str) -> bool {
    let name = name.to_lowercase();
    let short = ["git~", "gi7eba~", "gi7d29~", "gi250a~"].iter().find_map(|short| name.strip_prefix(short));
    name.starts_with(".git") || short.is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()))
}

/// A name with each invisible character shown as `\u{…}`, line feeds and tabs too.
pub(super) fn visible(name: &str) -> String {
    name.chars()
        .map(|c| if is_invisible(c) { c.escape_unicode().to_string() } else { c.to_string() })
        .collect()
}

/// Characters that nobody sees in a name: those that act on a terminal, and those without width.
fn is_invisible(c: char) -> bool {
    is_hidden(c)
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}')
        || matches!(c, '\u{180b}'..='\u{180f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}')
        || matches!(c, '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_travel() {
        for good in [
            "index.md",
            "cover.png",
            "图 1（终稿）.png",
            "pictures/封面.jpg",
            "console.md",
            "com10.png",
            "común.md",
            "a b.png",
            ".hidden",
            "digit.png",
            "git~x",
        ] {
            assert_eq!(check_name(good), Ok(()), "{good}");
        }
        assert_eq!(check_name(&"字".repeat(80)), Ok(()));
    }

    #[test]
    fn names_that_do_not() {
        let long = "字".repeat(81);
        let rows = [
            ("", "twice"),
            ("/etc/passwd", "twice"),
            ("a//b", "twice"),
            ("a/", "twice"),
            ("../x", "leaves"),
            ("a/./b", "leaves"),
            ("a\\b", "`\\`"),
            ("C:x", "`:`"),
            ("12:30.png", "`:`"),
            ("what?.png", "`?`"),
            ("a*", "`*`"),
            ("<a>", "`<`"),
            ("a|b", "`|`"),
            ("\"a\"", "`\"`"),
            ("a.", "ends"),
            ("a /b", "ends"),
            ("-rf", "option"),
            ("CON", "reserved"),
            ("nul.png", "reserved"),
            ("a/Com1.tar.gz", "reserved"),
            ("lpt².txt", "reserved"),
            ("con .txt", "reserved"),
            (".git", "git"),
            (".GIT/config", "git"),
            ("GIT~1", "git"),
            (".gitattributes", "git"),
            (".g\u{200c}it", "U+200C"),
            ("a\u{202e}gnp.exe", "U+202E"),
            ("a\nb", "U+000A"),
            ("a\tb", "U+0009"),
            ("a\0", "U+0000"),
            ("a\u{3164}", "U+3164"),
            ("cafe\u{301}.png", "NFC"),
            (long.as_str(), "243 bytes"),
        ];
        for (bad, said) in rows {
            let text = check_name(bad).unwrap_err();
            assert!(text.en.contains(said), "{bad:?}: {}", text.en);
            assert!(!text.zh.chars().any(is_invisible), "{bad:?}");
        }
    }

    #[test]
    fn names_that_are_one_file_fold_to_one() {
        assert_eq!(fold("Caf\u{e9}.PNG"), fold("cafe\u{301}.png"));
        assert_eq!(fold("ΣΑΣ"), fold("σασ"));
        assert_ne!(fold("封面.png"), fold("封皮.png"));
    }
}
