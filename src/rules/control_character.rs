//! Characters that nobody sees act on terminals and on the order of reading, and hide in a review.

use std::collections::BTreeMap;

use super::{Findings, Subject};
use crate::{
    article::front_matter::{Row, Value},
    fixing::Edit,
    say,
    text::{is_hidden, may_hold_hidden},
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let text = subject.article.text();
    let mut met: BTreeMap<char, (usize, usize)> = BTreeMap::new();
    let mut before = '\0';
    let looked_at = if may_hold_hidden(text) { text } else { "" };
    for (at, c) in looked_at.char_indices() {
        let other_rule = c == '\r' || (c == '\u{feff}' && at == 0);
        if is_hidden(c) && !other_rule && !joins_emoji(before, c) {
            met.entry(c).or_insert((at, 0)).1 += 1;
        }
        before = c;
    }
    for (c, (at, count)) in met {
        let (span, code) = (at..at + c.len_utf8(), u32::from(c));
        let message = match count {
            1 => say!("这里有看不见的字符 U+{code:04X}", "the invisible character U+{code:04X} stands here"),
            _ => say!(
                "看不见的字符 U+{code:04X} 共有 {count} 处，这是第一处",
                "the invisible character U+{code:04X} stands in {count} places, this is the first"
            ),
        };
        let finding = if is_harmful(c) { found.at(span, message) } else { found.warning_at(span, message) };
        finding
            .fix(deleted(subject, c))
            .help(say!("删掉它；多半是粘贴时带进来的", "delete it; most likely it was pasted"));
    }
    for field in &subject.article.front.entries {
        let words = match &field.value {
            Value::Words(words) => words,
            Value::List(words) => &words.concat(),
            Value::Tables(rows) => &rows.iter().flat_map(Row::words).collect::<String>(),
            Value::Flag(_) | Value::Other(_) => continue,
        };
        let written = &text[field.span.clone()];
        if let Some(c) = words.chars().find(|c| is_hidden(*c) && *c != '\r' && !written.contains(*c)) {
            let (key, code) = (&field.key, u32::from(c));
            found.at(
                field.span.clone(),
                say!(
                    "`{key}` 里用转义写了看不见的字符 U+{code:04X}",
                    "`{key}` spells the invisible character U+{code:04X}"
                ),
            );
        }
    }
}

/// The edits that take a character out of the words: one that shows nothing and ends no line, among Chinese.
fn deleted(subject: &Subject<'_>, c: char) -> Vec<Edit> {
    let is_line_end = matches!(c, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    // In other writings these join letters, or say which way they run.
    let is_other = |c: char| matches!(c, '\u{590}'..='\u{109f}' | '\u{1780}'..='\u{18af}');
    let prose = subject.prose();
    if is_line_end || prose.text.contains(is_other) {
        return vec![];
    }
    let places = prose.text.match_indices(c).filter(|(at, _)| !joins_emoji(prose.before(*at), c));
    places.flat_map(|(at, _)| subject.mend(&(at..at + c.len_utf8()), "")).collect()
}

/// Control characters and the line ends of Unicode; the others turn the direction or have no width.
fn is_harmful(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// U+200D makes one emoji of several.
fn joins_emoji(before: char, c: char) -> bool {
    c == '\u{200d}' && matches!(before, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}
