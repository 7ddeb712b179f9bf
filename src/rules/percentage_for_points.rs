//! From 5% to 15% is ten percentage points; ten percent of five is a half.

use super::{Findings, Subject};
use crate::say;

/// What may stand between the first number and the difference, and between that and the last number.
const VERBS: [&str; 8] = ["提高", "增长", "上升", "提升", "增加", "下降", "降低", "减少"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let text = &prose.text;
    for (at, _) in text.match_indices('从') {
        let Some((from, rest)) = percentage(&text[at + '从'.len_utf8()..]) else { continue };
        let Some(rest) = VERBS.iter().find_map(|verb| rest.strip_prefix(verb)) else { continue };
        let rest = rest.strip_prefix('了').unwrap_or(rest);
        let Some((by, after)) = percentage(rest) else { continue };
        let place = text.len() - rest.len()..text.len() - after.len();
        let Some(after) = after.trim_start_matches('，').strip_prefix(['到', '至']) else { continue };
        let Some((to, _)) = percentage(after) else { continue };
        if ((to - from).abs() - by).abs() < 0.005 {
            found
                .at(prose.span(place), say!("这是百分点，不是百分比", "these are percentage points"))
                .help(say!("写成 `{by} 个百分点`", "write `{by} 个百分点`"));
        }
    }
}

/// The percentage that a text begins with, and what follows it.
fn percentage(text: &str) -> Option<(f64, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = text[..text.len() - rest.len()].parse().ok()?;
    Some((number, rest.strip_prefix(['%', '％'])?))
}
