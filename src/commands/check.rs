//! `wxops check` finds what the rules object to.

use serde_json::json;
use std::collections::BTreeSet;
use wxops::{
    check::{Checked, Place},
    finding::Severity,
    refusal::{Exit, Result},
    rules, say,
    settings::Level,
    text::plural,
};

use crate::shell::context::Context;

#[derive(clap::Args)]
#[command(
    about = tr!("按规则检查稿件", "Check articles against the rules"),
    before_help = tr!(
        "wxops check\n\
         wxops check dongji-xinpin --strict\n\
         wxops check 草稿.md",
        "wxops check\n\
         wxops check dongji-xinpin --strict\n\
         wxops check draft.md"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("稿件|文件", "ARTICLE|FILE"),
        help = tr!("查哪些；不写就查全部未归档的稿件", "Which ones; all that are not archived if left out")
    )]
    pub(crate) articles: Vec<String>,
    #[arg(long, help = tr!("提醒也算没有通过", "Let warnings fail the check too"))]
    pub(crate) strict: bool,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let Args { articles, strict } = args;
    let here = Place::of(&ctx.start)?;
    let checked = if articles.is_empty() {
        here.all()?
    } else {
        let named: Result<Vec<_>> = articles.iter().map(|name| here.named(name, &ctx.start)).collect();
        let mut met = BTreeSet::new();
        named?.into_iter().flatten().filter(|file| met.insert(file.path.clone())).collect()
    };
    for (name, level) in &here.settings.check.severity {
        match rules::find(name) {
            None => ctx.output.note(&say!(
                "`wxops.toml` 里的 `{name}` 不是规则，不起作用；规则名见 `wxops explain`",
                "`{name}` in `wxops.toml` is no rule and does nothing; `wxops explain` lists the rules"
            )),
            Some(rule) if *level == Level::Off && !rule.may_be_off() => ctx.output.note(&say!(
                "`wxops.toml` 里的 `{name} = \"off\"` 不起作用：查泄露的规则关不掉",
                "`{name} = \"off\"` in `wxops.toml` does nothing: a rule against leaks cannot be switched off"
            )),
            Some(_) => {}
        }
    }
    report(ctx, &checked);
    let failed =
        |file: &Checked| file.count(Severity::Error) > 0 || (strict && file.count(Severity::Warning) > 0);
    Ok(if checked.iter().any(failed) { Exit::Findings } else { Exit::Done })
}

/// Prints the findings, then how many there are.
fn report(ctx: &Context, checked: &[Checked]) {
    let count = |severity| checked.iter().map(|file| file.count(severity)).sum::<usize>();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let findings = || checked.iter().flat_map(|file| file.findings.iter().map(|found| (found, &file.text)));
    if ctx.output.is_json() {
        return ctx.output.json(json!({
            "findings": findings().map(|(finding, text)| finding.json(text, ctx.language)).collect::<Vec<_>>(),
            "summary": { "files": checked.len(), "errors": errors, "warnings": warnings },
        }));
    }
    for (finding, text) in findings() {
        ctx.output.page(&(finding.drawn(text, ctx.language) + "\n"));
    }
    ctx.output.say(&say!(
        "检查完成：{errors} 个错误，{warnings} 个提醒",
        "checked {articles}: {wrong}, {doubtful}",
        articles = plural(checked.len(), "article"),
        wrong = plural(errors, "error"),
        doubtful = plural(warnings, "warning")
    ));
}
