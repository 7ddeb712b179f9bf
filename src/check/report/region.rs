//! Where a finding stands, in lines and characters instead of bytes.

use std::ops::Range;

use crate::article::line_of;

/// From a character up to, but not with, another. All four count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

impl Region {
    /// What stands for a whole file where a place must be given: nothing, at its very beginning.
    pub(super) const START: Region = Region { line: 1, column: 1, end_line: 1, end_column: 1 };

    pub(super) fn of(text: &str, span: &Range<usize>) -> Region {
        let (line, column) = place(text, span.start);
        let (end_line, end_column) = place(text, span.end.max(span.start));
        Region { line, column, end_line, end_column }
    }
}

fn place(text: &str, at: usize) -> (usize, usize) {
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let before = &text[..at];
    let line = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
    (line_of(text, at), line.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_the_end_is_left_out() {
        let text = "甲𠮷乙\n丙";
        let region = |span: Range<usize>| {
            let Region { line, column, end_line, end_column } = Region::of(text, &span);
            [line, column, end_line, end_column]
        };
        assert_eq!(region(3..7), [1, 2, 1, 3]); // four bytes, two units of UTF-16, one character
        assert_eq!(region(7..14), [1, 3, 2, 2]);
        assert_eq!(region(4..99), [1, 2, 2, 2]); // in the middle of a character, and past the end
    }
}
