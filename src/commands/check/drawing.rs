//! Findings as people read them, drawn on all cores.

use rayon::prelude::*;
use wxops::{
    check::Checked,
    finding::Finding,
    rules, say,
    text::{Text, escaped},
};

use crate::shell::context::Context;

/// How many findings are drawn in their lines. Nobody reads more of them; the rest take a line each.
pub(super) const MOST: usize = 1000;

/// Prints the findings of some files; so many were told `before`.
pub(super) fn print(ctx: &Context, files: &[Checked], before: usize) {
    let mut told = before;
    let numbered = files.iter().map(|file| {
        let first = told;
        told += file.findings.len();
        (file, first)
    });
    let numbered: Vec<(&Checked, usize)> = numbered.filter(|(file, _)| !file.findings.is_empty()).collect();
    let page = |(file, first): &(&Checked, usize)| {
        let findings = file.findings.iter().zip(*first..);
        findings.map(|(finding, nth)| drawn(ctx, finding, &file.text, nth)).collect::<Vec<_>>().join("\n")
    };
    let pages: Vec<String> = numbered.par_iter().map(page).collect();
    if !pages.is_empty() {
        ctx.output.page(&pages.join("\n"));
    }
}

/// A finding in its line, or in one line where it is one of very many.
fn drawn(ctx: &Context, finding: &Finding, text: &str, nth: usize) -> String {
    if nth < MOST {
        return finding.drawn(text, ctx.language) + "\n";
    }
    let (rule, place, label) = (finding.rule, finding.place(text), finding.severity.label());
    let colon = tr!("：", ": ");
    let line =
        format!("{}[{rule}] {place}{colon}{}", label.get(ctx.language), finding.message.get(ctx.language));
    let line = escaped(&line);
    let rest =
        say!("问题超过 {MOST} 处，以下每处一行：", "more than {MOST} findings; from here on a line each:");
    if nth == MOST { format!("{}\n\n{line}", rest.get(ctx.language)) } else { line }
}

/// The leaks that a file answers, a line each.
pub(super) fn answered_leaks(ctx: &Context, file: &Checked) -> impl Iterator<Item = String> {
    let is_leak = |rule| rules::find(rule).is_some_and(rules::Rule::is_about_leaks);
    let leaks = file.allowed.iter().filter(move |allowed| is_leak(allowed.finding.rule));
    leaks.map(|allowed| {
        let (Text { zh, en }, rule) = (allowed.in_one_line(&file.text), allowed.finding.rule);
        let line = say!("已说明理由[{rule}] {zh}", "answered[{rule}] {en}");
        escaped(line.get(ctx.language))
    })
}
