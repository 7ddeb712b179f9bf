//! A comment with a name that no rule has answers nothing.

use super::{Findings, RULES, Rule, Subject, find};
use crate::{allowing::Flaw, say, text::nearest};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let text = subject.article.text();
    for allow in subject.allows() {
        let reads = allow.comment.flaw.is_none_or(Flaw::names_rules);
        for place in allow.comment.rules.iter().filter(|_| reads) {
            let name = &text[place.clone()];
            match find(name) {
                Some(rule) if rule.is_about_an_article() => {}
                Some(_) => {
                    let message = say!(
                        "`{name}` 查出的问题不能用注释答复",
                        "what `{name}` finds cannot be answered by a comment"
                    );
                    found.at(place.clone(), message).help(say!("改正它查出的问题", "mend what it finds"));
                }
                None => {
                    let message = say!("没有 `{name}` 这条规则", "there is no rule `{name}`");
                    let known = RULES.iter().filter(|rule| rule.is_about_an_article());
                    let near = nearest(name, known.map(|rule: &Rule| rule.name));
                    found.at(place.clone(), message).help(near.map_or_else(
                        || say!("规则名见 `wxops explain`", "`wxops explain` lists the rules"),
                        |near| say!("是不是 `{near}`？", "did you mean `{near}`?"),
                    ));
                }
            }
        }
    }
}
