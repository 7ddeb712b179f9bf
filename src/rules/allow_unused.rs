//! A comment that outlives its finding would answer the next one, of which nobody has thought.

use std::ops::Range;

use super::{Findings, Shown, Subject, find};
use crate::{allowing::Allow, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    // Where nobody looked for files, rules about them keep quiet.
    let sound = |allow: &&Allow| allow.comment.flaw.is_none() && subject.files.is_some();
    let text = subject.article.text();
    for allow in subject.allows().iter().filter(sound) {
        for place in &allow.comment.rules {
            let name = &text[place.clone()];
            let Some(rule) = find(name).filter(|rule| rule.is_about_an_article()) else { continue };
            if rule.is_close() && subject.decode.is_none() {
                continue; // a quick look has not shown it
            }
            let there = rule.at_most(usize::MAX, Shown::Article(subject), subject.settings);
            let is_answered = |span: &Range<usize>| allow.answers(name, span) && !allow.is_about_itself(span);
            if there.allowed.iter().any(|allowed| is_answered(&allowed.finding.span)) {
                continue;
            }
            let message = if rule.runs(Shown::Article(subject), subject.settings) {
                say!("`{name}` 在这里没有查出问题", "`{name}` finds nothing here")
            } else {
                say!("`{name}` 没有在查", "`{name}` is switched off")
            };
            let mut elsewhere = there.findings.iter().map(|finding| &finding.span);
            let help = match elsewhere.find(|span| !allow.is_about_itself(span)) {
                Some(span) if span.is_empty() || span.start < subject.article.body().start => {
                    say!("移到正文最前面", "move it before the first paragraph")
                }
                Some(span) => {
                    let line = subject.article.line_of(span.start);
                    say!("移到第 {line} 行那一段的前面", "move it before the paragraph of line {line}")
                }
                None => say!("删去它", "delete it"),
            };
            found.at(place.clone(), message).help(help);
        }
    }
}
