//! "Surveys show that 80 % …": readers, and a court, ask which survey.

use super::{Findings, Subject};
use crate::{
    article::prose::{Kind, OBJECT, Passage, Prose},
    figures::claims,
    lexicon::List,
    say,
};

/// Words of articles that say at their end where all comes from.
const NAMED: [&str; 6] = ["来源", "出处", "参考资料", "参考文献", "延伸阅读", "数据由"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let article = subject.article;
    if !article.list("sources").is_empty() || !article.words("source_url").trim().is_empty() {
        return;
    }
    let prose = subject.prose();
    let claims = claims(&prose.text, subject.hits(List::Claim));
    if claims.is_empty() || NAMED.iter().any(|word| prose.text.contains(word)) {
        return;
    }
    for claim in claims {
        let Some(passage) = prose.passage(claim.start) else { continue };
        if passage.quoted || passage.kind == Kind::Footnote || has_link(subject, prose, passage) {
            continue;
        }
        let shown = &prose.text[claim.clone()];
        found
            .at(
                prose.span(claim.clone()),
                say!("“{shown}”没有说明来源", "“{shown}”: the figure has no source"),
            )
            .help(say!(
                "写明谁、哪份报告、哪一年，或填 `sources`",
                "say who, in which report, in which year, or fill in `sources`"
            ));
    }
}

fn has_link(subject: &Subject<'_>, prose: &Prose, passage: &Passage) -> bool {
    let span = prose.span(passage.range.clone());
    let (shown, typed) = (&prose.text[passage.range.clone()], &subject.article.text()[span]);
    shown.contains(OBJECT) || ["](", "][", "[^"].iter().any(|link| typed.contains(link))
}
