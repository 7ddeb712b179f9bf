//! Where a rule puts what it finds.

use std::ops::Range;

use super::{Rule, Subject};
use crate::{
    allowing::{Allow, Allowed},
    article::prose::{Meeting, Prose},
    finding::{Finding, Severity},
    leaks, say,
    settings::Level,
    text::Text,
};

/// Takes what one rule finds; the rule's name and weight are filled in here.
pub struct Findings<'a> {
    rule: &'static Rule,
    severity: Severity,
    /// Whether the settings say what findings weigh, so that the rule has no say in it
    set: bool,
    /// The file that is looked at
    pub(super) path: &'a str,
    /// The article, if what is quoted in it weighs less
    pub(super) quoting: Option<&'a Subject<'a>>,
    /// What answers findings there
    pub(super) allows: &'a [Allow],
    all: Vec<Finding>,
    answered: Vec<(Finding, &'a Allow)>,
    most: usize,
    more: usize,
    /// The newest finding that is not reported
    unheard: Option<Finding>,
}

/// What rules find.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// What somebody must look at, in order of place
    pub findings: Vec<Finding>,
    /// What the article answers, in order of place
    pub allowed: Vec<Allowed>,
}

impl<'a> Findings<'a> {
    /// Most findings of one rule in one file.
    pub(super) const MOST: usize = 100;

    /// None yet; `set` says that the settings decide what they weigh, `most` how many are kept.
    pub(super) fn of(rule: &'static Rule, severity: Severity, set: bool, most: usize) -> Self {
        Findings {
            rule,
            severity,
            set,
            path: "",
            quoting: None,
            allows: &[],
            all: Vec::new(),
            answered: Vec::new(),
            most,
            more: 0,
            unheard: None,
        }
    }

    /// Something wrong at a place of the article, in bytes of its text; `.help(…)` may follow.
    pub fn at(&mut self, span: Range<usize>, message: Text) -> &mut Finding {
        self.add(self.severity, self.path.to_owned(), span, message)
    }

    /// The same, as a warning only.
    pub fn warning_at(&mut self, span: Range<usize>, message: Text) -> &mut Finding {
        let severity = if self.set { self.severity } else { Severity::Warning };
        self.add(severity, self.path.to_owned(), span, message)
    }

    /// The same, weighing what a bound of the settings says.
    pub fn weighing(&mut self, level: Level, span: Range<usize>, message: Text) -> &mut Finding {
        let severity = level.severity().filter(|_| !self.set).unwrap_or(self.severity);
        self.add(severity, self.path.to_owned(), span, message)
    }

    /// All leaks of one kind, each with the same words.
    pub(super) fn leaks(&mut self, subject: &Subject<'_>, kind: leaks::Kind, message: &Text, help: &Text) {
        for leak in subject.leaks().iter().filter(|leak| leak.kind == kind) {
            self.at(leak.span.clone(), message.clone()).help(help.clone());
        }
    }

    /// The first of these places that lacks its space; `message` is told how many do. What is quoted stays as it is.
    pub(super) fn tight(
        &mut self,
        prose: &Prose,
        meetings: impl Iterator<Item = Meeting>,
        message: impl Fn(usize) -> Text,
    ) {
        let mut tight = meetings.filter(|met| !met.is_spaced && !prose.is_quoted(&met.at));
        if let Some(first) = tight.next() {
            let message = message(1 + tight.count());
            self.at(prose.span(first.at), message).help(say!("加一个空格", "set a space"));
        }
    }

    /// Something wrong with a whole file.
    pub fn about(&mut self, path: &str, message: Text) -> &mut Finding {
        self.add(self.severity, path.to_owned(), 0..0, message)
    }

    /// The same, one step lighter if it is.
    pub fn lighter_at(&mut self, lighter: bool, span: Range<usize>, message: Text) -> &mut Finding {
        if lighter { self.warning_at(span, message) } else { self.at(span, message) }
    }

    fn add(&mut self, severity: Severity, path: String, span: Range<usize>, message: Text) -> &mut Finding {
        let is_quoted = self.quoting.is_some_and(|subject| subject.prose().quotes(&span));
        let weight = if is_quoted { severity.lighter() } else { Some(severity) };
        let finding = Finding {
            rule: self.rule.name,
            severity: weight.unwrap_or(severity),
            path,
            span,
            message,
            help: None,
            fix: vec![],
            hidden: vec![],
        };
        if let Some(allow) = self.allows.iter().find(|allow| allow.answers(finding.rule, &finding.span)) {
            self.answered.push((finding, allow));
            let newest = self.answered.len() - 1;
            return &mut self.answered[newest].0;
        }
        if weight.is_none() {
            return self.unheard.insert(finding);
        }
        if self.all.len() > self.most {
            self.all.truncate(self.most);
            self.more += 1;
        }
        self.all.push(finding);
        let newest = self.all.len() - 1;
        &mut self.all[newest]
    }

    /// All of them, and those that are answered.
    pub(super) fn finish(mut self) -> (Vec<Finding>, Vec<(Finding, &'a Allow)>) {
        if self.all.len() > self.most {
            self.all.truncate(self.most);
            self.more += 1;
            let Text { zh, en } = say!("（后面还有 {n} 处）", " (and {n} more)", n = self.more);
            if let Some(last) = self.all.last_mut() {
                last.message.zh += &zh;
                last.message.en += &en;
            }
        }
        self.all.sort_by_key(|finding| (finding.span.start, finding.span.end));
        self.answered.sort_by_key(|(finding, _)| (finding.span.start, finding.span.end));
        (self.all, self.answered)
    }
}
