//! Columns that line up, also where Chinese characters take two.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};
use wxops::text::escaped;

/// Draws rows as columns without lines, as wide as their words; no space at the ends of lines.
pub(crate) fn columns<R: AsRef<[String]>>(rows: impl IntoIterator<Item = R>) -> String {
    let plain = |cell: &String| escaped(cell).replace(['\n', '\t'], " ");
    let rows: Vec<Vec<String>> =
        rows.into_iter().map(|row| row.as_ref().iter().map(plain).collect()).collect();
    let mut widths: Vec<usize> = Vec::new();
    for row in &rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let mut page = String::new();
    for row in &rows {
        let mut gap = 0;
        for (width, cell) in widths.iter().zip(row) {
            if !cell.is_empty() {
                page.extend(std::iter::repeat_n(' ', gap));
                page.push_str(cell);
                gap = 0;
            }
            let used = if cell.is_empty() { 0 } else { cell.width() };
            gap += width - used + 2;
        }
        page.push('\n');
    }
    page.pop();
    page
}

/// [`columns`], a little to the right, under a headline.
pub(crate) fn indented<R: AsRef<[String]>>(rows: impl IntoIterator<Item = R>) -> String {
    columns(rows).lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

/// How many columns a title takes in a table.
pub(crate) const TITLE: usize = 40;

/// Words cut to so many columns, with `…` where something is left out.
pub(crate) fn shortened(words: &str, columns: usize) -> String {
    if words.width() <= columns {
        return words.to_owned();
    }
    let closing = words.chars().next_back().filter(|c| matches!(c, '》' | '”'));
    let tail: String = ['…'].into_iter().chain(closing).collect();
    let mut left = columns.saturating_sub(tail.width());
    let fits = |c: &char| {
        let width = c.width().unwrap_or(0);
        let fits = width <= left;
        left = left.saturating_sub(width);
        fits
    };
    words.chars().take_while(fits).chain(tail.chars()).collect()
}

/// `12 KB`, as people read sizes.
pub(crate) fn size(bytes: usize) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_character_is_two_columns_wide() {
        let rows = [["冬季", "待初审"], ["a", "写稿中"]].map(|row| row.map(str::to_owned));
        assert_eq!(columns(rows), "冬季  待初审\na     写稿中");
    }

    #[test]
    fn a_long_title_keeps_its_brackets() {
        assert_eq!(shortened("《冬季新品发布》", 16), "《冬季新品发布》");
        assert_eq!(shortened("《冬季新品发布》", 12).width(), 12 - 1);
        assert_eq!(shortened("《冬季新品发布》", 12), "《冬季新…》");
    }
}
