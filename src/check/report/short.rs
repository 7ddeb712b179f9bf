//! `path:line:column: error[rule] message`, as compilers write it, so that editors can jump there.

use crate::text::{Language, escaped};

use super::{Region, Reported};

pub(super) fn line(found: &Reported<'_>, language: Language) -> String {
    let Region { line, column, .. } = found.region.unwrap_or(Region::START);
    let (weight, rule) = (found.finding.severity.name(), found.finding.rule);
    let (path, message) = (escaped(&found.path), found.message(language));
    format!("{path}:{line}:{column}: {weight}[{rule}] {message}").replace('\n', " ")
}
