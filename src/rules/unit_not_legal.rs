//! Units that are no longer legal in China, and symbols whose letters have the wrong size.

use super::{Findings, Subject};
use crate::say;

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
    for run in prose.latin() {
        let written = &prose.text[run.clone()];
        let letters = written.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = written.len() > letters.len();
        let (units, start) = if letters.is_empty() {
            // What is counted follows the number, after a space perhaps.
            (&UNITS[..], run.end + usize::from(prose.after(run.end) == ' '))
        } else if number || follows_number(&prose.text[..run.start]) {
            (&SYMBOLS[..], run.end - letters.len())
        } else {
            continue;
        };
        let known = units.iter().find(|(typed, _)| match letters {
            "" => prose.text[start..].starts_with(typed),
            letters => *typed == letters,
        });
        let Some((typed, right)) = known else { continue };
        found
            .at(
                prose.span(start..start + typed.len()),
                say!("`{typed}` 不是法定计量单位", "`{typed}` is no legal unit"),
            )
            .help(say!("改成 `{right}`", "write `{right}`"));
    }
}

fn follows_number(text: &str) -> bool {
    text.strip_suffix(' ').is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()))
}
