//! A proof as JSON.

use serde_json::{Value, json};
use wxops::{
    folder::{Proof, Scope},
    leaks::masked,
    moment::stored,
    workflow::policy::PolicyChain,
};

use super::{acts, approvals, checkpoint};
use crate::shell::{context::Context, debts, element::consents, refused::documents};

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
                "skipped": debts::documents(state, team, proof.at),
                "acts": acts::documents(proven, team),
                "gone": state.gone,
            })
        })
        .collect();
    let (count, debts) = (proof.second_hand(), proof.debts());
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
        "skipped": { "stages": debts.all, "open": debts.open, "overdue": debts.overdue },
        "at": stored(proof.at),
        "policy": acts::version_documents(policy),
        "root": proof.root,
        "root_pinned": proof.pinned,
        "tail_witnessed": proof.witness.is_some() && proof.refusals.is_empty(),
        "checkpoint": proof.witness.as_ref().map(checkpoint::document),
        "sandbox": proof.sandbox,
        "articles": articles,
        "unrecorded": proof.unrecorded,
        "refusals": documents(ctx, &proof.refusals),
    })
}
