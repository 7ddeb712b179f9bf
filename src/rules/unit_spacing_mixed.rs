//! 10Gbps and 20 TB in one article: a number and its unit are written one way.

use std::ops::Range;

use super::{Findings, Subject};
use crate::{article::prose::digits_before, say};

const UNITS: [&str; 32] = [
    "kg", "g", "mg", "km", "m", "cm", "mm", "nm", "L", "mL", "ml", "s", "ms", "h", "V", "A", "W", "kW",
    "kWh", "mAh", "Hz", "kHz", "MHz", "GHz", "KB", "MB", "GB", "TB", "Mbps", "Gbps", "GiB", "MiB",
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let (mut spaced, mut tight): (Vec<Range<usize>>, Vec<Range<usize>>) = (Vec::new(), Vec::new());
    for at in prose.latin() {
        let word = &prose.text[at.clone()];
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
        if !UNITS.contains(&unit) {
            continue;
        }
        if unit.len() < word.len() {
            tight.push(at.clone());
        } else if prose.before(at.start) == ' ' && prose.before(at.start - 1).is_ascii_digit() {
            let number = digits_before(&prose.text, at.start - 1).len();
            spaced.push(at.start - 1 - number..at.end);
        }
    }
    let (with, without) = (spaced.len(), tight.len());
    let fewer = if with < without { spaced.first() } else { tight.first() };
    if let Some(first) = fewer.filter(|_| with > 0 && without > 0) {
        found
            .at(
                prose.span(first.clone()),
                say!(
                    "数字与单位之间 {with} 处有空格，{without} 处没有",
                    "between numbers and units {with} places have a space and {without} have none"
                ),
            )
            .help(say!("统一一种写法", "choose one"));
    }
}
