//! Numbers as articles write them, what they count, and the parts of one whole.

mod claims;
mod columns;
mod parts;
mod sentence;
mod shares;

pub use claims::claims;
pub use columns::columns;
pub use parts::{Part, are_kinds, is_rest, parts};
pub use sentence::{sentence, sentences};
pub use shares::{is_percentage, wrong_sum};

/// Units that may stand after both numbers of a range.
const UNITS: [&str; 32] = [
    "%", "％", "℃", "元", "人", "岁", "名", "家", "个", "台", "件", "次", "项", "天", "小时", "分钟", "公里",
    "千米", "厘米", "毫米", "米", "公斤", "千克", "克", "吨", "升", "kg", "km", "cm", "mm", "mL", "GB",
];

/// The number with which a text ends: digits, a point, commas of thousands.
pub fn number_before(text: &str) -> &str {
    let rest = text.trim_end_matches(is_part);
    text[rest.len()..].trim_start_matches(['.', ','])
}

/// The number with which a text begins.
pub fn number_after(text: &str) -> &str {
    let rest = text.trim_start_matches(is_part);
    text[..text.len() - rest.len()].trim_end_matches(['.', ','])
}

/// The unit with which a text begins, if it is one that is counted or measured in.
pub fn unit_after(text: &str) -> Option<&'static str> {
    UNITS.into_iter().find(|unit| text.starts_with(unit))
}

fn is_part(c: char) -> bool {
    c.is_ascii_digit() || c == '.' || c == ','
}
