//! Units that are no longer legal in China, and symbols whose letters have the wrong size.

use super::{Findings, Subject};
use crate::{article::prose::digits_before, say};

/// What is typed after a number, and what is legal.
const UNITS: [(&str, &str); 10] = [
    ("公分", "厘米"),
    ("公厘", "毫米"),
    ("公尺", "米"),
    ("公升", "升"),
    ("公吨", "吨"),
    ("英吋", "英寸"),
    ("吋", "英寸"),
    ("英呎", "英尺"),
    ("呎", "英尺"),
    ("浬", "海里"),
];

/// Symbols as typed, and as they are: K is kelvin, M is mega.
const SYMBOLS: [(&str, &str); 13] = [
    ("KG", "kg"),
    ("Kg", "kg"),
    ("KM", "km"),
    ("Km", "km"),
    ("CM", "cm"),
    ("Cm", "cm"),
    ("MM", "mm"),
    ("KW", "kW"),
    ("Kw", "kW"),
    ("KWH", "kWh"),
    ("MAH", "mAh"),
    ("Mah", "mAh"),
    ("mah", "mAh"),
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let mut wrong = |start: usize, typed: &str, right: &str| {
        found
            .at(
                prose.span(start..start + typed.len()),
                say!("`{typed}` 不是法定计量单位", "`{typed}` is no legal unit"),
            )
            .help(say!("改成 `{right}`", "write `{right}`"));
    };
    for (typed, right) in UNITS {
        for (at, _) in prose.text.match_indices(typed) {
            if is_counted(&prose.text[..at]) {
                wrong(at, typed, right);
            }
        }
    }
    for word in prose.latin() {
        let typed = prose.text[word.clone()].trim_start_matches(|c: char| c.is_ascii_digit());
        let start = word.end - typed.len();
        let known = SYMBOLS.iter().find(|(symbol, _)| *symbol == typed);
        if let Some((symbol, right)) = known.filter(|_| is_counted(&prose.text[..start])) {
            wrong(start, symbol, right);
        }
    }
}

fn is_counted(text: &str) -> bool {
    let text = text.strip_suffix(' ').unwrap_or(text);
    !digits_before(text, text.len()).is_empty()
}
