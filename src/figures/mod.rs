//! Numbers as articles write them, what they count, and the parts of one whole.

mod claims;
mod columns;
mod parts;
mod sentence;
mod shares;
mod totals;

pub use claims::claims;
pub use columns::columns;
pub use parts::{Part, are_groups, are_kinds, is_rest, parts};
pub use sentence::{sentence, sentences};
pub use shares::{are_bands, is_percentage, wrong_sum};
pub use totals::{Total, told};

/// Units that may stand after both numbers of a range.
const UNITS: [&str; 32] = [
    "%", "％", "℃", "元", "人", "岁", "名", "家", "个", "台", "件", "次", "项", "天", "小时", "分钟", "公里",
    "千米", "厘米", "毫米", "米", "公斤", "千克", "克", "吨", "升", "kg", "km", "cm", "mm", "mL", "GB",
];

/// The unit with which a text begins, if it is one that is counted or measured in.
pub fn unit_after(text: &str) -> Option<&'static str> {
    UNITS.into_iter().find(|unit| text.starts_with(unit))
}
