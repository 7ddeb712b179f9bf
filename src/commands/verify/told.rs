//! A proof in sentences. It never says more than was proved.

use std::collections::BTreeSet;

use wxops::{
    folder::{Proof, Refused, Scope, called},
    refusal::Refusal,
    say,
    text::{Text, list, plural},
    workflow::{policy::PolicyChain, second_hand::remark, team::Team, told::decider},
};

use super::{acts, approvals};
use crate::shell::{context::Context, table::columns};

/// The articles shown one by one; more are only counted.
const SHOWN: usize = 20;

/// What was proved, by whom it was approved, and what the proof rests on.
pub(super) fn proved(ctx: &Context, proof: &Proof, policy: &PolicyChain, every_act: bool) {
    let team = &policy.newest().team;
    let count = proof.articles.len();
    let articles = plural(count, "article");
    let Text { zh, en } = proof.level.label();
    ctx.output.say(&match &proof.scope {
        Scope::Tree => say!("核验通过（{zh}）：{count} 篇", "proved ({en}): {articles}"),
        Scope::Range { base } => {
            let (base, head) = (base.short(), proof.head.short());
            say!(
                "核验通过（{zh}）：{base} 到 {head}，动过 {count} 篇",
                "proved ({en}): {base} to {head}, {articles} touched"
            )
        }
        Scope::History { commits } => {
            let history = plural(*commits, "commit");
            say!(
                "核验通过（{zh}）：{count} 篇，历史 {commits} 次提交",
                "proved ({en}): {articles}, and their history of {history}"
            )
        }
    });
    if every_act {
        each_act(ctx, proof, policy);
    } else {
        approved(ctx, proof, team);
    }
    what_it_rests_on(ctx, proof);
}

/// Every act of every article.
fn each_act(ctx: &Context, proof: &Proof, policy: &PolicyChain) {
    for (proven, title) in &proof.articles {
        let Text { zh, en } = called(title, &proven.state.slug);
        let label = proven.state.label();
        ctx.output.say(&say!(
            "  {zh}　{label_zh}",
            "  {en}  {label_en}",
            label_zh = label.zh,
            label_en = label.en
        ));
        below(ctx, acts::rows(proven, policy, proof.at, ctx.language));
    }
    ctx.output.say(&say!("  运营规则", "  rule book"));
    below(ctx, acts::version_rows(policy, ctx.language));
}

/// Rows under a line that names what they are about.
fn below(ctx: &Context, rows: Vec<Vec<String>>) {
    let rows: Vec<String> = columns(rows).lines().map(|line| format!("    {line}")).collect();
    ctx.output.page(&rows.join("\n"));
}

/// The articles that were approved, and by whom.
fn approved(ctx: &Context, proof: &Proof, team: &Team) {
    let approved: Vec<_> =
        proof.articles.iter().filter(|(proven, _)| !approvals(proven).is_empty()).collect();
    for (proven, title) in approved.iter().take(SHOWN) {
        let people: Vec<Text> = approvals(proven)
            .iter()
            .map(|(stage, decided)| {
                let name = decider(decided, team);
                match remark(&proven.state, decided, team) {
                    Some(Text { zh, en }) => {
                        say!(
                            "{name_zh}（{stage}，{zh}）",
                            "{name_en} ({stage}, {en})",
                            name_zh = name.zh,
                            name_en = name.en
                        )
                    }
                    None => say!("{zh}（{stage}）", "{en} ({stage})", zh = name.zh, en = name.en),
                }
            })
            .collect();
        let distinct: BTreeSet<&String> =
            approvals(proven).into_iter().map(|(_, decided)| &decided.by).collect();
        let (count, persons) = (distinct.len(), if distinct.len() == 1 { "person" } else { "people" });
        let (people, label) = (list(&people), proven.state.label());
        let Text { zh, en } = called(title, &proven.state.slug);
        ctx.output.say(&say!(
            "  {zh}　{label_zh}　{count} 人审过：{people_zh}",
            "  {en}  {label_en}  {count} {persons} approved: {people_en}",
            label_zh = label.zh,
            label_en = label.en,
            people_zh = people.zh,
            people_en = people.en
        ));
    }
    let more = approved.len().saturating_sub(SHOWN);
    if more > 0 {
        ctx.output
            .say(&say!("  还有 {more} 篇：`wxops verify --json`", "  {more} more: `wxops verify --json`"));
    }
}

/// What the proof does not say.
fn what_it_rests_on(ctx: &Context, proof: &Proof) {
    let unrecorded = proof.unrecorded.len();
    if unrecorded > 0 {
        ctx.output.say(&say!(
            "没有登记、不作证明的：{unrecorded} 篇",
            "not recorded, nothing proved: {unrecorded}"
        ));
    }
    for Text { zh, en } in proof.limits() {
        ctx.output.say(&say!("  {zh}", "  {en}"));
    }
}

/// Every refusal with its code, its place and the way out.
pub(super) fn refused(ctx: &Context, all: &[Refused]) {
    let count = all.len();
    let places = plural(count, "refusal");
    if !ctx.output.is_json() {
        ctx.output.note(&say!("核验不通过：{count} 处", "refused: {places}"));
    }
    for refused in all {
        let article = refused.article.as_ref().map(|slug| say!("{slug}：", "{slug}: ")).unwrap_or_default();
        let code = refused.refusal.code;
        let Text { zh, en } = &refused.refusal.message;
        let message = say!(
            "{article_zh}{zh}［{code}］",
            "{article_en}{en} [{code}]",
            article_zh = article.zh,
            article_en = article.en
        );
        ctx.output.problem(&Refusal { message, ..refused.refusal.clone() });
    }
}
