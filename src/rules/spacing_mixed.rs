//! Spaces between characters and Latin words are a matter of taste, but of one taste an article.

use super::{Findings, Subject};
use crate::{article::prose::Meeting, say};

/// One place is a slip, or a name that is written so; as many as these show that nobody decided.
const LEAST: usize = 3;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let (spaced, tight): (Vec<Meeting>, Vec<Meeting>) = prose.word_meetings().partition(|met| met.is_spaced);
    let (with, without) = (spaced.len(), tight.len());
    let fewer = if with < without { &spaced } else { &tight };
    let Some(first) = fewer.first().filter(|_| fewer.len() >= LEAST) else { return };
    let help = if with < without {
        say!("统一：都不加空格", "choose one: no spaces")
    } else {
        say!("统一：都加一个空格", "choose one: a space everywhere")
    };
    let message = say!(
        "汉字与字母之间 {with} 处有空格，{without} 处没有",
        "between characters and Latin words {with} places have a space and {without} have none"
    );
    found.at(prose.span(first.at.clone()), message).help(help);
}
