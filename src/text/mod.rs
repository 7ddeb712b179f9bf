//! Sentences for people, each in Chinese and English, side by side where they are used.
//!
//! The library says everything in both; only the program, which knows its reader, picks one.

pub mod markdown;

use std::{fmt, sync::LazyLock};

use memchr::memmem::Finder;

/// One of the two languages that wxops speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// 中文
    Zh,
    /// English
    En,
}

/// A sentence in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

impl Text {
    /// The same words in both languages: a name, a path, a sentence somebody typed.
    pub fn same(words: impl fmt::Display) -> Self {
        let words = words.to_string();
        Text { zh: words.clone(), en: words }
    }

    /// The sentence in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// `say!("中文 {name}", "English {name}")` is a [`Text`]; names are captured as in `format!`,
/// and `name = value` may follow for what is more than a name.
#[macro_export]
macro_rules! say {
    ($zh:literal, $en:literal $(,)?) => {
        $crate::text::Text { zh: format!($zh), en: format!($en) }
    };
    ($zh:literal, $en:literal, $($name:ident = $value:expr),+ $(,)?) => {{
        $(let $name = $value;)+
        $crate::text::Text { zh: format!($zh), en: format!($en) }
    }};
}

/// Joins words for reading: `甲、乙、丙` and `a, b, c`.
pub fn list<'a>(words: impl IntoIterator<Item = &'a Text>) -> Text {
    let mut all = Text::default();
    for (n, word) in words.into_iter().enumerate() {
        if n > 0 {
            all.zh.push('、');
            all.en.push_str(", ");
        }
        all.zh.push_str(&word.zh);
        all.en.push_str(&word.en);
    }
    all
}

/// Joins the same words in both languages, as [`list`] does.
pub fn names<S: fmt::Display>(words: impl IntoIterator<Item = S>) -> Text {
    let words: Vec<Text> = words.into_iter().map(Text::same).collect();
    list(&words)
}

/// `count` and a noun, with the English plural: `plural(2, "error")` is `2 errors`.
pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// The one of `known` that somebody meant who typed `word`, if one is near enough.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let scored = known.into_iter().map(|name| (strsim::jaro_winkler(&word, &name.to_lowercase()), name));
    scored.filter(|(score, _)| *score > 0.75).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

/// Makes words from a repository safe to print: control characters, escape sequences and marks that turn
/// the writing direction are shown as `\u{…}` (the only way such words reach a terminal).
pub fn escaped(words: &str) -> String {
    if !may_hold_hidden(words) {
        return words.to_owned();
    }
    let mut safe = String::with_capacity(words.len());
    for c in words.chars() {
        if is_hidden(c) { safe.extend(c.escape_unicode()) } else { safe.push(c) }
    }
    safe
}

/// JSON with everything escaped that acts on a terminal; it can only stand inside strings, and stays the same.
pub fn harmless(document: &str) -> String {
    let mut safe = String::with_capacity(document.len());
    for c in document.chars() {
        if is_hidden(c) { safe.push_str(&format!("\\u{:04x}", u32::from(c))) } else { safe.push(c) }
    }
    safe
}

/// Whether a character acts on a terminal or on the order of reading instead of being seen. Line feed and
/// tab are harmless and stay.
pub fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether [`is_hidden`] may be true of a character of a text: a quick look at its bytes, never wrong with `false`.
pub fn may_hold_hidden(text: &str) -> bool {
    // Made once: this is asked of many short texts.
    static BEGINS: LazyLock<[Finder<'static>; 3]> =
        LazyLock::new(|| [b"\xd8\x9c".as_slice(), b"\xef\xbb\xbf", b"\xe2\x81"].map(Finder::new));
    static SIGNS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"\xe2\x80"));
    let bytes = text.as_bytes();
    // Looked at in blocks, without a way out between: the machine takes many bytes at once then.
    let control = |byte: u8| {
        u8::from(byte < b' ') & u8::from(byte != b'\n') & u8::from(byte != b'\t') | u8::from(byte == 0x7f)
    };
    bytes.chunks(256).any(|block| block.iter().fold(0, |met, byte| met | control(*byte)) != 0)
        || memchr::memchr(0xc2, bytes).is_some()
        || BEGINS.iter().any(|begins| begins.find(bytes).is_some())
        || SIGNS.find_iter(bytes).any(|at| !matches!(bytes.get(at + 2), Some(0x90..=0xa7 | 0xaf..=0xbf)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_look_misses_no_hidden_character() {
        for c in ('\0'..=char::MAX).filter(|c| is_hidden(*c)) {
            assert!(may_hold_hidden(&format!("甲{c}乙")), "{c:?}");
        }
        assert!(!may_hold_hidden("一行\n\t“二行”……——，。！"));
    }

    #[test]
    fn terminal_sequences_are_shown_not_sent() {
        assert_eq!(escaped("甲\u{1b}[31m乙\u{202e}"), "甲\\u{1b}[31m乙\\u{202e}");
        assert_eq!(escaped("一行\n\t二行"), "一行\n\t二行");
    }

    #[test]
    fn lists_read_as_their_language_does() {
        assert_eq!(names(["甲", "乙"]), say!("甲、乙", "甲, 乙"));
        assert_eq!(plural(1, "error"), "1 error");
        assert_eq!(plural(0, "error"), "0 errors");
    }
}
