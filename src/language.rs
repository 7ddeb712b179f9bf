//! Which language the reader reads, chosen once, before the command line is built.
//!
//! First of: `--lang`, `WXOPS_LANG`, `language` in the folder's `wxops.toml`, the desktop's locale.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    sync::OnceLock,
};
use wxops::text::Language;

static CHOSEN: OnceLock<Language> = OnceLock::new();

/// `tr!("中文", "English")` is the one of the two that the reader reads.
macro_rules! tr {
    ($zh:literal, $en:literal $(,)?) => {
        match $crate::language::chosen() {
            ::wxops::text::Language::Zh => $zh,
            ::wxops::text::Language::En => $en,
        }
    };
}

/// The language that [`choose`] chose; English before that.
pub(crate) fn chosen() -> Language {
    CHOSEN.get().copied().unwrap_or(Language::En)
}

/// Chooses the language for this run. `words` is the command line as typed; nothing here is ever an error.
pub(crate) fn choose(words: &[OsString]) -> Language {
    let language = option(words, &["--lang"])
        .and_then(|word| named(&word))
        .or_else(|| variable("WXOPS_LANG").and_then(|word| named(&word)))
        .or_else(|| setting(&option(words, &["-C"]).map_or_else(|| PathBuf::from("."), PathBuf::from)))
        .unwrap_or_else(|| match sys_locale::get_locale() {
            Some(locale) if locale.starts_with("zh") => Language::Zh,
            _ => Language::En,
        });
    *CHOSEN.get_or_init(|| language)
}

/// The value of an option on a command line that clap has not read yet: `--lang zh`, `--lang=zh`, `-Cdir`.
pub(crate) fn option(words: &[OsString], names: &[&str]) -> Option<String> {
    let mut words = words.iter().skip(1).map(|word| word.to_string_lossy()).take_while(|word| word != "--");
    while let Some(word) = words.next() {
        for name in names {
            match word.strip_prefix(name) {
                Some("") => return words.next().map(Into::into),
                Some(value) if value.starts_with('=') => return Some(value[1..].to_owned()),
                Some(value) if !name.starts_with("--") => return Some(value.to_owned()),
                _ => {}
            }
        }
    }
    None
}

/// Whether a flag stands on the command line.
pub(crate) fn flag(words: &[OsString], name: &str) -> bool {
    words.iter().take_while(|word| *word != "--").any(|word| word == name)
}

fn named(word: &str) -> Option<Language> {
    let word = word.to_ascii_lowercase();
    match word.get(..2) {
        Some("zh") => Some(Language::Zh),
        Some("en") => Some(Language::En),
        _ => None,
    }
}

#[expect(clippy::disallowed_methods, reason = "the language is needed before there is a context")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// `language = "zh"` in the nearest `wxops.toml` at or above `start`.
#[expect(clippy::disallowed_methods, reason = "one line of the settings, before the folder is opened")]
fn setting(start: &Path) -> Option<Language> {
    let start = start.canonicalize().ok()?;
    let settings = start.ancestors().map(|folder| folder.join("wxops.toml")).find(|path| path.is_file())?;
    language_line(&std::fs::read_to_string(settings).ok()?)
}

/// Reads one line instead of the whole TOML, so that a mistake elsewhere in the file costs nobody the language.
fn language_line(settings: &str) -> Option<Language> {
    settings
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with('['))
        .find_map(|line| line.strip_prefix("language")?.trim_start().strip_prefix('='))
        .and_then(|value| named(value.trim().trim_matches(['"', '\''])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn options_are_found_however_they_are_typed() {
        assert_eq!(option(&typed("wxops show --lang zh"), &["--lang"]), Some("zh".into()));
        assert_eq!(option(&typed("wxops --lang=en show"), &["--lang"]), Some("en".into()));
        assert_eq!(option(&typed("wxops -Ca/b show"), &["-C"]), Some("a/b".into()));
        assert_eq!(option(&typed("wxops show -- --lang zh"), &["--lang"]), None);
        assert_eq!(option(&typed("wxops show --language zh"), &["--lang"]), None);
        assert!(!flag(&typed("wxops show -- --json"), "--json"));
    }

    #[test]
    fn the_settings_name_the_language_before_their_first_table() {
        assert_eq!(language_line("# 语言\nlanguage = \"zh\" # 中文\n"), Some(Language::Zh));
        assert_eq!(language_line("language='en'\nbroken ="), Some(Language::En));
        assert_eq!(language_line("[x]\nlanguage = \"zh\""), None);
        assert_eq!(language_line("languages = 2"), None);
    }
}
