//! A `wxops-allow` comment as it is written: its rules, its reason, and what is wrong with it.

use std::ops::Range;

use crate::rules;

/// What such a comment begins with.
const WORD: &str = "wxops-allow";

/// The same by its letters, and how many of them may be wrong for it to be meant all the same.
const LETTERS: &str = "wxopsallow";
const WRONG: usize = 2;

/// What stands for a reason where wxops shows how to write such a comment.
const BLANKS: [&str; 2] = ["理由", "REASON"];

/// A comment that somebody wrote to answer findings. Places are in bytes of the file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From `<!--` to `-->`
    pub span: Range<usize>,
    /// The names of rules
    pub rules: Vec<Range<usize>>,
    /// The reason, without the blanks around it
    pub reason: Range<usize>,
    /// Why it answers nothing, if so
    pub flaw: Option<Flaw>,
}

/// Why a comment answers nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Its first word is miswritten
    Word,
    /// It never ends
    Open,
    /// Words stand behind it in a line that it begins, where Markdown takes them for HTML
    Beside,
    /// No rule is named
    Rule,
    /// No colon stands between rules and reason
    Colon,
    /// There is no reason
    Reason,
}

impl Flaw {
    /// Whether the rules are named all the same.
    pub fn names_rules(self) -> bool {
        matches!(self, Flaw::Reason | Flaw::Beside | Flaw::Open)
    }
}

impl Comment {
    /// Reads a comment; nothing if it is about other things.
    pub(super) fn read(text: &str, span: &Range<usize>) -> Option<Comment> {
        let start = span.start + "<!--".len();
        let inside = text.get(start..span.end)?;
        let (inside, is_open) = inside.strip_suffix("-->").map_or((inside, true), |inside| (inside, false));
        let start = start + inside.len() - inside.trim_start().len();
        let inside = inside.trim();
        let word = word(inside)?;
        let rest = &inside[word..];
        let colon = rest.char_indices().find(|(_, c)| matches!(c, ':' | '：'));
        let (names, reason) =
            colon.map_or((rest, ""), |(at, c)| (&rest[..at], rest[at + c.len_utf8()..].trim_start()));
        let rules = names_in(names, start + word);
        let known = |name: &Range<usize>| rules::find(&text[name.clone()]).is_some();
        let flaw = if &inside[..word] != WORD {
            Some(Flaw::Word)
        } else if is_open {
            Some(Flaw::Open)
        } else if rules.is_empty() {
            Some(Flaw::Rule)
        } else if colon.is_none() && rules.len() > 1 && !rules.iter().all(known) {
            Some(Flaw::Colon)
        } else if !reason.contains(char::is_alphanumeric) || BLANKS.contains(&reason) {
            Some(Flaw::Reason)
        } else {
            None
        };
        let end = start + inside.len();
        Some(Comment { span: span.clone(), rules, reason: end - reason.len()..end, flaw })
    }
}

/// The length of the word that is, or was meant to be, [`WORD`] at the beginning of a comment.
fn word(inside: &str) -> Option<usize> {
    let letters = |from: usize| inside[from..].bytes().take_while(u8::is_ascii_alphabetic).count();
    let first = letters(0);
    let second = inside[first..].chars().next().map_or(first, |gap| first + gap.len_utf8());
    let both = second + letters(second);
    let is_meant = |end: &usize| {
        let written: String = inside[..*end].chars().filter(char::is_ascii_alphabetic).collect();
        strsim::levenshtein(&written.to_ascii_lowercase(), LETTERS) <= WRONG
    };
    [both, first].into_iter().find(is_meant)
}

/// The names in a list, which begins at a place of the text.
fn names_in(list: &str, from: usize) -> Vec<Range<usize>> {
    let mut at = from;
    let mut names = Vec::new();
    for part in list.split_inclusive(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、')) {
        let name = part.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、'));
        if !name.is_empty() {
            names.push(at..at + name.len());
        }
        at += part.len();
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_read_as_they_are_meant() {
        use Flaw::{Colon, Open, Reason, Rule, Word};
        for (written, expected) in [
            ("<!-- wxops-allow bom: 因 -->", Some(("bom", "因", None))),
            ("<!--wxops-allow bom,wrong_word：因：果-->", Some(("bom wrong_word", "因：果", None))),
            (
                "<!-- wxops-allow bom， nonsense、x:\r\n 因\r\n果 -->",
                Some(("bom nonsense x", "因\r\n果", None)),
            ),
            ("<!-- wxops-allow bom -->", Some(("bom", "", Some(Reason)))),
            ("<!-- wxops-allow bom, wrong_word -->", Some(("bom wrong_word", "", Some(Reason)))),
            ("<!-- wxops-allow bom: 。 -->", Some(("bom", "。", Some(Reason)))),
            ("<!-- wxops-allow bom: 理由 -->", Some(("bom", "理由", Some(Reason)))),
            ("<!-- wxops-allow bom: 理由充分 -->", Some(("bom", "理由充分", None))),
            ("<!-- wxops-allow bom 因为 -->", Some(("bom 因为", "", Some(Colon)))),
            ("<!-- wxops-allow: 因 -->", Some(("", "因", Some(Rule)))),
            ("<!-- wxops-allow -->", Some(("", "", Some(Rule)))),
            ("<!-- wxops_allow bom: 因 -->", Some(("bom", "因", Some(Word)))),
            ("<!-- wxopsallow bom: 因 -->", Some(("bom", "因", Some(Word)))),
            ("<!-- WXOPS-Allow bom: 因 -->", Some(("bom", "因", Some(Word)))),
            ("<!-- wxops allow bom: 因 -->", Some(("bom", "因", Some(Word)))),
            ("<!-- wxop-alow bom: 因 -->", Some(("bom", "因", Some(Word)))),
            ("<!-- wxops-allowed bom: 因 -->", Some(("bom", "因", Some(Word)))),
            ("<!-- wxops-allow bom: 因", Some(("bom", "因", Some(Open)))),
            ("<!-- wxops 的说明 -->", None),
            ("<!-- allow bom: 因 -->", None),
            ("<!-- 见 wxops-allow -->", None),
            ("<!---->", None),
            ("<!-->", None),
        ] {
            let text = format!("甲{written}");
            let read = Comment::read(&text, &("甲".len()..text.len()));
            let read = read.map(|comment| {
                let names: Vec<&str> = comment.rules.iter().map(|name| &text[name.clone()]).collect();
                (names.join(" "), text[comment.reason].to_owned(), comment.flaw)
            });
            let expected = expected.map(|(names, reason, flaw)| (names.to_owned(), reason.to_owned(), flaw));
            assert_eq!(read, expected, "{written}");
        }
    }
}
