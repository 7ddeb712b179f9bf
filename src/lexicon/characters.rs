//! The 8,105 characters of the Table of General Standard Chinese Characters (通用规范汉字表, 2013).

use std::sync::LazyLock;

const TABLE: &str = include_str!("tgh-8105.txt");

/// One bit a character.
static STANDARD: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut bits = vec![0; 0x3_0000 / 64];
    for c in standard() {
        if let Some(word) = bits.get_mut(c as usize / 64) {
            *word |= 1 << (c as usize % 64);
        }
    }
    bits
});

fn standard() -> impl Iterator<Item = char> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.chars().next())
}

/// Whether it is a Chinese character outside the table. `〇` is a numeral and no such character.
pub fn is_rare(c: char) -> bool {
    let word = STANDARD.get(c as usize / 64).copied().unwrap_or_default();
    is_han(c) && word & (1 << (c as usize % 64)) == 0
}

/// A Chinese character, or a radical or a compatibility form that looks like one.
fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fd5}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table_is_read() {
        assert_eq!(standard().count(), 8105);
        assert!(standard().all(|c| is_han(c) && !is_rare(c)));
        for (c, rare) in
            [('國', true), ('⽂', true), ('沢', true), ('〇', false), ('A', false), ('，', false)]
        {
            assert_eq!(is_rare(c), rare, "{c}");
        }
    }
}
