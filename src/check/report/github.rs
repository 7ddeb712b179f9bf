//! Workflow commands of GitHub Actions: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.

use crate::{
    finding::Severity,
    text::{Language, escaped},
};

use super::{Region, Reported};

pub(super) fn command(found: &Reported<'_>, language: Language) -> String {
    let name = match found.finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut properties = vec![("file", escaped(&found.path))];
    if let Some(Region { line, column, end_line, end_column }) = found.region {
        properties.push(("line", line.to_string()));
        // An annotation over several lines takes no columns.
        if line == end_line {
            properties.push(("col", column.to_string()));
        }
        properties.push(("endLine", end_line.to_string()));
        if line == end_line {
            properties.push(("endColumn", end_column.to_string()));
        }
    }
    properties.push(("title", found.finding.rule.to_owned()));
    let properties: Vec<String> =
        properties.into_iter().map(|(key, value)| format!("{key}={}", property(&value))).collect();
    let message = found.message(language);
    let words = found.help(language).map_or(message.clone(), |help| format!("{message}\n{help}"));
    format!("::{name} {}::{}", properties.join(","), data(&words))
}

/// The escapes of a message.
fn data(words: &str) -> String {
    words.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The escapes of a property, which ends at a comma or at two colons.
fn property(words: &str) -> String {
    data(words).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(data("50%::a,b\r\n"), "50%25::a,b%0D%0A");
        assert_eq!(property("50%::a,b\r\n"), "50%25%3A%3Aa%2Cb%0D%0A");
    }
}
