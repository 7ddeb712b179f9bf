//! Words that the company does not want to read in its name.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(company) = subject.company else { return };
    let prose = subject.prose();
    for (at, row) in company.banned.find(&prose.text) {
        let word = &prose.text[at.clone()];
        let message = match row.instead {
            Some(right) => say!("“{word}”禁用，改用“{right}”", "“{word}” is banned; write “{right}”"),
            None => say!("“{word}”禁用", "“{word}” is banned"),
        };
        let finding = found.at(prose.span(at), message);
        if let Some(why) = row.reason() {
            finding.help(why);
        }
    }
}
