//! Times of day.

use crate::article::prose::{digits_after, digits_before};

/// Where a time of day begins whose colon stands here, and its minutes since midnight.
pub fn clock(text: &str, at: usize, colon: usize) -> Option<(usize, u32)> {
    let (hours, minutes) = (digits_before(text, at), digits_after(text, at + colon));
    let start = at - hours.len();
    let alone = |c: char| !matches!(c, ':' | '：' | '.') && !c.is_ascii_alphanumeric();
    let before = text[..start].chars().next_back().is_none_or(alone);
    let after = text[at + colon + minutes.len()..].chars().next();
    if hours.len() > 2 || minutes.len() != 2 || !before || !after.is_none_or(|c| !matches!(c, ':' | '：')) {
        return None;
    }
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 24 && minutes < 60).then_some((start, hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_has_hours_and_minutes_and_stands_alone() {
        let read = |text: &str| {
            let colon = text.find([':', '：'])?;
            clock(text, colon, text[colon..].chars().next()?.len_utf8()).map(|(_, minutes)| minutes)
        };
        assert_eq!(read("晚 20:05 开始"), Some(20 * 60 + 5));
        assert_eq!(read("8：30"), Some(8 * 60 + 30));
        for none in ["25:00", "8:5", "1:02:03", "v8:30", "2.8:30"] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
