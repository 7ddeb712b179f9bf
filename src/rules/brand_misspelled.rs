//! Who makes a thing has settled how its name is written.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
    sync::LazyLock,
};

use super::{Findings, Subject};
use crate::{article::prose::Prose, lexicon::brands, say};

/// Each miswritten form and the name.
static WRONG: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| brands().collect());

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let mut met: BTreeMap<&str, (Range<usize>, &str, usize)> = BTreeMap::new();
    for at in prose.latin() {
        let word = &prose.text[at.clone()];
        let is_name = word.len() > 1 && word.starts_with(|c: char| c.is_ascii_alphabetic());
        let right = is_name.then(|| WRONG.get(word)).flatten();
        if let Some(right) = right.filter(|_| is_alone(prose, at) && !prose.is_quoted(at)) {
            met.entry(word).or_insert((at.clone(), right, 0)).2 += 1;
        }
    }
    for (word, (at, right, count)) in met {
        let message = if count == 1 {
            say!("“{word}”应写作“{right}”", "“{word}” is written “{right}”")
        } else {
            say!("“{word}”应写作“{right}”，共 {count} 处", "“{word}” is written “{right}” ({count} places)")
        };
        found.at(prose.span(at), message).help(say!("改成 `{right}`", "write `{right}`"));
    }
}

/// Whether the word is no part of an address, a path, a file name or a name in code.
fn is_alone(prose: &Prose, at: &Range<usize>) -> bool {
    let joins = |c: char| "/\\@_-#$=&+:~".contains(c);
    let (before, after) = (prose.before(at.start), prose.after(at.end));
    let beyond = prose.text[at.end..].chars().nth(1).unwrap_or('\n');
    let goes_on = matches!(after, '.' | '\'') && beyond.is_ascii_alphanumeric();
    !joins(before) && before != '.' && !joins(after) && !goes_on
}
