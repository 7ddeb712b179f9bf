//! Dates in figures alone: `2026-12-05`, `2026/12/5`, `2026.12.5`.

use memchr::memmem;

use super::Date;
use crate::article::prose::{digits_after, digits_before};

/// All dates in figures of this century, in order of place.
pub fn numeric_dates(text: &str) -> impl Iterator<Item = Date> {
    memmem::find_iter(text.as_bytes(), "20").filter_map(|at| numeric_date_at(text, at))
}

/// The date in figures that begins at this place.
pub(super) fn numeric_date_at(text: &str, at: usize) -> Option<Date> {
    let alone = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '/' | '.' | '_');
    if !digits_before(text, at).is_empty() || !text[..at].chars().next_back().is_none_or(alone) {
        return None;
    }
    let year = digits_after(text, at);
    let (month, sign) = part_after(text, at + year.len())?;
    let (day, same) = part_after(text, at + year.len() + 1 + month.len())?;
    let end = at + year.len() + 1 + month.len() + 1 + day.len();
    let goes_on = text[end..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        || part_after(text, end).is_some_and(|(_, next)| next == sign);
    if year.len() != 4 || sign != same || goes_on {
        return None;
    }
    Some(Date { range: at..end, year: year.parse().ok(), month: month.parse().ok()?, day: day.parse().ok()? })
}

/// One or two digits after a sign, and the sign.
fn part_after(text: &str, at: usize) -> Option<(&str, u8)> {
    let sign = *text.as_bytes().get(at).filter(|sign| matches!(sign, b'-' | b'/' | b'.'))?;
    Some((digits_after(text, at + 1), sign)).filter(|(digits, _)| (1..=2).contains(&digits.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_figures_has_one_sign_and_stands_alone() {
        let found = |text: &str| -> Vec<(u32, u32, String)> {
            let shown = |date: Date| (date.month, date.day, text[date.range].to_owned());
            numeric_dates(text).map(shown).collect()
        };
        assert_eq!(found("于2026-12-05（周六）"), [(12, 5, "2026-12-05".to_owned())]);
        assert_eq!(
            found("2026/12/5 周六，2026.1.2。"),
            [(12, 5, "2026/12/5".to_owned()), (1, 2, "2026.1.2".to_owned())]
        );
        for none in
            ["v2026.1.2", "2026-12/05", "2026.1.2.3", "120261-1-1", "2026-123-1", "20-12-05", "2026-12"]
        {
            assert_eq!(found(none), [], "{none}");
        }
    }
}
