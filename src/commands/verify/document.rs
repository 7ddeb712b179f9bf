//! A proof as JSON.

use serde_json::{Value, json};
use wxops::{
    folder::{Proof, Refused, Scope},
    leaks::masked,
    moment::stored,
    text::Text,
    workflow::policy::PolicyChain,
};

use super::{acts, approvals};
use crate::shell::{context::Context, element::consents};

/// The proof as one document.
pub(super) fn proof(ctx: &Context, proof: &Proof, policy: &PolicyChain) -> Value {
    let team = &policy.newest().team;
    let articles: Vec<Value> = proof
        .articles
        .iter()
        .map(|(proven, title)| {
            let state = &proven.state;
            let approvals: Vec<Value> = approvals(proven)
                .iter()
                .map(|(stage, decided)| {
                    let instead_of = decided.seats.first().and_then(|seat| seat.instead_of.as_ref());
                    let roles: Vec<&String> = decided.seats.iter().map(|seat| &seat.role).collect();
                    json!({
                        "stage": stage, "by": decided.by, "name": team.name(&decided.by),
                        "roles": roles, "instead_of": instead_of, "typed_by": decided.typed_by,
                    })
                })
                .collect();
            json!({
                "id": state.id, "slug": state.slug, "title": masked(title), "status": state.status.name(),
                "revision": state.revision, "content": state.content.as_str(), "approvals": approvals,
                "second_hand": consents(state, team, proof.at),
                "acts": acts::documents(proven, team),
                "gone": state.gone,
            })
        })
        .collect();
    let count = proof.second_hand();
    let base = match &proof.scope {
        Scope::Range { base } => Some(&base.0),
        Scope::Tree | Scope::History { .. } => None,
    };
    let commits = match proof.scope {
        Scope::History { commits } => Some(commits),
        Scope::Tree | Scope::Range { .. } => None,
    };
    json!({
        "verdict": if proof.refusals.is_empty() { "proved" } else { "refused" },
        "base": base,
        "head": proof.head.0,
        "commits": commits,
        "level": proof.level.name(),
        "acts": { "signed": proof.signed, "declared": proof.declared },
        "second_hand": { "approvals": count.all, "open": count.open, "overdue": count.overdue, "denied": count.denied },
        "at": stored(proof.at),
        "policy": acts::version_documents(policy),
        "root": proof.root,
        "root_pinned": proof.pinned,
        "tail_witnessed": false,
        "sandbox": proof.sandbox,
        "articles": articles,
        "unrecorded": proof.unrecorded,
        "refusals": refusals(ctx, &proof.refusals),
    })
}

/// The refusals as a list.
pub(super) fn refusals(ctx: &Context, refused: &[Refused]) -> Vec<Value> {
    let one = |refused: &Refused| {
        let refusal = &refused.refusal;
        let path = refusal.path.as_deref();
        let words = |texts: &[Text]| -> Vec<String> {
            texts.iter().map(|text| text.get(ctx.language).to_owned()).collect()
        };
        let mut document = json!({
            "code": refusal.code,
            "article": refused.article,
            "record": path.filter(|path| is_record(path)),
            "path": path,
            "message": refusal.message.get(ctx.language),
            "help": words(&refusal.help).join("\n"),
        });
        if !refusal.detail.is_empty() {
            document["detail"] = json!(words(&refusal.detail));
        }
        document
    };
    refused.iter().map(one).collect()
}

/// Whether a path is that of a record, and not of the folder of them all.
fn is_record(path: &str) -> bool {
    path.starts_with(".wxops/records/") && path.rsplit('.').next() == Some("toml")
}
