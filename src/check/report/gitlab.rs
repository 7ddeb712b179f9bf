//! A Code Quality report: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use serde_json::{Value, json};

use crate::{finding::Severity, text::Language};

use super::{Region, Reported};

pub(super) fn problem(found: &Reported<'_>, language: Language) -> Value {
    json!({
        "description": found.message(language),
        "check_name": found.finding.rule,
        "fingerprint": found.fingerprint.as_str(),
        "severity": match found.finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
        },
        "location": {
            "path": found.path,
            "lines": { "begin": found.region.unwrap_or(Region::START).line },
        },
    })
}
