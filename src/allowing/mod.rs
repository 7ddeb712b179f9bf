//! Findings that an article answers itself: `<!-- wxops-allow RULE: REASON -->`.
//!
//! A comment on lines of its own answers the paragraph, heading, list item, table or code that follows, and, before
//! the first of them, what is found about the whole file and its fields; a comment inside a line answers the
//! paragraph, heading, list item or table row in which it stands. What is found in its own words it answers too, but
//! that alone does not make it of use.

mod comment;

use std::ops::Range;

use memchr::memmem;
use serde_json::Value;

use crate::{
    article::{
        Article,
        markdown::{Markdown, blocks},
    },
    finding::Finding,
    leaks::{Leak, covered, retold},
    say,
    text::{Language, Text},
};

pub use comment::{Comment, Flaw};

/// A comment, and what it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The comment
    pub comment: Comment,
    /// Its rules, by name
    rules: Vec<String>,
    /// What a finding must stand in; nothing if no block follows
    block: Option<Range<usize>>,
    /// Where the text begins, if findings before that and about the whole file are answered too
    head: Option<usize>,
}

/// A finding that the article answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The finding
    pub finding: Finding,
    /// Why it may stay, in one line; leaks are masked
    pub reason: String,
}

impl Allowed {
    /// The finding and the reason in one line. `text` is that of its file.
    pub fn in_one_line(&self, text: &str) -> Text {
        let (Text { zh, en }, reason) = (self.finding.in_one_line(text), &self.reason);
        say!("{zh}。理由：{reason}", "{en}; reason: {reason}")
    }

    /// The same as scripts read it.
    pub fn json(&self, text: &str, language: Language) -> Value {
        let mut found = self.finding.json(text, language);
        if let Value::Object(fields) = &mut found {
            fields.retain(|key, _| key != "help" && key != "fix");
            fields.insert("reason".to_owned(), self.reason.as_str().into());
        }
        found
    }
}

impl Allow {
    /// Whether it answers what a rule finds in a place.
    pub fn answers(&self, rule: &str, place: &Range<usize>) -> bool {
        let is_there = match self.head {
            Some(text) if place.is_empty() || place.start < text => true,
            _ if place.is_empty() => false,
            _ => self.block.as_ref().is_some_and(|block| block.contains(&place.start)),
        };
        (is_there || self.is_about_itself(place)) && self.comment.flaw.is_none() && self.is_about(rule)
    }

    /// Whether it names a rule.
    pub fn is_about(&self, rule: &str) -> bool {
        self.rules.iter().any(|name| name == rule)
    }

    /// Whether a place lies in the comment.
    pub fn is_about_itself(&self, place: &Range<usize>) -> bool {
        !place.is_empty() && self.comment.span.contains(&place.start)
    }

    /// Its rules, as a comment lists them.
    pub fn names(&self) -> String {
        self.rules.join(", ")
    }

    /// Its reason in one line. `leaks` are those of the whole text.
    pub fn reason(&self, text: &str, leaks: &[Leak]) -> String {
        let cores: Vec<_> = leaks.iter().map(|leak| leak.core.clone()).collect();
        let reason = retold(&covered(text, self.comment.reason.clone(), &cores), text, leaks);
        reason.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The comments of an article that are meant to answer findings, in order of place. Most have no comment at all,
/// and then the Markdown is not asked for.
pub fn read<'m>(article: &Article, markdown: impl FnOnce() -> &'m Markdown) -> Vec<Allow> {
    let text = article.text();
    if memmem::find(text.as_bytes(), b"<!--").is_none() {
        return Vec::new();
    }
    let spans = &markdown().comments;
    let comments: Vec<Comment> = spans.iter().filter_map(|span| Comment::read(text, span)).collect();
    if comments.is_empty() {
        return Vec::new();
    }
    let page = Page { text, comments: spans, blocks: blocks(article), start: article.body().start };
    comments.into_iter().map(|comment| page.allow(comment)).collect()
}

/// An article whose comments are placed.
struct Page<'a> {
    text: &'a str,
    comments: &'a [Range<usize>],
    blocks: Vec<Range<usize>>,
    /// Where the text begins
    start: usize,
}

impl Page<'_> {
    fn allow(&self, mut comment: Comment) -> Allow {
        let at = &comment.span;
        let around = self.blocks.iter().filter(|block| block.start <= at.start && at.end <= block.end);
        let around = around.min_by_key(|block| block.len()).filter(|block| !self.is_comment(block));
        let mut words = self.blocks.iter().filter(|block| !self.is_comment(block));
        let is_first = around.is_none() && words.clone().next().is_none_or(|block| at.end <= block.start);
        let block = around.or_else(|| words.find(|block| at.end <= block.start)).cloned();
        if around.is_some_and(|block| self.text[block.clone()].starts_with("<!--")) {
            comment.flaw.get_or_insert(Flaw::Beside);
        }
        let rules = comment.rules.iter().map(|name| self.text[name.clone()].to_owned()).collect();
        Allow { rules, block, head: is_first.then_some(self.start), comment }
    }

    /// Whether a block holds comments and nothing else.
    fn is_comment(&self, block: &Range<usize>) -> bool {
        let inside = self.comments.iter().filter(|at| block.start <= at.start && at.end <= block.end);
        let (mut at, mut blank) = (block.start, true);
        for comment in inside {
            blank &= self.text[at..comment.start].trim().is_empty();
            at = comment.end;
        }
        at > block.start && blank && self.text[at..block.end].trim().is_empty()
    }
}
