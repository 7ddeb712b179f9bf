//! `wxops check` finds what the rules object to, and mends what can be mended without asking.

mod fix;

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
         wxops check 草稿.md --diff\n\
         wxops check 草稿.md --fix",
        "wxops check\n\
         wxops check dongji-xinpin --strict\n\
         wxops check draft.md --diff\n\
         wxops check draft.md --fix"
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
    #[arg(
        long,
        help = tr!(
            "改好不用人拿主意的地方（标点、空格、写错的词），不提交；已送审、已定稿的不改",
            "Mend what needs no judgement (marks, spaces, miswritten words), without a commit; what is under review or approved stays"
        )
    )]
    pub(crate) fix: bool,
    #[arg(long, help = tr!("只看 --fix 会改什么，什么都不改", "Show what --fix would change and change nothing"))]
    pub(crate) diff: bool,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let Args { articles, strict, fix, diff } = args;
    let here = Place::of(&ctx.start)?;
    let done = if fix || diff {
        let here = Place::of(&ctx.start)?.mending();
        let done = fix::Done::of(selected(ctx, &here, &articles)?, !diff);
        done.tell(ctx);
        if diff {
            return Ok(done.shown(ctx));
        }
        done.counted(ctx);
        Some(done)
    } else {
        None
    };
    let checked = selected(ctx, &here, &articles)?;
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
    report(ctx, &checked, done.as_ref());
    let failed =
        |file: &Checked| file.count(Severity::Error) > 0 || (strict && file.count(Severity::Warning) > 0);
    let exit = if checked.iter().any(failed) { Exit::Findings } else { Exit::Done };
    Ok(done.and_then(|done| done.exit(!articles.is_empty())).unwrap_or(exit))
}

/// The files that a person means: all articles, or those that are named, each once.
fn selected(ctx: &Context, here: &Place, articles: &[String]) -> Result<Vec<Checked>> {
    if articles.is_empty() {
        return here.all();
    }
    let named: Result<Vec<_>> = articles.iter().map(|name| here.named(name, &ctx.start)).collect();
    let mut met = BTreeSet::new();
    Ok(named?.into_iter().flatten().filter(|file| met.insert(file.path.clone())).collect())
}

/// Prints the findings, then how many there are.
fn report(ctx: &Context, checked: &[Checked], done: Option<&fix::Done>) {
    let count = |severity| checked.iter().map(|file| file.count(severity)).sum::<usize>();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let findings = || checked.iter().flat_map(|file| file.findings.iter().map(|found| (found, &file.text)));
    if ctx.output.is_json() {
        let mut answer = json!({
            "findings": findings().map(|(finding, text)| finding.json(text, ctx.language)).collect::<Vec<_>>(),
            "summary": { "files": checked.len(), "errors": errors, "warnings": warnings },
        });
        if let Some(done) = done {
            done.document(ctx, &mut answer);
        }
        return ctx.output.json(answer);
    }
    for (finding, text) in findings() {
        ctx.output.page(&(finding.drawn(text, ctx.language) + "\n"));
    }
    if let Some(done) = done {
        let fixed = done.count();
        return ctx.output.say(&say!(
            "改好 {fixed} 处；还有 {errors} 个错误，{warnings} 个提醒",
            "mended {places} in {articles}; left: {wrong}, {doubtful}",
            places = plural(fixed, "place"),
            articles = plural(checked.len(), "article"),
            wrong = plural(errors, "error"),
            doubtful = plural(warnings, "warning")
        ));
    }
    ctx.output.say(&say!(
        "检查完成：{errors} 个错误，{warnings} 个提醒",
        "checked {articles}: {wrong}, {doubtful}",
        articles = plural(checked.len(), "article"),
        wrong = plural(errors, "error"),
        doubtful = plural(warnings, "warning")
    ));
}
