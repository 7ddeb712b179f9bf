//! Two numbers with a sign between them: 3～5天, 15%～30%, 2020—2023年.

use std::ops::Range;

use super::{Prose, number_after, number_before};

/// The signs that are typed between two numbers.
pub const RANGE_SIGNS: [char; 6] = ['～', '~', '—', '–', '-', '－'];

/// What is counted: after a number with one of these it is no code, no date with hyphens and no version.
const UNITS: &str = "个天年月日号人名位岁周时点分秒元万亿千百米公里斤克升倍种条项篇章页步层级次度台件%％℃°";

/// A range from one number to another, both of the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberRange<'p> {
    /// Where the first number begins
    pub start: usize,
    /// The first number
    pub low: &'p str,
    /// What stands between it and the sign: its unit, if it has one
    pub low_unit: Option<char>,
    /// The sign
    pub sign: char,
    /// Where the sign stands
    pub at: usize,
    /// The second number
    pub high: &'p str,
    /// Its unit
    pub unit: char,
    /// Where the unit ends
    pub end: usize,
}

impl Prose {
    /// The ranges whose second number has a unit, in order of place.
    pub fn ranges(&self) -> impl Iterator<Item = NumberRange<'_>> {
        let signs = self.marks().iter().filter(|(_, mark)| RANGE_SIGNS.contains(mark));
        signs.filter_map(|(at, sign)| self.range(*at, *sign))
    }

    fn range(&self, at: usize, sign: char) -> Option<NumberRange<'_>> {
        let text = &self.text;
        let low_unit = Some(self.before(at)).filter(|c| UNITS.contains(*c));
        let low = number_before(&text[..at - low_unit.map_or(0, char::len_utf8)]);
        let start = at - low_unit.map_or(0, char::len_utf8) - low.len();
        let high = number_after(&text[at + sign.len_utf8()..]);
        let after = at + sign.len_utf8() + high.len();
        let after = after + usize::from(self.after(after) == ' ');
        let unit = self.after(after);
        let before = self.before(start);
        let is_part =
            before.is_ascii_alphanumeric() || matches!(before, '-' | '.' | '/' | ':' | '+' | '_' | '$');
        let is_range = is_number(low) && is_number(high) && UNITS.contains(unit) && !is_part;
        let end = after + unit.len_utf8();
        is_range.then_some(NumberRange { start, low, low_unit, sign, at, high, unit, end })
    }
}

impl NumberRange<'_> {
    /// Where it stands.
    pub fn span(&self) -> Range<usize> {
        self.start..self.end
    }
}

fn is_number(word: &str) -> bool {
    word.replace(',', "").parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, markdown::Markdown};

    #[test]
    fn ranges_have_a_unit_and_codes_have_none() {
        for (text, ranges) in [
            ("约3-5天", 1),
            ("15%～30%", 1),
            ("1,000-2,000 元", 1),
            ("2.5～3.5米", 1),
            ("2011-2016 年", 1),
            ("11月25日—26日", 1),
            ("图1-4展示", 0),
            ("2020-08-3日", 0),
            ("编号 A1-3个", 0),
            ("3——5天", 0),
            ("-5天", 0),
        ] {
            let prose = Markdown::of(&Article::parse(format!("{text}\n").into_bytes())).prose;
            assert_eq!(prose.ranges().count(), ranges, "{text}");
        }
    }
}
