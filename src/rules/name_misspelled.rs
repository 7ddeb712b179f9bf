//! A name that is miswritten offends whoever bears it.

use super::{Findings, Subject};
use crate::{lexicon::company, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(company) = subject.company else { return };
    let prose = subject.prose();
    for (at, row) in company.names.find(&prose.text) {
        let (word, right) = (&prose.text[at.clone()], row.instead.unwrap_or_default());
        let message = say!("“{word}”应写作“{right}”", "“{word}” is written “{right}”");
        let fix = if company::is_one(right) { subject.mend(&at, right) } else { vec![] };
        let finding = found.at(prose.span(at), message);
        finding.fix(fix);
        if let Some(why) = row.reason() {
            finding.help(why);
        }
    }
}
