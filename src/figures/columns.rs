//! Columns of tables under a head such as `占比`: shares of one whole, row by row.

use std::ops::Range;

use super::{is_percentage, is_rest, parts, wrong_sum};
use crate::article::{
    Article,
    tables::{tables, words},
};

/// Heads of columns that hold the shares of one whole. `女性占比` may be of another whole in each row.
const HEADS: [&str; 14] = [
    "占比",
    "比例",
    "百分比",
    "份额",
    "市场份额",
    "市占率",
    "构成",
    "比重",
    "结构",
    "构成比",
    "所占比例",
    "占比（%）",
    "占比(%)",
    "百分比（%）",
];

/// Ends of heads under which the shares are those of one whole if a row says so: `人数占比`, and `合计` 100%.
const ENDS: [&str; 5] = ["占比", "比例", "比重", "份额", "百分比"];

/// Rows that give the whole.
const WHOLES: [&str; 5] = ["合计", "总计", "总和", "共计", "总体"];

/// The last cell of each column of shares that do not make a hundred per cent, and what they make.
pub fn columns(article: &Article) -> Vec<(Range<usize>, f64)> {
    let mut wrong = Vec::new();
    for table in tables(article) {
        let Some((head, rows)) = table.split_first().filter(|(_, rows)| rows.len() > 2) else { continue };
        for (column, cell) in head.iter().enumerate().skip(1) {
            let title = words(article, cell);
            let is_share = HEADS.contains(&title.as_str())
                || ENDS.iter().any(|end| title.ends_with(end)) && says_whole(article, rows, column);
            let last = rows.last().and_then(|row| row.get(column)).filter(|_| is_share);
            wrong.extend(last.and_then(|last| Some((last.clone(), sum(article, rows, column)?))));
        }
    }
    wrong
}

/// Whether a row such as `合计` gives a hundred per cent in a column.
fn says_whole(article: &Article, rows: &[Vec<Range<usize>>], column: usize) -> bool {
    rows.iter().any(|row| {
        let name = row.first().map(|cell| words(article, cell)).unwrap_or_default();
        let said = row.get(column).map(|cell| words(article, cell)).unwrap_or_default();
        WHOLES.iter().any(|whole| name.starts_with(whole)) && said.starts_with("100")
    })
}

/// What the shares of a column make, if that is wrong.
fn sum(article: &Article, rows: &[Vec<Range<usize>>], column: usize) -> Option<f64> {
    let cells = rows.iter().map(|row| Some((words(article, row.first()?), words(article, row.get(column)?))));
    let cells = cells.collect::<Option<Vec<(String, String)>>>()?;
    let is_whole = |name: &str| WHOLES.iter().any(|whole| name.starts_with(whole));
    let rows = cells.iter().filter(|(name, _)| !is_whole(name));
    // A row of 100% that is not called a total begins a funnel, or another whole.
    let share = |(name, said): &'_ (String, String)| {
        let share = parts(said, 0..said.len()).pop()?;
        let plain = share.name.is_empty() && share.range == (0..said.len()) && is_percentage(&share);
        (plain && share.number < 100.0).then(|| (is_rest(name), share.number, share.decimals))
    };
    let shares = rows.map(share).collect::<Option<Vec<_>>>()?;
    let is_whole = cells.iter().any(|(name, _)| is_whole(name)) || shares.last().is_some_and(|last| last.0);
    wrong_sum(shares.iter().map(|(_, number, decimals)| (*number, *decimals)), is_whole)
}
