//! One word, one form: the recommended one, all through the account.

use super::{Findings, Subject};
use crate::{lexicon::List, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for hit in subject.hits(List::Variant) {
        let (word, right) = (&prose.text[hit.at.clone()], hit.entry.advice);
        let message = say!("“{word}”宜作“{right}”", "“{right}” is the recommended form of “{word}”");
        let help = if hit.entry.class == "yixing1" {
            say!(
                "《第一批异形词整理表》推荐的词形",
                "the form that the first national list of variants recommends"
            )
        } else {
            say!("通行的词形；全号统一用一种", "the usual form; use one all through the account")
        };
        found.at(prose.span(hit.at.clone()), message).help(help);
    }
}
