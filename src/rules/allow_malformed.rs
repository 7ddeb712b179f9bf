//! A comment that is read as something else answers nothing, and its writer believes that it does.

use super::{Findings, Subject};
use crate::{allowing::Flaw, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for allow in subject.allows() {
        let message = match allow.comment.flaw {
            None | Some(Flaw::Reason) => continue,
            Some(Flaw::Word) => say!(
                "看来是要说明理由，但开头不是 `wxops-allow`",
                "this seems to answer a finding, but does not begin with `wxops-allow`"
            ),
            Some(Flaw::Open) => say!("注释没有结尾的 `-->`", "the comment has no `-->` at its end"),
            Some(Flaw::Beside) => say!(
                "注释开头的这一行，后面的文字 Markdown 当作 HTML，检查不到",
                "Markdown takes the words behind a comment at the beginning of a line for HTML, and no rule reads them"
            ),
            Some(Flaw::Rule) => say!("没有写是哪条规则", "no rule is named"),
            Some(Flaw::Colon) => {
                say!("规则和理由之间没有冒号", "no colon stands between the rule and the reason")
            }
        };
        let help = match allow.comment.flaw {
            Some(Flaw::Beside) => say!("把注释单独放在一行", "give the comment a line of its own"),
            Some(Flaw::Open) => say!("在末尾补上 `-->`", "add `-->` at its end"),
            _ => {
                say!("写成 `<!-- wxops-allow 规则名: 理由 -->`", "write `<!-- wxops-allow RULE: REASON -->`")
            }
        };
        found.at(allow.comment.span.clone(), message).help(help);
    }
}
