//! GB/T 15835 writes a range with ～ or —; a hyphen joins the parts of a code.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let typed = prose.ranges().filter(|range| !matches!(range.sign, '～' | '—'));
    let typed: Vec<_> = typed.filter(|range| !prose.is_quoted(&range.span())).collect();
    if let Some(first) = typed.first() {
        let (sign, count) = (first.sign, typed.len());
        found
            .at(
                prose.span(first.span()),
                say!(
                    "起止号用了 `{sign}`，这样的写法共 {count} 处",
                    "`{sign}` stands in a range ({count} places like it)"
                ),
            )
            .help(say!("改成 `～`", "write `～`"));
    }
}
