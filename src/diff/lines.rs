//! Lines and words: a Chinese paragraph is one long line, so what changed inside it has to be shown.

use std::ops::Range;

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

use super::{pairs::pairs, words::words};

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
    let bare = |lines: &[(usize, &str)]| -> Vec<String> {
        lines.iter().map(|(_, line)| line.trim_end_matches(['\n', '\r']).to_owned()).collect()
    };
    let (before, after) = (bare(old), bare(new));
    let ops = capture_diff_slices(Algorithm::Patience, &before, &after);
    let groups = group_diff_ops(ops, AROUND).into_iter();
    let differs = |group: &Vec<DiffOp>| group.iter().any(|op| op.tag() != DiffTag::Equal);
    let files = Files { old, new, before: &before, after: &after };
    groups.filter(differs).map(|group| Hunk { lines: files.lines(&group) }).collect()
}

/// Two files, with the numbers of their lines, and without the ends of lines.
struct Files<'t> {
    old: &'t [(usize, &'t str)],
    new: &'t [(usize, &'t str)],
    before: &'t [String],
    after: &'t [String],
}

impl Files<'_> {
    fn lines(&self, group: &[DiffOp]) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut changed: Option<(Range<usize>, Range<usize>)> = None;
        for op in group {
            if op.tag() == DiffTag::Equal {
                lines.extend(changed.take().into_iter().flat_map(|(old, new)| self.changed(old, new)));
                let same = op.old_range().zip(op.new_range());
                lines.extend(same.map(|(old, new)| self.line(Sign::Same, Some(old), Some(new), None)));
            } else {
                let (old, new) = changed.get_or_insert_with(|| (op.old_range(), op.new_range()));
                (old.end, new.end) = (op.old_range().end, op.new_range().end);
            }
        }
        lines.extend(changed.into_iter().flat_map(|(old, new)| self.changed(old, new)));
        lines
    }

    /// Lines that gave way to others. One that was edited stands right before what became of it.
    fn changed(&self, old: Range<usize>, new: Range<usize>) -> Vec<Line> {
        let mut lines = Vec::new();
        for pair in pairs(&self.before[old.clone()], &self.after[new.clone()]) {
            let (was, is) = (pair.0.map(|n| n + old.start), pair.1.map(|n| n + new.start));
            let both = was.zip(is).map(|(was, is)| words(&self.before[was], &self.after[is]));
            let (before, after) = both.unzip();
            lines.extend(was.map(|was| self.line(Sign::Minus, Some(was), None, before)));
            lines.extend(is.map(|is| self.line(Sign::Plus, None, Some(is), after)));
        }
        lines
    }

    fn line(&self, sign: Sign, old: Option<usize>, new: Option<usize>, parts: Option<Vec<Part>>) -> Line {
        let number =
            |lines: &[(usize, &str)], n: Option<usize>| n.and_then(|n| lines.get(n)).map(|(n, _)| *n);
        let text = || old.map_or_else(|| new.map(|n| &self.after[n]), |n| Some(&self.before[n]));
        let whole = || text().filter(|text| !text.is_empty()).cloned();
        let parts =
            parts.unwrap_or_else(|| whole().map(|text| Part { text, changed: false }).into_iter().collect());
        Line { sign, before: number(self.old, old), after: number(self.new, new), parts }
    }
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
