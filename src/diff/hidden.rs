//! Leaks stay covered in what is compared: that a number changed is seen, the number is not.

use super::{Hunk, Line};
use crate::leaks::masked;

/// Covers the leaks of both files in the lines that are shown of them. They are compared first, for two numbers may
/// look alike when they are covered.
pub(super) fn cover(hunks: &mut [Hunk], old: &str, new: &str) {
    if hunks.is_empty() {
        return;
    }
    let (old, new) = (masked(old), masked(new));
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    for line in hunks.iter_mut().flat_map(|hunk| &mut hunk.lines) {
        for (lines, number) in [(&old, line.before), (&new, line.after)] {
            if let Some(shown) = number.and_then(|number| lines.get(number.checked_sub(1)?)) {
                cover_line(line, shown);
            }
        }
    }
}

/// Puts a star wherever the covered line has one.
fn cover_line(line: &mut Line, shown: &str) {
    let mut shown = shown.chars();
    for part in &mut line.parts {
        let star = |c: char| if shown.next() == Some('*') { '*' } else { c };
        part.text = part.text.chars().map(star).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::{super::hunks, *};
    use crate::diff::Sign;

    fn numbered(text: &str) -> Vec<(usize, &str)> {
        text.split_inclusive('\n').enumerate().map(|(n, line)| (n + 1, line)).collect()
    }

    /// The lines that are shown, each with its sign, and what changed in them.
    fn shown(old: &str, new: &str) -> (String, String) {
        let mut hunks = hunks(&numbered(old), &numbered(new));
        cover(&mut hunks, old, new);
        let lines: Vec<&Line> = hunks.iter().flat_map(|hunk| &hunk.lines).collect();
        let sign = |sign| match sign {
            Sign::Same => ' ',
            Sign::Minus => '-',
            Sign::Plus => '+',
        };
        let text: Vec<String> =
            lines.iter().map(|line| format!("{}{}\n", sign(line.sign), line.text())).collect();
        let changed = lines.iter().flat_map(|line| &line.parts).filter(|part| part.changed);
        (text.concat(), changed.map(|part| part.text.as_str()).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn numbers_are_covered_wherever_they_stand() {
        let (text, _) = shown("一\r\n电话 13800138000\r\n二\r\n", "一\n电话 13800138000。\n二 13900139000\n");
        assert_eq!(text, " 一\n-电话 138******00\n+电话 138******00。\n-二\n+二 139******00\n");
    }

    #[test]
    fn a_number_that_looks_the_same_covered_has_changed() {
        let (text, changed) = shown("电话 13800138000 找李娜\n", "电话 13811138000 找李娜\n");
        assert_eq!(text, "-电话 138******00 找李娜\n+电话 138******00 找李娜\n");
        assert!(
            !changed.is_empty() && !changed.contains("138001") && !changed.contains("138111"),
            "{changed}"
        );
    }

    #[test]
    fn a_key_stays_covered_where_only_its_first_line_goes() {
        let key = "-----BEGIN PRIVATE KEY-----\nMIIEMadeUp\nMIIEMadeUp\n-----END PRIVATE KEY-----\n";
        let (text, _) = shown(key, &key.replace("-----BEGIN PRIVATE KEY-----\n", "一\n"));
        assert!(!text.contains("MadeUp"), "{text}");
    }
}
