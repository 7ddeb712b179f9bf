//! Lines and words: a Chinese paragraph is one long line, so what changed inside it has to be shown.

use similar::{Algorithm, ChangeTag, DiffTag, InlineChangeOptions, TextDiff};

/// How many lines are shown around a change.
const AROUND: usize = 2;

/// Lines that belong together: changes, with what stands around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The lines, in order
    pub lines: Vec<Line>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whether it stays, went or came
    pub sign: Sign,
    /// Its number in the old file
    pub before: Option<usize>,
    /// Its number in the new file
    pub after: Option<usize>,
    /// Its words, cut where the change begins and ends
    pub parts: Vec<Part>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The words
    pub text: String,
    /// They are what changed in the line
    pub changed: bool,
}

/// What happened to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// It stands in both
    Same,
    /// It went
    Minus,
    /// It came
    Plus,
}

impl Line {
    /// The whole line.
    pub fn text(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }
}

/// Compares two files, given as lines with their numbers.
pub fn hunks(old: &[(usize, &str)], new: &[(usize, &str)]) -> Vec<Hunk> {
    let words = |lines: &[(usize, &str)]| -> Vec<String> {
        lines.iter().map(|(_, line)| line.trim_end_matches(['\n', '\r']).to_owned() + "\n").collect()
    };
    let (before, after) = (words(old), words(new));
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.iter().map(String::as_str).collect(), after.iter().map(String::as_str).collect());
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_slices(&before, &after);
    let mut options = InlineChangeOptions::new();
    options.semantic_cleanup(true);
    let number = |lines: &[(usize, &str)], n: Option<usize>| n.and_then(|n| lines.get(n)).map(|(n, _)| *n);
    let line = |change: similar::InlineChange<'_, str>| Line {
        sign: match change.tag() {
            ChangeTag::Equal => Sign::Same,
            ChangeTag::Delete => Sign::Minus,
            ChangeTag::Insert => Sign::Plus,
        },
        before: number(old, change.old_index()),
        after: number(new, change.new_index()),
        parts: parts(change.iter_strings_lossy().map(|(changed, words)| (changed, words.into_owned()))),
    };
    let groups = diff.grouped_ops(AROUND).into_iter();
    groups
        .filter(|group| group.iter().any(|op| op.tag() != DiffTag::Equal))
        .map(|group| {
            let lines = group.iter().flat_map(|op| diff.iter_inline_changes_with_options(op, options));
            Hunk { lines: lines.map(line).collect() }
        })
        .collect()
}

/// Pieces of a line without its end; neighbours of one kind are one.
fn parts(pieces: impl Iterator<Item = (bool, String)>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (changed, words) in pieces {
        let text = words.trim_end_matches('\n');
        match parts.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.changed == changed => last.text.push_str(text),
            _ => parts.push(Part { text: text.into(), changed }),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(text: &str) -> Vec<(usize, &str)> {
        text.split_inclusive('\n').enumerate().map(|(n, line)| (n + 1, line)).collect()
    }

    /// The change as plain text, `[…]` around what changed inside a line.
    fn drawn(old: &str, new: &str) -> String {
        let line = |line: &Line| {
            let sign = match line.sign {
                Sign::Same => ' ',
                Sign::Minus => '-',
                Sign::Plus => '+',
            };
            let part =
                |part: &Part| if part.changed { format!("[{}]", part.text) } else { part.text.clone() };
            format!("{sign}{}", line.parts.iter().map(part).collect::<String>())
        };
        let hunks = hunks(&numbered(old), &numbered(new));
        let lines: Vec<String> =
            hunks.iter().map(|hunk| hunk.lines.iter().map(line).collect::<Vec<_>>().join("\n")).collect();
        lines.join("\n@\n")
    }

    #[test]
    fn a_changed_word_stands_out_of_its_paragraph() {
        let (old, new) = ("续航 900 公里，低温可用。\n", "续航 800 公里，低温可用。\n");
        assert_eq!(drawn(old, new), "-续航 [900] 公里，低温可用。\n+续航 [800] 公里，低温可用。");
        let (old, new) = ("今天启动不了。\n", "今天再也启动不了。\n");
        assert_eq!(drawn(old, new), "-今天启动不了。\n+今天[再也]启动不了。");
    }

    #[test]
    fn a_new_paragraph_is_a_new_line() {
        assert_eq!(drawn("一\n\n二\n", "一\n\n全新的一段\n\n二\n"), " 一\n \n+全新的一段\n+\n 二");
    }

    #[test]
    fn ends_of_lines_are_no_change() {
        assert_eq!(drawn("一\r\n二\n", "一\n二"), "");
    }

    #[test]
    fn changes_far_apart_stand_apart() {
        let old = "一\n二\n三\n四\n五\n六\n七\n";
        assert_eq!(drawn(old, &old.replace('一', "壹").replace('七', "柒")).matches('@').count(), 1);
    }
}
