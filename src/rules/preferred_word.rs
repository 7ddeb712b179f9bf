//! The company has its own way to say some things.

use super::{Findings, Subject};
use crate::{lexicon::company, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(company) = subject.company else { return };
    let prose = subject.prose();
    for (at, row) in company.preferred.find(&prose.text) {
        let (word, right) = (&prose.text[at.clone()], row.instead.unwrap_or_default());
        let message = say!("“{word}”改用“{right}”", "write “{right}”, not “{word}”");
        let fix = if company::is_one(right) { subject.mend(&at, right) } else { vec![] };
        let finding = found.at(prose.span(at), message);
        finding.fix(fix);
        if let Some(why) = row.reason() {
            finding.help(why);
        }
    }
}
