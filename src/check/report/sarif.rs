//! SARIF 2.1.0: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::{
    rules::{
        self, Rule,
        page::{self, Block},
    },
    text::{Language, escaped},
};

use super::{Region, Reported};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name of the folder that paths begin in; whoever reads the file knows where it lies.
const ROOT: &str = "%SRCROOT%";

pub(super) fn document(results: Vec<Value>, used: &[&str], language: Language) -> Value {
    let used = used.iter().filter_map(|name| rules::find(name));
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "wxops",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": match language { Language::Zh => "zh", Language::En => "en" },
                "rules": used.map(|rule| descriptor(rule, language)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn descriptor(rule: &Rule, language: Language) -> Value {
    let summary = rule.summary();
    let summary = summary.get(language);
    let page = page::read(rule.page, language);
    let level = rule.level.severity().map_or("none", |severity| severity.name());
    json!({
        "id": rule.name,
        "shortDescription": { "text": summary },
        "fullDescription": { "text": why(rule, language).unwrap_or(summary) },
        "help": { "text": page },
        "defaultConfiguration": { "level": level, "enabled": level != "none" },
    })
}

/// The first paragraph of its page.
fn why(rule: &Rule, language: Language) -> Option<&'static str> {
    page::blocks(rule.page).into_iter().find_map(|block| match block {
        Block::Words(words) if !words.starts_with('#') && page::language(words) == language => Some(words),
        _ => None,
    })
}

/// A finding; `rule` is the place of its rule among those of the report.
pub(super) fn result(found: &Reported<'_>, rule: usize, language: Language) -> Value {
    let message = found.message(language);
    let words = found.help(language).map_or(message.clone(), |help| format!("{message}\n{help}"));
    let Region { line, column, end_line, end_column } = found.region.unwrap_or(Region::START);
    json!({
        "ruleId": found.finding.rule,
        "ruleIndex": rule,
        "level": found.finding.severity.name(),
        "message": { "text": words },
        "locations": [{ "physicalLocation": {
            "artifactLocation": location(&found.path),
            "region": {
                "startLine": line,
                "startColumn": column,
                "endLine": end_line,
                "endColumn": end_column,
            },
        } }],
        "partialFingerprints": { "wxopsFinding/v1": found.fingerprint.as_str() },
        // Where one result has them, all must.
        "suppressions": found.reason.iter().map(|reason| {
            json!({ "kind": "inSource", "justification": escaped(reason) })
        }).collect::<Vec<_>>(),
    })
}

/// A path as a URI: relative to the folder, or `file:` where it is absolute.
fn location(path: &str) -> Value {
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes().get(2) == Some(&b'/');
    match (path.starts_with('/'), drive) {
        (true, _) => json!({ "uri": format!("file://{}", encoded(path)) }),
        (false, true) => {
            let (drive, rest) = path.split_at(2);
            json!({ "uri": format!("file:///{drive}{}", encoded(rest)) })
        }
        (false, false) => json!({ "uri": encoded(path), "uriBaseId": ROOT }),
    }
}

/// Everything but what RFC 3986 leaves as it is, with `/` between names.
fn encoded(path: &str) -> String {
    path.bytes().fold(String::new(), |mut uri, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => drop(write!(uri, "%{byte:02X}")),
        }
        uri
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_uris() {
        let uri = |path| location(path)["uri"].as_str().unwrap_or_default().to_owned();
        assert_eq!(uri("articles/a/index.md"), "articles/a/index.md");
        assert_eq!(uri("草 稿%.md"), "%E8%8D%89%20%E7%A8%BF%25.md");
        assert_eq!(uri("a:b.md"), "a%3Ab.md"); // no scheme
        assert_eq!(uri("/tmp/a.md"), "file:///tmp/a.md");
        assert_eq!(uri("C:/tmp/a.md"), "file:///C:/tmp/a.md");
    }
}
