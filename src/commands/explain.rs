//! `wxops explain` tells what a rule means.

use serde_json::{Value, json};
use wxops::{
    refusal::{Exit, Refusal},
    rules::{self, RULES, Rule, page},
    say,
    text::{Language, Text, nearest},
};

use super::check::blocking;
use crate::shell::{context::Context, table::columns};

#[derive(clap::Args)]
#[command(
    about = tr!("解释一条检查规则；不写规则名就列出全部", "Explain a rule; list all of them without a name"),
    before_help = tr!(
        "wxops explain title_too_long\n\
         wxops explain",
        "wxops explain title_too_long\n\
         wxops explain"
    ),
    after_help = blocking()
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("规则", "RULE"),
        help = tr!("规则名，检查问题开头方括号里的那个", "The rule's name, as findings show it in brackets")
    )]
    pub(crate) name: Option<String>,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let Some(name) = args.name else {
        list(ctx);
        return Ok(Exit::Done);
    };
    let Some(rule) = rules::find(&name) else { return Err(unknown(&name).into()) };
    let page = page::read(rule.page, ctx.language);
    ctx.output.page(&page);
    let comment = comment(rule);
    if let Some(comment) = comment.as_ref().map(|comment| comment.get(ctx.language)) {
        ctx.output.say(&say!(
            "\n确有理由保留的，在那一段前面加一行注释；说的是整篇或文首字段的，加在正文最前面：\n{comment}",
            "\nWhat must stay is answered by a comment on the line before it, or before the first paragraph if it is about the whole article or its fields:\n{comment}"
        ));
    }
    let comment = comment.as_ref().map(|comment| comment.get(ctx.language));
    ctx.output.json(json!({ "rule": row(rule, ctx.language), "page": page, "allow": comment }));
    Ok(Exit::Done)
}

/// The comment that answers what a rule finds; none if it cannot be answered.
fn comment(rule: &Rule) -> Option<Text> {
    let name = rule.name;
    rule.is_about_an_article()
        .then(|| say!("<!-- wxops-allow {name}: 理由 -->", "<!-- wxops-allow {name}: REASON -->"))
}

/// All rules, one a line.
fn list(ctx: &Context) {
    let cells = |rule: &Rule| {
        let (weight, summary) = (rule.level.label(), rule.summary());
        [rule.name, weight.get(ctx.language), summary.get(ctx.language)].map(str::to_owned)
    };
    ctx.output.page(&format!("{}\n\n{}", columns(RULES.iter().map(cells)).trim_end(), blocking()));
    let rows: Vec<_> = RULES.iter().map(|rule| row(rule, ctx.language)).collect();
    ctx.output.json(json!({ "rules": rows }));
}

fn row(rule: &Rule, language: Language) -> Value {
    let summary = rule.summary();
    json!({ "name": rule.name, "severity": rule.level.name(), "summary": summary.get(language) })
}

fn unknown(name: &str) -> Refusal {
    let refusal = Refusal::usage("no_such_rule", say!("没有 `{name}` 这条规则", "there is no rule `{name}`"));
    let refusal = match nearest(name, RULES.iter().map(|rule| rule.name)) {
        Some(near) => refusal.help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
        None => refusal,
    };
    refusal.help(say!("运行 `wxops explain` 看全部规则", "run `wxops explain` to see all rules"))
}
