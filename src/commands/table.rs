//! Columns that line up, also where Chinese characters take two.

use comfy_table::{ContentArrangement, Table, presets::NOTHING};
use wxops::text::escaped;

/// Draws rows as columns without lines, as wide as their words; no space at the ends of lines.
pub(crate) fn columns<R: AsRef<[String]>>(rows: impl IntoIterator<Item = R>) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    for row in rows {
        table.add_row(row.as_ref().iter().map(|cell| escaped(cell).replace(['\n', '\t'], " ")));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table.to_string().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_character_is_two_columns_wide() {
        let rows = [["冬季", "待初审"], ["a", "写稿中"]].map(|row| row.map(str::to_owned));
        assert_eq!(columns(rows), "冬季  待初审\na     写稿中");
    }
}
