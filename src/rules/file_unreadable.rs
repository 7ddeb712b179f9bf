//! One file that cannot be used never stops the check; it is told like anything else.

use super::Findings;
use crate::refusal::Refusal;

pub(super) fn check(refusal: &Refusal, found: &mut Findings<'_>) {
    let path = refusal.path.as_deref().unwrap_or(found.path);
    let finding = found.about(path, refusal.message.clone());
    if let Some(help) = refusal.help.first() {
        finding.help(help.clone());
    }
}
