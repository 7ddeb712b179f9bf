//! What a rule reports about an article: drawn in its line for a person, or as JSON.

use std::{fmt::Write as _, ops::Range};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::{
    article::line_of,
    fixing::Edit,
    leaks::{Leak, covered, retold},
    say,
    text::{Language, Text, escaped},
};

/// Most columns of a line that are drawn; a Chinese paragraph is one line of many hundreds.
const COLUMNS: usize = 96;

/// What a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// 错误: the article cannot be submitted
    Error,
    /// 提醒: shown, and nothing is held up
    Warning,
}

impl Severity {
    /// One step less; nothing where it is not reported then.
    pub fn lighter(self) -> Option<Severity> {
        match self {
            Severity::Error => Some(Severity::Warning),
            Severity::Warning => None,
        }
    }

    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }

    /// What people call it.
    pub fn label(self) -> Text {
        match self {
            Severity::Error => Text { zh: "错误".into(), en: "error".into() },
            Severity::Warning => Text { zh: "提醒".into(), en: "warning".into() },
        }
    }
}

/// One thing that a rule objects to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name
    pub rule: &'static str,
    /// What it weighs here
    pub severity: Severity,
    /// The file
    pub path: String,
    /// Where, in bytes of the file's text; empty when it is about the whole file
    pub span: Range<usize>,
    /// What is wrong, in one sentence without a full stop
    pub message: Text,
    /// What to do, in the imperative
    pub help: Option<Text>,
    /// The edits that mend it, in bytes of the file's text; none where that takes a person
    pub fix: Vec<Edit>,
    /// What of its lines is never shown, in bytes of the file's text and in order: see [`Finding::hiding`]
    pub hidden: Vec<Range<usize>>,
}

impl Finding {
    /// Says what to do.
    pub fn help(&mut self, help: Text) {
        self.help = Some(help);
    }

    /// Says how it is mended without asking.
    pub fn fix(&mut self, edits: Vec<Edit>) -> &mut Self {
        self.fix = edits;
        self
    }

    /// The finding with the leaks of its lines masked, wherever it shows or quotes them. `leaks` are those of
    /// its file, in order of place.
    #[must_use]
    pub fn hiding(mut self, text: &str, leaks: &[Leak]) -> Self {
        if leaks.is_empty() {
            return self;
        }
        let end = boundary(text, self.span.end);
        let start = text[..boundary(text, self.span.start).min(end)].rfind('\n').map_or(0, |end| end + 1);
        let end = text[end..].find('\n').map_or(text.len(), |more| end + more);
        let first = leaks.partition_point(|leak| leak.span.end <= start);
        let near = &leaks[first..first.max(leaks.partition_point(|leak| leak.span.start < end))];
        for told in std::iter::once(&mut self.message).chain(&mut self.help) {
            told.zh = retold(&told.zh, text, near);
            told.en = retold(&told.en, text, near);
        }
        // What is masked is not written out in an edit either.
        let tells = |edit: &Edit| edit.text.contains(char::is_alphanumeric);
        let meets = |edit: &Edit| {
            leaks.iter().any(|leak| leak.span.start < edit.span.end && edit.span.start < leak.span.end)
        };
        if self.fix.iter().any(|edit| tells(edit) && meets(edit)) {
            self.fix.clear();
        }
        self.hidden = near.iter().map(|leak| leak.core.clone()).collect();
        self
    }

    /// Where it is, such as `articles/a/index.md:2`. `text` is that of its file.
    pub fn place(&self, text: &str) -> String {
        if self.span.is_empty() {
            return self.path.clone();
        }
        format!("{}:{}", self.path, line_of(text, self.span.start))
    }

    /// The finding in one line, such as `articles/a/index.md:2: the title …`. `text` is that of its file.
    pub fn in_one_line(&self, text: &str) -> Text {
        let (place, Text { zh, en }) = (self.place(text), &self.message);
        say!("{place}：{zh}", "{place}: {en}")
    }

    /// The finding as scripts read it. Lines and columns count from 1, columns in characters.
    pub fn json(&self, text: &str, language: Language) -> Value {
        let line = Line::of(text, &self.span);
        json!({
            "rule": self.rule,
            "severity": self.severity.name(),
            "path": self.path,
            "line": line.number,
            "column": line.column,
            "start": self.span.start,
            "end": self.span.end,
            "message": self.message.get(language),
            "help": self.help.as_ref().map(|help| help.get(language)),
            "fix": self.fix.iter().map(|edit| {
                json!({ "start": edit.span.start, "end": edit.span.end, "text": edit.text })
            }).collect::<Vec<_>>(),
        })
    }

    /// The finding as people read it, with its line and with colours. What the repository holds is escaped.
    pub fn drawn(&self, text: &str, language: Language) -> String {
        let (colour, level) = match self.severity {
            Severity::Error => ("\x1b[1;31m", Level::ERROR),
            Severity::Warning => ("\x1b[1;33m", Level::WARNING),
        };
        let (colon, advice) = match language {
            Language::Zh => ("：", "建议："),
            Language::En => (": ", "help: "),
        };
        let label = self.severity.label();
        let (label, rule) = (label.get(language), self.rule);
        let message = escaped(self.message.get(language));
        let mut page = format!("{colour}{label}[{rule}]\x1b[0m\x1b[1m{colon}{message}\x1b[0m");

        let line = Line::of(text, &self.span);
        let gutter = " ".repeat(line.number.to_string().len());
        let _ = write!(page, "\n{gutter}\x1b[1;34m-->\x1b[0m {}", escaped(&self.path));
        if !self.span.is_empty() {
            let _ = write!(page, ":{}:{}", line.number, line.column);
        }
        if !self.span.is_empty() {
            let (shown, mark) = line.window(&self.hidden);
            let snippet = Snippet::source(shown).line_start(line.number);
            let snippet = snippet.annotation(AnnotationKind::Primary.span(mark));
            let renderer = Renderer::styled().term_width(2 * COLUMNS);
            let _ = write!(page, "\n{}", renderer.render(&[Group::with_level(level).element(snippet)]));
        }
        if let Some(help) = &self.help {
            if !self.span.is_empty() {
                let _ = write!(page, "\n{gutter} \x1b[1;34m|\x1b[0m");
            }
            let help = escaped(help.get(language));
            let _ = write!(page, "\n{gutter} \x1b[1;34m=\x1b[0m \x1b[1m{advice}\x1b[0m{help}");
        }
        page
    }
}

/// The line in which a span begins, in three parts: before it, the span as far as it lies in the line, after it.
struct Line<'t> {
    number: usize,
    column: usize,
    text: &'t str,
    before: Range<usize>,
    marked: Range<usize>,
    after: Range<usize>,
}

impl<'t> Line<'t> {
    fn of(text: &'t str, span: &Range<usize>) -> Self {
        let at = boundary(text, span.start);
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let stop = boundary(text, span.end).clamp(at, end);
        let end = if text[stop..end].ends_with('\r') { end - 1 } else { end };
        Line {
            number: line_of(text, at),
            column: text[start..at].chars().count() + 1,
            text,
            before: start..at,
            marked: at..stop,
            after: stop..end,
        }
    }

    /// As much of the line as fits, made harmless and masked, and where the marked part stands in it.
    fn window(&self, hidden: &[Range<usize>]) -> (String, Range<usize>) {
        let safe =
            |part: &Range<usize>| escaped(&covered(self.text, part.clone(), hidden)).replace('\t', "    ");
        // No more characters of each part than columns are looked at.
        let (text, Line { before, marked, after, .. }) = (self.text, self);
        let behind = |part: &Range<usize>, n| {
            text[part.clone()].char_indices().nth(n).map_or(part.end, |(at, _)| part.start + at)
        };
        let ahead = text[before.clone()]
            .char_indices()
            .nth_back(COLUMNS)
            .map_or(before.start, |(at, _)| before.start + at);
        let before = safe(&(ahead..before.end));
        let [marked, after] = [marked, after].map(|part| safe(&(part.start..behind(part, COLUMNS + 1))));
        let marked = first(&marked, COLUMNS * 2 / 3);
        let room = COLUMNS - marked.width();
        let before = last(&before, room.saturating_sub(after.width()).max(room / 2));
        let after = first(&after, room - before.width());
        let mark = before.len()..before.len() + marked.len();
        (before + &marked + &after, mark)
    }
}

/// The nearest place at or before `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The beginning of a line, cut with `…` to so many columns.
fn first(line: &str, columns: usize) -> String {
    if line.width() <= columns {
        return line.to_owned();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used <= columns
    };
    line.chars().take_while(fits).chain(['…']).collect()
}

/// The end of a line, cut with `…` to so many columns.
fn last(line: &str, columns: usize) -> String {
    let backwards: String = line.chars().rev().collect();
    first(&backwards, columns).chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, marked: &str) -> String {
        let start = text.find(marked).unwrap();
        let finding = Finding {
            rule: "a_rule",
            severity: Severity::Error,
            path: "a.md".into(),
            span: start..start + marked.len(),
            message: say!("不对", "wrong"),
            help: None,
            fix: vec![],
            hidden: vec![],
        };
        anstream::adapter::strip_str(&finding.drawn(text, Language::En)).to_string()
    }

    #[test]
    fn carets_stand_under_chinese_words_and_escaped_ones() {
        let page = drawn("一\n\u{1b}[2J\t冬季新品\r\n", "新品");
        let lines: Vec<&str> = page.lines().collect();
        assert_eq!(lines[1], " --> a.md:2:8");
        assert_eq!(lines[3], "2 | \\u{1b}[2J    冬季新品");
        assert_eq!(lines[4], "  |                  ^^^^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let far = "长".repeat(400);
        let page = drawn(&format!("{far}错{far}"), "错");
        let line = page.lines().nth(3).unwrap();
        assert!(line.starts_with("1 | …长") && line.ends_with("长…") && line.contains("错"), "{page}");
        assert!(line.width() <= COLUMNS + 4, "{page}");
        assert!(drawn(&far, &far).lines().nth(4).unwrap().ends_with('^'));
    }
}
