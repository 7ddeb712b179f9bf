//! Shares of one whole, and what they make together.

use super::Part;

/// Whether a part is given in per cent.
pub fn is_percentage(part: &Part<'_>) -> bool {
    matches!(part.unit, "%" | "％")
}

/// What shares make together, if it is not a hundred per cent by more than rounding explains; less is wrong only
/// where they are the whole. Each share with the number of its decimals. More than twice the whole is no slip:
/// then each share has a whole of its own.
pub fn wrong_sum(shares: impl Iterator<Item = (f64, usize)>, is_whole: bool) -> Option<f64> {
    let (mut sum, mut rounding) = (0.0, 0.0);
    for (share, decimals) in shares {
        sum += share;
        rounding += 0.1_f64.powi(i32::try_from(decimals).unwrap_or(9)) / 2.0;
    }
    let is_off = (sum - 100.0).abs() > f64::max(rounding, 1.0) + 1e-6;
    (is_off && (is_whole || sum > 100.0) && sum < 200.0).then_some(sum)
}

/// Whether shares run from the lowest to the highest: `30岁以下` to `45岁以上`.
pub fn are_bands(shares: &[Part<'_>]) -> bool {
    let ends = [shares.first(), shares.last()];
    let holds = |words: [&str; 3]| {
        let mut ends = ends.iter().flatten();
        ends.any(|share| words.iter().any(|word| share.name.contains(word)))
    };
    holds(["以下", "以内", "不足"]) && holds(["以上", "超过", "大于"])
}
