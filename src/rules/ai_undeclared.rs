//! Who publishes what a machine has made must say so to the platform too, since September 2025.

use std::ops::Range;

use super::{Findings, Subject};
use crate::{
    article::prose::Kind,
    lexicon::{
        List,
        machine::{confession, confession_about},
    },
    say,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    if subject.article.words("declaration") == "ai" {
        return;
    }
    let prose = subject.prose();
    let mut confessed: Vec<Range<usize>> = Vec::new();
    for tool in subject.hits(List::Maker) {
        let Some(passage) = prose.passage(tool.at.start) else { continue };
        let named = passage.quoted
            || matches!(passage.kind, Kind::Title | Kind::Digest | Kind::Heading(_) | Kind::Cell);
        let words = &prose.text[passage.range.clone()];
        let start = passage.range.start;
        let said = confession_about(words, tool.at.start - start..tool.at.end - start, !named);
        confessed.extend(said.map(|said| prose.span(start + said.start..start + said.end)));
    }
    for image in &subject.markdown().images {
        let written = &subject.article.text()[image.span.clone()];
        let caption = written.split(']').next().unwrap_or_default();
        let Some(words) = caption.strip_prefix("![") else { continue };
        if let Some(said) = confession(words, true) {
            let start = image.span.start + "![".len();
            confessed.push(start + said.start..start + said.end);
        }
    }
    confessed.dedup();
    for span in confessed {
        found
            .at(
                span,
                say!(
                    "文中说有 AI 生成的内容，创作来源却没有声明",
                    "the text says that AI made it, the declaration does not"
                ),
            )
            .help(say!("加上 `declaration = \"ai\"`", "add `declaration = \"ai\"`"));
    }
}
